"""The attacker with patience instead of equations: every table of small whole numbers is tried."""

from itertools import product


def fitting(low, high, sums, shares=()):
    """All tables within low-high in which everything told holds; only parts are tried."""
    totals = {total for total, _ in sums}
    leaves = [cell for cell in range(len(low)) if cell not in totals]
    for tried in product(*(range(int(low[cell]), int(high[cell]) + 1) for cell in leaves)):
        table = dict(zip(leaves, tried, strict=True))
        while len(table) < len(low):
            for total, parts in sums:
                if all(part in table for part in parts):
                    table.setdefault(total, sum(table[part] for part in parts))
        adds_up = all(table[total] == sum(table[p] for p in parts) for total, parts in sums)
        inside = all(low[cell] <= table[cell] <= high[cell] for cell in totals)
        rounds = all(
            s.low * table[s.base] - 1e-9 <= table[s.part] <= s.high * table[s.base] + 1e-9
            for s in shares
        )
        if adds_up and inside and rounds:
            yield [table[cell] for cell in range(len(low))]


def intervals(low, high, sums, shares=()):
    """(least, most) of every cell."""
    tables = list(fitting(low, high, sums, shares))
    return [(min(column), max(column)) for column in zip(*tables, strict=True)]
