"""Which version of a dialogue's questions is being written."""

from lofte.dialogue.models import Dialogue, Questionnaire
from lofte.dialogue.states import State
from lofte.places.scope import Viewer


def draft_of(dialogue: Dialogue, viewer: Viewer) -> Questionnaire | None:
    """A newer version that nobody has been asked yet, or None."""
    now = dialogue.questionnaire
    rows = Questionnaire.objects.visible_to(viewer).filter(kommun=now.kommun_id, name=now.name)
    drafts = rows.filter(locked=False, version__gt=now.version)
    return drafts.order_by("-version").first()


def may_edit(dialogue: Dialogue) -> bool:
    return dialogue.state in {State.DRAFT, State.OPEN}
