"""The categories that a new kommun starts from; each kommun edits its own copy.

The codes and their counterparts in lists in use (A: public form built on Embrace in Åmål, B: Kumla,
C: Nyköping) follow docs/kategorier.md.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Seed:
    code: str
    label_sv: str
    label_en: str
    icon: str = ""
    parent: str = ""
    in_picture: bool = True
    mapping: dict[str, str] = field(default_factory=dict)


SEEDS: tuple[Seed, ...] = (
    Seed(
        "SKAD",
        "Skadegörelse",
        "Vandalism",
        icon="hammer",
        mapping={"A": "1", "B": "skadegörelse", "C": "skadegörelse"},
    ),
    Seed(
        "SKAD-K", "Klotter", "Graffiti", icon="spray-can", parent="SKAD", mapping={"A": "1 klotter"}
    ),
    Seed(
        "SKAD-G",
        "Glaskross",
        "Broken glass",
        icon="square-dashed",
        parent="SKAD",
        mapping={"A": "1 glaskross"},
    ),
    Seed(
        "SKAD-B",
        "Brand eller anlagd eld",
        "Fire",
        icon="flame",
        parent="SKAD",
        mapping={"A": "1 brand"},
    ),
    Seed(
        "SKAD-L", "Sabotage mot belysning", "Damaged lighting", icon="lightbulb-off", parent="SKAD"
    ),
    Seed(
        "SAML",
        "Samling som skapar otrygghet",
        "Gathering that creates insecurity",
        icon="users",
        mapping={"A": "2", "B": "folksamlingar"},
    ),
    Seed(
        "BRÅK",
        "Bråk, hot eller våld",
        "Fight, threat or violence",
        icon="swords",
        mapping={"A": "3 bråk, våld", "B": "våld"},
    ),
    Seed(
        "NARK",
        "Misstänkt narkotikahantering",
        "Suspected drug dealing",
        icon="pill",
        mapping={"A": "3 misstänkt droghantering", "B": "misstänkt narkotikahantering"},
    ),
    Seed("ALK", "Berusning på allmän plats", "Public drunkenness", icon="beer"),
    Seed(
        "TRAF",
        "Buskörning eller olovlig trafik",
        "Reckless or unlawful driving",
        icon="bike",
        mapping={"A": "3 olovlig trafik", "B": "buskörning"},
    ),
    Seed(
        "TILL",
        "Inbrott, stöld eller rån",
        "Burglary, theft or robbery",
        icon="lock-open",
        mapping={"A": "3 inbrott, rån", "B": "inbrott"},
    ),
    Seed(
        "BOEN",
        "Olovligt boende",
        "Unlawful dwelling",
        icon="tent",
        mapping={"A": "3 olovligt boende"},
    ),
    Seed(
        "OBJE",
        "Tillhyggen, stenar eller föremål",
        "Weapons, stones or objects",
        icon="package",
        mapping={"A": "3 tillhyggen/stenupplag"},
    ),
    Seed(
        "PLAT",
        "Otrygg plats",
        "Unsafe place",
        icon="lightbulb",
        mapping={"A": "4", "B": "otrygga platser", "C": "otrygga platser"},
    ),
    Seed(
        "PLAT-B",
        "Bristande belysning",
        "Poor lighting",
        icon="lamp",
        parent="PLAT",
        mapping={"A": "4 belysning"},
    ),
    Seed(
        "PLAT-I",
        "Skymd sikt eller växtlighet",
        "Blocked view or bushes",
        icon="trees",
        parent="PLAT",
        mapping={"A": "4 insyn"},
    ),
    Seed(
        "PLAT-S",
        "Skräp eller trasigt",
        "Litter or broken things",
        icon="trash-2",
        parent="PLAT",
        mapping={"A": "4 skräp", "B": "nedskräpning"},
    ),
    Seed(
        "PLAT-Ö",
        "Ödslig plats",
        "Desolate place",
        icon="moon",
        parent="PLAT",
        mapping={"A": "4 ödslighet"},
    ),
    Seed(
        "PERS",
        "Incident mot anställd",
        "Incident against staff",
        icon="shield-alert",
        mapping={"C": "incident mot anställd"},
    ),
    Seed(
        "ARR",
        "Arrangemang (planerat)",
        "Planned event",
        icon="calendar",
        in_picture=False,
        mapping={"A": "5", "C": "arrangemang"},
    ),
    Seed("POS", "Något bra eller tryggt", "Something good or safe", icon="smile", in_picture=False),
    Seed("ÖVR", "Annat", "Other", icon="circle-help"),
)
