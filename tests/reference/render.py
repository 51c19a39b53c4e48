"""Write the method pages anew: `python -m tests.reference.render`."""

import textwrap
from pathlib import Path

from tests.reference.pages import PAGES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


def rendered(name):
    """The page as it stands in the folder: paragraphs filled, the rest as written."""
    return "\n\n".join(_filled(block) for block in PAGES[name]().strip().split("\n\n")) + "\n"


def _filled(block):
    if block.startswith(("#", "|", "    ")):
        return block
    items = block.replace("\n  ", " ").split("\n") if block.startswith("- ") else [block]
    return "\n".join(
        textwrap.fill(
            item, 98, subsequent_indent="  " * item.startswith("- "), break_on_hyphens=False
        )
        for item in items
    )


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (FOLDER / f"{name}.md").write_text(rendered(name), encoding="utf-8")


if __name__ == "__main__":
    main()
