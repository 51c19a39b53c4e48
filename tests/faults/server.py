"""A real server in processes of its own, as docs/how-to/drift.md starts it for one kommun."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PATIENCE = 60.0
THREADS = 4


class Server:
    def __init__(self, data: Path, database: str = "") -> None:
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "lofte.project.settings",
            "LOFTE_DATA": str(data),
            "LOFTE_SECRET_KEY": "only-for-tests",
            "DATABASE_URL": database or f"sqlite:///{data / 'lofte.sqlite3'}",
        }
        with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self, reporters: int, incidents: int = 0) -> list[dict[str, Any]]:
        """How each reporter sends; the last one is the coordinator."""
        found: list[dict[str, Any]] = self.run(f"prepare.prepare({reporters}, {incidents})")
        return found

    def count(self) -> dict[str, int]:
        """How many times each report is in the database."""
        found: dict[str, int] = self.run("prepare.count()")
        return found

    def run(self, call: str) -> Any:
        """What a function of this folder prints, run on the server's database."""
        module = call.partition(".")[0]
        code = f"import django; django.setup(); from tests.faults import {module}; {call}"
        command = [sys.executable, "-W", "ignore", "-c", code]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "gunicorn", "lofte.project.wsgi"]
        one = ["--workers", "1", "--threads", str(THREADS), "--bind", f"127.0.0.1:{self.port}"]
        quiet = ["--log-level", "critical"]
        self._process = subprocess.Popen(
            [*command, *one, *quiet], env=self._environment, start_new_session=True
        )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port)) as line:
                line.request("GET", "/arbete/", headers={"Host": "localhost"})
                return line.getresponse().status == 302
        except OSError:
            return False

    def cpu_seconds(self) -> float:
        """What the server's processes have worked so far."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if self._process and int(fields[2]) == self._process.pid:  # its process group
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """SIGKILL to every process of the server: none of them gets to finish anything."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
