"""How counts jump, unit by unit and pair by pair: the likelihood as it is written in the books."""

import math

CLUMPING = (0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
SPREAD = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
PAIRS = [(clumping, spread) for clumping in CLUMPING for spread in SPREAD]
IMAGINED, ROUNDS = 1.0, 40


def chance(counts, exposure, pair):
    """Log probability of the counts given their total: multinomial, or Dirichlet-multinomial."""
    clumping, spread = pair
    total, whole = sum(counts), sum(exposure)
    c = spread + clumping * whole / total
    ways = math.lgamma(total + 1) - sum(math.lgamma(n + 1) for n in counts)
    if c == 0:
        return ways + sum(n * math.log(e / whole) for n, e in zip(counts, exposure, strict=True))
    sizes = [e / c for e in exposure]
    told = math.lgamma(sum(sizes)) - math.lgamma(total + sum(sizes))
    for n, size in zip(counts, sizes, strict=True):
        told += math.lgamma(n + size) - math.lgamma(size)
    return ways + told


def estimate(history, exposure):
    """([clumping], [spread], ratio): Laird's most likely distribution on the pairs, then means."""
    telling = [i for i, counts in enumerate(history) if sum(counts) >= 2]
    if not telling:
        return [0.0] * len(history), [0.0] * len(history), 1.0
    own = {}
    for i in telling:
        logs = [chance(history[i], exposure[i], pair) for pair in PAIRS]
        own[i] = [math.exp(log - max(logs)) for log in logs]
    common = [1 / len(PAIRS)] * len(PAIRS)
    for _ in range(ROUNDS):
        held = [0.0] * len(PAIRS)
        for i in telling:
            for k, part in enumerate(weighed(own[i], common)):
                held[k] += part
        common = [(h + IMAGINED / len(PAIRS)) / (len(telling) + IMAGINED) for h in held]
    pairs, above, events = [], 0.0, 0
    for i, counts in enumerate(history):
        weights = weighed(own[i], common) if i in own else common
        both = [sum(w * pair[k] for w, pair in zip(weights, PAIRS, strict=True)) for k in (0, 1)]
        clumping, spread = map(two_digits, both)
        pairs.append((clumping, spread))
        rate = sum(counts) / sum(exposure[i])
        above += (1 + clumping + spread * rate) * sum(counts)
        events += sum(counts)
    return [c for c, _ in pairs], [s for _, s in pairs], above / events


def weighed(own, common):
    """What each pair is worth to the unit; adds up to one."""
    parts = [a * b for a, b in zip(own, common, strict=True)]
    return [part / sum(parts) for part in parts]


def two_digits(value):
    return 0.0 if value < 5e-4 else float(f"{value:.1e}")
