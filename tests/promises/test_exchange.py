"""Promises as files: every published promise we know goes in and comes out without loss."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from lofte.audit.actions import SYSTEM
from lofte.audit.models import AuditEvent
from lofte.audit.refusals import Refused
from lofte.people.models import Party, User
from lofte.places.models import Kommun
from lofte.promises.carrying import before, unjudged
from lofte.promises.exchange.actions import import_promises
from lofte.promises.exchange.reading import BadFile, canonical, read, schema
from lofte.promises.exchange.writing import to_text, told
from lofte.promises.models import Promise
from lofte.promises.queries import results_of
from lofte.promises.states import State
from tests import cast
from tests.structure import house

FILE = Path(__file__).parent / "real_promises.yaml"
NAMES = {
    "1495": "Skara",
    "1445": "Essunga",
    "1470": "Vara",
    "1444": "Grästorp",
    "0486": "Strängnäs",
    "1384": "Kungsbacka",
    "1480": "Göteborg",
    "2425": "Dorotea",
    "1473": "Töreboda",
    "1496": "Skövde",
    "1499": "Falköping",
    "0380": "Uppsala",
    "1415": "Stenungsund",
    "1421": "Orust",
    "1419": "Tjörn",
}
ONLY_OUTCOMES = {  # what was promised was never published; what came of it was
    "essunga-2023": 7,
    "vara-2019": 4,
    "grastorp-2019": 5,
    "toreboda-2018": 6,
    "falkoping-2023": 0,
    "sjumila-2023-24": 0,
}
CAME_OF = {
    "skara-2018": ["met", "no_target", "exceeded", "not_stated", "met"],
    "skara-2019": ["not_stated"] * 3 + ["no_target"] + ["not_stated"] * 2,
    "essunga-2020": ["not_met_why"],
    "vara-2022": ["no_target"],
    "strangnas-2019": ["exceeded", "exceeded", "met", "no_target"],
    "kungsbacka-2019-20": ["unclear", "no_target"],
    "goteborg-centrum-2018": ["exceeded", "met", "not_stated"],
    "dorotea-2019-20": ["not_stated"],
    "skara-2020": ["not_stated"] * 3,
    "skara-2022": ["not_stated"] * 7,
    "essunga-2021": ["not_stated"] * 8,
    "skovde-2020-22": ["not_stated"] * 2,
    "uppsala-resecentrum-2020-23": ["not_stated"] * 4,
    **{code: [] for code in ONLY_OUTCOMES},
}
TODAY = date(2026, 11, 27)


@pytest.fixture
def real_kommuner(db: None) -> dict[str, Kommun]:
    """Every kommun and party of the file, set up."""
    made = {
        code: Kommun.objects.create(code=code, name=name, slug=f"k{code}")
        for code, name in NAMES.items()
    }
    for given in read(FILE.read_bytes())[0]["promises"]:
        for one in given["parties"]:
            kind = Party.Kind.POLICE if "oli" in one["name"] else Party.Kind.KOMMUN
            for code in given["kommuner"]:
                cast.make_party(made[code], kind, one["name"])
    return made


@pytest.fixture
def real(real_kommuner: dict[str, Kommun]) -> dict[str, Promise]:
    made = import_promises(content=FILE.read_bytes(), by=SYSTEM)
    return {promise.code: promise for promise in made}


def test_every_real_promise_is_printed_back_without_loss(real: dict[str, Promise]) -> None:
    given = {one["code"]: canonical(one) for one in read(FILE.read_bytes())[0]["promises"]}
    assert len(given) == 19
    for code, promise in real.items():
        wanted, found = given[code], told(promise)
        for one in found.get("commitments", []):
            for follow_up in one.get("follow_ups", []):
                assert follow_up.pop("told_by") == SYSTEM.name  # who entered it is added
        assert found == wanted, code


def test_what_was_printed_is_read_again_to_the_same(real: dict[str, Promise]) -> None:
    printed = to_text(real.values())
    again = to_text(real.values(), as_json=True)
    assert json.loads(again) == read(printed.encode())[0]
    renamed = printed.replace("code: ", "code: x-").replace("follows: ", "follows: x-")
    renamed = renamed.replace("promise: ", "promise: x-").replace("area: ", "area: X ")
    made = import_promises(content=renamed.encode(), by=SYSTEM)
    assert to_text(made) == renamed


def test_outcomes_come_out_as_what_they_are(real: dict[str, Promise]) -> None:
    found = {
        code: [one.result for one in results_of(promise, today=TODAY)]
        for code, promise in real.items()
    }
    assert found == CAME_OF


def test_every_real_promise_is_looked_at(real: dict[str, Promise]) -> None:
    for code, count in ONLY_OUTCOMES.items():
        assert real[code].outcomes.unscoped("test").count() == count, code
    assert len(real) == 19


def test_not_met_without_a_reason_is_printed_back(
    kommun: Kommun, party: Party, police_party: Party
) -> None:
    """No published promise says so; ours must be able to."""
    given = {
        "code": "prov", "title": "Prov", "kommuner": ["9901"], "area": "Lyckeberga",
        "period": {"from": "2020-01-01", "to": "2020-12-31"},
        "parties": [{"name": party.name}, {"name": police_party.name}],
        "commitments": [
            {
                "text": "Vi går vandringar", "by": "together",
                "target": {"kind": "count", "comparator": ">=", "value": 4},
                "outcomes": [{"name": "vandringar", "kind": "activity", "value": 2}],
            }
        ],
        "signed": {
            "how": "paper", "on": "2020-01-02",
            "by": [{"party": party.name}, {"party": police_party.name}],
            "overruled": {"V4": "Prov", "V7": "Prov"},
        },
    }  # fmt: skip
    file = yaml.safe_dump({"lofte-loften": 1, "promises": [given]}, allow_unicode=True)
    (made,) = import_promises(content=file.encode(), by=SYSTEM)
    assert [one.result for one in results_of(made, today=TODAY)] == ["not_met"]
    assert told(made) == canonical(read(file.encode())[0]["promises"][0])


def test_skara_is_carried_from_year_to_year_with_judgement(real: dict[str, Promise]) -> None:
    assert [real[f"skara-{year}"].state for year in (2018, 2019, 2020, 2022)] == [State.SIGNED] * 4
    assert before(real["skara-2020"]) == [real["skara-2019"], real["skara-2018"]]
    assert not unjudged(real["skara-2022"])


def test_what_nobody_promised_is_kept_apart(real: dict[str, Promise]) -> None:
    rows = real["skara-2019"].outcomes.unscoped("test").filter(commitment=None)
    assert rows.count() == 4
    crimes = real["essunga-2020"].outcomes.unscoped("test").filter(kind="crime")
    assert sorted(int(row.value or 0) for row in crimes) == [6, 156]


def test_without_a_judgement_next_year_is_not_signed(real_kommuner: Any) -> None:
    data = read(FILE.read_bytes())[0]
    first, second = data["promises"][:2]
    first["commitments"][0].pop("follow_ups")
    text = yaml.safe_dump({"lofte-loften": 1, "promises": [first, second]}, allow_unicode=True)
    with pytest.raises(BadFile, match=r"signed: .*V5: ”Vi gör tillsyn på krogar”"):
        import_promises(content=text.encode(), by=SYSTEM)
    assert not Promise.objects.unscoped("test").exists()


SMALL = """\
lofte-loften: 1
promises:
  - code: prov-2026
    title: Prov
    kommuner: ["9901"]
    area: Stortorget
    period: {from: 2026-01-01, to: 2026-06-30}
    parties: [{name: enhet i kommunen i Lyckeberga}]
    commitments:
      - text: Vi går en runda
        by: together
        target: {kind: count, comparator: ">=", value: 4}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("lofte-loften: 1", "lofte-loften: 2", r"rad 1, lofte-loften: 2 ska vara 1"),
        ("    title: Prov\n", "", "rad 3, promises 1: här saknas ”title”"),
        ("    area: Stortorget\n", "    area: 7\n", "rad 6, promises 1, area: 7 ska vara text"),
        ("title: Prov", "titel: Prov", "inget fält ”titel”|saknas"),
        ("2026-01-01", "1 januari", "är ingen dag"),
        ("2026-01-01", "2026-02-30", "är ingen dag"),
        ("2026-06-30", "2025-06-30", "ligger före den första"),
        ('["9901"]', '["9907"]', "kommun 9907 finns inte här"),
        ("enhet i kommunen i Lyckeberga", "Okänd AB", "parten ”Okänd AB” finns inte"),
        ("by: together", "by: [Polisen]", "parten ”Polisen” finns inte"),
        ("by: together", "by: alla", "passar inte formatet"),
        ("kind: count", "kind: antal", "ska vara något av ”count”"),
        ("value: 4", "value: 4.125", "fler än två decimaler"),
        ("value: 4", "value: fyra", "ska vara ett tal"),
        ('comparator: ">=", value: 4', 'comparator: ">="', "behöver ett tal"),
        ("by: together", "by: together\n        where: Ring 070-174 06 05", "personuppgifter"),
        ("by: together", "by: together\n        places: [Ingenstans]", "platsen ”Ingenstans”"),
        (
            "by: together",
            "by: together\n        continues: {promise: prov-2025, number: 1}",
            "finns varken i kommunen",
        ),
        ("title: Prov", "title: Prov\n    title: Igen", "står två gånger .rad 5"),
        ("title: Prov", "title: [", "går inte att läsa som YAML eller JSON på rad"),
        ("code: prov-2026", "code: Prov 2026", "har inte rätt form"),
        ("title: Prov", f"title: {'x' * 201}", "högst 200 tecken"),
        ("title: Prov", "title: Prov\n    follows: prov-2026", "finns varken"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    kommun: Kommun, party: Party, old: str, new: str, said: str
) -> None:
    assert old in SMALL
    with pytest.raises(BadFile, match=said) as refused:
        import_promises(content=SMALL.replace(old, new, 1).encode(), by=SYSTEM)
    assert "Ingenting ur filen lästes in" in str(refused.value)
    assert not Promise.objects.unscoped("test").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"[]", b"- 1", b"x" * 5_000_001])
def test_what_is_no_file_of_promises(db: None, content: bytes) -> None:
    with pytest.raises(BadFile, match="Ingenting ur filen lästes in"):
        import_promises(content=content, by=SYSTEM)


def test_a_number_that_is_too_high(kommun: Kommun, party: Party) -> None:
    text = (
        SMALL
        + "  - "
        + SMALL.split("  - ", 1)[1]
        .replace("prov-2026", "prov-2027")
        .replace("2026-", "2027-")
        .replace("by: together", "by: together\n        continues: {promise: prov-2026, number: 2}")
    )
    with pytest.raises(BadFile, match="har bara 1 åtaganden"):
        import_promises(content=text.encode(), by=SYSTEM)


def test_signatures_given_in_lofte_cannot_come_from_a_file(kommun: Kommun, party: Party) -> None:
    text = SMALL + (
        "    signed: {how: here, on: 2026-01-10, by: [{party: enhet i kommunen i Lyckeberga}]}\n"
    )
    with pytest.raises(BadFile, match="andra faktor kan inte läsas in"):
        import_promises(content=text.encode(), by=SYSTEM)


def test_a_person_reads_in_where_the_person_may_write(
    kommun: Kommun, party: Party, coordinator: User, outsider: User, leader: User
) -> None:
    for stranger in (outsider, leader):
        with pytest.raises(BadFile, match="får du inte skriva löften där"):
            import_promises(content=SMALL.encode(), by=stranger)
    (made,) = import_promises(content=SMALL.encode(), by=coordinator)
    assert made.state == State.DRAFT
    event = AuditEvent.objects.filter(what="promise.imported").get()
    assert event.by_name == coordinator.name
    with pytest.raises(BadFile, match="upptagen"):
        import_promises(content=SMALL.encode(), by=coordinator)


def test_the_command_reads_and_writes(
    kommun: Kommun, party: Party, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "loften.yaml"
    file.write_text(SMALL)
    call_command("promises", "import", str(file))
    assert "1 löften lästes in" in capsys.readouterr().out
    call_command("promises", "export")
    assert canonical(read(capsys.readouterr().out.encode())[0]) == canonical(
        read(SMALL.encode())[0]
    )
    call_command("promises", "export", "--code", "prov-2026", "--json")
    assert json.loads(capsys.readouterr().out)["lofte-loften"] == 1
    with pytest.raises(Refused, match="inget sådant löfte"):
        call_command("promises", "export", "--code", "annat")
    with pytest.raises(Refused, match="går inte att läsa"):
        call_command("promises", "import", str(tmp_path / "saknas.yaml"))


def test_the_documented_schema_is_the_one_that_is_used() -> None:
    documented = house.ROOT / "docs" / "reference" / "loften.schema.json"
    assert json.loads(documented.read_text()) == schema()


def test_the_documented_example_is_read(kommun: Kommun, party: Party, police_party: Party) -> None:
    page = (house.ROOT / "docs" / "reference" / "loften.md").read_text()
    example = page.split("```yaml\n")[1].split("```")[0]
    read(example.encode())
