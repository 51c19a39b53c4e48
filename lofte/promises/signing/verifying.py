"""What a file says about itself: is it a promise of ours, whole, and does it hold today?"""

from dataclasses import dataclass
from enum import StrEnum

from lofte.promises.queries import signatures_of
from lofte.promises.signing import sealing
from lofte.promises.signing.files import LARGEST, digest, kind_of
from lofte.promises.signing.models import Ceremony, Signature, Version

WHY = "somebody holds the file and asks what it is"


class Answer(StrEnum):
    SEALED = "sealed"  # the sealed file of a version, byte for byte
    PAPER = "paper"  # the scanned paper of a ceremony, byte for byte
    PHOTO = "photo"  # the photo of a ceremony, byte for byte
    OURS_UNKNOWN = "ours_unknown"  # our seal, whole, but no version here has it
    CHANGED = "changed"  # something was changed or added after the seal
    OTHERS = "others"  # whole, sealed by somebody else
    UNKNOWN = "unknown"  # no seal, and no file that we know


@dataclass(frozen=True, slots=True)
class Found:
    answer: Answer
    version: Version | None = None
    signatures: tuple[Signature, ...] = ()


def verify(content: bytes) -> Found:
    """Nothing is stored. Raises Refused for what is no PDF."""
    checksum = digest(content)
    versions = Version.objects.unscoped(WHY).select_related("promise__kommun")
    version = versions.filter(file_checksum=checksum).first()
    if version is not None:
        return _known(Answer.SEALED, version)
    papers = Ceremony.objects.unscoped(WHY).select_related("version__promise__kommun")
    paper = papers.filter(file_checksum=checksum).first()
    if paper is not None:
        return _known(Answer.PAPER, paper.version)
    photo = papers.filter(photo_checksum=checksum).first()
    if photo is not None:
        return _known(Answer.PHOTO, photo.version)
    if len(content) > LARGEST or kind_of(content) in (".jpg", ".png"):
        return Found(Answer.UNKNOWN)
    found = sealing.checked(content)
    if not found.sealed:
        return Found(Answer.UNKNOWN)
    if not (found.intact and found.whole):
        return Found(Answer.CHANGED)
    return Found(Answer.OURS_UNKNOWN if found.ours else Answer.OTHERS)


def _known(answer: Answer, version: Version) -> Found:
    return Found(answer, version, tuple(signatures_of(version)))
