"""Characters that no file of ours may hold."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean_text(text: str) -> str:
    """Without characters that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)
