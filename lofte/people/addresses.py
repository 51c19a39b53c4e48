"""An e-mail address that somebody wrote by hand."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from lofte.audit.refusals import Refused

LONGEST = 254


def address_of(text: str) -> str:
    """As it is kept: trimmed, in small letters. Raises Refused."""
    address = text.strip().lower()
    try:
        if len(address) > LONGEST:
            raise ValidationError("too long")
        validate_email(address)
    except ValidationError as wrong:
        raise Refused(
            _(
                "Adressen ser inte ut som en e-postadress. Ingenting sparades. Rätta den och "
                "försök igen."
            )
        ) from wrong
    return address
