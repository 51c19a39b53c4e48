"""What every rendering shows, in one order: the page and the print differ only in form."""

from dataclasses import dataclass
from typing import Any

from lofte.situation.document import (
    ALARM,
    CLUSTER,
    FEWER,
    MORE,
    Finding,
    Method,
    PictureDocument,
    Section,
)
from lofte.situation.render import maps, tables, trend, week
from lofte.situation.render.basemap import Ground
from lofte.situation.render.chart import Chart, Table, on_show
from lofte.situation.sentences import number

_COUNTS = ("Inget", "En sak", "Två saker", "Tre saker", "Fyra saker", "Fem saker")
METHODS = {
    "more_than_normal": "jämförelse med platsens egen historia",
    "gi_star": "Getis-Ord Gi*, var det är flest",
    "space_time_scan": "sökning i rum och tid, mot slumpen",
    "alarms": "jämförelse vecka för vecka med tidigare",
}


@dataclass(frozen=True, slots=True)
class View:
    """Ready texts, drawings and tables."""

    headline: str
    know: str
    document: PictureDocument
    findings: tuple[Finding, ...]
    more_findings: str
    charts: dict[str, Chart]
    tables: tuple[Table, ...]
    sections: tuple[tuple[Section, Table], ...]
    facts: tuple[tuple[str, str], ...]
    methods: Table


def view(document: PictureDocument, ground: Ground | None = None) -> View:
    """Everything drawn once."""
    charts = {
        "map": maps.deviations(document, ground),
        "hours": week.chart(document),
        "trend": trend.chart(document),
        "most": maps.concentration(document, ground),
    }
    kept = [
        tables.categories(document) if len(document.categories) > 1 else None,
        tables.places(document) if document.places else None,
        tables.areas(document) if document.areas else None,
    ]
    findings = on_show(document)
    left = len(document.findings) - len(findings)
    return View(
        headline=headline(document),
        know=f"{_COUNTS[len(document.summary)]} att veta",
        document=document,
        findings=findings,
        more_findings=f"Ytterligare {left} fynd står i tabellerna." if left > 0 else "",
        charts=charts,
        tables=tuple(table for table in kept if table is not None),
        sections=tuple((told, tables.section(told)) for told in document.sections),
        facts=facts(document),
        methods=methods(document),
    )


def headline(document: PictureDocument) -> str:
    """The finding, not the topic."""
    more = [f for f in document.findings if f.kind == MORE]
    fewer = [f for f in document.findings if f.kind == FEWER]
    if not more and not fewer:
        if document.total_klass in (MORE, FEWER):
            word = "Fler" if document.total_klass == MORE else "Färre"
            return f"{word} händelser än normalt, men ingen enskild plats sticker ut"
        if rest := [f for f in document.findings if f.kind in (CLUSTER, ALARM)]:
            word = "En anhopning pågår" if rest[0].kind == CLUSTER else "Larm"
            return f"{word}: {rest[0].place}"
        if all(method.tested == 0 for method in _tests(document)):
            return "För lite underlag för att säga vad som avviker"
        return "Inget avviker från det normala"
    chosen, word = (more, "Fler") if more else (fewer, "Färre")
    text = f"{word} händelser än normalt: {chosen[0].place}"
    others = len(chosen) - 1
    if others == 0:
        return text
    return f"{text} och {others} {'plats' if others == 1 else 'platser'} till"


def _tests(document: PictureDocument) -> list[Method]:
    return [m for m in document.methods if m.name.startswith("more than normal")]


def facts(document: PictureDocument) -> tuple[tuple[str, str], ...]:
    """Where the picture comes from."""
    source = document.source
    told = (
        ("Källa", source.name),
        ("Fil", source.file),
        ("Kontrollsumma (SHA-256)", source.checksum),
        ("Rader", number(source.rows) if source.rows else ""),
        ("Avvisade rader", number(source.rejected)),
        ("Utan koordinater", number(source.without_coordinates)),
        ("Koordinatsystem", source.crs),
        ("Period", f"{document.first_day} till {document.last_day}"),
        ("Jämfört med", document.history.sentence),
        ("Rutor", document.cell_choice),
    )
    return tuple((name, value) for name, value in told if value)


def methods(document: PictureDocument) -> Table:
    """Each test, on what, and with which settings."""
    rows = tuple(
        (
            m.family,
            f"{_WORDS.get(m.name, m.name)}, version {m.version}",
            _settings(m.parameters),
            number(m.tested),
            number(m.found),
        )
        for m in document.methods
    )
    columns = ("Prövat på", "Metod", "Inställningar", "Prövade", "Pekades ut")
    return Table("Metoder", columns, rows, 3)


_WORDS = {
    "adjusted_for_register": "räknat mot resten av underlaget",
    "alpha": "nivå",
    "band": "band",
    "clumping": "klumpning",
    "dispersion": "spridning",
    "dispersion_used": "använd spridning",
    "minimum_periods": "minsta antal perioder",
    "periods": "perioder",
    "radius": "radie",
    "reporters": "rapportörer",
    "spread": "variation mellan perioder",
    "tested_fewer": "prövade för färre",
    "weights": "vikter",
    "estimated": "skattad",
    "given": "angiven",
    "binary, self included": "lika, med rutan själv",
    "more than normal (conditional exact)": "fler än normalt (exakt, betingat på summan)",
}


def _settings(parameters: dict[str, Any]) -> str:
    told = ((_WORDS.get(key, key), value) for key, value in sorted(parameters.items()))
    return ", ".join(f"{key}: {_value(value)}" for key, value in told if value is not None)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return f"{value:.4g}".replace(".", ",")
    if isinstance(value, list | tuple):
        return "–".join(map(_value, value))
    return _WORDS.get(value, value) if isinstance(value, str) else str(value)
