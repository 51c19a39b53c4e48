"""What "safe" means for a protected system, asked of the attacker."""

import numpy as np

from lofte.analysis.disclosure import Role, attack


def assert_safe(protected, limit=5):
    """No protected cell is known more closely than it may be; every small figure is hidden."""
    counts, roles = protected.table.counts, protected.roles
    limits = np.broadcast_to(limit, counts.shape)
    small = (counts > 0) & (counts < limits) & (roles != Role.SHOWN)
    assert np.array_equal(small, protected.primary)
    assert np.all(protected.hidden[small])
    assert not np.any(protected.hidden & (roles == Role.SHOWN))
    cells = np.flatnonzero(small & ~protected.exposed)
    found = attack(protected.told, cells)
    assert np.all(found.low <= protected.need_low[cells])
    assert np.all(found.high >= protected.need_high[cells])
    assert np.all(found.high - found.low >= limits[cells] - 2)
    assert np.all(protected.need_low[cells] <= counts[cells])
