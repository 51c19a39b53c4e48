"""A real browser, and what makes a journey fail even when every click works."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "docs" / "screenshots"
SIZES = {"phone": (360, 740), "desktop": (1440, 900)}
QUIET = [
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--disable-quic", "--disable-default-apps"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
SOFTWARE_WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=find(), args=arguments())


def arguments() -> list[str]:
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [*as_root, *QUIET, *SOFTWARE_WEBGL]


def find() -> str:
    """A missing browser fails the run: `scripts/browser` looks, fetches, and else says why."""
    if path := os.environ.get("LOFTE_CHROMIUM"):
        return path
    command = [sys.executable, str(ROOT / "scripts" / "browser")]
    found = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return found.stdout.strip()


@dataclass
class Watch:
    """Listens while a page is used: errors, refused content, calls to another host."""

    host: str
    seen: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.seen.append(f"fel i skript: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"{message.text} ({message.location.get('url', '')})")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != self.host:
            self._note(f"anrop till en annan värd: {request.url}")

    def _note(self, sentence: str) -> None:
        if not any(part in sentence for part in self._expected):
            self.seen.append(sentence)

    @contextmanager
    def expecting(self, part: str) -> Iterator[None]:
        """An error that the journey means to cause, such as a page that does not exist."""
        self._expected.append(part)
        yield
        self._expected.remove(part)


def axe_findings(page: Page) -> list[str]:
    """What axe calls serious or critical, one sentence for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate(f"() => axe.run(document, {json.dumps(options)})")
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']} – {' '.join(node['target'])} – "
        f"{node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found["violations"]
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]
