from datetime import datetime

from django.db.models import Q, QuerySet

from lofte.people.models import Letter


def waiting(now: datetime) -> QuerySet[Letter]:
    """Letters that may leave now and that no sender has in hand, the oldest first."""
    rows = Letter.objects.unscoped("the sender serves every kommun")
    free = Q(taken_until=None) | Q(taken_until__lte=now)
    return rows.filter(free, state=Letter.State.WAITING, not_before__lte=now).order_by(
        "not_before", "pk"
    )
