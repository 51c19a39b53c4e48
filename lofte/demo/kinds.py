"""Categories, parties and the rhythm of the week: the tables that the generator draws from.

Category codes are those of a new kommun (lofte.incidents.taxonomy; a test compares them).
"""

from dataclasses import dataclass

import numpy as np

from lofte.demo.curves import Floats

CATEGORIES = (
    "SKAD", "SKAD-K", "SKAD-G", "SKAD-B", "SKAD-L", "SAML", "BRÅK", "NARK", "ALK", "TRAF", "TILL",
    "BOEN", "OBJE", "PLAT-B", "PLAT-I", "PLAT-S", "PLAT-Ö", "PERS", "ARR", "POS", "ÖVR",
)  # fmt: skip
NUMBER = {code: i for i, code in enumerate(CATEGORIES)}
PEOPLE = ("", "1-2", "3-5", "6-10", "11-")

# How the reports of one kind of place divide on categories (parts, not percent).
MIXES: dict[str, dict[str, float]] = {
    "station": {"SAML": 20, "ALK": 16, "BRÅK": 13, "NARK": 13, "SKAD-K": 9, "SKAD-G": 6, "TILL": 7,
                "PLAT-B": 4, "PLAT-S": 5, "TRAF": 3, "PERS": 2, "POS": 2, "ÖVR": 2},
    "square": {"SAML": 18, "ALK": 18, "BRÅK": 13, "NARK": 9, "SKAD": 6, "SKAD-K": 6, "SKAD-G": 5,
               "TRAF": 8, "TILL": 5, "PLAT-S": 6, "ARR": 3, "POS": 3, "ÖVR": 2},
    "night": {"ALK": 32, "BRÅK": 30, "SAML": 10, "SKAD-G": 7, "NARK": 9, "TILL": 4, "PLAT-S": 4,
              "PERS": 3, "ÖVR": 2},
    "shop": {"TILL": 38, "PERS": 10, "SAML": 14, "BRÅK": 9, "ALK": 9, "SKAD": 5, "SKAD-K": 4,
             "PLAT-S": 5, "POS": 2, "ÖVR": 3},
    "school": {"SKAD": 14, "SKAD-K": 16, "SKAD-G": 14, "SAML": 16, "BRÅK": 10, "TRAF": 9,
               "SKAD-B": 4, "NARK": 6, "OBJE": 4, "PLAT-B": 3, "PERS": 2, "POS": 2},
    "park": {"SAML": 17, "ALK": 15, "SKAD-G": 8, "SKAD": 9, "NARK": 11, "PLAT-S": 12, "PLAT-B": 8,
             "PLAT-I": 6, "BOEN": 3, "BRÅK": 6, "POS": 3, "OBJE": 2},
    "parking": {"TILL": 30, "TRAF": 18, "SKAD": 14, "NARK": 11, "SAML": 9, "PLAT-B": 8, "SKAD-G": 5,
                "PLAT-Ö": 3, "ÖVR": 2},
    "wall": {"SKAD-K": 48, "SKAD-L": 7, "PLAT-B": 9, "PLAT-S": 9, "PLAT-Ö": 6, "SKAD-G": 8,
             "SAML": 9, "ÖVR": 4},
    "youth": {"SAML": 22, "BRÅK": 14, "TRAF": 14, "SKAD": 12, "SKAD-K": 9, "NARK": 9, "PLAT-S": 6,
              "PERS": 4, "POS": 7, "ARR": 3},
    "edge": {"SKAD": 14, "SKAD-K": 12, "SKAD-G": 9, "TILL": 15, "SAML": 14, "PERS": 7, "PLAT-B": 8,
             "PLAT-S": 9, "PLAT-I": 4, "ARR": 2, "POS": 3, "ÖVR": 3},
    "street": {"TRAF": 24, "PLAT-B": 10, "SKAD": 9, "SKAD-K": 8, "SKAD-L": 7, "TILL": 12,
               "PLAT-S": 9, "PLAT-I": 6, "SAML": 5, "BRÅK": 3, "OBJE": 2, "SKAD-B": 2, "ÖVR": 3},
    "land": {"TRAF": 32, "TILL": 24, "PLAT-S": 18, "SKAD": 9, "BOEN": 4, "SKAD-B": 4, "OBJE": 3,
             "ÖVR": 6},
}  # fmt: skip
MIX_NAMES = tuple(MIXES)

# The day's rhythm, one weight an hour (0-23), and what Friday and Saturday do to the evening.
_DAYS = {
    "evening": [3, 2, 1, 0.5, 0.3, 0.3, 0.5, 1, 1.5, 2, 2, 3, 4, 4, 5, 7, 8, 8, 9, 11, 12, 12, 10,
                6],
    "night": [12, 12, 9, 6, 3, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1.5, 2, 2, 3, 4, 6, 8, 10, 12,
              13],
    "day": [0.3, 0.2, 0.2, 0.2, 0.2, 0.5, 2, 6, 9, 10, 10, 9, 8, 9, 10, 9, 7, 5, 4, 3, 2, 1.5, 1,
            0.5],
    "after": [3, 2, 1.5, 1, 1, 1, 1, 2, 3, 4, 4, 5, 6, 6, 8, 10, 10, 9, 9, 9, 9, 8, 6, 4],
}  # fmt: skip
_RHYTHM = {
    "SAML": ("evening", 1.5), "ALK": ("night", 2.2), "BRÅK": ("night", 2.2),
    "NARK": ("evening", 1.4), "TRAF": ("evening", 1.4), "TILL": ("after", 1.1),
    "SKAD": ("after", 1.3), "SKAD-K": ("evening", 1.2), "SKAD-G": ("night", 1.6),
    "SKAD-B": ("evening", 1.3), "SKAD-L": ("night", 1.2), "OBJE": ("after", 1.0),
    "BOEN": ("day", 0.7), "PERS": ("day", 0.8), "ARR": ("evening", 1.6),
}  # fmt: skip


def week_profile(category: str) -> Floats:
    """float[7, 24], Monday first, sums to 1: when in the week this category happens."""
    name, weekend = _RHYTHM.get(category, ("day", 0.6))
    day = np.asarray(_DAYS[name], dtype=float)
    day = day / day.sum()
    week = np.tile(day, (7, 1))
    week[4, 17:] *= weekend
    week[5, :5] *= weekend
    week[5, 17:] *= weekend
    week[6, :5] *= weekend
    return week / week.sum()


@dataclass(frozen=True, slots=True)
class Party:
    code: str
    name: str
    kind: str  # as lofte.people
    reporters: int  # from the first day
    joined_later: int  # one at a time, evenly over the two years
    weight: dict[str, float]  # per mix


PARTIES = (
    Party("GATA", "Gata och park", "kommun", 7, 2,
          {"street": 5, "land": 5, "park": 4, "wall": 4, "square": 2, "station": 2, "edge": 2,
           "parking": 2}),
    Party("FRITID", "Kultur och fritid", "kommun", 6, 2,
          {"youth": 6, "park": 3, "edge": 4, "square": 1, "station": 1, "school": 1}),
    Party("SKOLA", "Skola och förskola", "school", 9, 3, {"school": 7, "wall": 2, "youth": 1}),
    Party("LYCKEBO", "Bostadsbolaget Lyckebo", "housing", 5, 0,
          {"parking": 3, "street": 2, "square": 1, "park": 1, "wall": 1}),
    Party("POLIS", "Polisen Lyckeberga", "police", 10, 2,
          {"station": 2, "square": 2, "night": 4, "street": 3, "land": 4, "parking": 2, "park": 2,
           "shop": 1, "school": 1, "youth": 1, "edge": 1, "wall": 0.3}),
    Party("VAKT", "Väktarna i Lyckeberga", "guard", 5, 1,
          {"station": 5, "night": 3, "square": 2, "shop": 2, "parking": 2, "edge": 1, "school": 1}),
    Party("KÖP", "Lyckeberga köpmannaförening", "association", 6, 2,
          {"shop": 6, "square": 2, "night": 2}),
)  # fmt: skip
NEW_GROUP_SIZE = 8  # caretakers of Lyckebo that begin to report on a known day
