"""Every page of a kommun with ten years of promises, and its yearly report: time in the server.

Django's own client asks for the page in this process: from request to answer, without a network.
"""

import time
from datetime import date
from typing import Any

from benchmarks.figure import Figure, Seconds, Target
from benchmarks.kommun import signed_in

COMMITMENTS = 200
PAGES = (
    *("loften/", "loften/nytt/", "loften/{promise}/", "loften/{promise}/andra/"),
    *("loften/{promise}/jamfor/", "loften/{promise}/version/1/", "loften/{promise}/uppfoljning/"),
    *("loften/{promise}/uppfoljning/?till=2026-06-30", "loften/{promise}/uppfoljning/blad/"),
    *("loften/{promise}/effekt/", "loften/{promise}/mer/", "loften/fil/"),
    *("loften/{promise}/kommunikation/", "loften/{promise}/kommunikation/ny/"),
    *("kommunikation/{row}/gjort/", "kommunikation/{row}/andra/", "kommunikation/{row}/stryk/"),
    *("ataganden/{point}/", "ataganden/{point}/logga/", "ataganden/{point}/aktiviteter/"),
    *("ataganden/{point}/bedom/", "ataganden/{point}/utfall/", "ataganden/{point}/matt/"),
    *("ataganden/{point}/fraga/", "bedomningar/{verdict}/ratta/", "uppfoljningar/{light}/ratta/"),
    *("matt/{indicator}/", "matt/{indicator}/las-av/", "matt/{effect}/plan/"),
    *("atgarder/", "atgarder/ny/", "atgarder/{measure}/", "atgarder/{measure}/andra/"),
    *("atgarder/{measure}/folj-upp/", "atgarder/{measure}/matt/", "atgarder/{measure}/fraga/"),
    *("atgardsplan/", "atgardsplan/ny/", "atgardsplan/{plan}/", "atgardsplan/{plan}/folj-upp/"),
    *("overenskommelser/", "overenskommelser/{agreement}/", "overenskommelser/ny/"),
    *("problem/", "problem/{problem}/", "problem/{problem}/prioritera/", "prioritering/"),
    *("lagens-lagesbild/", "lagens-lagesbild/{statutory}/", "lagens-lagesbild/{statutory}/frys/"),
    *("lagens-krav/", "lagens-krav/rapport/", "radet/", "radet/mote/"),
    *("utgavor/", "utgavor/loften/{promise}/", "pressmeddelanden/", "pressmeddelanden/nytt/"),
    *("pressmeddelanden/{release}/", "dialoger/", "moten/", "beslut/", ""),
)
OPEN = ("loften/l-2026/", "loften/l-2017/", "nyheter/{news}/", "flode.atom")


def full() -> tuple[Any, dict[str, Any]]:
    """A signed-in coordinator, and the numbers in the addresses."""
    client = signed_in(1, 0)
    from benchmarks.ten_years import make_ten_years, numbers_of, tell
    from lofte.people.models import Party, User
    from lofte.places.models import Kommun
    from tests import cast

    kommun = Kommun.objects.unscoped("a benchmark").get()
    party = Party.objects.unscoped("a benchmark").get()
    made = make_ten_years(kommun, party, cast.make_party(kommun, Party.Kind.POLICE))
    by = User.objects.order_by("pk").first()
    assert by is not None
    return client, numbers_of(made, tell(made, by)) | {"report": made.latest}


def slowest(data: Any) -> Seconds:
    """The time of the page that takes longest; each is asked once before, as by a colleague."""
    client, numbers = data
    return Seconds(max(times(client, numbers).values()))


def times(client: Any, numbers: dict[str, Any]) -> dict[str, float]:
    found = {}
    pages = [f"/arbete/lyckeberga/{one}" for one in PAGES] + [f"/lyckeberga/{one}" for one in OPEN]
    for told in pages:
        address = told.format(**numbers)
        client.get(address)
        start = time.perf_counter()
        answer = client.get(address)
        found[told] = time.perf_counter() - start
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return found


def report(data: Any) -> None:
    from lofte.promises.reports.content import report_of
    from lofte.promises.reports.pdf import pdf

    _client, numbers = data
    pdf(report_of(numbers["report"], today=date(2027, 1, 15)), for_council=True)


FIGURES = (
    Figure(
        f"ten years of promises, with editions, slowest of {len(PAGES) + len(OPEN)} pages",
        COMMITMENTS,
        full,
        slowest,
        target=Target(seconds=0.15),
    ),
    Figure(
        "ten years of promises, yearly report as PDF",
        COMMITMENTS,
        full,
        report,
        target=Target(seconds=5.0),
    ),
)


if __name__ == "__main__":  # which page it is
    for told, seconds in sorted(times(*full()).items(), key=lambda one: -one[1]):
        print(f"{seconds * 1000:7.1f} ms  {told}")
