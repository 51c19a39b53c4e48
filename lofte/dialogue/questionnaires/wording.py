"""The words of a question, which may be given in several languages."""

from collections.abc import Mapping

from django.utils.translation import get_language


def said(texts: Mapping[str, str] | None) -> str:
    """In the reader's language, or else in Swedish, which every question has."""
    texts = texts or {}
    return texts.get(get_language() or "sv") or texts.get("sv", "")
