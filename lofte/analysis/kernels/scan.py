"""Scans: the best zone as it is seen, and the best of each replicate."""

import math

import numpy as np

from lofte.analysis.arrays import Bools, Floats, Int32s, Ints
from lofte.analysis.compiled import compiled
from lofte.analysis.kernels.streams import advanced, below, stream, unit

TIE = 1e-12


@compiled
def likelihood(cases: float, expected: float, total: float) -> float:
    """Kulldorff's log likelihood ratio for high rates; 0 where there are not more than expected."""
    if cases <= expected or expected <= 0:
        return 0.0
    inside = cases * math.log(cases / expected)
    rest = total - cases
    if rest <= 0:
        return inside
    return inside + rest * math.log(rest / (total - expected))


@compiled
def better(ratio: float, size: int, best: float, best_size: int) -> bool:
    """Clearly higher, or as high with fewer places."""
    if ratio > best * (1 + TIE):
        return True
    return best > 0 and ratio >= best * (1 - TIE) and size < best_size


@compiled
def best_zone(
    rows: tuple[Ints, Int32s, Bools], numbers: tuple[Floats, Floats, float], taken: Bools
) -> tuple[float, int, int]:
    """Ratio, centre and position of the best zone without a taken place; -1 where there is none.

    rows: start, member, whole of the zones. numbers: cases, expected, total.
    """
    start, member, whole = rows
    cases, expected, total = numbers
    best, centre, position, size = 0.0, -1, -1, 0
    for c in range(len(start) - 1):
        seen, usual = 0.0, 0.0
        for at in range(start[c], start[c + 1]):
            place = member[at]
            if taken[place]:
                break
            seen += cases[place]
            usual += expected[place]
            if whole[at]:
                ratio = likelihood(seen, usual, total)
                if better(ratio, at - start[c], best, size):
                    best, centre, position, size = ratio, c, at, at - start[c]
    return best, centre, position


@compiled
def scatter_cases(ladder: Floats, total: int, state: np.uint64, out: Ints) -> None:
    """`total` cases on the places; ladder: the running share of the expected, ending at 1."""
    out[:] = 0
    for _ in range(total):
        place = int(np.searchsorted(ladder, unit(state), side="right"))
        out[min(place, len(ladder) - 1)] += 1
        state = advanced(state)


@compiled
def space_maxima(
    rows: tuple[Ints, Int32s, Floats],
    ladder: Floats,
    total: int,
    draws: tuple[int, int],
    out: Floats,
) -> None:
    """out[r] = the best ratio of replicate first + r, when all places have the same rate.

    rows: start, member, expected cases of the zone that ends there (infinite where none does).
    draws: seed, first replicate.
    """
    start, member, usual = rows
    own, rest, whole = np.log(usual), np.empty(len(usual)), float(total)
    for at in range(len(usual)):
        rest[at] = math.log(whole - usual[at]) if usual[at] < whole else 0.0
    own_part = np.zeros(total + 1)
    for k in range(1, total + 1):
        own_part[k] = k * math.log(k)
    cases = np.empty(len(ladder), dtype=np.int64)
    for r in range(len(out)):
        scatter_cases(ladder, total, stream(draws[0], draws[1] + r), cases)
        best = 0.0
        for c in range(len(start) - 1):
            seen = 0
            for at in range(start[c], start[c + 1]):
                seen += cases[member[at]]
                if seen > usual[at]:
                    ratio = own_part[seen] + own_part[total - seen]
                    ratio -= seen * own[at] + (total - seen) * rest[at]
                    best = max(best, ratio)
        out[r] = best


@compiled
def chained(places: Int32s, head: Int32s, following: Int32s) -> None:
    """The cases of each place as a chain: head[place], then following[case], -1 at the end."""
    head[:] = -1
    for case in range(len(places)):
        following[case] = head[places[case]]
        head[places[case]] = case


@compiled
def best_window(
    tally: Ints, usual: Floats, within: tuple[int, int], total: int, best: float
) -> tuple[float, int, int]:
    """The best window of one zone: ratio, first and last step; (best, -1, -1) if none beats `best`.

    tally, usual: cases of the zone and expected ones in each step. within: the longest window; the
    earliest step that may be the last of a window. total: cases of all places and steps.
    """
    found, first, last = best, -1, -1
    for end in range(within[1], len(tally)):
        seen, expected = 0, 0.0
        for begin in range(end, max(end - within[0], -1), -1):
            seen += tally[begin]
            expected += usual[begin]
            if tally[begin] == 0 or seen <= expected or expected <= 0:
                continue
            # The ratio is total times a divergence, which chi-square bounds: no log for the weak.
            if (seen - expected) ** 2 * total > found * expected * (total - expected):
                ratio = likelihood(float(seen), expected, float(total))
                if ratio > found:
                    found, first, last = ratio, begin, end
    return found, first, last


@compiled
def best_cylinder(
    rows: tuple[Ints, Int32s, Bools],
    cases: tuple[Int32s, Int32s, Int32s],
    model: tuple[Ints, Ints, Floats],
    within: tuple[int, int],
    taken: Bools,
) -> tuple[float, int, int, int, int]:
    """Ratio, centre, position, first and last step of the best cylinder without a taken place.

    cases: head, following (see `chained`) and step of the cases that a window can hold. model:
    cases of each place over all time, cases of each step, and what is expected [places, steps] or
    nothing [0, steps]: then place times step. within: see `best_window`.
    """
    start, member, whole = rows
    head, following, step = cases
    per_place, per_step, expected = model
    total, steps, early = int(np.sum(per_place)), len(per_step), max(0, within[1] - within[0] + 1)
    tally, usual = np.zeros(steps, dtype=np.int64), np.zeros(steps)
    best, centre, position, first, last, size = 0.0, -1, -1, -1, -1, 0
    for c in range(len(start) - 1):
        zone, changed = 0, False
        tally[:] = 0
        usual[:] = 0.0
        for at in range(start[c], start[c + 1]):
            place = member[at]
            if taken[place]:
                break
            zone += per_place[place]
            if len(expected) > 0:
                usual[early:] += expected[place, early:]
            case = head[place]
            while case >= 0:
                tally[step[case]] += 1
                changed = True
                case = following[case]
            # More places without a case in any window only raise what is expected.
            if whole[at] and changed:
                changed = False
                if len(expected) == 0:
                    for k in range(early, steps):
                        usual[k] = float(zone) * float(per_step[k]) / float(total)
                least = best * (1 - 2 * TIE)
                ratio, begin, end = best_window(tally, usual, within, total, least)
                if begin >= 0 and better(ratio, at - start[c], best, size):
                    best, centre, position, size = ratio, c, at, at - start[c]
                    first, last = begin, end
    return best, centre, position, first, last


@compiled
def time_maxima(
    rows: tuple[Ints, Int32s, Bools],
    cases: tuple[Int32s, Int32s],
    model: tuple[Ints, Ints, Floats],
    within: tuple[int, int],
    draws: tuple[int, int],
    out: Floats,
) -> None:
    """out[r] = the best ratio of replicate first + r, with times dealt anew to the cases.

    cases: place of every case; step of those that a window can hold. draws: seed, first replicate.
    """
    place, step = cases
    deck = place.copy()
    dealt = np.empty(len(step), dtype=np.int32)
    swapped = np.empty(len(step), dtype=np.int64)
    head = np.empty(len(model[0]), dtype=np.int32)
    following = np.empty(len(step), dtype=np.int32)
    nothing = np.zeros(len(model[0]), dtype=np.bool_)
    for r in range(len(out)):
        state = stream(draws[0], draws[1] + r)
        for j in range(len(step)):
            other = j + below(state, len(deck) - j)
            state = advanced(state)
            swapped[j] = other
            deck[j], deck[other] = deck[other], deck[j]
            dealt[j] = deck[j]
        for j in range(len(step) - 1, -1, -1):
            deck[j], deck[swapped[j]] = deck[swapped[j]], deck[j]
        chained(dealt, head, following)
        out[r] = best_cylinder(rows, (head, following, step), model, within, nothing)[0]


@compiled
def poisson_maxima(
    rows: tuple[Ints, Int32s, Bools],
    ladder: Floats,
    model: tuple[Ints, Ints, Floats],
    within: tuple[int, int],
    draws: tuple[int, int],
    out: Floats,
) -> None:
    """out[r] = the best ratio of replicate first + r, with the cases drawn as they are expected.

    ladder: the running share of what is expected, place by place and step by step, ending at 1.
    """
    total, steps = int(np.sum(model[0])), len(model[1])
    early = max(0, within[1] - within[0] + 1)
    place, step = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.int32)
    head = np.empty(len(model[0]), dtype=np.int32)
    following = np.empty(total, dtype=np.int32)
    nothing = np.zeros(len(model[0]), dtype=np.bool_)
    for r in range(len(out)):
        state = stream(draws[0], draws[1] + r)
        held = 0
        for _ in range(total):
            at = int(np.searchsorted(ladder, unit(state), side="right"))
            state = advanced(state)
            at = min(at, len(ladder) - 1)
            if at % steps >= early:
                place[held], step[held] = at // steps, at % steps
                held += 1
        chained(place[:held], head, following)
        out[r] = best_cylinder(rows, (head, following, step), model, within, nothing)[0]
