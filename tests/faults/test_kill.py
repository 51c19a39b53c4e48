"""The server dies in the middle of 200 reports: whoever got a receipt is there, once."""

import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.faults.senders import Phone, at_once, numbers
from tests.faults.server import Server

REPORTS, PHONES = 200, 50


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, _database())
    yield server
    server.kill()


def _database() -> str:
    """One of its own, beside the tests' database, on the same kind of server."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return ""
    from tests.postgres import url

    name, base = f"kill_{uuid.uuid4().hex[:8]}", url().rpartition("/")[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"')
    return f"{base}/{name}"


def test_every_receipt_is_there_once_after_the_server_was_killed(server: Server) -> None:
    facts = server.prepare(PHONES)[:PHONES]
    server.start()
    sent, received = numbers(REPORTS), set()
    phones = [Phone(server.port, facts[n % PHONES]) for n in range(REPORTS)]
    for phone in phones:
        phone.meet()
    enough = threading.Event()

    def send(phone: Phone, number: str) -> None:
        if phone.send(number, "Krossad ruta"):
            received.add(number)
            if len(received) >= REPORTS // 4:
                enough.set()

    killer = threading.Thread(target=lambda: (enough.wait(30), server.kill()))
    killer.start()
    at_once([lambda p=p, n=n: send(p, n) for p, n in zip(phones, sent, strict=True)])
    killer.join()
    assert REPORTS // 4 <= len(received) < REPORTS, "the server died in the middle"
    found = server.count()
    assert received <= set(found)

    server.start()
    for phone, number in zip(phones, sent, strict=True):
        phone.meet()
        assert phone.send(number, "Krossad ruta")
        phone.close()
    found = server.count()
    assert found == dict.fromkeys(sent, 1)
