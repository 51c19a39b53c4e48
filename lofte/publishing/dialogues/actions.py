"""Let out what came of a dialogue."""

from datetime import date
from typing import Any

from lofte.analysis.disclosure import PUBLIC_BASE
from lofte.audit.actions import action
from lofte.audit.refusals import Refused
from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import OVER
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.publishing.actions import let_out
from lofte.publishing.dialogues import disclosed
from lofte.publishing.dialogues.content import content_of
from lofte.publishing.dialogues.queries import told_before
from lofte.publishing.models import Edition


@action
def publish_dialogue(*, dialogue: Dialogue, suspected: bool, by: User, today: date) -> Edition:
    """A new edition. What one edition has hidden no later one shows, and none counts others."""
    if dialogue.state not in OVER:
        raise Refused(
            "Dialogen tar fortfarande emot svar. Avsluta den först: två utgåvor med olika många "
            "svar kan avslöja den som svarade däremellan. Inget publicerades."
        )

    def make(kommun: Kommun) -> dict[str, Any]:
        before = told_before(dialogue, kommun)
        if any(one["with_suspected"] != suspected for one in before):
            raise Refused(
                "En tidigare utgåva räknar svaren på ett annat sätt: med eller utan dem som kan "
                "vara en flod. Skillnaden mellan två utgåvor skulle visa små tal. Inget "
                "publicerades. Välj som förra gången."
            )
        content = content_of(dialogue, kommun, by, suspected=suspected, before=before)
        if disclosed.counts_others(content, before):
            raise Refused(
                "Befolkningstabellerna har ändrats sedan en tidigare utgåva, och därför räknas "
                "andra svar än då. Skillnaden mellan två utgåvor skulle visa små tal. Inget "
                "publicerades. Lägg tillbaka tabellerna som de var."
            )
        if content["answers"] < PUBLIC_BASE:
            raise Refused(
                f"Färre än {PUBLIC_BASE} har svarat. Ett öppet resultat skulle kunna peka ut "
                "någon. Inget publicerades. Berätta vad som kom fram i återkopplingen i stället."
            )
        return content

    return let_out(about=dialogue, make=make, by=by, today=today)
