"""What Lyckeberga has told: an open page for each promise, and a press release of this year's."""

from datetime import date

from lofte.demo.people import Cast
from lofte.dialogue.models import Dialogue
from lofte.dialogue.states import Format
from lofte.dialogue.states import State as Closed
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.states import State
from lofte.publishing.dialogues.actions import publish_dialogue
from lofte.publishing.promises.actions import publish_promise
from lofte.publishing.releases.actions import approve, draft_release, publish_release
from lofte.publishing.releases.content import content_of
from lofte.publishing.releases.inputs import Contact, Quote, ReleaseFacts
from lofte.situation.numbered import checksum


def tell_dialogues(kommun: Kommun, cast: Cast, today: date) -> None:
    """What came of last year's dialogue; the spring survey waits for somebody to read it."""
    rows = Dialogue.objects.unscoped("the demo's own").filter(kommun=kommun, state=Closed.CLOSED)
    rows = rows.filter(format=Format.WEB)  # a walk has a protocol and no answers
    for dialogue in rows:
        publish_dialogue(dialogue=dialogue, suspected=True, by=cast.communicator, today=today)


def tell_promises(kommun: Kommun, cast: Cast, today: date) -> None:
    rows = Promise.objects.unscoped("the demo's own").filter(kommun=kommun, state=State.SIGNED)
    for promise in rows.order_by("pk"):
        publish_promise(promise=promise, by=cast.communicator, today=today)
    _press(kommun, cast, promise, today)


def _press(kommun: Kommun, cast: Cast, promise: Promise, today: date) -> None:
    facts = ReleaseFacts(
        heading=f"Nytt löfte: {promise.title}",
        promise=promise,
        lead="Kommunen och Polisen har undertecknat årets medborgarlöfte. Det bygger på dialog med "
        "invånare och medarbetare, på rapporter och på statistik.",
        focus="Dialogen visar att Resecentrum och centrum känns mest otrygga på kvällar.",
        quotes=(
            Quote(
                text="Vi lovar sådant som går att följa upp, och vi berättar vad det blev av.",
                role="kommunstyrelsens ordförande",
            ),
        ),
        basis="Löftet vilar på lägesbilder som kommunen och Polisen gör tillsammans varje vecka.",
        about=f"{kommun.name} är en påhittad kommun med 20 000 invånare.",
        contacts=(
            Contact(role="trygghetssamordnare", reach=f"trygghet@{kommun.slug}.example"),
            Contact(role="kommunpolis"),
        ),
    )
    release = draft_release(kommun=kommun, facts=facts, by=cast.communicator)
    for who in (cast.communicator, cast.police):
        approve(release=release, read=checksum(content_of(release)), by=who)
    publish_release(release=release, by=cast.communicator, today=today)
