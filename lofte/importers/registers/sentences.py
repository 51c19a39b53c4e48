"""What the importers say: every sentence in plain Swedish, and in English for the next reader."""

from dataclasses import dataclass

from lofte.audit.refusals import Refused


@dataclass(frozen=True, slots=True)
class Sentence:
    sv: str
    en: str

    def __str__(self) -> str:
        return self.sv


class ImportRefused(Refused):
    """The file cannot be read as what was asked for. Nothing is stored."""

    def __init__(self, sentence: Sentence, what_to_do: Sentence) -> None:
        super().__init__(f"{sentence.sv} {what_to_do.sv}")
        self.sentence = sentence
        self.what_to_do = what_to_do


def refuse(sv: str, en: str, do_sv: str, do_en: str) -> ImportRefused:
    return ImportRefused(Sentence(sv, en), Sentence(do_sv, do_en))


def number(value: int) -> str:
    """12345 -> '12 345' with a space that does not break, as Swedish is written."""
    return f"{value:,}".replace(",", "\u00a0")


def rows(count: int) -> str:
    """'1 rad', '2 rader'."""
    return f"{number(count)} {'rad' if count == 1 else 'rader'}"


def events(count: int) -> str:
    """'1 händelse', '2 händelser'."""
    return f"{number(count)} {'händelse' if count == 1 else 'händelser'}"
