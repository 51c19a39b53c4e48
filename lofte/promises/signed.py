"""Which promises all parties have signed: also while a new version of one is being written."""

from django.db.models import Exists, OuterRef, QuerySet

from lofte.promises.models import Promise
from lofte.promises.signing.models import Version
from lofte.promises.states import VersionState

WHY = "the text that holds"


def signed_ones(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """Those with a text in force."""
    texts = Version.objects.unscoped(WHY).filter(promise=OuterRef("pk"), state=VersionState.SIGNED)
    return rows.filter(Exists(texts))


def signed_version(promise: Promise) -> Version | None:
    rows = Version.objects.unscoped(WHY)
    return rows.filter(promise=promise, state=VersionState.SIGNED).first()
