"""The rooms of EST as they are used: on a phone in a hurry and at a desk."""

import pytest

WORK = "/arbete/lyckeberga/"


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize(
    ("box", "path", "name"),
    [
        ("rapportor", "rapportera/", "rapportera"),
        ("granskare", "granska/{waiting}/", "granska-rapport"),
        ("samordnare", "moten/{meeting}/", "motet"),
        ("kommunpolis", "patrull/", "patrull"),
    ],
)
def test_the_page_fits_and_has_its_picture(
    signed_in, numbers, screenshot, box: str, path: str, name: str, size: str
) -> None:
    page = signed_in(box, size)
    answer = page.goto(WORK + path.format(**numbers))
    assert answer.status == 200
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    screenshot(page, f"{name}-{size}")
