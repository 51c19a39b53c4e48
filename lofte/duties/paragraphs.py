"""What the Act (2023:196) asks, paragraph by paragraph, in our own words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lofte.duties.states import Strength


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    name: str | Promise
    strength: Strength
    says: str | Promise


PARAGRAPHS = (
    Paragraph(
        3,
        _("Ta ställning till behovet av åtgärder"),
        Strength.SHALL,
        _("Ett ställningstagande till varje problem, också när svaret är att ingen åtgärd behövs."),
    ),
    Paragraph(
        4,
        _("Lägesbild"),
        Strength.SHALL,
        _("Kartläggning av brottsligheten, annan information av betydelse, och analys."),
    ),
    Paragraph(
        5,
        _("Åtgärdsplan"),
        Strength.SHALL,
        _("Kommunen beslutar vilka åtgärder den avser att vidta, med lägesbilden som grund."),
    ),
    Paragraph(
        6,
        _("Minst vartannat år"),
        Strength.SHALL,
        _("Lägesbilden uppdateras och åtgärdsplanen följs upp."),
    ),
    Paragraph(
        7,
        _("Hänga ihop med annan planering"),
        Strength.WHERE_FIT,
        _("Arbetet förenas med analys och planering enligt andra lagar."),
    ),
    Paragraph(
        8,
        _("Ansvara för samordning"),
        Strength.SHALL,
        _("Kommunen samordnar det arbete som överenskommelser och råd bygger på."),
    ),
    Paragraph(
        9,
        _("Överenskommelser"),
        Strength.WORK_FOR,
        _("Skriftliga överenskommelser med dem som berörs, med minst syften och områden."),
    ),
    Paragraph(
        10,
        _("Strategiskt råd"),
        Strength.WORK_FOR,
        _("Ett råd som kommunen leder, där andra företräds av personer i ledande ställning."),
    ),
    Paragraph(
        11,
        _("Samordningsfunktion"),
        Strength.SHALL,
        _("En funktion, inte en viss person. Flera kan dela på den."),
    ),
    Paragraph(
        12,
        _("Stöd, kontakt och information"),
        Strength.SHALL,
        _("Funktionen stödjer arbetet, är kontaktpunkt och ser till att information når ut."),
    ),
    Paragraph(
        13,
        _("Leda och rapportera"),
        Strength.SHALL,
        _(
            "Kommunstyrelsen eller en utsedd nämnd leder arbetet och rapporterar fortlöpande till "
            "kommunfullmäktige."
        ),
    ),
    Paragraph(
        14,
        _("Kamerabevakning"),
        Strength.MAY,
        _("Kommunen får bevaka platser med kamera så att de är trygga."),
    ),
)
NUMBERS = [(one.number, f"{one.number} §") for one in PARAGRAPHS]
