"""The polite client against a real server on this machine; nobody waits and nobody reaches out."""

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lofte.importers.polisen import client as client_module
from lofte.importers.polisen import journal, pace
from lofte.importers.polisen.client import BadSetting, Client, Memory, Outcome
from tests.importers.polisen.made import body, many

AGENT = "Lofte/1.0 (Lyckeberga kommun; trygghet@example.se)"
START = datetime(2026, 3, 10, 12, tzinfo=UTC)


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self):
        self.now = START
        self.slept = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


class Server:
    """Answers each call with what the test put in `answers`; the last answer stands."""

    def __init__(self):
        self.answers = []
        self.seen = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.seen.append(dict(self.headers))
                status, headers, content = (
                    outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                )
                if status is None:
                    self.wfile.write(content)
                    return
                self.send_response(status)
                for name, value in {"Content-Length": len(content), **headers}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.http.server_port}/api/events"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def says(self, status, content=b"", **headers):
        self.answers.append((status, headers, content))


@pytest.fixture
def server():
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ask(server, clock):
    return Client(user_agent=AGENT, clock=clock, sleep=clock.sleep, address=server.address)


def test_a_usual_answer_is_read_and_we_say_who_we_are(server, ask):
    server.says(200, body(many(500)))
    fetch = ask.fetch()
    assert fetch.outcome is Outcome.ANSWERED
    assert len(fetch.reading.events) == 500
    assert fetch.at == START
    assert server.seen[0]["User-Agent"] == AGENT


@pytest.mark.parametrize(
    ("status", "content", "headers", "outcome"),
    [
        (200, b"", {}, Outcome.EMPTY),
        (200, b" \n", {}, Outcome.EMPTY),
        (200, b"[]", {}, Outcome.EMPTY),
        (200, b"<html>fel</html>", {}, Outcome.UNREADABLE),
        (200, b'[{"id": 1,', {}, Outcome.UNREADABLE),
        (200, b'{"error": 1}', {}, Outcome.UNREADABLE),
        (200, b"[" + b" " * 5_000_001 + b"]", {}, Outcome.TOO_BIG),
        (200, b'[{"id": 1}', {"Content-Length": 900}, Outcome.UNREADABLE),
        (301, b"", {"Location": "http://127.0.0.1:9/"}, Outcome.MOVED),
        (403, b"", {}, Outcome.FORBIDDEN),
        (404, b"", {}, Outcome.GONE),
        (410, b"", {}, Outcome.GONE),
        (429, b"", {}, Outcome.TOO_MANY),
        (500, b"fel", {}, Outcome.REFUSED),
        (None, b"not http at all\r\n\r\n", {}, Outcome.UNREACHABLE),
        (None, b"", {}, Outcome.UNREACHABLE),
    ],
)
def test_every_bad_answer_is_a_result_with_a_sentence(
    server, ask, status, content, headers, outcome
):
    server.says(status, content, **headers)
    fetch = ask.fetch()
    assert fetch.outcome is outcome
    assert fetch.reading is None
    assert fetch.sentence.endswith(".")


def test_every_outcome_has_a_sentence():
    assert set(client_module.SENTENCES) == set(Outcome)


def test_nobody_at_the_address(server, ask):
    server.http.shutdown()
    server.http.server_close()
    assert ask.fetch().outcome is Outcome.UNREACHABLE


def test_calls_are_ten_seconds_apart_and_sixty_an_hour(server, ask, clock):
    server.says(200, body(many(1)))
    outcomes = [ask.fetch().outcome for _ in range(60)]
    assert set(outcomes) == {Outcome.ANSWERED}
    assert clock.slept == [10.0] * 59
    assert ask.fetch().outcome is Outcome.RESTING
    assert len(server.seen) == 60
    clock.now = START + timedelta(hours=1)
    assert ask.fetch().outcome is Outcome.ANSWERED


def test_no_more_than_1440_calls_a_day(server, clock):
    server.says(200, body(many(1)))
    calls = tuple(START - timedelta(minutes=i) for i in range(1, 1441))
    ask = Client(
        user_agent=AGENT,
        clock=clock,
        sleep=clock.sleep,
        address=server.address,
        memory=Memory(calls[:1439]),
    )
    assert ask.fetch().outcome is Outcome.ANSWERED
    ask.memory = Memory(calls)
    ask.memory = Memory((*calls[:1439], START))
    clock.now += timedelta(seconds=30)
    assert ask.fetch().outcome is Outcome.RESTING


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        (None, timedelta(hours=1)),
        ("60", timedelta(hours=1)),
        ("7200", timedelta(hours=2)),
        ("Tue, 10 Mar 2026 15:00:00 GMT", timedelta(hours=3)),
        ("Tue, 10 Mar 2026 15:00:00 -0000", timedelta(hours=3)),
        ("999999999", timedelta(days=1)),
        ("soon", timedelta(hours=1)),
    ],
)
def test_told_to_wait_we_wait_as_long_as_asked(server, ask, clock, status, retry_after, wait):
    server.says(status, **({"Retry-After": retry_after} if retry_after else {}))
    server.says(200, body(many(1)))
    ask.fetch()
    clock.now = START + wait - timedelta(seconds=11)
    assert ask.fetch().outcome is Outcome.RESTING
    clock.now = START + wait
    assert ask.fetch().outcome is Outcome.ANSWERED


def test_what_is_gone_is_not_asked_for_again(server, ask, clock):
    server.says(404)
    ask.fetch()
    clock.now += timedelta(days=3)
    assert ask.fetch().outcome is Outcome.GONE
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "address", ["http://polisen.se/api/events", "ftp://polisen.se/", "", "https://", "file:///x"]
)
def test_only_https(address, clock):
    with pytest.raises(BadSetting, match="https"):
        Client(user_agent=AGENT, clock=clock, sleep=clock.sleep, address=address)


@pytest.mark.parametrize(
    "agent", ["", "  ", "Lofte", "Löfte (a@example.se)", "x\r\nCookie: a@b", "x\ta@b"]
)
def test_a_user_agent_with_contact_is_required(agent, clock):
    with pytest.raises(BadSetting, match="User-Agent"):
        Client(user_agent=agent, clock=clock, sleep=clock.sleep)


def test_a_clock_set_back_does_not_lock_us_out():
    ahead = START + timedelta(days=9)
    assert pace.earliest([ahead], START) == START + pace.APART
    assert pace.earliest([], START) == START


def test_the_memory_outlives_a_restart(tmp_path):
    path = tmp_path / "new" / "polisen.json"
    memory = Memory((START, START + pace.APART), START + timedelta(hours=1), True)
    journal.save(path, memory, address="https://a.example/")
    assert journal.load(path, address="https://a.example/") == memory
    assert journal.load(path, address="https://b.example/") == Memory()
    journal.save(path, Memory(), address="https://a.example/")
    assert journal.load(path, address="https://a.example/") == Memory()
    assert [file.name for file in path.parent.iterdir()] == ["polisen.json"]


@pytest.mark.parametrize("spoiled", ["", "[]", "{}", '{"address": "a"}', "\x00", '{"address": 1}'])
def test_a_spoiled_memory_is_forgotten(tmp_path, spoiled):
    path = tmp_path / "polisen.json"
    assert journal.load(path, address="a") == Memory()
    path.write_text(spoiled)
    assert journal.load(path, address="a") == Memory()


def test_a_time_without_zone_in_the_memory_is_read_as_utc(tmp_path):
    path = tmp_path / "polisen.json"
    path.write_text(
        '{"address": "a", "calls": ["2026-03-10T12:00:00"], "not_before": null, "gone": 1}'
    )
    assert journal.load(path, address="a") == Memory((START,))
