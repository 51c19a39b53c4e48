"""The forms of the product's pages, read as a browser reads them and filled in as it would."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

WRITTEN = {"text", "search", "textarea"}
ASKED = {
    "number": "1",
    "date": "2026-11-23",
    "time": "20:00",
    "email": "prov@lyckeberga.example",
    "url": "https://lyckeberga.example/",
    "tel": "0511-320 00",
    "week": "2026-W48",
    "month": "2026-11",
}
Sent = dict[str, list[str]]


@dataclass(slots=True)
class Box:
    """One field. choices: what a list or a group of buttons offers."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    action: str
    boxes: dict[str, Box] = field(default_factory=dict)

    def texts(self) -> list[str]:
        return [box.name for box in self.boxes.values() if box.kind in WRITTEN]

    def filled(self, **given: str) -> Sent:
        """As it stands, with something in every box that is empty."""
        sent = {name: self._something(box) for name, box in self.boxes.items()}
        return {name: values for name, values in sent.items() if values} | {
            name: [text] for name, text in given.items()
        }

    def _something(self, box: Box) -> list[str]:
        if any(map(str.strip, box.values)) or box.kind in {"hidden", "file"}:
            return box.values
        if box.kind == "checkbox" and len(box.choices) < 2:
            return []
        if box.choices:
            return next(([one] for one in box.choices if one), [])
        return [ASKED.get(box.kind, "Prov")]


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.writing: Box | None = None
        self.list: Box | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = given.get("method", "").lower() == "post"
            self.form = Form(given.get("action") or self.address) if is_post else None
            if self.form:
                self.forms.append(self.form)
        elif tag == "option" and self.list is not None:
            self._option(self.list, given)
        elif self.form is not None and given.get("name") and "disabled" not in given:
            self._box(self.form, tag, given)

    def _box(self, form: Form, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text").lower() if tag == "input" else tag
        kind = "number" if given.get("inputmode") in {"numeric", "decimal"} else kind
        if tag not in {"input", "textarea", "select"} or kind in {"submit", "image", "reset"}:
            return
        box = form.boxes.setdefault(given["name"], Box(given["name"], kind))
        if tag == "textarea":
            self.writing = box
        elif tag == "select":
            self.list = box
        elif kind in {"checkbox", "radio"}:
            box.choices.append(given.get("value", "on"))
            box.values += [box.choices[-1]] if "checked" in given else []
        else:
            box.values.append(given.get("value", ""))

    def _option(self, box: Box, given: dict[str, str]) -> None:
        box.choices.append(given.get("value", ""))
        if "selected" in given:
            box.values.append(box.choices[-1])

    def handle_data(self, data: str) -> None:
        if self.writing is not None:
            self.writing.values = ["".join(self.writing.values) + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.writing = None
        elif tag == "select":
            self.list = None
        elif tag == "form":
            self.form = None


def forms_of(html: str, address: str) -> Iterator[Form]:
    """Those that are posted."""
    reader = _Reader(address)
    reader.feed(html)
    yield from reader.forms
