"""The kommun writes its own themes. What was counted by an earlier list says so."""

from collections.abc import Sequence

from lofte.audit.actions import action, record
from lofte.audit.refusals import Refused
from lofte.dialogue.themes.matching import Theme
from lofte.dialogue.themes.models import Taxonomy
from lofte.dialogue.themes.queries import in_use
from lofte.people.free_text import checked
from lofte.people.models import User
from lofte.places.models import Kommun

MOST_THEMES, MOST_WORDS, LONGEST = 40, 200, 60


@action
def write_taxonomy(*, kommun: Kommun, themes: Sequence[Theme], by: User) -> Taxonomy:
    """A new version. Raises Refused, and keeps nothing, when a theme has no word."""
    if not 0 < len(themes) <= MOST_THEMES:
        raise Refused(f"En temalista har mellan 1 och {MOST_THEMES} teman. Inget sparades.")
    names = [checked(theme.name) for theme in themes]
    if len({name.casefold() for name in names}) < len(names):
        raise Refused("Två teman heter lika. Inget sparades. Byt namn på det ena.")
    for theme in themes:
        _check(theme)
    now = in_use(kommun)
    made = Taxonomy(kommun=kommun, version=now.version + 1)
    made.themes = [theme.as_json() for theme in themes]
    if tuple(themes) == now.themes:
        raise Refused("Listan är som förut, så det blev ingen ny version.")
    made.save(force_insert=True)
    record("taxonomy.written", made, by=by, version=made.version)
    return made


def _check(theme: Theme) -> None:
    if not theme.name or not theme.words:
        raise Refused(f"Temat ”{theme.name}” behöver ett namn och minst ett ord. Inget sparades.")
    if len(theme.words) > MOST_WORDS or max(map(len, theme.words)) > LONGEST:
        raise Refused(
            f"Temat ”{theme.name}” har för många eller för långa ord: högst {MOST_WORDS} ord med "
            f"{LONGEST} tecken. Inget sparades."
        )
    if short := [word for word in theme.words if len(word.rstrip("* ")) < 2]:
        raise Refused(
            f"”{short[0]}” i temat ”{theme.name}” är för kort och skulle hittas överallt. "
            "Inget sparades. Skriv minst två bokstäver."
        )
    checked(theme.name)
