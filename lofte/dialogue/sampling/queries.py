"""The parts of a sample, and whether codes that somebody holds are still unused."""

from collections.abc import Sequence

from django.db.models import Count

from lofte.dialogue.keys import key_from
from lofte.dialogue.models import Dialogue, LetterCode, Stratum
from lofte.places.scope import Viewer

AT_A_TIME = 500  # as many as a database takes in one question


def parts_of(dialogue: Dialogue, viewer: Viewer) -> list[Stratum]:
    """Each with how many letters have not been answered, as `left`."""
    rows = Stratum.objects.visible_to(viewer).filter(dialogue=dialogue)
    return list(rows.annotate(left=Count("codes")).order_by("name"))


def all_unused(stratum: Stratum, codes: Sequence[str], viewer: Viewer) -> bool:
    keys = [key_from("code", stratum.dialogue_id, code) for code in codes]
    rows = LetterCode.objects.visible_to(viewer).filter(stratum=stratum)
    parts = (keys[at : at + AT_A_TIME] for at in range(0, len(keys), AT_A_TIME))
    return bool(keys) and sum(rows.filter(pk__in=part).count() for part in parts) == len(set(keys))
