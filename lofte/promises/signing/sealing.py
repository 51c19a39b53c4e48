"""A seal (PAdES) on a PDF with the kommun's certificate, and what a seal says when checked."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from lofte.audit.refusals import Refused

FIELD = "Sigill"


class NoSeal(Refused):
    """There is no certificate, or none that may be used today."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the seals of a file say."""

    sealed: bool
    intact: bool
    ours: bool
    whole: bool  # nothing was added after the seal


def sealed(content: bytes, *, now: datetime | None = None) -> bytes:
    """The PDF with a seal. Raises NoSeal with what to do."""
    signer = _signer()
    _check_valid(signer, now or datetime.now(UTC))
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason="Fastställt och undertecknat medborgarlöfte",
        subfilter=SigSeedSubFilter.PADES,
    )
    out = BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), meta, signer=signer, output=out)
    return out.getvalue()


def _signer() -> signers.SimpleSigner:
    path = str(settings.LOFTE_SEAL)
    if not path or not Path(path).exists():
        raise NoSeal(
            "Servern har inget certifikat att försegla med. Löftet är undertecknat och gäller; "
            "PDF:en är inte förseglad. Be den som sköter driften att ange LOFTE_SEAL."
        )
    secret = settings.LOFTE_SEAL_PASSWORD
    return _loaded(path, Path(path).stat().st_mtime_ns, secret)


@cache
def _loaded(path: str, changed: int, secret: str) -> signers.SimpleSigner:
    signer = signers.SimpleSigner.load_pkcs12(path, passphrase=secret.encode() or None)
    if signer is None:
        raise NoSeal(
            "Certifikatet går inte att öppna. Löftet är undertecknat och gäller; PDF:en är inte "
            "förseglad. Be den som sköter driften att kontrollera LOFTE_SEAL_PASSWORD."
        )
    return signer


def _check_valid(signer: signers.SimpleSigner, now: datetime) -> None:
    certificate = signer.signing_cert
    if certificate is None:
        raise NoSeal("Certifikatsfilen innehåller inget certifikat. PDF:en är inte förseglad.")
    since, until = certificate.not_valid_before, certificate.not_valid_after
    if since <= now <= until:
        return
    wrong = f"gick ut {until:%Y-%m-%d}" if now > until else f"gäller först från {since:%Y-%m-%d}"
    raise NoSeal(
        f"Certifikatet {wrong}. Löftet är undertecknat och gäller; PDF:en är inte förseglad. Be "
        "den som sköter driften att lägga in ett certifikat som gäller och försegla sedan."
    )


def checked(content: bytes) -> Checked:
    """Raises Refused for what is no readable PDF."""
    try:
        found = list(PdfFileReader(BytesIO(content), strict=False).embedded_signatures)
    except Exception as error:  # whatever a broken file makes a reader raise
        raise Refused("Filen går inte att läsa som PDF. Ingenting sparades.") from error
    if not found:
        return Checked(sealed=False, intact=False, ours=False, whole=False)
    try:
        signature = found[-1]
        certificate = signature.signer_cert
        context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = validate_pdf_signature(signature, signer_validation_context=context)
        intact = bool(status.intact and status.valid)
        coverage = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
    except Exception:  # a seal that cannot be validated is not intact
        return Checked(sealed=True, intact=False, ours=False, whole=False)
    return Checked(sealed=True, intact=intact, ours=_is_ours(certificate.dump()), whole=coverage)


def _is_ours(certificate: bytes) -> bool:
    try:
        own = _signer().signing_cert
    except NoSeal:
        return False
    return own is not None and own.dump() == certificate
