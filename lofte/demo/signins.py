"""Who signs in to the demo, and the one-time code that each one's phone would show now."""

from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from lofte.people.models import User
from lofte.people.states import Role

PASSWORD = "lyckeberga tryggare kvällar"  # noqa: S105 - of the demo, printed where it is used
HOST = "lyckeberga.example"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One of the cast: the address before the @, the name, the party's code and the role."""

    box: str
    name: str
    party: str
    role: Role

    @property
    def email(self) -> str:
        return f"{self.box}@{HOST}"


CAST = (
    SignIn("samordnare", "Sam Samordnare", "SAK", Role.COORDINATOR),
    SignIn("granskare", "Gun Granskare", "GATA", Role.REVIEWER),
    SignIn("rapportor", "Rut Rapportör", "FRITID", Role.REPORTER),
    SignIn("kommunpolis", "Pia Polis", "POLIS", Role.POLICE),
    SignIn("ledare", "Lee Ledare", "SAK", Role.LEADER),
    SignIn("kommunikator", "Kim Kommunikatör", "SAK", Role.COMMUNICATOR),
    SignIn("ordforande", "Ulla Undertecknare", "SAK", Role.SIGNATORY),
    SignIn("lpochef", "Leif Lokalpolischef", "POLIS", Role.SIGNATORY),
    SignIn("administrator", "Ada Administratör", "SAK", Role.ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True)
class Code:
    """What a person needs to sign in right now."""

    role: str
    name: str
    email: str
    code: str


def codes(unix_time: float) -> list[Code]:
    """The cast with their codes of this half minute; empty where the demo is not loaded."""
    people = {user.email: user for user in User.objects.filter(email__endswith=f"@{HOST}")}
    return [
        Code(str(one.role.label), one.name, one.email, _code(people[one.email], unix_time))
        for one in CAST
        if one.email in people
    ]


def _code(user: User, unix_time: float) -> str:
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    secret = get_adapter().decrypt(row.data["secret"])
    counter = int(unix_time) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(secret, counter))
