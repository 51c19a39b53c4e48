"""The key that a letter holds: which subscription, signed with its address. Nothing is kept."""

from django.core import signing

from lofte.publishing.following.models import Subscription

SALT = "lofte.publishing.following"


def token_for(subscription: Subscription) -> str:
    """Only the one who reads the address's own mail can hold it."""
    return signing.dumps([subscription.pk, subscription.address], salt=SALT)


def held(token: str) -> Subscription | None:
    """None for a key that nobody here has made, and for one whose subscription is gone."""
    try:
        pk, address = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Subscription.objects.unscoped("the signed key names it").select_related("kommun")
    return rows.filter(pk=pk, address=address).first()
