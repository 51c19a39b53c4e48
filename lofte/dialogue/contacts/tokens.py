"""The key that a letter holds: whose address in which dialogue, signed. Nothing of it is kept."""

from django.core import signing

from lofte.dialogue.models import Dialogue

SALT = "lofte.dialogue.address"


def token_for(dialogue: Dialogue, address: str) -> str:
    """Only the one who reads the address's own mail can hold it."""
    return signing.dumps([dialogue.pk, address], salt=SALT)


def read(token: str) -> tuple[int, str] | None:
    """Dialogue and address; None for a key that nobody here has made."""
    try:
        dialogue, address = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return dialogue, address
