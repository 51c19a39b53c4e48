"""Kernel density, point by point, and cell by cell for the edge."""

import math


def gaussian(r, b):
    return math.exp(-((r / b) ** 2) / 2) / (2 * math.pi * b * b)


def quartic(r, b):
    return 3 / (math.pi * b * b) * (1 - (r / b) ** 2) ** 2 if r < b else 0.0


KERNELS = {"gaussian": gaussian, "quartic": quartic}


def direct(points, at, bandwidth, kernel):
    return [
        sum(KERNELS[kernel](math.dist(place, point), bandwidth) for point in points) for place in at
    ]


def averaged(dx, dy, size, bandwidth, kernel, parts):
    """The mean kernel at a place over the points of a cell whose middle lies dx, dy away."""
    steps = [(k + 0.5) / parts - 0.5 for k in range(parts)]
    terms = [
        KERNELS[kernel](math.hypot(dx + a * size, dy + b * size), bandwidth)
        for a in steps
        for b in steps
    ]
    return sum(terms) / parts**2
