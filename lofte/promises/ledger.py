"""What happens to a promise is audited in every kommun that it concerns."""

from typing import Any

from django.db.models import Model

from lofte.audit.actions import Actor, record
from lofte.promises.models import Promise


def note(
    what: str, promise: Promise, *, by: Actor, target: Model | None = None, **details: Any
) -> None:
    """One audit row in each of the promise's kommuner."""
    rows = promise.kommuner.unscoped("the audit of each kommun")
    codes = sorted(set(rows.values_list("code", flat=True)) | {promise.kommun.code})
    for code in codes:
        record(what, target or promise, by=by, kommun_code=code, promise=promise.pk, **details)
