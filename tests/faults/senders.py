"""Phones that send at the same time, each with a session of its own."""

import http.client
import json
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

PATH = "/arbete/lyckeberga/rapportera/vantar/"
PATIENCE = 30.0


@dataclass
class Phone:
    port: int
    facts: dict[str, Any]
    token: str = ""
    cookie: str = ""
    receipt: str = ""
    seconds: list[float] = field(default_factory=list)
    line: http.client.HTTPConnection | None = None

    def meet(self) -> None:
        """What the phone asks before it sends: who is signed in, and the form's token."""
        self.close()
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        session = f"sessionid={self.facts['session']}"
        self.line.request("GET", PATH, headers={"Host": "localhost", "Cookie": session})
        response = self.line.getresponse()
        self.token = json.loads(response.read())["csrf"]
        kept = SimpleCookie(response.headers["Set-Cookie"])
        self.cookie = f"{session}; csrftoken={kept['csrftoken'].value}"

    def close(self) -> None:
        if self.line:
            self.line.close()

    def send(self, number: str, text: str) -> bool:
        """Whether the phone got its receipt."""
        report = {"client_id": number, "when": "now", "text": text, "person": self.facts["person"]}
        report |= {"place": self.facts["place"], "categories": self.facts["kind"]}
        headers = {"Host": "localhost", "Cookie": self.cookie, "X-CSRFToken": self.token}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        self.close()  # a connection that was kept may be closed by now
        began = time.perf_counter()
        try:
            self.line.request("POST", PATH, urlencode(report), headers)
            answer = self.line.getresponse()
            told = json.loads(answer.read())
            received, self.receipt = told["state"] == "received", told.get("url", "")
        except (OSError, http.client.HTTPException, ValueError):
            return False
        self.seconds.append(time.perf_counter() - began)
        return received

    def open(self, path: str) -> tuple[str, float]:
        """A page as the browser asks for it, and how long it took."""
        self.close()
        began = time.perf_counter()
        self.line.request("GET", path, headers={"Host": "localhost", "Cookie": self.cookie})
        answer = self.line.getresponse()
        text = answer.read().decode()
        assert answer.status == 200, f"{path}: {answer.status}"
        return text, time.perf_counter() - began


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run the calls in threads that are let go in the same moment; their answers in order."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int) -> None:
        gate.wait()
        answers[place] = calls[place]()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def numbers(count: int) -> list[str]:
    return [str(uuid.uuid4()) for _ in range(count)]
