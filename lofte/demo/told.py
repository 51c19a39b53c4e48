"""What Lyckeberga has told of its promises: an open page for last year's and for this year's."""

from datetime import date

from lofte.demo.people import Cast
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.states import State
from lofte.publishing.promises.actions import publish_promise


def tell_promises(kommun: Kommun, cast: Cast, today: date) -> None:
    rows = Promise.objects.unscoped("the demo's own").filter(kommun=kommun, state=State.SIGNED)
    for promise in rows.order_by("first_day"):
        publish_promise(promise=promise, by=cast.communicator, today=today)
