"""An indicator that is a question of a dialogue: what is asked, and whom it can speak for."""

from collections.abc import Collection
from typing import Any

from lofte.audit.refusals import Refused
from lofte.dialogue.results.one import item_of
from lofte.dialogue.states import Mode
from lofte.places.models import Kommun
from lofte.promises.commitments.models import Commitment, Indicator
from lofte.promises.inputs import Asked, IndicatorFacts

NO_TARGET = (
    "En öppen enkät säger bara vad de som svarade tycker, så den kan inte ha ett mål. Ingenting "
    "sparades. Lämna jämförelse och målvärde tomma, eller välj en fråga i en urvalsenkät."
)


def kommuner_of(commitment: Commitment | None, kommun: Kommun) -> set[Kommun]:
    """Where it is done."""
    if commitment is None:
        return {kommun}
    return {kommun, *commitment.promise.kommuner.unscoped("where it holds")}


def asked_columns(
    asked: Asked, facts: IndicatorFacts, kommuner: Collection[Kommun]
) -> dict[str, Any]:
    """How it is kept, and the words that stand for it in what is signed. Raises Refused."""
    dialogue = asked.dialogue
    if dialogue.kommun not in kommuner:
        raise Refused("Dialogen hör till en annan kommun. Ingenting sparades.")
    same = (asked.code, asked.row, asked.version)
    item = item_of(dialogue.questionnaire, same, asked.answers)
    if item is None or not asked.answers:
        raise Refused("Välj en fråga i dialogen och vilka svar som räknas. Ingenting sparades.")
    if item.several and len(asked.answers) > 1:
        raise Refused(
            "Frågan kan besvaras med flera svar. Välj ett av dem: summan går inte att visa öppet "
            "utan att avslöja vilka som valde båda. Ingenting sparades."
        )
    if facts.baseline is not None or facts.events is not None or facts.series is not None:
        raise Refused("Nollmätningen läses ur dialogen. Ingenting sparades.")
    if dialogue.mode == Mode.OPEN and (facts.comparator or facts.target_value is not None):
        raise Refused(NO_TARGET)
    chosen = "”, ”".join(label for code, label in item.choices if code in asked.answers)
    return {
        "dialogue": dialogue,
        "question": {
            "code": asked.code, "row": asked.row, "version": asked.version,
            "answers": sorted(asked.answers),
        },
        "unit": "",
        "source": f"{dialogue.get_mode_display().capitalize()}: {dialogue.title}"[:200],
        "method": f"Frågan ”{item.label}”, version {item.version}, svaret ”{chosen}”"[:300],
    }  # fmt: skip


def question_of(indicator: Indicator) -> tuple[tuple[str, str, int], tuple[str, ...]]:
    """The question in its version, and the answers that count."""
    kept: dict[str, Any] = indicator.question or {}
    return (kept["code"], kept["row"], kept["version"]), tuple(kept["answers"])
