"""Let out a promise: what was signed, and what has come of it so far."""

from datetime import date
from typing import Any

from lofte.audit.actions import action
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.places.models import Kommun
from lofte.promises.models import Promise
from lofte.promises.signed import signed_version
from lofte.publishing.actions import let_out
from lofte.publishing.models import Edition
from lofte.publishing.promises.content import content_of
from lofte.publishing.promises.queries import picture_beside


@action
def publish_promise(
    *, promise: Promise, by: User, today: date, kommun: Kommun | None = None
) -> Edition:
    """A new edition; the earlier ones stay, each with its day. Only what is signed is let out.

    kommun: one of those that share the promise; each lets it out on its own pages.
    """
    where = kommun or promise.kommun
    _check_shared(promise, where)
    version = signed_version(promise)
    if version is None:
        raise Refused(
            "Löftet är inte undertecknat av alla parter. Bara ett undertecknat löfte kan "
            "publiceras. Inget publicerades."
        )

    def make(kommun: Kommun) -> dict[str, Any]:
        content = content_of(promise, version, kommun, today)
        beside = picture_beside(kommun, content["first_day"])
        numbers = [beside["number"]] if beside else []
        return content | {"picture_edition": numbers, "picture_beside": beside}

    noted = {"promise": promise.code}
    return let_out(about=promise, make=make, by=by, today=today, noted=noted, where=where)


def _check_shared(promise: Promise, kommun: Kommun) -> None:
    if kommun.pk == promise.kommun_id:
        return
    shared = promise.kommuner.unscoped("who shares it")
    if not shared.filter(pk=kommun.pk).exists():
        raise Refused(f"{kommun} är inte med i löftet. Inget publicerades.")
    rows = Edition.objects.unscoped("is its address free?").filter(kommun=kommun)
    other = rows.filter(promise__code=promise.code).exclude(promise=promise).first()
    if other is not None:
        raise Refused(
            f"{kommun} har redan publicerat ett annat löfte med beteckningen ”{promise.code}”. "
            "Inget publicerades."
        )
