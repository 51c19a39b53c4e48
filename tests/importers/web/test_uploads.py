"""A file above the limit is refused before it is read, and nothing of it is left lying."""

import io
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lofte.importers.web import uploads, waiting
from tests.importers.web.conftest import content


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("the body was read")


@pytest.fixture
def small(settings):
    settings.LOFTE_MAX_IMPORT_BYTES = (1 << 20) - 1


def test_a_body_that_says_it_is_too_large_is_not_read(dialogue, small):
    response = dialogue.client.generic(
        "POST",
        dialogue.url("upload"),
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(3 << 20),
        **{"wsgi.input": Unread()},
    )
    assert response.status_code == 413
    assert "Gränsen är 1 MB" in response.content.decode()


def test_a_file_just_above_the_limit_is_told_on_the_form(dialogue, small, tmp_path):
    given = {"source": "x", "file": SimpleUploadedFile("a.csv", b"0" * (1 << 20))}
    page = dialogue.client.post(dialogue.url("upload"), given)
    assert page.status_code == 422
    assert "Filen är för stor" in page.content.decode()
    assert not [f for f in (tmp_path / "media").rglob("*") if f.is_file()]


def test_a_length_that_is_no_number_says_nothing(rf):
    request = rf.post("/")
    request.META["CONTENT_LENGTH"] = "många"
    assert uploads.announced(request) == 0


def test_the_forms_own_token_is_still_demanded(dialogue, coordinator):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = dialogue.client.cookies
    given = {"source": "x", "file": SimpleUploadedFile("a.csv", content())}
    assert strict.post(dialogue.url("upload"), given).status_code == 403
    page = strict.get(dialogue.url("upload"))
    given["csrfmiddlewaretoken"] = page.context["csrf_token"]
    given["file"] = SimpleUploadedFile("a.csv", content())
    assert strict.post(dialogue.url("upload"), given).status_code == 302


def test_what_nobody_answered_about_is_removed_after_a_day(dialogue, at, administrator, kommun):
    dialogue.upload()
    (forgotten,) = waiting.drawer.slot(*_who(dialogue), waiting.SLOT).parent.iterdir()
    old = time.time() - 25 * 3600
    os.utime(forgotten, (old, old))
    at(administrator).upload()
    assert not forgotten.exists()


def _who(dialogue):
    from lofte.people.models import User

    user = User.directory.unscoped("t").get(pk=dialogue.client.session["_auth_user_id"])
    return user, dialogue.kommun
