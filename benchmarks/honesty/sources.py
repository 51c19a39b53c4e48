"""Which methods the figures of honesty were measured on: versions, and a hash of what they do.

Words for the reader of the code do not count: comments, docstrings and layout may change.
"""

import ast
import hashlib
from pathlib import Path

from benchmarks.honesty import simple

ROOT = Path(__file__).resolve().parents[2]
# What decides whether a picture says something. How it is said is not in it.
ENTRIES = (
    "benchmarks/honesty/simple.py",
    "benchmarks/honesty/shares.py",
    "lofte/situation/results.py",
    "lofte/situation/comparisons.py",
    "lofte/situation/counts.py",
    "lofte/situation/alike.py",
)
FOLDERS = ("benchmarks/honesty/checks", "lofte/situation/deeper")
FOLLOWED = "lofte.analysis"
_WITH_WORDS = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def files() -> list[Path]:
    """The files themselves and, of the methods, all that they import in their turn."""
    found: set[Path] = set()
    waiting = [ROOT / name for name in ENTRIES]
    waiting += [path for folder in FOLDERS for path in (ROOT / folder).glob("*.py")]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _methods_of(path)
    return sorted(found)


def _methods_of(path: Path) -> list[Path]:
    told = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(FOLLOWED):
            module = ROOT / str(node.module).replace(".", "/")
            told += [module.with_suffix(".py"), *(module / f"{n.name}.py" for n in node.names)]
    return [path for path in told if path.is_file()]


def digest(paths: list[Path]) -> str:
    """The same for the same code, wherever it lies and however it is explained."""
    told = hashlib.sha256()
    for path in paths:
        told.update(str(path.relative_to(ROOT)).encode())
        told.update(code(path.read_text(encoding="utf-8")).encode())
    return told.hexdigest()


def code(text: str) -> str:
    """What is done, without what is said about it."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, _WITH_WORDS) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
    return ast.unparse(tree)


def sources() -> str:
    """The hash that the figures carry."""
    return digest(files())


def versions() -> dict[str, str]:
    """Version of each method that a picture of a made-up town has used."""
    used = simple.quiet("clustered", 1).document.methods
    return {f"{one.family}: {one.name}": one.version for one in used}
