"""Let out a promise: what was signed, and what has come of it so far."""

import hashlib
from datetime import date

from django.conf import settings

from lofte.audit.actions import action, record
from lofte.audit.refusals import Refused
from lofte.people.models import User
from lofte.promises.models import Promise
from lofte.publishing import editions
from lofte.publishing.actions import announce
from lofte.publishing.models import Edition
from lofte.publishing.numbering import close_unfinished, held, next_number
from lofte.publishing.promises.content import content_of
from lofte.publishing.promises.queries import picture_editions, signed_version


@action
def publish_promise(*, promise: Promise, by: User, today: date) -> Edition:
    """A new edition; the earlier ones stay, each with its day. Only what is signed is let out."""
    version = signed_version(promise)
    if version is None:
        raise Refused(
            "Löftet är inte undertecknat av alla parter. Bara ett undertecknat löfte kan "
            "publiceras. Inget publicerades."
        )
    kommun = held(promise.kommun)
    close_unfinished(kommun, today)
    announce(kommun=kommun, by=by)
    content = content_of(promise, version, kommun, today)
    content |= {
        "number": next_number(kommun),
        "kommun": kommun.name,
        "published": today.isoformat(),
        "picture_edition": picture_editions(kommun, content["first_day"]),
    }
    edition = Edition.objects.create(
        kommun=kommun,
        kind=Edition.Kind.PROMISE,
        promise=promise,
        number=content["number"],
        path=f"{kommun.slug}/{content['number']}/{editions.EDITION}",
        checksum=hashlib.sha256(editions.to_bytes(content)).hexdigest(),
        published_by=by,
    )
    record("promise.published", edition, by=by, checksum=edition.checksum, promise=promise.code)
    editions.write(settings.EDITIONS_DIR, kommun.slug, edition.number, content)
    return edition
