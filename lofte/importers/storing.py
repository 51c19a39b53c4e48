"""What was read goes to its source: the same actions as a person's, all of it or nothing."""

import dataclasses
import hashlib
import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lofte.audit.actions import Actor
from lofte.audit.refusals import Refused, swedish
from lofte.importers.intake import Found
from lofte.importers.registers import Mapping, Register, from_yaml, to_yaml, write_rejects
from lofte.importers.registers.sentences import number
from lofte.importers.tables import Series, Tables
from lofte.places.models import Kommun
from lofte.statistics.actions import (
    FigureInput,
    Progress,
    RegisterFile,
    SeriesInput,
    add_source,
    change_source,
    import_register,
    import_table,
)
from lofte.statistics.models import Delivery, Source

NAME = 120
KEPT_DAYS = 14


@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """Whose source, what it is called, and who brings the file in."""

    kommun: Kommun
    name: str
    by: Actor


def store(found: Found, target: Target, *, progress: Progress | None = None) -> Delivery:
    """Keep what was read under the source of that name, which is made if it is new."""
    check(found, target)
    written = _rejects_place(found, target.kommun)
    try:
        with transaction.atomic():
            delivery = _store(found, target, written, progress)
            if written is not None:
                write_rejects(found.content, written)
    except BaseException:
        if written is not None:
            written.unlink(missing_ok=True)
        raise
    return delivery


def _store(
    found: Found, target: Target, rejects: Path | None, progress: Progress | None
) -> Delivery:
    content = found.content
    if isinstance(content, Tables):
        return _store_tables(content, _source(target, Source.Kind.TABLE, None), target.by)
    source = _source(target, Source.Kind.REGISTER, found.mapping)
    name = rejects.name if rejects is not None else ""
    file = dataclasses.replace(_as_file(content, name), read_as=_read_as(found.mapping))
    return import_register(source=source, file=file, by=target.by, progress=progress)


def source_of(target: Target) -> Source | None:
    rows = Source.objects.unscoped("the source to fill")
    return rows.filter(kommun=target.kommun, name=target.name).first()


def check(found: Found, target: Target) -> None:
    """Raises Refused where the file would harm what the source already holds."""
    if not target.name or len(target.name) > NAME:
        raise Refused(f"Källans namn ska ha 1–{NAME} tecken. Inget lästes in.")
    source = source_of(target)
    kind = Source.Kind.TABLE if isinstance(found.content, Tables) else Source.Kind.REGISTER
    if source is None:
        return
    if source.kind != kind:
        raise Refused(
            f"Källan ”{source.name}” är ett annat slag: {swedish(Source.Kind(source.kind).label)}. "
            "Välj ett annat namn på källan. Inget lästes in."
        )
    if found.mapping is not None and source.mapping:
        _check_key(source, from_yaml(source.mapping), found.mapping)


def _check_key(source: Source, before: Mapping, now: Mapping) -> None:
    """Rows are recognised by their key: under another one every row would be a new row."""
    earlier = Delivery.objects.unscoped("has it been filled?").filter(source=source)
    if before.key != now.key and earlier.exists():
        was = " + ".join(before.key) or "hela radens innehåll"
        raise Refused(
            f"Källan ”{source.name}” känner igen sina rader på {was}. Med en annan nyckel skulle "
            "varje rad räknas en gång till. Behåll nyckeln, eller läs in filen till en ny källa. "
            "Inget lästes in."
        )


def cautions(found: Found, target: Target) -> list[str]:
    """What the person should know before saying yes, seen against what is there."""
    source = source_of(target)
    if source is None or isinstance(found.content, Tables):
        return []
    earlier = Delivery.objects.unscoped("how far it reaches").filter(source=source)
    ends = [day for day in earlier.values_list("period_end", flat=True) if day]
    last = found.content.last
    if not ends or max(ends) <= last:
        return []
    return [
        f"Filen slutar {last}, men källan har redan rader till {max(ends)}. Är det en äldre "
        "export? Rader i filens period som inte står i den märks som försvunna. Läs i så fall in "
        "den nyaste filen en gång till efteråt."
    ]


def _source(target: Target, kind: str, mapping: Mapping | None) -> Source:
    found = source_of(target)
    facts = {"mapping": to_yaml(mapping), "legal_ground": _ground(mapping)} if mapping else {}
    if found is None:
        return add_source(kommun=target.kommun, name=target.name, kind=kind, by=target.by, **facts)
    if found.legal_ground or not facts.get("legal_ground"):
        facts.pop("legal_ground", None)
    if any(getattr(found, name) != value for name, value in facts.items()):
        change_source(source=found, by=target.by, **facts)
    return found


def _read_as(mapping: Mapping | None) -> str:
    """The checksum of what the map says, whatever it gives as reasons."""
    lines = to_yaml(mapping).splitlines() if mapping else []
    said = "\n".join(line for line in lines if line and not line.startswith("#"))
    return hashlib.sha256(said.encode()).hexdigest() if said else ""


def _ground(mapping: Mapping) -> str:
    return "; ".join(dict.fromkeys(item.legal_ground.strip() for item in mapping.keep))


def _as_file(register: Register, rejects: str) -> RegisterFile:
    points, kept = register.points, register.extra
    extra = [dict(zip(kept, values, strict=True)) for values in zip(*kept.values(), strict=True)]
    return RegisterFile(
        file_name=register.file[-255:],
        checksum=register.checksum,
        keys=register.keys,
        x=points.x,
        y=points.y,
        start=points.start,
        end=points.end,
        category=[points.categories[code] for code in points.category],
        extra=extra if kept else None,
        counts=dataclasses.asdict(register.counts),
        notes=[str(sentence) for sentence in register.warnings],
        rejects_file=rejects,
        crs=register.crs,
    )


def _store_tables(tables: Tables, source: Source, by: Actor) -> Delivery:
    return import_table(
        source=source,
        file_name=tables.file[-255:],
        checksum=tables.checksum,
        series=_series(tables),
        by=by,
        notes=[str(sentence) for sentence in tables.warnings],
    )


def _series(tables: Tables) -> list[SeriesInput]:
    """One series per measure; its figures say which place each is for."""
    by_code: dict[str, list[Series]] = {}
    for one in tables.series:
        by_code.setdefault(one.code, []).append(one)
    return [
        SeriesInput(
            code=short(code, 60),
            name=several[0].name[:255],
            unit=several[0].unit[:60],
            table=tables.file[-255:],
            figures=[figure for one in several for figure in _figures(one)],
        )
        for code, several in by_code.items()
    ]


def _figures(one: Series) -> list[FigureInput]:
    place = one.geography
    return [
        FigureInput(
            geography_kind=short(place.kind, 20),
            geography_code=short(place.code or place.name, 40),
            geography_version=short(place.version, 20),
            group=short(one.part, 20),
            period_start=figure.start,
            period_end=figure.end - timedelta(days=1),
            value=figure.value,
            flag=str(figure.flag),
        )
        for figure in one.figures
    ]


def short(text: str, size: int) -> str:
    """The text if it fits; otherwise its beginning and a digest, so that two never become one."""
    if len(text) <= size:
        return text
    digest = hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
    return f"{text[: size - 9]}~{digest}"


def rejects_home(kommun: Kommun) -> Path:
    return Path(settings.MEDIA_ROOT) / "rejects" / kommun.code


def _rejects_place(found: Found, kommun: Kommun) -> Path | None:
    """A new file for a register's rejected rows; None when there are none. Those of a table are
    handed to the person at once: its delivery has no field for them."""
    sweep_rejects(kommun)
    if not found.content.rejects or isinstance(found.content, Tables):
        return None
    home = rejects_home(kommun)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home / f"{found.content.checksum[:16]}-{time.time_ns():x}.csv"


def sweep_rejects(kommun: Kommun, *, now: datetime | None = None) -> None:
    """Rejected rows hold every column of the file, so they are not kept for long."""
    sweep(rejects_home(kommun), timedelta(days=KEPT_DAYS), now=now)


def sweep(home: Path, age: timedelta, *, now: datetime | None = None) -> None:
    """Remove the files of a folder that nobody has touched for so long."""
    oldest = (now.timestamp() if now else time.time()) - age.total_seconds()
    for entry in os.scandir(home) if home.is_dir() else ():
        if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < oldest:
            Path(entry.path).unlink(missing_ok=True)


def told(delivery: Delivery) -> str:
    """What an import did, in one sentence."""
    words = {
        "new": "nya",
        "known_before": "kända sedan förut",
        "vanished": "försvunna (behållna och märkta)",
        "left_window": "äldre än filen (behållna, märkta och räknade)",
        "figures": "uppgifter",
        "without_value": "utan värde",
    }
    counts = delivery.counts
    said = [f"{number(counts[key])} {word}" for key, word in words.items() if key in counts]
    return f"Inläst till {delivery.source}: {', '.join(said)}."
