"""People with a phone each, who open a dialogue's form and send it: no session, no cookie."""

import http.client
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.faults.senders import PATIENCE

TYPE = "application/x-www-form-urlencoded"


@dataclass
class Guest:
    port: int
    facts: dict[str, Any]
    sending: str = ""
    opened: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/d/{self.facts['link']}/"

    def open(self) -> bool:
        """Whether the form came; what it calls its sending is kept, as a browser does."""
        began = time.perf_counter()
        status, _where, body = self._ask("GET")
        if status != 200:
            return False
        self.opened.append(time.perf_counter() - began)
        found = re.search(r'name="sandning" value="([^"]+)"', body)
        self.sending = found[1] if found else ""
        return bool(self.sending)

    def send(self, text: str, **more: str) -> bool:
        """Whether the answer got its receipt: the page that thanks. more: other fields."""
        answer = {
            "sandning": self.sending,
            "version": "1",
            "trygg_kvall": "otrygg",
            "otrygg_plats-place": str(self.facts["place"]),
            "otrygg_plats-when": "kvall",
            "fritt": text,
            **more,
        }
        began = time.perf_counter()
        status, where, _body = self._ask("POST", urlencode(answer))
        if status != 302 or not where.startswith(f"{self.path}tack/"):
            return False
        self.sent.append(time.perf_counter() - began)
        return True

    def _ask(self, verb: str, body: str | None = None) -> tuple[int, str, str]:
        headers = {"Host": "localhost"} | ({"Content-Type": TYPE} if body else {})
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(verb, self.path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
            return answer.status, answer.headers.get("Location", ""), text
        except (OSError, http.client.HTTPException):
            return 0, "", ""
        finally:
            line.close()
