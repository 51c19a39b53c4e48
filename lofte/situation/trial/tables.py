"""A trial as tables: for the page, the file and the screen of the one who typed the command."""

import csv
import io

from lofte.situation.render.chart import Table
from lofte.situation.sentences import percent
from lofte.situation.trial.document import Coming, Row, Span, Trial

UNKNOWN = "–"


def decimal(value: float, digits: int = 2) -> str:
    """3.14159 -> "3,14"."""
    told = f"{round(value, digits) + 0.0:.{digits}f}"
    return told.replace(".", ",").replace("-", "−")


def shown(span: Span) -> str:
    """ "10,33 (9,98–10,68)", without the interval where there is none."""
    if span.value is None:
        return UNKNOWN
    if span.low is None or span.high is None:
        return decimal(span.value)
    return f"{decimal(span.value)} ({decimal(span.low)} till {decimal(span.high)})"


def accuracy(of: Trial) -> Table:
    """PAI and PEI of every method, with intervals."""
    shares = [percent(level) for level in of.levels]
    return Table(
        "PAI och PEI för listan och för enklare sätt, med 95 procents intervall över veckor",
        ("Sätt", *(f"PAI {share}" for share in shares), *(f"PEI {share}" for share in shares)),
        tuple((row.name, *map(shown, row.pai), *map(shown, row.pei)) for row in of.rows),
    )


def differences(of: Trial) -> Table:
    """How far the picture is ahead of each, paired by week."""
    return Table(
        "Hur mycket högre listans PAI är än andra sätt, räknat vecka mot vecka",
        ("Sätt", *(f"{percent(level)} av ytan" for level in of.levels)),
        tuple((row.name, *map(_ahead, row.ahead)) for row in of.rows if row.ahead),
    )


def places_to_be(of: Coming) -> Table:
    """Where to be present in the coming week."""
    return Table(
        f"Var det brukar hända, inför veckan {of.first_day} till {of.last_day}",
        ("Plats", "Läge", "Rutor", "Väntat antal"),
        tuple(
            (
                spot.name,
                f"N{round(spot.y)} E{round(spot.x)}",
                str(len(spot.cells)),
                decimal(spot.expected, 1),
            )
            for spot in of.spots
        ),
        numbers=2,
        keys=tuple(spot.cells[0] for spot in of.spots),
    )


def _ahead(span: Span) -> str:
    if span.low is None or span.high is None:
        return shown(span)
    word = "bättre" if span.low > 0 else "sämre" if span.high < 0 else "oavgjort"
    return f"{shown(span)}, {word}"


def screen(of: Trial) -> str:
    """PAI and PEI in columns of text."""
    shares = [percent(level) for level in of.levels]
    head = ["", *(f"PAI {share}" for share in shares), *(f"PEI {share}" for share in shares)]
    lines = [head] + [
        [row.name, *map(shown, row.pai), *(_plain(span) for span in row.pei)] for row in of.rows
    ]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _plain(span: Span) -> str:
    return UNKNOWN if span.value is None else decimal(span.value, 3)


def as_csv(of: Trial) -> bytes:
    """One row per method and level, for a spreadsheet: semicolons and decimal commas."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ["sätt", "andel av ytan", "rutor sista veckan", "träffar", "händelser", "veckor"]
        + [f"{figure}{end}" for figure in ("PAI", "PEI", "före") for end in ("", " låg", " hög")]
    )
    for row in of.rows:
        for i, level in enumerate(of.levels):
            start: list[float | str | None] = [row.name, level, of.chosen[i], row.hits[i]]
            told = [*start, of.events, of.weeks, *_spans(row, i)]
            writer.writerow([_cell(value) for value in told])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _spans(row: Row, i: int) -> list[float | None]:
    ahead = row.ahead[i] if row.ahead else Span(None)
    return [
        v for span in (row.pai[i], row.pei[i], ahead) for v in (span.value, span.low, span.high)
    ]


def _cell(value: float | str | None) -> str:
    if value is None:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
