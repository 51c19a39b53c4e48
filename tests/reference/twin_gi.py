"""Gi* and chance, word by word: every draw of the others is looked at."""

from itertools import combinations


def conditional(values, neighbours, place):
    """The exact shares of draws of the others that give at least, and at most, the same sum."""
    others = [v for j, v in enumerate(values) if j != place]
    around = [j for j in neighbours[place] if j != place]
    seen = sum(values[j] for j in around)
    draws = [sum(draw) for draw in combinations(others, len(around))]
    return (
        sum(total >= seen for total in draws) / len(draws),
        sum(total <= seen for total in draws) / len(draws),
    )


def total(values, neighbours, place):
    """The same when the place trades its value too; `neighbours` include the place."""
    family = neighbours[place]
    seen = sum(values[j] for j in family)
    draws = [sum(draw) for draw in combinations(values, len(family))]
    return (
        sum(value >= seen for value in draws) / len(draws),
        sum(value <= seen for value in draws) / len(draws),
    )
