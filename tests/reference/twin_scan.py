"""The scans, circle by circle and window by window."""

import math


def circles(places, weight, radius, share):
    """[(centre, frozenset of places)]; places: [(x, y)]."""
    found = []
    for c, middle in enumerate(places):
        away = [math.dist(middle, place) for place in places]
        for rim in sorted(set(away)):
            if radius is not None and rim > radius:
                break
            inside = frozenset(i for i, d in enumerate(away) if d <= rim)
            if sum(weight[i] for i in inside) <= share * sum(weight):
                found.append((c, inside))
    return found


def likelihood(cases, expected, total):
    if not cases > expected > 0:
        return 0.0
    rest = total - cases
    outside = rest * math.log(rest / (total - expected)) if rest > 0 else 0.0
    return cases * math.log(cases / expected) + outside


def best_circle(zones, cases, population):
    """(ratio, places) of the best; fewest places where several are as good."""
    total, people = sum(cases), sum(population)
    rated = []
    for _, inside in zones:
        seen = sum(cases[i] for i in inside)
        expected = total * sum(population[i] for i in inside) / people
        rated.append((likelihood(seen, expected, total), inside))
    return best(rated)


def best_cylinder(zones, events, window, expected=None):
    """(ratio, (places, first, last)); events: [(place, step)]; expected: [place][step], if any."""
    steps, longest, now = window
    whole = sum(map(sum, expected)) if expected else 0
    total, rated = len(events), []
    for _, inside in zones:
        zone = sum(place in inside for place, _ in events)
        for last in range(steps - 1 if now else 0, steps):
            for first in range(max(0, last - longest + 1), last + 1):
                inside_window = sum(first <= step <= last for _, step in events)
                seen = sum(place in inside and first <= step <= last for place, step in events)
                usual = zone * inside_window / total
                if expected:
                    usual = sum(sum(expected[place][first : last + 1]) for place in inside)
                    usual *= total / whole
                ratio = likelihood(seen, usual, total)
                rated.append((ratio, (inside, first, last)))
    return best(rated)


def best(rated):
    top = max((ratio for ratio, _ in rated), default=0.0)
    if top <= 0:
        return 0.0, []
    return top, [what for ratio, what in rated if ratio >= top * (1 - 1e-12)]
