"""What the open pages read: a dialogue by its short address, and the version that was filled in."""

from lofte.dialogue.models import Dialogue, Questionnaire


def by_link(link: str) -> Dialogue | None:
    rows = Dialogue.objects.unscoped("whoever has the short address may answer")
    found = rows.filter(link=link.lower()).select_related("kommun", "questionnaire")
    return found.exclude(state="draft").first()


def version_of(dialogue: Dialogue, text: str) -> Questionnaire:
    """The version that the page said it showed, if the dialogue's form has it; else today's."""
    now = dialogue.questionnaire
    if not text.isdecimal() or int(text[:9]) == now.version:
        return now
    rows = Questionnaire.objects.unscoped("an earlier version of what is asked")
    earlier = rows.filter(kommun=now.kommun_id, name=now.name, locked=True, version=int(text[:9]))
    return earlier.first() or now
