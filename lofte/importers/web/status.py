"""How far a long import has come: a small file that one process writes and any page may read."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

READING, STORING, DONE, REFUSED = "reading", "storing", "done", "refused"


@dataclass(frozen=True, slots=True)
class Progress:
    state: str = READING
    done: int = 0
    total: int = 0
    source: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def over(self) -> bool:
        return self.state in (DONE, REFUSED)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class Status:
    """The writer's side. The file is always whole: it is replaced, never rewritten."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def progress(self, done: int, total: int) -> None:
        self._write(Progress(STORING, done, total))

    def done(self, source: int, said: list[str]) -> None:
        self._write(Progress(DONE, source=source, said=said))

    def refused(self, sentence: str) -> None:
        self._write(Progress(REFUSED, said=[sentence]))

    def _write(self, progress: Progress) -> None:
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(asdict(progress), ensure_ascii=False), encoding="utf-8")
        os.replace(part, self.file)


def progress_in(file: Path) -> Progress:
    """What was last told; the beginning when nothing has been told yet."""
    try:
        return Progress(**json.loads(file.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return Progress()
