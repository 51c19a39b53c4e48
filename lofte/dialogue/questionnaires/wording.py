"""The words of a question, which may be given in several languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def said(texts: Mapping[str, str] | None) -> str:
    """In the reader's language, or else in Swedish, which every question has."""
    texts = texts or {}
    return texts.get(get_language() or "sv") or texts.get("sv", "")


def only_if(question: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]]) -> str:
    """Whom the question is for, in words; "" when it is for everybody."""
    condition = question.get("if")
    if condition is None:
        return ""
    earlier = before[condition["question"]]
    answers = [said(o["text"]) for o in earlier["options"] if o["code"] in condition["any"]]
    either = _(" eller ").join(f"”{answer}”" for answer in answers)
    return _("Bara för dig som svarade %(answer)s på frågan ”%(question)s”.") % {
        "answer": either,
        "question": said(earlier["text"]),
    }
