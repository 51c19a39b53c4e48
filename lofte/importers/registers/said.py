"""The counts of a register as sentences, for the person who imported it."""

from lofte.importers.registers.mapping import Mapping
from lofte.importers.registers.register import Counts
from lofte.importers.registers.sentences import Sentence, events, number, rows


def warnings_of(mapping: Mapping, counts: Counts) -> tuple[Sentence, ...]:
    """Everything about the file that changes how far its numbers can be trusted."""
    said = [
        sentence
        for count, sentence in (
            (counts.rejected, _rejected(counts)),
            (counts.duplicates, _duplicates(counts)),
            (counts.identical, _identical(counts)),
            (counts.without_coordinates, _nowhere(counts)),
            (counts.at_midnight * 100 > counts.kept, _midnight(counts)),
            (counts.without_clock, _no_clock(counts)),
        )
        if count
    ]
    if not mapping.category:
        said.append(
            Sentence(
                f"Filen har ingen kategori: allt räknas som ”{mapping.one_category}”.",
                f"The file has no category: everything counts as “{mapping.one_category}”.",
            )
        )
    return tuple(said)


def _rejected(counts: Counts) -> Sentence:
    share = f" ({100 * counts.rejected // max(counts.read, 1)} % av filen)"
    return Sentence(
        f"{rows(counts.rejected)}{share if counts.rejected * 10 > counts.read else ''} "
        "gick inte att läsa. De ligger i filen med avvisade rader, var och en med en orsak.",
        f"{counts.rejected} rows could not be read. They are in the file of rejected rows, each "
        "with a reason.",
    )


def _duplicates(counts: Counts) -> Sentence:
    return Sentence(
        f"{rows(counts.duplicates)} har samma nyckel som en senare rad; den senare gäller.",
        f"{counts.duplicates} rows have the same key as a later row; the later one counts.",
    )


def _identical(counts: Counts) -> Sentence:
    return Sentence(
        f"{rows(counts.identical)} är helt lika en tidigare rad. De är med, eftersom filen "
        "inte säger om det är samma händelse.",
        f"{counts.identical} rows equal an earlier row. They are kept, because the file does not "
        "say whether it is the same event.",
    )


def _nowhere(counts: Counts) -> Sentence:
    zero = counts.zero_coordinates
    sv = f" ({number(zero)} av dem angav 0, 0)" if zero else ""
    en = f" ({zero} of them said 0, 0)" if zero else ""
    return Sentence(
        f"{rows(counts.without_coordinates)} saknar koordinater{sv}. De är med i antalen "
        "men inte på kartan.",
        f"{counts.without_coordinates} rows have no coordinates{en}. They are counted but not on "
        "the map.",
    )


def _midnight(counts: Counts) -> Sentence:
    return Sentence(
        f"{events(counts.at_midnight)} har tiden exakt 00.00. Det betyder ofta att "
        "klockslaget är okänt.",
        f"{counts.at_midnight} events are at exactly midnight, which often means that the time is "
        "unknown.",
    )


def _no_clock(counts: Counts) -> Sentence:
    return Sentence(
        f"{events(counts.without_clock)} har ett datum men inget klockslag: de räknas på "
        "rätt dag, fördelade över dygnet.",
        f"{counts.without_clock} events have a date but no time: they count on the right day, "
        "spread over its hours.",
    )
