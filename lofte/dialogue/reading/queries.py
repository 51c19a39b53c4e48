"""The answers in which somebody wrote with their own words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from lofte.dialogue.models import Answer, Dialogue, Mark, Questionnaire
from lofte.dialogue.reading.texts import Part, parts

WHY = "the page has asked who may read, or only counts leave"
OF_MARKS = ("near", "help")


@dataclass(slots=True)
class Written:
    """What one person wrote, by the name of the field."""

    answer: Answer
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> list[list[Part]]:
        return [list(parts(text, name, self.answer.warnings)) for name, text in self.texts.items()]


def text_questions(dialogue: Dialogue) -> dict[str, str]:
    """The questions answered in own words, in every version that may have been answered."""
    now = dialogue.questionnaire
    rows = Questionnaire.objects.unscoped(WHY).filter(kommun=now.kommun_id, name=now.name)
    return {
        question["code"]: question["text"]["sv"]
        for form in rows.order_by("version")
        for question in form.definition["questions"]
        if question["kind"] == "text"
    }


def with_words(dialogue: Dialogue, *, suspected: bool = True) -> QuerySet[Answer]:
    """In the order of their keys, which tells nothing."""
    rows = Answer.objects.unscoped(WHY).filter(dialogue=dialogue).order_by("pk")
    kept = rows if suspected else rows.filter(suspected=False)
    codes = list(text_questions(dialogue))
    said = Mark.objects.unscoped(WHY).filter(answer=OuterRef("pk")).exclude(near="", help="")
    asked = Q(values__has_any_keys=codes) if codes else Q(pk=None)
    return kept.filter(asked | Q(Exists(said)))


def written(dialogue: Dialogue, answers: Iterable[Answer]) -> list[Written]:
    """What these answers say in words."""
    codes = list(text_questions(dialogue))
    found = {row.pk: Written(row) for row in answers}
    for one in found.values():
        values = one.answer.values
        one.texts = {code: values[code] for code in codes if values.get(code)}
    marks = Mark.objects.unscoped(WHY).filter(dialogue=dialogue).exclude(near="", help="")
    kept = marks.filter(answer__in=list(found)) if len(found) < MANY else marks
    for mark in kept.only("answer_id", "question", *OF_MARKS):
        for name in OF_MARKS:
            if mark.answer_id in found and (text := getattr(mark, name)):
                found[mark.answer_id].texts[f"{mark.question}-{name}"] = text
    return list(found.values())


MANY = 500  # beyond that many keys it is quicker to read every mark
