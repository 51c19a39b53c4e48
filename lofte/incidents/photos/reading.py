"""A photo as it may be kept: drawn anew, so that nothing the phone hid in the file comes along."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from lofte.audit.refusals import Refused

LARGEST = 25_000_000  # bytes
MOST_DOTS = 80_000_000
SIDE = 1600
QUALITY = 82
TAKEN = ("JPEG", "PNG", "WEBP")
APPLES = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif")
KEPT = "Rapporten är mottagen ändå."


class BadPhoto(Refused):
    """The file is no photo that we can take; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Box:
    """What is to be blacked out, in percent of the photo's width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Redrawn:
    """`digest` is of the file as it came, so that the same file is known again."""

    jpeg: bytes
    digest: str


def redrawn(file: IO[bytes]) -> Redrawn:
    """A JPEG, upright, at most SIDE pixels wide and high, without a word about place, time or
    phone. Raises BadPhoto."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BadPhoto(
            f"Bilden är större än {LARGEST // 1_000_000} MB. {KEPT} "
            "Välj en mindre bild, eller ta en ny med lägre upplösning."
        )
    if data[4:8] == b"ftyp" and data[8:12] in APPLES:
        raise BadPhoto(
            f"Bilden är sparad som HEIC, som vi inte kan läsa. {KEPT} Ta bilden direkt i "
            "formuläret, eller välj ”Mest kompatibel” i kamerans inställningar."
        )
    return Redrawn(_jpeg(_opened(data)), sha256(data).hexdigest())


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=TAKEN)
        if image.width * image.height > MOST_DOTS:
            raise BadPhoto(f"Bilden har för många bildpunkter. {KEPT} Välj en mindre bild.")
        image.draft("RGB", (SIDE, SIDE))  # a large JPEG is read small at once
        image.load()
        return ImageOps.exif_transpose(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadPhoto(
            f"Filen är ingen bild som vi kan läsa. {KEPT} Välj en bild i JPEG, PNG eller WebP."
        ) from error
    except Image.DecompressionBombError as error:
        raise BadPhoto(f"Bilden har för många bildpunkter. {KEPT} Välj en mindre bild.") from error


def _jpeg(image: Image.Image) -> bytes:
    image = image.convert("RGB")
    image.thumbnail((SIDE, SIDE))
    clean, out = Image.new("RGB", image.size), io.BytesIO()
    clean.paste(image)
    clean.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def covered(data: bytes, boxes: Iterable[Box]) -> bytes:
    """The photo with the boxes blacked out for good."""
    image = Image.open(io.BytesIO(data), formats=("JPEG",)).convert("RGB")
    draw = ImageDraw.Draw(image)
    across, down = image.width / 100, image.height / 100
    for box in boxes:
        right, bottom = box.left + box.width, box.top + box.height
        corners = (box.left * across, box.top * down, right * across, bottom * down)
        draw.rectangle(corners, fill=(0, 0, 0))
    return _jpeg(image)
