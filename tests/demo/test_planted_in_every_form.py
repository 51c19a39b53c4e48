"""A personnummer is written in every box of every form, by whoever may write there.

The demo kommun is walked by each role, link by link. Every form with a text in it is sent twice:
with harmless words, which shows which column the box writes to, and with a personnummer, which may
be written nowhere. Each column that people write, by the list of `tests/structure/test_free_text`,
has to be reached in this way, or the test that plants it stands here.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.db import connection, models, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from lofte.demo.load import load_demo
from lofte.dialogue.models import Dialogue
from lofte.people.models import User
from tests import cast
from tests.demo.forms import Form, forms_of
from tests.structure.test_free_text import NAMES, READ, fields_of

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
WORK = "/arbete/lyckeberga/"
PERSONNUMMER = "19811218-9876"
PLANTED = f"Ring {PERSONNUMMER} i dag"
HARMLESS = "provgurka vid torget"
ROLES = (
    *("samordnare", "administrator", "kommunpolis", "granskare", "rapportor", "kommunikator"),
    "ledare",
)
LOOKS = 2  # at so many pages of each kind: a draft, and one that is older
HREF = re.compile(r'href="(/[^"#]*)"')
NOT = re.compile(r"logout|/karta|\.pdf|\.xlsx|\.geojson|\.csv|/static/|/sprak/|set_language")

# A reviewer reads it before anybody else: it is kept, with its marks, until then.
REVIEWED = fields_of("""
    Incident: text near
    Answer: values
    Mark: near help
""")
# No form of the demo writes these with one box filled in at a time: this test plants them.
ELSEWHERE = {
    "tests/guard/test_planted.py::test_names_of_places_typed_and_imported": """
        Street: name
        Address: street number
    """,
    "tests/guard/test_planted.py::test_names_of_areas": "Area: code name version",
    "tests/guard/test_planted.py::test_what_a_kommun_calls_itself": """
        Kommun: name
        Basemap: attribution
    """,
    "tests/guard/test_planted.py::test_names_of_kinds": "Category: code",
    "tests/guard/test_planted.py::test_what_is_said_of_a_source": "Source: name",
    "tests/guard/test_planted.py::"
    "test_a_report_is_kept_for_the_reviewer_alone_and_masking_takes_it_away_everywhere": """
        Incident: near
    """,
    "tests/guard/test_planted.py::test_a_meetings_words": "Decision: line_back",
    "tests/guard/test_planted.py::test_the_words_about_stops_and_visits": "Visit: note",
    "tests/guard/test_planted.py::test_the_words_of_a_picture": """
        OwnSentence: where sentence source
    """,
    "tests/statistics/test_registers.py::test_further_columns_need_a_legal_ground": """
        RegisterRow: extra
    """,
    "tests/statistics/test_registers.py::"
    "test_personal_data_in_a_category_never_reaches_the_table": "RegisterRow: category",
    "tests/statistics/test_figures.py::test_a_sentence_that_points_at_a_person_is_refused": """
        Intelligence: text said_by concerns
    """,
    "tests/publishing/following/test_following.py::test_personal_data_stays_out_of_the_letter": """
        Mailing: intro
    """,
    "tests/promises/readings/test_readings.py::test_a_reading_is_never_written_over": """
        Reading: source
    """,
    "tests/guard/test_planted_in_promises.py::test_the_words_of_a_promise": "Promise: note",
    "tests/guard/test_planted_in_promises.py::test_the_words_of_a_point_and_its_indicator": """
        Commitment: text where owner_role unit no_target_reason
        Indicator: name unit geography source method baseline_period
    """,
    "tests/guard/test_planted_in_promises.py::test_the_reasons_and_the_day_of_signing": """
        Version: overruled
        Ceremony: place note
    """,
    "tests/guard/test_planted_in_promises.py::test_why_a_promise_is_changed": "Version: why",
    "tests/guard/test_planted_in_promises.py::test_what_was_done_read_and_came_of_it": """
        Outcome: name text source
        FollowUp: told_by
        Reading: reason
    """,
    "tests/guard/test_planted_in_promises.py::test_the_words_of_a_plan_and_of_who_decided_it": """
        ActionPlan: organ section registry overruled
    """,
    "tests/guard/test_planted_in_promises.py::"
    "test_why_a_rule_is_set_aside_in_a_statutory_picture": "StatutoryPicture: overruled",
    "tests/dialogue/test_planted.py::"
    "test_the_parts_of_a_sample_and_the_tables_it_is_weighted_to": """
        Stratum: name
        CrossedTable: source
    """,
    "tests/dialogue/test_planted.py::test_the_words_of_a_walk_and_why_it_was_not_done": """
        WalkPoint: reason
    """,
    "tests/dialogue/test_planted.py::"
    "test_a_quote_from_an_answer_in_which_a_reviewer_left_it": "Quote: text",
    "tests/statistics/test_figures.py::"
    "test_personal_data_in_the_name_of_a_series_never_reaches_the_table": "Series: name",
    "tests/importers/polisen/test_actions.py::"
    "test_personal_data_in_a_notice_is_masked_in_every_copy": "NewsEvent: name summary",
}


def tables() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def written(params: Any) -> str:
    """What is sent to the database, whole: a document for PostgreSQL shows only its beginning."""
    return str([getattr(value, "obj", value) for value in params or ()])


class Writes:
    """Which tables were written with these words, and then which of their columns hold them."""

    TABLE = re.compile(r'\s*(?:INSERT|REPLACE|UPDATE)[^"]*"(\w+)"', re.IGNORECASE)

    def __init__(self, words: str) -> None:
        self.words = words
        self.into: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (match := self.TABLE.match(sql)) and self.words in written(params):
            self.into.add(match[1])
        return execute(sql, params, many, context)

    def columns(self) -> set[str]:
        kinds = models.CharField | models.TextField | models.JSONField
        found = set()
        for model in (tables()[name] for name in self.into if name in tables()):
            names = [f.name for f in model._meta.concrete_fields if isinstance(f, kinds)]
            for row in model._base_manager.values(*names):
                found |= {
                    f"{model.__name__}.{name}"
                    for name, value in row.items()
                    if self.words in str(value)
                }
        return found


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(slots=True)
class Found:
    """What all walkers have found together. reached: columns that a form writes to; done: the
    boxes that were filled in; faults: where a personnummer got in, or a page that broke."""

    reached: set[str] = field(default_factory=set)
    done: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Walker:
    """One person who opens every page and fills in every box of every form."""

    def __init__(self, client: Client, start: str, found: Found) -> None:
        self.client = client
        client.raise_request_exception = False
        self.found = found
        self.waiting = [start]
        self.known: set[str] = set()
        self.looks = Counter[str]()

    def walk(self) -> None:
        while self.waiting:
            address = self.waiting.pop(0)
            answer = self.client.get(address)
            if "html" not in answer.headers.get("Content-Type", "") or answer.status_code != 200:
                continue
            page = answer.content.decode()
            self.waiting += filter(self.is_new, map(html.unescape, HREF.findall(page)))
            for form in forms_of(page, address):
                for name in form.texts():
                    self.plant(form, name)

    def is_new(self, address: str) -> bool:
        path = address.partition("?")[0]
        if path in self.known or NOT.search(address):
            return False
        self.known.add(path)
        try:
            kind = resolve(path).view_name
        except Resolver404:
            return False
        self.looks[kind] += 1
        return self.looks[kind] <= LOOKS

    def plant(self, form: Form, name: str) -> None:
        box = (resolve(form.action.partition("?")[0]).view_name, name)
        if box in self.found.done or not (harmless := self.send(form, name, HARMLESS)):
            return
        self.found.done.add(box)
        self.found.reached |= harmless
        letters = len(mail.outbox)
        kept = self.send(form, name, PLANTED) - REVIEWED
        if kept or any(PERSONNUMMER in letter.body for letter in mail.outbox[letters:]):
            self.found.faults.append(f"{box}: {sorted(kept) or 'i ett brev'}")

    def send(self, form: Form, name: str, words: str) -> set[str]:
        writes = Writes(words)
        with undone(), connection.execute_wrapper(writes):
            answer = self.client.post(form.action, form.filled(**{name: words}))
            if answer.status_code >= 500:
                self.found.faults.append(f"{form.action}, {name}: svarar {answer.status_code}")
            return writes.columns()


@pytest.fixture
def link(tmp_path: Path, settings: Any) -> str:
    """The town, and the address of its open dialogue."""
    settings.DEMO = True
    settings.EDITIONS_DIR = tmp_path / "editions"
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.LOFTE_SEAL = tmp_path / "seal.p12"
    load_demo(now=NOW, say=lambda _: None)
    return Dialogue.objects.unscoped("test").get(state="open", format="web").link


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_a_personnummer_gets_in_by_no_form(link: str) -> None:
    found = Found()
    Walker(Client(), f"/d/{link}/", found).walk()
    for role in ROLES:
        user = User.objects.get(email=f"{role}@lyckeberga.example")
        Walker(cast.signed_in(user), WORK, found).walk()
    written = {one for text in (*READ.values(), *NAMES.values()) for one in fields_of(text)}
    elsewhere = {one for text in ELSEWHERE.values() for one in fields_of(text)}
    assert not found.faults, "\n".join(found.faults)
    assert len(found.done) > 150
    missing = written - found.reached - elsewhere
    assert not missing, f"Inget formulär och inget prov når {sorted(missing)}"


@pytest.mark.parametrize("where", ELSEWHERE)
def test_the_test_that_plants_the_rest_is_there(where: str) -> None:
    file, _, name = where.partition("::")
    assert f"def {name}(" in (Path(__file__).parents[2] / file).read_text()
