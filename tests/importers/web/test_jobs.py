"""A long file is read in by a process of its own; the page tells how far it has come."""

import json
import os
import sys
import time
import uuid

import pytest

from lofte.audit.models import AuditEvent
from lofte.importers.web import jobs, status
from lofte.importers.web.status import Progress, Status, progress_in
from lofte.statistics.models import Delivery, RegisterRow
from tests.importers.web.conftest import content


def count(model) -> int:
    return model.objects.unscoped("test").count()


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def job(kommun):
    """A job as another process would have begun it."""

    def _job(**facts):
        folder = jobs.home(kommun) / str(uuid.uuid4())
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(content())
        about = {"file": "a.csv", "source": "Brott", "checksum": "", "total": 30_000, "by": "Ada"}
        (folder / "about.json").write_text(json.dumps(about | facts))
        return folder

    return _job


class TestFromThePage:
    def test_it_comes_in_for_the_person_and_the_page_tells(self, dialogue, coordinator, here):
        dialogue.upload()
        page = dialogue.answer("store")
        assert "Inläst till Polisens register: 6 nya" in text_of(page)
        assert "Visa källan" in text_of(page)
        assert count(RegisterRow) == 6
        assert AuditEvent.objects.get(what="register.imported").by_name == coordinator.name
        assert Delivery.objects.unscoped("t").get().file_name == "brott.csv"

    def test_what_the_person_answered_goes_along(self, dialogue, here):
        dialogue.upload()
        dialogue.answer("store", category="Tid")
        kinds = RegisterRow.objects.unscoped("t").values_list("category", flat=True)
        assert "1.00" in kinds

    def test_nothing_of_the_file_is_left_lying(self, dialogue, kommun, here):
        dialogue.upload()
        dialogue.answer("store")
        (done,) = jobs.jobs(kommun)
        left = {file.name for file in (jobs.home(kommun) / done.id).iterdir()}
        assert left == {"about.json", "status.json", "log"}

    def test_a_refusal_is_told_on_the_page(self, dialogue, here, monkeypatch):
        dialogue.upload()
        monkeypatch.setattr("lofte.importers.storing.check", lambda found, target: None)
        dialogue.answer("store")
        dialogue.upload()
        page = text_of(dialogue.answer("store"))
        assert "Filen lästes inte in" in page
        assert "redan inläst" in page

    def test_the_form_lists_it_for_who_closed_the_page(self, dialogue, here):
        dialogue.upload()
        dialogue.answer("store")
        page = text_of(dialogue.client.get(dialogue.url("upload")))
        assert "Stora filer" in page
        assert "klar" in page

    def test_a_process_that_cannot_begin_leaves_the_file_waiting(self, dialogue, monkeypatch):
        def no_memory(arguments, folder):
            raise OSError(12, "Cannot allocate memory")

        monkeypatch.setattr(jobs, "LONG", 5)
        monkeypatch.setattr(jobs, "launch", no_memory)
        dialogue.upload()
        page = dialogue.answer("store")
        assert page.status_code == 422
        assert "kunde inte börja" in text_of(page)
        assert dialogue.client.get(dialogue.url("preview")).status_code == 200


class TestHowFar:
    def test_rows_of_all_are_told_and_the_page_asks_again(self, dialogue, job, monkeypatch):
        folder = job()
        monkeypatch.setattr(jobs, "_lives", lambda folder: True)
        address = dialogue.url("progress", folder.name)
        page = text_of(dialogue.client.get(address))
        assert "omkring 30" in page
        Status(folder / "status.json").progress(12_000, 30_000)
        page = text_of(dialogue.client.get(address))
        assert 'value="40"' in page
        assert "12\u00a0000 av 30\u00a0000 rader" in page.replace("&nbsp;", "\u00a0")
        assert 'hx-trigger="every 2s"' in page
        assert (folder / "file").exists()

    def test_a_process_that_died_is_told_and_its_file_is_removed(self, dialogue, job):
        folder = job()
        Status(folder / "status.json").progress(12_000, 30_000)
        page = text_of(dialogue.client.get(dialogue.url("progress", folder.name)))
        assert "avbröts" in page
        assert "every 2s" not in page
        assert not (folder / "file").exists()

    def test_a_job_that_is_not_there_is_no_page(self, dialogue):
        assert dialogue.client.get(dialogue.url("progress", uuid.uuid4())).status_code == 404

    def test_it_belongs_to_its_kommun(self, dialogue, at, outsider, job):
        address = dialogue.url("progress", job().name)
        assert at(outsider).client.get(address).status_code == 404

    def test_old_ones_are_swept(self, kommun, job):
        folder, young = job(), job()
        old = time.time() - jobs.KEPT_SECONDS - 60
        os.utime(folder / "about.json", (old, old))
        jobs.sweep(kommun)
        assert [one.id for one in jobs.jobs(kommun)] == [young.name]

    def test_a_half_begun_one_is_not_listed(self, kommun, job):
        (job() / "about.json").unlink()
        assert jobs.jobs(kommun) == []


class TestProcess:
    """The lock lives exactly as long as the process."""

    @pytest.fixture
    def folder(self, tmp_path):
        return tmp_path

    def wait(self, folder):
        """Until the process is gone; a lock is waited for without asking again and again."""
        import fcntl

        with (folder / "lock").open("rb+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)

    def test_it_runs_the_same_command(self, folder):
        jobs.launch(["import", str(folder / "borta.csv")], folder)
        self.wait(folder)
        assert "Det finns ingen fil som heter borta.csv" in (folder / "log").read_text()
        assert not jobs._lives(folder)

    def test_while_it_runs_it_lives(self, folder, monkeypatch):
        monkeypatch.setattr(sys, "executable", "/bin/cat")  # ends when its input does: at once
        held = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
        import fcntl

        fcntl.flock(held, fcntl.LOCK_EX)
        assert jobs._lives(folder)
        os.close(held)
        assert not jobs._lives(folder)


class TestStatusFile:
    def test_what_was_told_last_is_read(self, tmp_path):
        file = tmp_path / "status.json"
        assert progress_in(file) == Progress()
        Status(file).progress(1, 3)
        assert (progress_in(file).state, progress_in(file).percent) == (status.STORING, 33)
        Status(file).done(7, ["Klart."])
        assert (progress_in(file).over, progress_in(file).source) == (True, 7)
        assert [path.name for path in tmp_path.iterdir()] == ["status.json"]

    def test_a_torn_file_is_the_beginning(self, tmp_path):
        (tmp_path / "status.json").write_text("{")
        assert progress_in(tmp_path / "status.json") == Progress()
