"""The client's memory in a small file, so that a command run at any interval keeps the limits."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from lofte.importers.polisen.client import Memory


def load(path: Path, *, address: str) -> Memory:
    """What we remember of this address; nothing when the file is missing, spoiled or another's."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["address"] != address:
            return Memory()
        quiet = kept["not_before"]
        return Memory(
            calls=tuple(_moment(call) for call in kept["calls"]),
            not_before=_moment(quiet) if quiet else None,
            gone=kept["gone"] is True,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()


def save(path: Path, memory: Memory, *, address: str) -> None:
    """Replace the file in one step; half a file is never left behind."""
    kept = {
        "address": address,
        "calls": [call.isoformat() for call in memory.calls],
        "not_before": memory.not_before.isoformat() if memory.not_before else None,
        "gone": memory.gone,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.write_text(json.dumps(kept), encoding="utf-8")
    draft.replace(path)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
