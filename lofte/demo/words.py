"""Short Swedish descriptions, made on demand: the same town and row always give the same text.

No text tells of a person. About one in a hundred ends with planted personal data, so that the
guard has something to find; every value is one that can belong to nobody (see PERSONAL).
"""

import numpy as np
import numpy.typing as npt

from lofte.demo.kinds import CATEGORIES

TEMPLATES: dict[str, tuple[str, ...]] = {
    "SKAD": ("Trasig bänk {p}.", "Papperskorg nedriven {p}.", "Cykelställ bucklat {p}.",
             "Staketet är nedtrampat {p}.", "Planteringen {p} är förstörd.", "Dörr uppsparkad {p}.",
             "Anslagstavlan {p} är krossad.", "Lås förstört {p}.", "Skylt nedriven {p}."),
    "SKAD-K": ("Nytt klotter {p}.", "Klotter på väggen {p}, flera färger.", "Taggar på dörren {p}.",
               "Klotter på elskåpet {p}.", "Stort klotter {p}, syns från vägen.",
               "Klotter igen {p}, sanerades förra veckan.", "Klotter på bänkarna {p}."),
    "SKAD-G": ("Krossad ruta {p}.", "Glaskross på marken {p}.", "Två rutor krossade {p}.",
               "Krossade flaskor {p}.", "Stenkast mot fönster {p}.", "Vindskydd krossat {p}."),
    "SKAD-B": ("Brand i papperskorg {p}.", "Eldat i kartong {p}.", "Brandmärken på dörr {p}.",
               "Försök att tända eld på container {p}.", "Smällare i brevinkast {p}."),
    "SKAD-L": ("Lampor sönderslagna {p}.", "Tre stolpar släckta {p}, kablar dragna.",
               "Armatur nedriven {p}.", "Belysningen {p} har saboterats igen."),
    "SAML": ("Stor samling {p}, högljutt.", "Ett gäng hänger {p}, folk tar omvägar.",
             "Samling i porten {p}.", "Flera grupper {p}, stökig stämning.",
             "Samling {p} till sent, hög musik.", "Många samlade {p}, skrik och spring."),
    "BRÅK": ("Bråk {p}, lugnade sig när vakt kom.", "Knuffar och hot {p}.", "Slagsmål {p}.",
             "Högljutt gräl {p}, polis tillkallad.", "Hotfull stämning {p}.",
             "Bråk mellan två grupper {p}."),
    "NARK": ("Misstänkt försäljning {p}.", "Snabba överlämningar {p}, bilar stannar till.",
             "Lukt av cannabis {p}.", "Små påsar på marken {p}.", "Misstänkt hantering {p} igen.",
             "Spår av användning {p}, sprutor omhändertagna."),
    "ALK": ("Berusade {p}, högljutt.", "Ölburkar och fylla {p}.", "Flera berusade på bänkarna {p}.",
            "Drickande {p}, ombads gå vidare.", "Berusad ordningsstörning {p}."),
    "TRAF": ("Mopeder kör fort {p}.", "Buskörning {p}, tutande och sladdar.",
             "Epatraktorer varvar {p}.", "Elsparkcyklar i hög fart {p}.", "Bilar på gångväg {p}.",
             "Crossmotorcykel {p}, svår att möta."),
    "TILL": ("Inbrott i bil {p}.", "Försök till inbrott {p}, brytmärken.", "Cykel stulen {p}.",
             "Stöld {p}.", "Inbrott i förråd {p}.", "Verktyg stulna ur bil {p}."),
    "BOEN": ("Någon verkar sova {p}.", "Tält och filtar {p}.", "Madrass i källargång {p}."),
    "OBJE": ("Stenhög upplagd {p}.", "Järnrör gömda i buske {p}.", "Kniv hittad {p}, borttagen.",
             "Byggmaterial utspritt {p}."),
    "PLAT-B": ("Mörkt {p}, lampor ur funktion.", "Belysningen släckt {p}.", "Blinkande lampa {p}.",
               "Dålig belysning {p}, flera har klagat."),
    "PLAT-I": ("Buskarna skymmer sikten {p}.", "Tät växtlighet {p}, svårt att se mötande.",
               "Häcken {p} behöver klippas."),
    "PLAT-S": ("Mycket skräp {p}.", "Överfull papperskorg {p}.", "Dumpade möbler {p}.",
               "Glas och burkar {p}.", "Sopor utanför miljöhuset {p}."),
    "PLAT-Ö": ("Ödsligt {p} på kvällen.", "Ingen rör sig {p} efter stängning, känns otryggt."),
    "PERS": ("Hotfullt bemötande mot personal {p}.", "Personal utsatt för glåpord {p}.",
             "Föremål kastat mot personal {p}."),
    "ARR": ("Marknad {p}.", "Planerad match {p}, många väntas.", "Planerad konsert {p}."),
    "POS": ("Lugnt och trevligt {p}.", "Bra stämning {p}, många familjer ute.",
            "Nattvandrarna på plats {p}, tryggt.", "Nya lampor {p}, känns bättre."),
    "ÖVR": ("Iakttagelse {p}, se gärna över platsen.", "Larm gick {p}, ingen orsak hittad.",
            "Drönare över området {p}."),
}  # fmt: skip
ALONG = ("längs gatan", "vid gångvägen", "vid busshållplatsen", "på innergården", "vid korsningen",
         "bakom husen", "vid cykelställen", "på vändplanen")  # fmt: skip
TAILS = ("", "", "", "", " Felanmält.", " Händer ofta.", " Polisanmält.", " Inga skador på person.",
         " Lugnt vid nästa rond.", " Uppmärksammat av flera.", " Pågick en stund.")  # fmt: skip

# Personnummer: Skatteverket's published test numbers. Telephone: PTS's series for use in fiction,
# 070-174 06 05 to 99. E-mail: domains reserved by RFC 2606. Plates: letter groups never issued.
PERSONAL: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("personnummer", ("19460823-9986", "19090121-9931", "19570428-9999", "20000229-2399"),
     " Den det gäller har personnummer {v}."),
    ("telefon", ("070-174 06 05", "070-1740633", "0701740612", "+46 70 174 06 99",
                 "070 174 06 48"), " Ring {v} för mer uppgifter."),
    ("e-post", ("anmalare@example.com", "vittne.ett@example.org", "granne@example.net"),
     " Vittnet nås på {v}."),
    ("registreringsnummer", ("MLB 84A", "UFO 123", "FEL404", "ETT 17B"), " Bilen hade skylt {v}."),
    ("lägenhet", ("lgh 1102", "lgh 1304", "lägenhet 1201"), " Kom från {v}."),
)  # fmt: skip
PERSONAL_EVERY = 100
Numbers = npt.NDArray[np.uint64]


def dice(seed: int, rows: npt.ArrayLike, throw: int) -> Numbers:
    """A number per row from the seed alone (splitmix64), so any row stands alone."""
    z = np.asarray(rows, dtype=np.uint64) + np.uint64((seed * 1_000_003 + throw * 7_919) % 2**63)
    z = z * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def has_personal(seed: int, rows: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    return dice(seed, rows, 9) % np.uint64(PERSONAL_EVERY) == 0


def personal(seed: int, row: int) -> tuple[str, str, str]:
    """(kind, value, sentence) of the data planted in a row for which has_personal is true."""
    which, value = (int(dice(seed, [row], throw)[0]) for throw in (10, 11))
    kind, values, sentence = PERSONAL[which % len(PERSONAL)]
    picked = values[value % len(values)]
    return kind, picked, sentence.format(v=picked)


def compose(seed: int, row: int, category: int, place: str) -> str:
    """The description of one row; `place` is empty for a point on the map."""
    first, where, tail = (int(dice(seed, [row], throw)[0]) for throw in (1, 2, 3))
    pool = TEMPLATES[CATEGORIES[category]]
    spot = f"vid {place}" if place else ALONG[where % len(ALONG)]
    text = pool[first % len(pool)].format(p=spot) + TAILS[tail % len(TAILS)]
    if has_personal(seed, [row])[0]:
        text += personal(seed, row)[2]
    return text
