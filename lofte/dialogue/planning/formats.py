"""The formats to start from, each with what it is good for and what follows from choosing it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lofte.dialogue.states import Audience, Format, Mode

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Start:
    """A format: when to choose it, and the first suggestion for audience and length."""

    format: Format
    about: Words
    days: int
    audience: Audience = Audience.RESIDENTS

    @property
    def mode(self) -> Mode:
        """Only who was drawn with a code can speak for the population."""
        return Mode.SAMPLE if self.format == Format.SAMPLE else Mode.OPEN

    @property
    def carries(self) -> Words:
        """What may be said of its results."""
        if self.mode == Mode.SAMPLE:
            return _("Kan säga något om alla invånare, med osäkerhet.")
        return _("Ger platser och idéer. Gäller bara dem som svarar.")


STARTS = (
    Start(Format.WEB, _("Alla som vill svarar på en kort adress. Tar fem minuter."), 30),
    Start(Format.MARKET, _("Fem korta frågor vid ett bord på torget eller i biblioteket."), 1),
    Start(Format.WALK, _("En grupp går tillsammans och skriver ner plats för plats."), 1),
    Start(
        Format.STAFF,
        _("De som arbetar i kommunen och polisen svarar: vilka är problemen, hur löser vi dem?"),
        21,
        Audience.STAFF,
    ),
    Start(
        Format.FOCUS,
        _("Ett samtal med åtta till tolv personer, till exempel elever eller hyresgäster."),
        1,
        Audience.GROUP,
    ),
    Start(Format.MEETING, _("Ett öppet möte. Den som leder skriver ner vad som togs upp."), 1),
    Start(Format.SAMPLE, _("Brev med koder till ett draget urval. Tar längst tid."), 45),
)


def start_of(format_: str) -> Start | None:
    return next((start for start in STARTS if start.format == format_), None)
