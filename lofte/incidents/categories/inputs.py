"""A category as a person or a file gives it."""

from dataclasses import dataclass
from typing import Any

from lofte.audit.refusals import Refused
from lofte.guard.naming import pointing

NOTHING_SAVED = "Ingenting sparades."


class BadCategory(Refused):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryInput:
    code: str
    label_sv: str
    label_en: str = ""
    parent_code: str = ""
    in_picture: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        return (self.code,)

    @property
    def name(self) -> str:
        return self.label_sv

    def check(self) -> None:
        """Raises BadCategory."""
        if not 1 <= len(self.code.strip()) <= 12:
            raise BadCategory(f"Koden ”{self.code}” ska ha 1–12 tecken. {NOTHING_SAVED}")
        if not 1 <= len(self.label_sv.strip()) <= 80 or len(self.label_en) > 80:
            raise BadCategory(f"Namnet på {self.code} ska ha 1–80 tecken. {NOTHING_SAVED}")
        if kind := pointing(self.code) or pointing(self.label_sv) or pointing(self.label_en):
            raise BadCategory(
                f"En kategori ser ut att innehålla {kind}. {NOTHING_SAVED} Skriv om den."
            )
        if self.parent_code == self.code:
            raise BadCategory(f"{self.code} kan inte ligga under sig själv. {NOTHING_SAVED}")

    def values(self) -> dict[str, Any]:
        return {
            "label_sv": self.label_sv.strip(),
            "label_en": self.label_en.strip(),
            "in_picture": self.in_picture,
        }
