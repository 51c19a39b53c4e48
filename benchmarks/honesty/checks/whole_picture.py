"""All that a picture says has changed, whichever method says it: each keeps its own promise."""

from benchmarks.honesty.checks import (
    alarms,
    emerging,
    live_clusters,
    more_than_normal,
    near_repeat,
)
from benchmarks.honesty.simple import Simple
from lofte.situation.document import FEWER, MORE, MOST

NAME = "Hela bilden"
SAYS = "något alls har ändrats, fler eller färre, med någon av metoderna"
LEVEL = None
METHODS = (alarms, emerging, live_clusters, more_than_normal, near_repeat)


def falsely(town: Simple) -> bool:
    document = town.document
    told = any(one.kind != MOST for one in document.findings)
    return (
        told
        or document.total_klass in (MORE, FEWER)
        or any(method.falsely(town) for method in METHODS)
    )
