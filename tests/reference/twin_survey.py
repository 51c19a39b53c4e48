"""Survey estimates answer by answer, as the textbooks write them."""


def weighted_mean(values, weights):
    return sum(y * w for y, w in zip(values, weights, strict=True)) / sum(weights)


def variance_of_total(values, weights, stratum, population=None):
    """Särndal, Swensson & Wretman 1992, (3.7.4), for w_i * y_i within each stratum."""
    result = 0.0
    for name in sorted(set(stratum)):
        rows = [i for i, s in enumerate(stratum) if s == name]
        n = len(rows)
        parts = [weights[i] * values[i] for i in rows]
        middle = sum(parts) / n
        spread = sum((part - middle) ** 2 for part in parts) / (n - 1)
        rest = 1.0 if population is None else 1 - n / population[name]
        result += rest * n * spread
    return result


def variance_of_mean(values, weights, stratum, population=None, left=None):
    """The mean is a ratio of two totals: Taylor's line through it. left: takes residuals."""
    middle, whole = weighted_mean(values, weights), sum(weights)
    line = [(y - middle) / whole for y in values]
    if left:
        line = left(line)
    return variance_of_total(line, weights, stratum, population)


def residuals(values, group, weights):
    """What is left when each group's weighted mean is taken away."""
    result = []
    for i, value in enumerate(values):
        rows = [j for j in range(len(values)) if group[j] == group[i]]
        mean = sum(values[j] * weights[j] for j in rows) / sum(weights[j] for j in rows)
        result.append(value - mean)
    return result


def poststratified(weights, group, population):
    result = []
    for i, weight in enumerate(weights):
        mass = sum(w for w, g in zip(weights, group, strict=True) if g == group[i])
        result.append(weight * population[group[i]] / mass)
    return result


def raked(weights, margins, passes):
    for _ in range(passes):
        for group, population in margins:
            weights = poststratified(weights, group, population)
    return weights


def design_effect(values, weights, variance):
    """Against a simple random sample, without replacement, of as many from as many."""
    n, whole, middle = len(values), sum(weights), weighted_mean(values, weights)
    spread = sum(w * (y - middle) ** 2 for y, w in zip(values, weights, strict=True)) / whole
    return variance / (spread * n / (n - 1) * (1 - n / whole) / n)
