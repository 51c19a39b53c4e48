"""Keys made from what somebody holds, so that rows lie in an order that tells nothing."""

from django.utils.crypto import salted_hmac


def key_from(purpose: str, dialogue: int, text: str) -> int:
    """A number from 1 to 2**62, the same for the same text and not to be turned back."""
    digest = salted_hmac(f"lofte.dialogue.{purpose}", f"{dialogue}:{text}", algorithm="sha256")
    return int.from_bytes(digest.digest()[:8], "big") % 2**62 + 1
