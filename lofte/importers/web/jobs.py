"""Long files are read in by a process of their own, so that the page need not wait and the
browser may be closed. The folder of a job holds the file, its mapping and how far it has come."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from lofte.importers.registers import Mapping, to_yaml
from lofte.importers.web.status import REFUSED, Progress, progress_in
from lofte.people.models import User
from lofte.places.models import Kommun

LONG = 20_000  # rows or figures; fewer are read in while the person waits
KEPT_SECONDS = 7 * 24 * 3600
INTERRUPTED = "Inläsningen avbröts, och inget av filen lästes in. Läs in den igen."


@dataclass(frozen=True, slots=True)
class About:
    """What the page tells while it waits. options: further arguments of the command."""

    file: str
    source: str
    checksum: str
    total: int
    by: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    about: About
    progress: Progress


def home(kommun: Kommun) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / kommun.code


def start(place: Path, about: About, mapping: Mapping | None, *, kommun: Kommun, by: User) -> str:
    """Take over the waiting file and begin. Gives the job's id. Raises OSError when no process
    can be started; then the file is where it was."""
    sweep(kommun)
    name = str(uuid.uuid4())
    folder = home(kommun) / name
    folder.mkdir(parents=True, mode=0o700)
    os.replace(place, folder / "file")
    arguments = [
        *("import", str(folder / "file"), "--kommun", kommun.code, f"--source={about.source}"),
        *("--status", str(folder / "status.json"), "--by", str(by.pk)),
        *(f"--file-name={about.file}", "--checksum", about.checksum, *about.options),
    ]
    if mapping is not None:
        (folder / "mapping.yaml").write_text(to_yaml(mapping), encoding="utf-8")
        arguments += ["--mapping", str(folder / "mapping.yaml")]
    try:
        launch(arguments, folder)
    except OSError:
        os.replace(folder / "file", place)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    facts = json.dumps(asdict(about), ensure_ascii=False)
    (folder / "about.json").write_text(facts, encoding="utf-8")  # last: now pages see the job
    return name


def launch(arguments: list[str], folder: Path) -> None:
    """The same command as a person's, holding a lock for as long as it lives."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command with our own arguments
                [sys.executable, "-m", "lofte.management.cli", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock,),
                start_new_session=True,
            )
    finally:
        os.close(lock)
    threading.Thread(target=process.wait, daemon=True).start()


def _lives(folder: Path) -> bool:
    """Whether the process still holds its lock; the lock falls however the process ends."""
    try:
        with (folder / "lock").open("rb+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def find(kommun: Kommun, name: str) -> Job | None:
    folder = home(kommun) / name
    try:
        facts = json.loads((folder / "about.json").read_text())
    except (FileNotFoundError, ValueError):
        return None
    lives = _lives(folder)
    progress = progress_in(folder / "status.json")
    if not lives and not progress.over:
        progress = Progress(REFUSED, said=[INTERRUPTED])
    if not lives:
        _tidy(folder)
    return Job(name, About(**facts), progress)


def jobs(kommun: Kommun) -> list[Job]:
    """Latest first."""
    place = home(kommun)
    folders = sorted(place.iterdir(), key=_begun, reverse=True) if place.is_dir() else []
    return [job for folder in folders if (job := find(kommun, folder.name)) is not None]


def _begun(folder: Path) -> float:
    try:
        return (folder / "about.json").stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _tidy(folder: Path) -> None:
    """The file itself is not kept when its rows are in, or are refused."""
    for name in ("file", "mapping.yaml"):
        (folder / name).unlink(missing_ok=True)


def sweep(kommun: Kommun, *, now: datetime | None = None) -> None:
    """Remove the folders of jobs long over, also of one that never got so far as to be told."""
    oldest = (now.timestamp() if now else time.time()) - KEPT_SECONDS
    jobs(kommun)  # the files of those that died are removed at once
    place = home(kommun)
    for folder in list(place.iterdir()) if place.is_dir() else []:
        if (_begun(folder) or folder.stat().st_mtime) < oldest and not _lives(folder):
            shutil.rmtree(folder, ignore_errors=True)
