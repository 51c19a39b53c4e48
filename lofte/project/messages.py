"""The interface in other languages: collect texts of templates and code, compile translations.

All of it in English; what those who answer a dialogue read also in the languages of `OPEN_FORM`.

`python -m lofte.project.messages` makes the .mo file that Django reads, unless it is as old as the
.po file. With `collect` it first reads every template and module for texts and renews the .po file:
new texts come in empty, texts that nobody uses leave. Neither needs GNU gettext.
"""

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template import Engine, Node, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

PACKAGE = Path(__file__).resolve().parent.parent
HEADER = """\
# Renewed by scripts/messages; how: docs/how-to/oversattning.md
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
OPEN_FORM = ("ar", "fi", "pl", "so", "sv_Latt")  # no text there has a plural of its own
OPEN_TEMPLATES = (
    "dialogue/templates/dialogue/*.html",
    *(
        f"project/templates/project/{n}.html"
        for n in ("base", "_header", "_footer", "_point_picker")
    ),
)
OPEN_MODULES = (
    *("dialogue/answering/*.py", "dialogue/contacts/*.py"),
    *("dialogue/questionnaires/questions.py", "dialogue/printing/*.py"),
)
OPEN_FUNCTIONS = (
    ("dialogue/states.py", "check_open"),
    ("templatetags/client.py", "client_words"),
)
SINGULAR = {"gettext", "gettext_lazy", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}

_IN_TAG = re.compile(r"""\b_\((["'])(.+?)\1\)""")
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)

Text = str | tuple[str, str]


class UnreadableText(Exception):
    """A text to translate is put together while the program runs, so nobody can translate it."""


def po_of(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


ENGLISH = po_of("en")


def build_all() -> None:
    for language in ("en", *OPEN_FORM):
        build(po_of(language))


def build(po: Path = ENGLISH) -> bool:
    """Compile the translations if the file has been written since. True if it had."""
    if not po.is_file():
        return False
    mo, written = po.with_suffix(".mo"), po.stat()
    if mo.is_file() and mo.stat().st_mtime_ns == written.st_mtime_ns:
        return False
    fresh = mo.with_suffix(f".{os.getpid()}.mo")  # two may build at once: each replaces whole
    with fresh.open("wb") as out:
        write_mo(out, catalogue(po))
    os.utime(fresh, ns=(written.st_atime_ns, written.st_mtime_ns))
    os.replace(fresh, mo)
    return True


def catalogue(po: Path = ENGLISH) -> Catalog:
    with po.open("rb") as source:
        return read_po(source, locale="en", abort_invalid=True)


def renew(
    po: Path = ENGLISH, texts: Iterable[Text] | None = None, language: str = "en"
) -> tuple[int, int]:
    """Write the file anew with every text in use. The number of texts, and of those still empty."""
    old = catalogue(po) if po.is_file() else Catalog(locale="en")
    new = Catalog(locale="en")
    for text in collect() if texts is None else texts:
        known = _find(old, text)
        new.add(text, string=known.string if known and known.string else _nothing(text))
    po.parent.mkdir(parents=True, exist_ok=True)
    with po.open("wb") as out:
        out.write(HEADER.replace("{language}", language).encode())
        write_po(out, new, width=0, omit_header=True, no_location=True, sort_output=True)
    return len(new), sum(1 for message in new if message.id and not _is_done(message))


def is_said(catalog: Catalog, text: Text) -> bool:
    known = _find(catalog, text)
    return known is not None and _is_done(known)


def _find(catalog: Catalog, text: Text) -> Message | None:
    known = catalog.get(text if isinstance(text, str) else text[0])
    return known if known is not None and known.pluralizable == isinstance(text, tuple) else None


def _nothing(text: Text) -> str | tuple[str, str]:
    return "" if isinstance(text, str) else ("", "")


def _is_done(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings) and not message.fuzzy


def collect(package: Path = PACKAGE) -> list[Text]:
    """Every text that pages translate. A text with a plural stands once, with its plural."""
    found: dict[str, Text] = {}
    for text in (*_in_modules(package), *_in_templates(package)):
        key = text if isinstance(text, str) else text[0]
        if isinstance(text, tuple) or key not in found:
            found[key] = text
    return [found[key] for key in sorted(found)]


def of_the_open_form(package: Path = PACKAGE) -> list[Text]:
    """What is read by those who answer a dialogue."""
    found: set[Text] = set()
    for pattern in OPEN_MODULES:
        for file in package.glob(pattern):
            found |= set(in_code(file.read_text(), file.name))
    for path, function in OPEN_FUNCTIONS:
        found |= set(in_code(_only((package / path).read_text(), function), path))
    for pattern in OPEN_TEMPLATES:
        for file in package.glob(pattern):
            found |= set(in_template(file.read_text()))
    return sorted(text for text in found if isinstance(text, str))


def _only(source: str, function: str) -> str:
    """A module with nothing but its imports and one function."""
    body = ast.parse(source).body
    kept: list[ast.stmt] = [one for one in body if isinstance(one, ast.ImportFrom)]
    kept += [one for one in body if isinstance(one, ast.FunctionDef) and one.name == function]
    return "\n".join(ast.unparse(one) for one in kept)


def _in_modules(package: Path) -> Iterator[Text]:
    for file in sorted(package.rglob("*.py")):
        if "migrations" not in file.parts:
            yield from in_code(file.read_text(), file.name)


def in_code(source: str, name: str = "") -> Iterator[Text]:
    """The texts of a module: what stands first in gettext(...), _(...) and ngettext(...)."""
    tree = ast.parse(source)
    called = dict(_translators(tree))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            if called.get(call.func.id) in SINGULAR:
                yield _literal(call.args[0], name)
            elif called.get(call.func.id) in PLURAL:
                yield _literal(call.args[0], name), _literal(call.args[1], name)


def _translators(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What this module calls Django's functions for translation: name here, name there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                yield alias.asname or alias.name, alias.name


def _literal(node: ast.expr, name: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise UnreadableText(f"{name}:{node.lineno}: {ast.unparse(node)}")


def _in_templates(package: Path) -> Iterator[Text]:
    engine = Engine.get_default()
    for file in sorted(package.glob("*/templates/**/*")):
        if file.suffix in {".html", ".txt", ".xml"}:
            yield from in_template(file.read_text(), engine)


def in_template(source: str, engine: Engine | None = None) -> Iterator[Text]:
    """The texts of a template, exactly as its tags look them up."""
    nodes: list[Node] = Template(source, engine=engine or Engine.get_default()).nodelist
    for node in _every(nodes):
        if isinstance(node, TranslateNode):
            literal = getattr(node.filter_expression.var, "literal", None)
            if isinstance(literal, str):
                yield literal.replace("%", "%%")
        elif isinstance(node, BlockTranslateNode):
            yield _block(node)
    for tag in _TAG.findall(source):
        yield from (found[1] for found in _IN_TAG.findall(tag))


def _every(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield from node.get_nodes_by_type(Node)


def _block(node: BlockTranslateNode) -> Text:
    singular, _names = node.render_token_list(node.singular)
    if not node.plural:
        return singular
    plural, _names = node.render_token_list(node.plural)
    return singular, plural


def main(arguments: list[str]) -> int:
    if arguments == ["collect"]:
        import django

        django.setup()
        wanted = [("en", collect()), *((code, of_the_open_form()) for code in OPEN_FORM)]
        for language, needed in wanted:
            texts, empty = renew(po_of(language), needed, language)
            sys.stdout.write(f"{language}: {texts} texter, {empty} utan översättning.\n")
    build_all()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
