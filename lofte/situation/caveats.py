"""What the reader must know before believing the picture, in plain sentences."""

from collections.abc import Sequence
from datetime import timedelta

from lofte.analysis.periods import Period
from lofte.situation.comparisons import MIN_PERIODS, register_sentence
from lofte.situation.deeper import Silent
from lofte.situation.document import Source
from lofte.situation.results import Results
from lofte.situation.sentences import events, number, percent
from lofte.situation.trial.honesty import said_in_quiet

LATE = timedelta(days=14)
SWEDEN = "EPSG:3006"


def caveats(results: Results, source: Source, silent: Sequence[Silent] = ()) -> tuple[str, ...]:
    """Only those that apply, the most important first."""
    said = [
        _short_register(results),
        _short_history(results),
        _not_counted(silent),
        _reporters(results),
        _missing(results, source),
        _rejected(source),
        _midnight(results),
        _unknown(results),
        _outside(results),
        _zone(source),
        register_sentence(results.cells.adjusted) if results.cells.known else "",
        "Något som pekas ut kan vara en slump. Rutor, platser, områden och kategorier prövas var "
        "för sig, och fler och färre var för sig: när inget har ändrats pekar slumpen ut en ruta "
        "med fler i högst 1 bild av 20, en ruta med färre i högst 1 av 20, en plats med fler i "
        f"högst 1 av 20, och så vidare. {_altogether()}",
        "Bilden visar det som är rapporterat, inte allt som har hänt. Den säger inget om varför.",
        *source.notes,
    ]
    return tuple(sentence for sentence in said if sentence)


def _altogether() -> str:
    """What it comes to, as measured."""
    told = percent(said_in_quiet())
    return f"Något alls sa bilden i upp till {told} av påhittade städer där inget hade ändrats."


def _short_register(results: Results) -> str:
    period: Period = results.when.period
    last = results.when.last_day
    if (reached := results.when.reached) != period:
        return (
            f"Registret slutar {last}: {reached.days} av periodens {period.days} dagar finns. Det "
            "normala är räknat för så många dagar."
        )
    if last < period.start:
        return f"Den senaste händelsen är från {last}, före perioden."
    if last < period.last_day:
        return f"Registret slutar {last}. Resten av perioden saknas kanske."
    if last - period.last_day < LATE:
        return "Det som anmäls sent kan ännu saknas i periodens slut."
    return ""


def _short_history(results: Results) -> str:
    known = len(results.when.history)
    if known >= MIN_PERIODS:
        return ""
    return (
        f"Historiken räcker inte: {known} tidigare perioder, minst {MIN_PERIODS} behövs för att "
        "säga vad som är normalt."
    )


def _not_counted(silent: Sequence[Silent]) -> str:
    """What the reader would else take for good news."""
    if not silent:
        return ""
    told = ", ".join(f"{one.what} ({one.why})" for one in silent)
    return f"Det här kunde inte räknas, så bilden säger inget om det: {told}."


def _reporters(results: Results) -> str:
    effort = results.around.reporters
    if effort is None:
        return ""
    when = f" de senaste {effort.weeks} veckorna" if effort.weeks else ""
    return (
        f"Rapportörer aktiva{when}: {effort.now} "
        f"(normalt {number(round(effort.usual, 1))}). Det normala "
        "är räknat om efter det, eftersom en ny rapportör annars ser ut som en ökning."
    )


def _missing(results: Results, source: Source) -> str:
    missing = source.without_coordinates
    if not missing:
        return ""
    share = percent(missing / max(1, len(results.points)))
    text = events(missing)
    return f"{text} ({share}) saknar koordinater. De räknas i tid och kategori men inte på kartan."


def _rejected(source: Source) -> str:
    if not source.rejected:
        return ""
    rows = "rad" if source.rejected == 1 else "rader"
    return f"{number(source.rejected)} {rows} i filen gick inte att läsa och är inte med."


def _midnight(results: Results) -> str:
    hours = results.hours
    if not hours.heaped:
        return ""
    share = hours.midnight / hours.n
    return (
        f"{percent(share)} av händelserna har tiden exakt 00:00. Det betyder ofta att klockslaget "
        "är okänt, så timmen efter midnatt är troligen för hög."
    )


def _unknown(results: Results) -> str:
    hours = results.hours
    parts = []
    if hours.spread:
        parts.append(
            f"{events(hours.spread)} har bara ett tidsspann och är utspridda över spannets timmar."
        )
    if hours.unknown:
        parts.append(f"{events(hours.unknown)} har så vida tider att de delas lika på alla timmar.")
    return " ".join(parts)


def _outside(results: Results) -> str:
    outside = results.grid.outside
    if not outside:
        return ""
    return f"{events(outside)} ligger så långt från de andra att de inte är med på kartan."


def _zone(source: Source) -> str:
    if source.crs == SWEDEN:
        return ""
    return (
        f"Platserna ligger utanför Sverige. Avstånd och rutor är räknade i {source.crs} (en "
        "UTM-zon), så rutorna är inte SCB:s."
    )
