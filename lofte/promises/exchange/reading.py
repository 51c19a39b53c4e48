"""An exchange file as plain values that fit the schema, or a sentence with line and path."""

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.exceptions import best_match

from lofte.audit.refusals import Refused

LARGEST = 5_000_000
NOTHING_READ = "Ingenting ur filen lästes in."
Path = tuple[str | int, ...]


class BadFile(Refused):
    """The file does not fit; the sentence says where and what."""


class Loader(yaml.SafeLoader):
    """YAML in which a day is text, a code keeps its zeros, and only true and false are such."""


VALUES = (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", "-+0123456789"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
)
Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in VALUES:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class Lines:
    """Where in the file something stands."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._lines: dict[Path, int] = {}
        if root is not None:
            self._walk(root, ())

    def _walk(self, node: yaml.Node, path: Path) -> None:
        self._lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._walk(value, (*path, str(key.value)))
        elif isinstance(node, yaml.SequenceNode):
            for at, value in enumerate(node.value):
                self._walk(value, (*path, at))

    def at(self, path: Sequence[str | int]) -> int:
        """The line of the path, or of the nearest thing around it that is there."""
        here = tuple(path)
        while here and here not in self._lines:
            here = here[:-1]
        return self._lines.get(here, 1)

    def place(self, path: Sequence[str | int]) -> str:
        """ "rad 12, promises 1, commitments 3"."""
        words: list[str] = []
        for part in path:
            if isinstance(part, int):
                words[-1] += f" {part + 1}"
            else:
                words.append(part)
        return ", ".join([f"rad {self.at(path)}", *words])


@cache
def schema() -> dict[str, Any]:
    text = files(__package__).joinpath("loften.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def read(content: bytes) -> tuple[dict[str, Any], Lines]:
    """The file's values and their lines. Raises BadFile."""
    if len(content) > LARGEST:
        raise BadFile(f"Filen är större än {LARGEST // 1_000_000} MB. {NOTHING_READ}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"Filen är inte text i UTF-8. {NOTHING_READ}") from error
    try:
        root = yaml.compose(text, Loader)
        _check_keys(root)
        data = yaml.load(text, Loader)  # noqa: S506 - a safe loader with fewer kinds of values
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" på rad {mark.line + 1}" if mark else ""
        raise BadFile(
            f"Filen går inte att läsa som YAML eller JSON{where}. {NOTHING_READ}"
        ) from error
    lines = Lines(root)
    _check(data, lines)
    return data, lines


def _check_keys(node: yaml.Node | None) -> None:
    """A field written twice would silently lose one of them; an alias could grow without end."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise BadFile(
                    f"Fältet ”{key.value}” står två gånger (rad {key.start_mark.line + 1}). "
                    f"{NOTHING_READ}"
                )
            seen.add(str(key.value))
            _check_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _check_keys(value)


def _check(data: Any, lines: Lines) -> None:
    validator = Draft202012Validator(schema(), format_checker=FormatChecker(["date"]))
    error = best_match(validator.iter_errors(data))
    if error is not None:
        where = lines.place(tuple(error.absolute_path))
        raise BadFile(f"{where}: {_sentence(error)} {NOTHING_READ}")


def _sentence(error: ValidationError) -> str:
    given = json.dumps(error.instance, ensure_ascii=False, default=str)
    given = given if len(given) < 60 else f"{given[:57]}..."
    value = cast("Any", error.instance)
    rule = cast("Any", error.validator_value)
    shape = cast("Any", error.schema)
    match error.validator:
        case "required":
            missing = [name for name in rule if name not in value]
            return f"här saknas {_quoted(missing)}."
        case "additionalProperties":
            known = shape["properties"]
            extra = [name for name in value if name not in known]
            return f"formatet har inget fält {_quoted(extra)}."
        case "enum":
            return f"{given} ska vara något av {_quoted(rule)}."
        case "const":
            return f"{given} ska vara {json.dumps(rule)}."
        case "format" | "pattern":
            if shape.get("format") == "date":
                return f"{given} är ingen dag; skriv den som 2026-11-19."
            return f"{given} har inte rätt form ({shape.get('pattern')})."
        case "type":
            return f"{given} ska vara {_TYPES.get(str(rule), '')}."
        case "maxLength" | "minLength":
            return (
                f"{given} är för kort eller för lång (högst {shape.get('maxLength', '')} tecken)."
            )
    return f"{given} passar inte formatet ({error.validator})."


_TYPES = {
    "string": "text",
    "number": "ett tal",
    "integer": "ett heltal",
    "boolean": "true eller false",
    "array": "en lista",
    "object": "ett stycke med fält",
}


def _quoted(names: Iterable[object]) -> str:
    return ", ".join(f"”{name}”" for name in names)


_DEFAULTS = {("signs", True), ("counts", True), ("voice", "promiser")}


def canonical(value: Any) -> Any:
    """Without what is empty or as usual, so that two files that say the same are equal."""
    if isinstance(value, dict):
        told = {name: canonical(one) for name, one in value.items()}
        return {
            name: one
            for name, one in told.items()
            if one not in ("", None, [], {}) and not (_usual(name, one))
        }
    if isinstance(value, list):
        return [canonical(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _usual(name: str, value: Any) -> bool:
    return isinstance(value, bool | str) and (name, value) in _DEFAULTS
