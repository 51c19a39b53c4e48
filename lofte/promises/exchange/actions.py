"""Read promises from a file, all of it or nothing, through the same actions as a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from lofte.audit.actions import Actor, action
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.people.states import Capability
from lofte.places.models import Kommun, NamedPlace
from lofte.promises.actions import draft_promise
from lofte.promises.commitments.actions import add_commitment, add_indicator
from lofte.promises.commitments.models import Commitment
from lofte.promises.exchange.reading import NOTHING_READ, BadFile, Lines, Path, read
from lofte.promises.follow_up.actions import explain, judge, tell_outcome
from lofte.promises.inputs import (
    CommitmentFacts,
    FocusLine,
    FollowUpFacts,
    IndicatorFacts,
    OutcomeFacts,
    PartyLine,
    PromiseFacts,
    Target,
)
from lofte.promises.ledger import note
from lofte.promises.models import Promise
from lofte.promises.signing.actions import freeze, record_ceremony
from lofte.promises.signing.inputs import CeremonyFacts, Signer


@action
def import_promises(*, content: bytes, by: Actor) -> list[Promise]:
    """Every promise of the file as it stands there. Raises BadFile with line and path."""
    data, lines = read(content)
    made = []
    for at, given in enumerate(data["promises"]):
        path: Path = ("promises", at)
        made.append(_Reader(lines, path, given, by).promise())
    return made


@contextmanager
def _at(lines: Lines, path: Path) -> Iterator[None]:
    """Whatever an action refuses is said with the place in the file."""
    try:
        yield
    except BadFile:
        raise
    except Refused as refusal:
        raise BadFile(f"{lines.place(path)}: {refusal} {NOTHING_READ}") from refusal


class _Reader:
    """One promise of the file on its way in."""

    def __init__(self, lines: Lines, path: Path, given: dict[str, Any], by: Actor) -> None:
        self.lines, self.path, self.given, self.by = lines, path, given, by
        self.kommuner = self._kommuner()
        self.parties: dict[str, Party] = {}

    def promise(self) -> Promise:
        with _at(self.lines, self.path):
            facts = self._facts()
            promise = draft_promise(kommun=self.kommuner[0], facts=facts, by=self.by)
        points = [
            self._point(promise, (*self.path, "commitments", at), one)
            for at, one in enumerate(self.given.get("commitments", []))
        ]
        if "signed" in self.given:
            with _at(self.lines, (*self.path, "signed")):
                self._sign(promise, self.given["signed"])
        for at, (point, one) in enumerate(
            zip(points, self.given.get("commitments", []), strict=True)
        ):
            self._came_of(promise, (*self.path, "commitments", at), point, one)
        self._outcomes(promise, self.path, None, self.given)
        note("promise.imported", promise, by=self.by, code=promise.code)
        promise.refresh_from_db()
        return promise

    def _kommuner(self) -> list[Kommun]:
        found = []
        for at, code in enumerate(self.given["kommuner"]):
            row = Kommun.objects.unscoped("named in the file").filter(code=code).first()
            may = row is not None and _may_write(self.by, row)
            if row is None or not may:
                raise BadFile(
                    f"{self.lines.place((*self.path, 'kommuner', at))}: kommun {code} finns inte "
                    f"här, eller så får du inte skriva löften där. {NOTHING_READ}"
                )
            found.append(row)
        return found

    def _facts(self) -> PromiseFacts:
        given = self.given
        return PromiseFacts(
            code=given["code"],
            title=given["title"],
            area_text=given["area"],
            first_day=_day(given["period"]["from"]),
            last_day=_day(given["period"]["to"]),
            kommuner=tuple(self.kommuner),
            places=self._places(given, self.path),
            parties=tuple(
                PartyLine(
                    party=self._party(one["name"], (*self.path, "parties", at)),
                    printed=one.get("printed", ""),
                    signs=one.get("signs", True),
                    signing_role=one.get("role", ""),
                )
                for at, one in enumerate(given["parties"])
            ),
            focuses=tuple(FocusLine(text=text) for text in given.get("focus", [])),
            follows=self._earlier(given["follows"]) if given.get("follows") else None,
            **{
                name: given.get(name, "")
                for name in ("intro", "basis", "how_followed_up", "contact", "note")
            },
        )

    def _earlier(self, code: str) -> Promise:
        rows = Promise.objects.unscoped("named in the file")
        row = rows.filter(kommun=self.kommuner[0], code=code).first()
        if row is None:
            raise Refused(f"Löftet ”{code}” finns varken i kommunen eller tidigare i filen.")
        return row

    def _party(self, name: str, path: Path) -> Party:
        row = self.parties.get(name) or Party.objects.unscoped("named").filter(name=name).first()
        if row is None:
            raise BadFile(
                f"{self.lines.place(path)}: parten ”{name}” finns inte. {NOTHING_READ} "
                "Lägg upp den först (Personer, eller `lofte parties`)."
            )
        self.parties[name] = row
        return row

    def _places(self, given: dict[str, Any], path: Path) -> tuple[NamedPlace, ...]:
        found = []
        for at, name in enumerate(given.get("places", [])):
            rows = NamedPlace.objects.unscoped("named in the file")
            row = rows.filter(kommun__in=self.kommuner, name=name).first()
            if row is None:
                raise BadFile(
                    f"{self.lines.place((*path, 'places', at))}: platsen ”{name}” finns inte i "
                    f"kommunen. {NOTHING_READ} Lägg upp den, eller skriv den i ”where”."
                )
            found.append(row)
        return tuple(found)

    def _point(self, promise: Promise, path: Path, one: dict[str, Any]) -> Commitment:
        with _at(self.lines, path):
            facts = CommitmentFacts(
                text=one["text"],
                parties=()
                if one["by"] == "together"
                else tuple(self._party(name, (*path, "by")) for name in one["by"]),
                target=_target(one.get("target", {})),
                places=self._places(one, path),
                where=one.get("where", ""),
                owner_role=one.get("owner", ""),
                due=_maybe(one.get("due")),
                no_target_reason=one.get("no_target_reason", ""),
                continues=self._continued(one["continues"]) if one.get("continues") else None,
            )
            point = add_commitment(promise=promise, facts=facts, by=self.by)
        for at, given in enumerate(one.get("indicators", [])):
            with _at(self.lines, (*path, "indicators", at)):
                add_indicator(commitment=point, facts=_indicator(given), by=self.by)
        return point

    def _continued(self, given: dict[str, Any]) -> Commitment:
        earlier = self._earlier(given["promise"])
        rows = Commitment.objects.unscoped("named in the file").filter(
            promise=earlier, removed_at=None
        )
        points = list(rows.order_by("number"))
        if given["number"] > len(points):
            raise Refused(f"”{earlier}” har bara {len(points)} åtaganden.")
        found: Commitment = points[given["number"] - 1]
        return found

    def _sign(self, promise: Promise, given: dict[str, Any]) -> None:
        if given["how"] == "here":
            raise Refused(
                "Underskrifter med andra faktor kan inte läsas in från en fil. Ta bort ”signed” "
                "så läses löftet in som utkast, och låt parterna skriva under här."
            )
        version = freeze(
            promise=promise,
            version=promise.version,
            overruled=given.get("overruled", {}),
            by=self.by,
        )
        signers = tuple(
            Signer(
                party=self._party(one["party"], (*self.path, "signed", "by", at)),
                name=one.get("name", ""),
                role=one.get("role", ""),
            )
            for at, one in enumerate(given["by"])
        )
        facts = CeremonyFacts(
            held_on=_maybe(given.get("on")),
            signers=signers,
            place=given.get("place", ""),
            note=given.get("note", ""),
        )
        record_ceremony(version=version, facts=facts, by=self.by)
        promise.refresh_from_db()

    def _came_of(
        self, promise: Promise, path: Path, point: Commitment, one: dict[str, Any]
    ) -> None:
        self._outcomes(promise, path, point, one)
        if one.get("not_met_reason"):
            with _at(self.lines, (*path, "not_met_reason")):
                explain(commitment=point, reason=one["not_met_reason"], by=self.by)
        for at, given in enumerate(one.get("follow_ups", [])):
            with _at(self.lines, (*path, "follow_ups", at)):
                party = given.get("party", "")
                told = {name: value for name, value in given.items() if name != "party"}
                facts = FollowUpFacts(
                    **told | {"on": _day(given["on"])},
                    party=self._party(party, (*path, "follow_ups", at)) if party else None,
                )
                judge(commitment=point, facts=facts, by=self.by)

    def _outcomes(
        self, promise: Promise, path: Path, point: Commitment | None, given: dict[str, Any]
    ) -> None:
        for at, one in enumerate(given.get("outcomes", [])):
            with _at(self.lines, (*path, "outcomes", at)):
                facts = OutcomeFacts(
                    name=one["name"],
                    kind=one["kind"],
                    comparator=one.get("comparator", ""),
                    value=_decimal(one.get("value")),
                    text=one.get("text", ""),
                    first_day=_maybe(one.get("from")),
                    last_day=_maybe(one.get("to")),
                    source=one.get("source", ""),
                    counts=one.get("counts", True),
                )
                tell_outcome(promise=promise, commitment=point, facts=facts, by=self.by)


def _may_write(by: Actor, kommun: Kommun) -> bool:
    return not isinstance(by, User) or by.can(Capability.PROMISE, kommun.pk)


def _target(given: dict[str, Any]) -> Target:
    if not given:
        return Target()
    return Target(
        kind=given["kind"],
        comparator=given.get("comparator", ""),
        value=_decimal(given.get("value")),
        per=given.get("per", ""),
        unit=given.get("unit", ""),
    )


def _indicator(given: dict[str, Any]) -> IndicatorFacts:
    told = {name: value for name, value in given.items() if name not in ("target", "due")}
    return IndicatorFacts(**told, target_value=given.get("target"), due=_maybe(given.get("due")))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decimal(value: float | None) -> Decimal | None:
    """A number of at most two decimals and ten digits: what the tables hold, never rounded."""
    if value is None:
        return None
    told = Decimal(str(value))
    exponent = told.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2 or abs(told) >= 10**10:
        raise Refused(f"Talet {value} har fler än två decimaler eller är för stort.")
    return told
