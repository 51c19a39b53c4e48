"""The letters' codes as a table for whoever prints and addresses them."""

import csv
import io
from collections.abc import Sequence

from lofte.dialogue.models import Stratum

COLUMNS = ("del", "kod", "adress till frågorna", "sista dag", "namn", "gatuadress", "postadress")
FORMULA = ("=", "+", "-", "@", "\t")  # what a spreadsheet would calculate


def grouped(code: str) -> str:
    """Three and three, which are read without losing count."""
    return "-".join(code[at : at + 3] for at in range(0, len(code), 3))


def as_csv(stratum: Stratum, codes: Sequence[str], address: str) -> bytes:
    """Semicolons and a byte order mark, as a Swedish spreadsheet wants it."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    part = f"'{stratum.name}" if stratum.name.startswith(FORMULA) else stratum.name
    for code in codes:
        writer.writerow([part, grouped(code), address, stratum.dialogue.closes, "", "", ""])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()
