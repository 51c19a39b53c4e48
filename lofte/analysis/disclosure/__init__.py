"""Small numbers stay hidden, also from those who can subtract.

A cell with 1 to minimum - 1 persons or events could point at somebody: it is hidden (primary), and
so are as many others (complementary) as it takes for nobody to compute it back: from totals, from
another table with the same cells, or from an earlier edition. The attacker that we defend against
knows every shown figure, that totals are sums, that zeros are shown as zeros (so a hidden figure
is at least 1), and our rules; not how the hidden ones were chosen.
Source: Kelly, Golden & Assad 1992; Hundepool et al. 2012, chapter 4.
"""

from lofte.analysis.disclosure.attacker import Intervals, Rounded, Told, attack
from lofte.analysis.disclosure.editions import Edition, Release, differences, release
from lofte.analysis.disclosure.shares import (
    PERCENT_BASE,
    PUBLIC_BASE,
    GroupShares,
    Percentage,
    group_shares,
    percentage,
)
from lofte.analysis.disclosure.suppression import (
    HIDDEN,
    METHOD,
    MINIMUM,
    VERSION,
    Protected,
    Role,
    protect,
)
from lofte.analysis.disclosure.tables import LARGEST_COUNT, BadTable, Table

__all__ = [
    "HIDDEN",
    "LARGEST_COUNT",
    "METHOD",
    "MINIMUM",
    "PERCENT_BASE",
    "PUBLIC_BASE",
    "VERSION",
    "BadTable",
    "Edition",
    "GroupShares",
    "Intervals",
    "Percentage",
    "Protected",
    "Release",
    "Role",
    "Rounded",
    "Table",
    "Told",
    "attack",
    "differences",
    "group_shares",
    "percentage",
    "protect",
    "release",
]
