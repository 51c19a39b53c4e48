"""The browser's libraries come from the lock, are few, and bring no address with them."""

import json
import re
from pathlib import Path

import pytest

from lofte.project import assets

LOCKS = [*assets.ROOT.glob("package-lock.json"), *assets.ROOT.glob("requirements/*.txt")]
ADDRESS = re.compile(r"https?://|\bresolved\b|--(?:extra-)?index-url|git\+|file:")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_holds_an_address(lock: Path) -> None:
    assert not ADDRESS.search(lock.read_text())


def test_npm_is_not_told_where_to_look() -> None:
    settings = (assets.ROOT / ".npmrc").read_text()
    assert "registry=" not in settings
    assert "omit-lockfile-registry-resolved=true" in settings
    assert "ignore-scripts=true" in settings


def test_everything_in_the_lock_has_a_hash_and_an_exact_version() -> None:
    lock = json.loads((assets.ROOT / "package-lock.json").read_text())
    packages = {path: one for path, one in lock["packages"].items() if path}
    assert packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    wanted = json.loads((assets.ROOT / "package.json").read_text())
    named = {**wanted["dependencies"], **wanted["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in named.values())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A project folder with a lock, and packages as npm lays them out."""
    (tmp_path / "package-lock.json").write_text("{}")
    modules = tmp_path / "node_modules"
    for name in assets.COPIES:
        _write(modules / name, f"{name}\n//# sourceMappingURL=gone.map\n")
    design = modules / "@digdir/designsystemet-css/dist"
    _write(design / "theme/designsystemet.css", '@charset "UTF-8";theme{}')
    for name in ("base", *assets.COMPONENTS):
        _write(design / f"src/{name}.css", f".{name}{{}}")
    for name in assets.icons_in(assets.PACKAGE):
        _write(modules / f"lucide-static/icons/{name}.svg", '<svg><path d="M1 1"/></svg>')
    return tmp_path


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


class Npm:
    """Stands in for npm: counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, arguments: list[str], *, cwd: Path) -> None:
        self.asked.append(arguments)


def test_assets_are_laid_out_once(source: Path, tmp_path: Path) -> None:
    npm, vendor = Npm(), tmp_path / "vendor"
    assert assets.build(source, vendor, npm)
    assert not assets.build(source, vendor, npm)
    assert len(npm.asked) == 1
    assert npm.asked[0][0] == "ci"
    assert "--ignore-scripts" in npm.asked[0]


def test_assets_are_laid_out_again_when_the_lock_changes(source: Path, tmp_path: Path) -> None:
    vendor = tmp_path / "vendor"
    assets.build(source, vendor, Npm())
    (vendor / "left-from-before.js").write_text("")
    (source / "package-lock.json").write_text('{"new": 1}')
    assert assets.build(source, vendor, Npm())
    assert not (vendor / "left-from-before.js").exists()


def test_a_new_icon_asks_npm_for_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm, vendor = Npm(), tmp_path / "vendor"
    assets.build(source, vendor, npm)
    icons = assets.icons_in(assets.PACKAGE) | {"sailboat"}
    _write(source / "node_modules/lucide-static/icons/sailboat.svg", '<svg><path d="M2"/></svg>')
    monkeypatch.setattr(assets, "icons_in", lambda package: icons)
    assert assets.build(source, vendor, npm)
    assert 'id="sailboat"' in (vendor / "icons.svg").read_text()
    assert len(npm.asked) == 1


def test_only_what_pages_use_is_served(source: Path, tmp_path: Path) -> None:
    vendor = tmp_path / "vendor"
    assets.build(source, vendor, Npm())
    names = {file.name for file in vendor.iterdir()}
    assert names == {*assets.COPIES.values(), "designsystemet.css", "icons.svg", assets.STAMP}
    assert "sourceMappingURL" not in (vendor / "maplibre-gl.mjs").read_text()


def test_our_ground_lies_between_the_design_systems_base_and_its_components(
    source: Path, tmp_path: Path
) -> None:
    assets.build(source, tmp_path / "vendor", Npm())
    text = (tmp_path / "vendor/designsystemet.css").read_text()
    assert text.startswith("@layer ds.theme, ds.base, ds.ground, ds.components;")
    assert "@layer ds.components{.button{}}" in text
    assert "@charset" not in text


def test_a_failed_fetch_leaves_what_was_there(source: Path, tmp_path: Path) -> None:
    def broken(arguments: list[str], *, cwd: Path) -> None:
        raise assets.AssetsNotBuilt("no network")

    vendor = tmp_path / "vendor"
    assets.build(source, vendor, Npm())
    (source / "package-lock.json").write_text('{"new": 1}')
    with pytest.raises(assets.AssetsNotBuilt):
        assets.build(source, vendor, broken)
    assert (vendor / "maplibre-gl.mjs").exists()


def test_an_icon_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsNotBuilt, match="unicorn"):
        assets.sprite(tmp_path, ["unicorn"])


def test_icons_are_found_where_pages_name_them(tmp_path: Path) -> None:
    page = """{% icon "map-pin" %} {% include "x.html" with icon='inbox' heading="y" %}"""
    _write(tmp_path / "room/templates/room/x.html", page)
    _write(tmp_path / "room/menu.py", 'Entry("a", _("b"), icon="search"); {"icon": "rss"}')
    assert assets.icons_in(tmp_path) == {"map-pin", "inbox", "search", "rss"}


def test_a_broken_npm_says_so_on_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> bool:
        raise assets.AssetsNotBuilt("npm could not fetch")

    monkeypatch.setattr(assets, "build", broken)
    assert assets.main([]) == 2
    assert "npm could not fetch" in capsys.readouterr().err


def test_every_module_that_pages_import_is_in_the_import_map() -> None:
    folder = assets.PACKAGE / "project"
    names = re.findall(
        r'"([\w./-]+)": "\{% static', (folder / "templates/project/_import_map.html").read_text()
    )
    scripts = [*assets.PACKAGE.glob("*/static/*/*.js")]
    assert scripts
    for script in scripts:
        wanted = re.findall(r'(?:\bfrom |\bimport\(|\bimport )"([^."][^"]*)"', script.read_text())
        assert set(wanted) <= set(names), script.name


def test_no_style_or_script_of_ours_reaches_outside() -> None:
    files = [*assets.PACKAGE.glob("*/static/*/*.css"), *assets.PACKAGE.glob("*/static/*/*.js")]
    for file in files:
        assert not re.search(r"""(?:url\(|import|fetch\()\s*["']?https?:""", file.read_text())


def test_npm_comes_from_its_wheel(tmp_path: Path) -> None:
    assets.run_npm(["--version"], cwd=tmp_path)
    with pytest.raises(assets.AssetsNotBuilt, match="package-lock"):
        assets.run_npm(["ci"], cwd=tmp_path)


def test_a_new_lock_keeps_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def npm(arguments: list[str], *, cwd: Path) -> None:
        package = {"version": "1.0.0", "resolved": "https://x", "funding": {"url": "https://y"}}
        lock = {"packages": {"": {"name": "a"}, "node_modules/b": package}}
        (cwd / "package-lock.json").write_text(json.dumps(lock))

    monkeypatch.setattr(assets, "run_npm", npm)
    assets.relock(tmp_path)
    text = (tmp_path / "package-lock.json").read_text()
    assert not ADDRESS.search(text)
    assert json.loads(text)["packages"]["node_modules/b"] == {"version": "1.0.0"}


def test_the_command_says_what_it_did(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    relocked: list[bool] = []
    monkeypatch.setattr(assets, "build", lambda: bool(relocked))
    monkeypatch.setattr(assets, "relock", lambda: relocked.append(True))
    assert assets.main([]) == 0
    assert assets.main(["lock"]) == 0
    assert relocked == [True]
    assert capsys.readouterr().out.split("\n")[:2] == ["assets: unchanged", "assets: laid out"]
