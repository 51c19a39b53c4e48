"""The picture as one page that is whole by itself: no outside resource, readable without script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from lofte.situation.document import FEWER, MORE, Finding, PictureDocument
from lofte.situation.render.basemap import Ground
from lofte.situation.render.chart import Chart
from lofte.situation.render.html import table, tag, words
from lofte.situation.render.svg import clean
from lofte.situation.render.view import METHODS, View, view
from lofte.situation.sentences import normal, number


def page(document: PictureDocument, ground: Ground | None = None) -> str:
    """The whole HTML page, the same text every time."""
    return page_of(view(document, ground))


def page_of(shown: View) -> str:
    """The page of a picture that is drawn already."""
    document = shown.document
    body = "".join(
        (
            tag("a", "Hoppa till innehållet", href="#innehall", class_="skip"),
            _header(shown),
            tag("main", _main(shown), id="innehall", tabindex=-1),
            _footer(shown),
            tag("script", asset("picture.js")),
        )
    )
    head = "".join(
        (
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
            tag("meta", name="color-scheme", content="light dark"),
            words("title", f"{document.title} – {document.register}"),
            tag("style", style()),
        )
    )
    return f'<!doctype html>\n<html lang="sv"><head>{head}</head><body>{body}</body></html>\n'


@cache
def asset(name: str) -> str:
    """A style sheet or script that lies beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy() -> str:
    """Nothing may be fetched and only our own style and script run, whatever a name contains."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{hashed(style())}'; script-src '{hashed(asset('picture.js'))}'"
    )


def style() -> str:
    """The look of the drawings, which the web pages share, and of this page."""
    charts = files("lofte.situation").joinpath("static", "situation", "charts.css")
    return charts.read_text(encoding="utf-8") + asset("picture.css")


def hashed(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _header(shown: View) -> str:
    document = shown.document
    return tag(
        "header",
        words("p", f"{document.title} · {document.register}", class_="eyebrow"),
        words("h1", shown.headline),
        words("p", document.total_sentence, class_="lead"),
        class_="wide top",
    )


def _main(shown: View) -> str:
    return "".join(
        (
            _row(_summary(shown) + figure(shown.charts["hours"]), figure(shown.charts["map"])),
            _findings(shown),
            _row(figure(shown.charts["trend"]) + _tables(shown), figure(shown.charts["most"])),
            _sections(shown),
            _caveats(shown),
            _facts(shown),
        )
    )


def _row(left: str, right: str) -> str:
    return tag("div", tag("div", left, class_="stack"), right, class_="wide split")


def _summary(shown: View) -> str:
    sentences = shown.document.summary
    items = "".join(words("li", sentence) for sentence in sentences)
    return tag(
        "section",
        words("h2", shown.know, id="veta"),
        tag("ol", items, class_="five"),
        aria_labelledby="veta",
    )


def figure(chart: Chart, level: int = 2) -> str:
    """A drawing with its message, legend, source and table."""
    legend = "".join(
        tag("li", tag("span", class_=f"key {key}"), clean(text)) for key, text in chart.legend
    )
    parts = [words(f"h{level}", chart.title)]
    if chart.svg:
        parts.append(tag("div", chart.svg, class_="draw"))
    if legend:
        parts.append(tag("ul", legend, class_="legend"))
    parts.append(words("figcaption", chart.caption))
    shown = words("summary", f"Visa som tabell: {chart.title}") + table(chart.table)
    parts.append(tag("details", shown))
    return tag("figure", *parts, id=f"fig-{chart.ident}")


def _findings(shown: View) -> str:
    if not shown.findings:
        return ""
    items = "".join(_finding(one, shown.document) for one in shown.findings)
    return tag(
        "section",
        words("h2", "Det här bygger meningarna på", id="fynd"),
        tag("ol", items, class_="finds"),
        words("p", shown.more_findings) if shown.more_findings else "",
        class_="wide",
        aria_labelledby="fynd",
    )


def _finding(one: Finding, document: PictureDocument) -> str:
    look = {MORE: "more", FEWER: "fewer"}.get(one.kind, "most" if one.cells else "kind")
    facts = [("Slag", one.kind.capitalize()), ("Hur säkert", one.strength.capitalize())]
    facts += _numbers(one)
    if one.cells:
        facts.append(("Rutor", number(len(one.cells))))
    facts += [("Källa", one.source), ("Metod", METHODS[one.method])]
    told = "".join(tag("div", words("dt", name), words("dd", value)) for name, value in facts)
    return tag(
        "li",
        tag("span", str(one.number), class_=f"num {look}", aria_hidden="true"),
        tag("div", words("h3", one.sentence), tag("dl", told)),
        id=f"fynd-{one.number}",
        tabindex=-1,
    )


def _numbers(one: Finding) -> list[tuple[str, str]]:
    figures = one.figures
    told = [("Antal", number(figures.count))]
    if normal(figures):
        told.append(("Normalt", normal(figures).removeprefix("normalt ")))
    if figures.expected is not None:
        told.append(("Väntat", number(round(figures.expected, 1))))
    if figures.q is not None:
        told.append(("Andel falska larm (q)", small(figures.q)))
    return told


def small(value: float) -> str:
    """A share of false alarms, never more exact than it is worth."""
    return "under 0,001" if value < 0.001 else f"{value:.3f}".replace(".", ",")


def _sections(shown: View) -> str:
    """What more the methods say: the message, its sentences, and the table folded below."""
    if not shown.sections:
        return ""
    blocks = "".join(
        tag(
            "div",
            words("h3", told.title),
            "".join(words("p", sentence) for sentence in told.sentences),
            tag("details", words("summary", f"Visa som tabell: {told.caption}"), table(whole)),
            class_="more",
            id=told.ident,
        )
        for told, whole in shown.sections
    )
    return tag(
        "section",
        words("h2", "Mer om läget", id="mer"),
        blocks,
        class_="wide",
        aria_labelledby="mer",
    )


def _tables(shown: View) -> str:
    blocks = "".join(
        tag("details", words("summary", one.caption), table(one), open="" if i == 0 else None)
        for i, one in enumerate(shown.tables)
    )
    if not blocks:
        return ""
    return tag(
        "section",
        words("h2", "Hela underlaget i tabeller", id="tabeller"),
        blocks,
        aria_labelledby="tabeller",
    )


def _caveats(shown: View) -> str:
    items = "".join(words("li", sentence) for sentence in shown.document.caveats)
    return tag(
        "section",
        words("h2", "Så säker är bilden", id="osakerhet"),
        tag("ul", items, class_="caveats"),
        class_="wide note",
        aria_labelledby="osakerhet",
    )


def _facts(shown: View) -> str:
    told = "".join(tag("div", words("dt", a), words("dd", b)) for a, b in shown.facts)
    return tag(
        "section",
        words("h2", "Var siffrorna kommer ifrån", id="kalla"),
        tag("dl", told, class_="facts"),
        tag("details", words("summary", "Metoder och inställningar"), table(shown.methods)),
        class_="wide",
        aria_labelledby="kalla",
    )


def _footer(shown: View) -> str:
    return tag(
        "footer",
        words(
            "p",
            "Något hände på de här platserna; platserna är inte dåliga. "
            f"Gjord med Löfte ur {shown.document.register}.",
        ),
        class_="wide",
    )
