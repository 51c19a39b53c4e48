"""A word that every room has had in its hands is masked, and then it is nowhere.

The demo kommun is loaded with a nickname that no rule knows in the reports of its last weeks. They
are confirmed, counted in pictures, met about, patrolled, promised, published and written home
about. Then a reviewer masks the nickname. Afterwards no table, no file, no page and no file to
fetch holds it.
"""

import gzip
import html
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models
from pypdf import PdfReader

from lofte.demo import load
from lofte.demo.load import load_demo
from lofte.demo.town import Town
from lofte.desk.queries import search
from lofte.incidents.models import Incident
from lofte.incidents.review.actions import Marked, mask
from lofte.people.models import User
from tests import cast

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
WORK = "/arbete/lyckeberga/"
NICKNAME = "Kvistaryd-Gurkan"
PLANTED = 40  # the reports of the last days


def in_tables() -> list[str]:
    """Every value of every column that can hold words."""
    kinds = models.CharField | models.TextField | models.JSONField | models.BinaryField
    found = []
    for model in apps.get_models(include_auto_created=True):
        names = [f.column for f in model._meta.concrete_fields if isinstance(f, kinds)]
        if names:
            rows = model._base_manager.values_list(*names)
            found += [f"{model.__name__}: {row}" for row in rows if NICKNAME in str(row)]
    return found


def readings(path: Path) -> list[bytes]:
    """The file as it lies, and as its readers see it."""
    raw = path.read_bytes()
    if raw.startswith(b"%PDF"):
        pages = PdfReader(io.BytesIO(raw)).pages
        return [raw, "".join(page.extract_text() for page in pages).encode()]
    if raw.startswith(b"\x1f\x8b"):
        return [raw, gzip.decompress(raw)]
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as inside:
            return [raw, *(inside.read(name) for name in inside.namelist())]
    return [raw]


def in_files(*folders: Path) -> list[Path]:
    wanted = [NICKNAME.encode(), NICKNAME.encode("utf-16-le"), NICKNAME.encode("utf-16-be")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in one for one in readings(path) for word in wanted)]


class Reader:
    """A person who opens every page and every file that there is a link to."""

    MOST = 400
    HREF = re.compile(r'(?:href|src|action)="(/(?:arbete|lyckeberga)/[^"#]*)"')
    NOT = re.compile(r"/(?:logga-ut|logout|karta)|\.pdf$")

    def __init__(self, user: User, reports: list[int]) -> None:
        self.client = cast.signed_in(user)
        self.reports = [f"{WORK}granska/{pk}/" for pk in reports]

    def seen(self) -> tuple[int, list[str]]:
        """(how many addresses answered, those that show the nickname)."""
        waiting = [WORK, *self.reports]
        known, shown = set[str](), list[str]()
        answered = 0
        while waiting and len(known) < self.MOST:
            address = html.unescape(waiting.pop(0))
            if address.partition("?")[0] in known or self.NOT.search(address):
                continue
            known.add(address.partition("?")[0])
            answer = self.client.get(address)
            body = b"".join(answer) if answer.streaming else answer.content
            answered += answer.status_code == 200
            text = body.decode(errors="replace")
            if NICKNAME in text:
                shown.append(address)
            waiting += self.HREF.findall(text)
        return answered, shown


@pytest.fixture
def folders(tmp_path: Path, settings: Any) -> tuple[Path, Path]:
    settings.DEMO = True
    settings.EDITIONS_DIR = tmp_path / "editions"
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.LOFTE_SEAL = tmp_path / "seal.p12"
    return Path(settings.DATA_DIR), tmp_path


@pytest.mark.django_db(transaction=True)
@time_machine.travel(NOW, tick=False)
def test_a_masked_word_is_in_no_table_no_file_and_on_no_page(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = load.texts

    def planted(town: Town, rows: Any) -> list[str]:
        said = made(town, rows)
        return said[:-PLANTED] + [f"{text} {NICKNAME} var där." for text in said[-PLANTED:]]

    monkeypatch.setattr(load, "texts", planted)
    kommun = load_demo(now=NOW, say=lambda _: None).kommun
    reviewer = User.objects.get(email="granskare@lyckeberga.example")
    coordinator = User.objects.get(email="samordnare@lyckeberga.example")
    reports = Incident.objects.unscoped("test").filter(text__contains=NICKNAME)
    pks = [report.pk for report in reports]
    assert len(pks) == PLANTED
    assert in_tables()
    assert in_files(*folders) or connection.vendor != "sqlite"
    assert len(Reader(reviewer, pks).seen()[1]) >= PLANTED

    for report in reports:
        start = report.text.index(NICKNAME)
        own = [Marked("text", start, start + len(NICKNAME))]
        mask(incident=report, version=report.version, own=own, by=reviewer)

    assert in_tables() == []
    assert in_files(*folders) == []
    for user in (reviewer, coordinator):
        answered, shown = Reader(user, pks).seen()
        assert answered > 100
        assert shown == []
        assert search(kommun, user, NICKNAME) == []
