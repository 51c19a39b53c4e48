"""Effects the slow way: definitions, sums over everything that can happen, matrices by hand."""

import math

import numpy as np
from scipy import optimize, stats


def wdq(a0, a1, b0, b1, c0, c1):
    return (b1 / c1 - b0 / c0) / (a1 / c1 - a0 / c0)


def exact_limits(table, level=0.95):
    """Limits of the odds ratio of ((b0, a0), (b1, a1)) by Fisher's noncentral hypergeometric."""
    (b0, a0), (b1, a1) = table
    after, treated = a0 + a1, a0 + b0
    lowest, highest = max(0, after - a1 - b1), min(after, treated)
    x = np.arange(lowest, highest + 1)
    ways = np.array(
        [
            math.lgamma(treated + 1) - math.lgamma(k + 1) - math.lgamma(treated - k + 1)
            + math.lgamma(a1 + b1 + 1) - math.lgamma(after - k + 1)
            - math.lgamma(a1 + b1 - after + k + 1)
            for k in x
        ]
    )  # fmt: skip

    def tail(log_odds, part):
        weight = ways + x * log_odds
        weight = np.exp(weight - weight.max())
        return weight[part].sum() / weight.sum()

    rest = (1 - level) / 2
    low = optimize.brentq(lambda t: tail(t, x >= a0) - rest, -30, 30)
    high = optimize.brentq(lambda t: tail(t, x <= a0) - rest, -30, 30)
    return math.exp(low), math.exp(high)


def between(groups):
    """Pearson's dispersion of the shares after, place by place."""
    total, left = 0.0, 0
    for before, after in groups:
        share = sum(after) / (sum(before) + sum(after))
        left -= 1
        for b, a in zip(before, after, strict=True):
            if a + b:
                expected = (a + b) * share
                total += (a - expected) ** 2 / expected
                total += (b - (a + b) * (1 - share)) ** 2 / ((a + b) * (1 - share))
                left += 1
    return max(total / left, 1.0)


def power(before, after, longer=1.0, level=0.05):
    """Power of the exact conditional test, over every pair of counts that can happen."""
    total = 0.0
    for b in range(int(before + 9 * math.sqrt(before) + 30)):
        chance = stats.poisson.pmf(b, before)
        if chance < 1e-10:
            continue
        a = np.arange(int(after + 9 * math.sqrt(after) + 30))
        share = longer / (1 + longer)
        p = 2 * np.minimum(
            stats.binom.cdf(a, a + b, share), stats.binom.sf(a - 1, a + b, share)
        )  # fmt: skip
        total += chance * stats.poisson.pmf(a, after)[p <= level].sum()
    return total


def power_beside(before, after, comparison, longer=1.0, level=0.05):
    """The same beside a place where nothing changes: every four counts that can happen."""
    total = 0.0
    means = (before, after, comparison, comparison * longer)
    counts = [np.arange(int(mean + 6 * math.sqrt(mean) + 6)) for mean in means]
    chances = [stats.poisson.pmf(c, mean) for c, mean in zip(counts, means, strict=True)]
    for a, of_a in zip(counts[0], chances[0], strict=True):
        for c, of_c in zip(counts[2], chances[2], strict=True):
            b, d = np.meshgrid(counts[1], counts[3], indexing="ij")
            law = stats.hypergeom(a + b + c + d, b + d, a + b)
            shown = np.minimum(law.cdf(b), law.sf(b - 1)) <= level / 2
            total += of_a * of_c * (np.outer(chances[1], chances[3]) * shown).sum()
    return total


def newey_west(x, y, lags):
    """(log ratio of the first column, widened quasi-Poisson error, Newey-West error)."""
    b = np.zeros(x.shape[1])
    b[1] = math.log(y.mean())
    for _ in range(100):
        mu = np.exp(x @ b)
        b = b + np.linalg.solve(x.T @ (x * mu[:, None]), x.T @ (y - mu))
    mu = np.exp(x @ b)
    bread = np.linalg.inv(x.T @ (x * mu[:, None]))
    n, k = x.shape
    phi = np.sum((y - mu) ** 2 / mu) / (n - k)
    scores = x * (y - mu)[:, None]
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        weight = 1 - lag / (lags + 1)
        part = scores[lag:].T @ scores[:-lag]
        meat = meat + weight * (part + part.T)
    r = (y - mu) / np.sqrt(mu)
    alike = np.sum(r[1:] * r[:-1]) / np.sum(r * r)
    alike = min(max(alike + (k + 3 * alike) / n, 0), 0.9)
    phi = max(phi, 1) * (1 + alike) / (1 - alike)
    robust = bread @ meat @ bread * n / (n - k)
    return b[0], math.sqrt(phi * bread[0, 0]), math.sqrt(robust[0, 0])


def matched(visited, unvisited, nearest):
    """({visited with an equal}, {unvisited chosen}): hottest first, one neighbour a round."""
    order = sorted(range(len(visited)), key=lambda i: (-visited[i], i))
    free, kept, used = set(range(len(unvisited))), [], set()
    for turn in range(nearest):
        for i in order if turn == 0 else list(kept):
            room = max(visited[i] / 10, 1) if visited[i] >= 5 else 0
            near = sorted((abs(unvisited[j] - visited[i]), j) for j in free)
            if near and near[0][0] <= room:
                free.remove(near[0][1])
                used.add(near[0][1])
                if turn == 0:
                    kept.append(i)
    return set(kept), used
