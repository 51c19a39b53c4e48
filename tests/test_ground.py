"""The ground that the other tests stand on."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_socket import SocketBlockedError, SocketConnectBlockedError

from lofte.incidents.models import Category
from tests import cast
from tests.write_guard import WroteOutsideAnAction, arrange


@pytest.mark.filterwarnings("ignore:A test tried")
def test_the_network_cannot_be_reached():
    with pytest.raises((SocketBlockedError, SocketConnectBlockedError)):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_writing_outside_an_action_fails(kommun):
    with pytest.raises(WroteOutsideAnAction, match="lofte_category"):
        Category.objects.create(kommun=kommun, code="x", label_sv="X")
    with pytest.raises(WroteOutsideAnAction, match="lofte_kommun"):
        kommun.save()


def test_a_test_may_arrange_rows_by_hand(kommun):
    with arrange():
        Category.objects.create(kommun=kommun, code="x", label_sv="X")
    assert Category.objects.unscoped("test").filter(code="x").exists()


def test_the_cast_has_passed_the_second_factor(reviewer, as_):
    response = as_(reviewer).get("/konto/2fa/")
    assert response.status_code == 200
    assert "_auth_user_id" in as_(reviewer).session


def test_the_cast_signs_in_as_people_do(reviewer, client, settings):
    settings.LOGIN_REDIRECT_URL = "/"
    page = client.post("/konto/login/", {"login": reviewer.email, "password": cast.PASSWORD})
    assert page.status_code == 302
    client.post(page.url, {"code": cast.one_time_code()})
    assert client.session["_auth_user_id"] == str(reviewer.pk)


def test_the_database_is_the_one_that_was_asked_for(db):
    asked = "postgresql" if "postgres" in settings.SETTINGS_MODULE else "sqlite"
    assert connection.vendor == asked


def test_every_test_folder_is_a_package():
    """Two test files of the same name in different rooms need one each."""
    here = Path(__file__).parent
    folders = {file.parent for file in here.rglob("test_*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]
