from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lofte.importers.web import jobs
from tests.importers.registers import files


@pytest.fixture(autouse=True)
def _media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


def content(count: int = 6, last: str = "") -> bytes:
    return (files.text(body=files.rows(count)) + last).encode()


class Dialogue:
    """A person at the pages, who answers what the page showed."""

    def __init__(self, client, kommun):
        self.client, self.kommun = client, kommun
        self.shown = None

    def url(self, name, *args):
        return reverse(f"importers:{name}", args=[self.kommun.slug, *args])

    def upload(self, data=None, *, source="Polisens register", name="brott.csv", mapping=None):
        given = {"source": source, "file": SimpleUploadedFile(name, data or content())}
        if mapping is not None:
            given["mapping"] = SimpleUploadedFile("karta.yaml", mapping)
        self.shown = self.client.post(self.url("upload"), given, follow=True)
        return self.shown

    def answer(self, step, *, follow=True, **changes):
        """Send the form as the page filled it in, with these changes."""
        context = self.shown.context
        sent = {"step": step, "checksum": context["about"].checksum}
        sent["source"] = context["about"].source
        for field in context["form"]:
            value = field.value()
            if value not in (None, ""):
                sent[field.name] = value
        answered = self.client.post(self.url("preview"), {**sent, **changes}, follow=follow)
        if "form" in (answered.context or {}):
            self.shown = answered
        return answered


@pytest.fixture
def at(as_, kommun):
    return lambda user: Dialogue(as_(user), kommun)


@pytest.fixture
def dialogue(at, coordinator):
    return at(coordinator)


@pytest.fixture
def here(monkeypatch):
    """Long files are read in by the same command, in this process: the tests' database is here."""
    from django.core.management import call_command

    from lofte.audit.refusals import Refused

    def launch(arguments, folder):
        with suppress(Refused), (folder / "log").open("w") as log:
            call_command(*arguments, stdout=log, stderr=log)

    monkeypatch.setattr(jobs, "launch", launch)
    monkeypatch.setattr(jobs, "LONG", 5)
