"""What no file of ours may hold."""

import re

import pytest

from tests.structure import house

PAGES = list(house.texts(".html"))
TEXT = (".py", ".md", ".html", ".css", ".js", ".json", ".toml", ".txt", ".yaml", ".yml", ".cfg")
PLAIN = {"Makefile", "run", ".importlinter", ".gitignore", ".npmrc", "assets", "browser", "lock"}
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|Users|home/\w+)/")  # somebody's own folders


def locks() -> list:
    names = ("package.json", "package-lock.json", "pyproject.toml", ".npmrc")
    return [*(house.ROOT / "requirements").iterdir(), *(house.ROOT / name for name in names)]


@pytest.mark.parametrize("file", locks(), ids=lambda file: file.name)
def test_a_lock_names_no_place_to_download_from(file):
    if file.exists():
        assert not re.search(r"https?://|\"resolved\"|index-url|find-links", file.read_text())


def test_every_locked_library_has_a_hash():
    for file in (house.ROOT / "requirements").glob("*.txt"):
        for entry in re.split(r"\n(?=\S)", file.read_text().strip()):
            assert "--hash=sha256:" in entry, f"{file.name}: {entry[:40]}"


def test_no_file_names_somebodys_machine():
    own = {house.ROOT / "tests" / "structure" / "test_files.py"}
    found = [
        house.shown(file)
        for file in house.texts()
        if file not in own
        and (file.suffix in TEXT or file.name in PLAIN)
        and MACHINE.search(file.read_text(errors="replace"))
    ]
    assert not found


@pytest.mark.parametrize("page", PAGES, ids=house.shown)
def test_a_page_keeps_to_the_content_security_policy(page):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", page.read_text(), flags=re.S)
    assert not re.search(r"<[^>]+\sstyle\s*=", text), "no style attributes"
    assert not re.search(r"<[^>]+\son\w+\s*=", text), "no on... attributes"
    assert not re.search(r"<style\b", text), "no inline style sheets"
    for opening in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in opening or "nonce=" in opening or "application/json" in opening, opening


@pytest.mark.parametrize("page", PAGES, ids=house.shown)
def test_a_page_fetches_nothing_from_elsewhere(page):
    text = page.read_text()
    assert not re.search(r"<(?:script|img|link|iframe|source)\b[^>]*=\"(?:https?:)?//", text)


def test_every_table_is_found_without_asking_for_its_room():
    found = {
        ".".join(file.relative_to(house.ROOT).with_suffix("").parts)
        for file in house.modules()
        if file.name == "models.py" and file.parent != house.PACKAGE
    }
    known = (house.PACKAGE / "models.py").read_text()
    assert not [name for name in sorted(found) if f"from {name} import" not in known]
