"""What a browser would mend in silence: nesting, ids that are not alone, fields without a label."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
NO_BLOCKS_IN = {"p", "h1", "h2", "h3", "span", "button", "label", "summary"}
BLOCKS = {"p", "div", "ul", "ol", "table", "section", "form", "figure", "h1", "h2", "h3", "dl"}
FIELDS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button"}


class Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.labelled: set[str] = set()
        self.fields: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        where = f"<{tag}> on line {self.getpos()[0]}"
        if tag in BLOCKS and NO_BLOCKS_IN & set(self.open):
            self.faults.append(f"{where} inside {self.open}")
        if tag == "form" and "form" in self.open:
            self.faults.append(f"{where}: a form in a form")
        if (ident := given.get("id")) is not None:
            if ident in self.ids:
                self.faults.append(f"{where}: id {ident} again")
            self.ids.add(ident)
        if given.get("style") or any(name.startswith("on") for name in given):
            self.faults.append(f"{where}: style or script in the tag")
        if tag == "label":
            self.labelled.add(given.get("for") or "")
        if tag in FIELDS and given.get("type") not in UNLABELLED and not self._named(given):
            self.fields.append(given.get("id") or where)
        if tag not in VOID:
            self.open.append(tag)

    def _named(self, given: dict[str, str | None]) -> bool:
        return "label" in self.open or "aria-label" in given

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<use/>` and its like in drawings."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> on line {self.getpos()[0]} closes something else")


def faults(html: str) -> list[str]:
    page = Markup()
    page.feed(html)
    page.close()
    unlabelled = [f"{field}: no label" for field in page.fields if field not in page.labelled]
    return page.faults + unlabelled + [f"<{tag}> is never closed" for tag in page.open]
