"""The colours can be told apart by everybody: WCAG 2.2 contrast, in light and in dark."""

import re
from itertools import pairwise, product

import pytest

from lofte.project.assets import PACKAGE

TOKENS = (PACKAGE / "project/static/project/tokens.css").read_text()
COLOURS = ["accent", "neutral", "police", "together", "action"]
COLOURS += ["success", "warning", "danger", "info"]
SCHEMES = list(product([False, True], COLOURS))
TEXT_ON = [
    ("text-default", "background-default"),
    ("text-default", "background-tinted"),
    ("text-default", "surface-default"),
    ("text-default", "surface-tinted"),
    ("text-default", "surface-active"),
    ("text-subtle", "background-default"),
    ("text-subtle", "background-tinted"),
    ("text-subtle", "surface-tinted"),
    ("base-contrast-default", "base-default"),
    ("base-contrast-default", "base-hover"),
]


def _scheme(dark: bool) -> dict[str, str]:
    light_part, dark_part = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
    part = dark_part if dark else light_part
    return dict(re.findall(r"--ds-color-([\w-]+): (#[0-9a-f]{6});", part))


def _light_of(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, definition of contrast ratio."""
    weak, strong = sorted((_light_of(one), _light_of(other)))
    return (strong + 0.05) / (weak + 0.05)


def test_contrast_of_black_on_white_is_the_definitions_own() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("dark", "colour"), SCHEMES)
def test_text_can_be_read(dark: bool, colour: str) -> None:
    scheme = _scheme(dark)
    for text, ground in TEXT_ON:
        found = contrast(scheme[f"{colour}-{text}"], scheme[f"{colour}-{ground}"])
        assert found >= 4.5, (text, ground, round(found, 2))


@pytest.mark.parametrize(("dark", "colour"), SCHEMES)
def test_edges_of_what_can_be_used_can_be_seen(dark: bool, colour: str) -> None:
    scheme = _scheme(dark)
    ground = scheme[f"{colour}-background-default"]
    assert contrast(scheme[f"{colour}-border-default"], ground) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_counts_keep_their_order_on_grey_paper(mode: str) -> None:
    script = (PACKAGE / "project/static/project/map-layers.js").read_text()
    steps = re.search(rf"COUNTS = .*?{mode}: \[(.*?)\]", script, re.DOTALL)
    lights = [_light_of(colour) for colour in re.findall("#[0-9a-f]{6}", steps[1])]
    assert len(lights) == 5
    assert lights == sorted(lights, reverse=mode == "light")
    assert min(abs(one - other) for one, other in pairwise(lights)) > 0.025


def test_the_legend_has_the_colours_of_the_map() -> None:
    script = (PACKAGE / "project/static/project/map-layers.js").read_text()
    styles = (PACKAGE / "project/static/project/map.css").read_text()
    keys = set(re.findall(r"--map-(?:count-\d|more|fewer|usual): (#[0-9a-f]{6});", styles))
    drawn = re.search(r"COUNTS = .*?export", script, re.DOTALL)
    assert keys == set(re.findall("#[0-9a-f]{6}", drawn[0]))
