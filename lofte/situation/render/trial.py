"""A trial drawn: one bar per method, with its interval, and a page that is whole by itself."""

from lofte.situation.document import Source
from lofte.situation.render.chart import Chart, Table
from lofte.situation.render.html import table, tag, words
from lofte.situation.render.page import figure, hashed, style
from lofte.situation.render.svg import (
    INK,
    LINE,
    MUTED,
    PAPER,
    PINE,
    drawing,
    el,
    text,
)
from lofte.situation.sentences import events, number, percent
from lofte.situation.trial.document import Coming, Row, Trial
from lofte.situation.trial.tables import accuracy, decimal, differences, places_to_be, shown

WIDTH, LEFT, RIGHT = 560.0, 8.0, 470.0
TOP, STEP, THICK = 34.0, 56.0, 16.0
_HALO = {
    "class_": "t halo",
    "stroke": PAPER,
    "stroke_width": 4,
    "stroke_linejoin": "round",
    "paint_order": "stroke",
}
NOT_TUNED = (
    "Ingenting är inställt på det som redovisas. För varje vecka såg alla sätt bara det som hände "
    "före den, och listans vikter lärdes om på samma förflutna."
)
WHAT_IS_TRIED = (
    "Det som prövas är listan ”Var nästa vecka?”. Lägesbildens karta svarar på andra frågor: ”fler "
    "än normalt” säger var något har ändrats. ”Flest” är Gi* av periodens händelser; en egen rad "
    "prövar det på de fyra senaste veckorna."
)
NO_PROMISE = (
    "Det är ett mönster från det förflutna, inte en förutsägelse om någon människa. Siffran säger "
    "var närvaro kan göra mest nytta, inte att något kommer att hända."
)
HOW_TO_READ = (
    "PAI är hur många gånger fler händelser som hamnade i de utpekade rutorna än om lotten hade "
    "valt. PEI är andelen av det bästa möjliga. Ett högt tal säger var det händer, inte att "
    "närvaro hjälper. Jämför sätt med varandra på samma yta, aldrig en kommun med en annan."
)


def charts(of: Trial) -> tuple[Chart, ...]:
    """One per level."""
    return tuple(chart(of, i) for i in range(len(of.levels)))


def chart(of: Trial, level: int) -> Chart:
    """PAI of every method at one share of the area."""
    share, mine = percent(of.levels[level]), of.rows[0].pai[level]
    ident = f"pai-{level + 1}"
    value = decimal(mine.value, 1) if mine.value is not None else "–"
    title = f"{share} av ytan: listan träffar {value} gånger så ofta som lotten"
    description = (
        f"Liggande staplar med PAI för {len(of.rows)} sätt, med intervall. "
        f"Listan: {shown(mine)}. Lotten har 1."
    )
    rows = tuple((row.name, shown(row.pai[level]), shown(row.pei[level])) for row in of.rows)
    svg = drawing(WIDTH, TOP + STEP * len(of.rows) + 8, _bars(of, level),
                  names=(ident, title, description))  # fmt: skip
    return Chart(
        ident=ident,
        title=title,
        description=description,
        svg=svg,
        caption=f"PAI med 95 procents intervall över {number(of.weeks)} veckor. "
        f"{of.first_day} till {of.last_day}. Källa: {of.register}.",
        table=Table(f"{share} av ytan", ("Sätt", "PAI", "PEI"), rows),
    )


def _bars(of: Trial, level: int) -> str:
    ends = [v for row in of.rows for v in (row.pai[level].value, row.pai[level].high) if v]
    top = max([*ends, 1.0])
    parts = []
    by_lot = LEFT + (RIGHT - LEFT) / top
    bottom = TOP + STEP * len(of.rows)
    rule = {"fill": "none", "stroke": MUTED, "stroke_dasharray": "4 4"}
    parts.append(el("path", d=f"M{by_lot:.1f} {TOP - 8}V{bottom}", **rule))
    parts.append(text("lotten = 1", by_lot + 6, TOP - 12, fill=MUTED))
    for i, row in enumerate(of.rows):
        parts.append(_bar(row, level, TOP + STEP * i, (RIGHT - LEFT) / top))
    return "".join(parts)


def _bar(row: Row, level: int, y: float, scale: float) -> str:
    span, mine = row.pai[level], not row.ahead
    weight = {"font_weight": 700} if mine else {}
    parts = [text(row.name, LEFT, y + 20, **_HALO, **weight)]
    if span.value is None:
        return "".join([*parts, text("för lite att säga", LEFT, y + 42, fill=MUTED)])
    fill = {"fill": PINE, "class_": "c4"} if mine else {"fill": LINE, "class_": "k-usual"}
    parts.append(el("rect", x=LEFT, y=y + 28, width=span.value * scale, height=THICK, **fill))
    end = span.value
    if span.low is not None and span.high is not None:
        low, high, middle = LEFT + span.low * scale, LEFT + span.high * scale, y + 28 + THICK / 2
        whisker = f"M{low:.1f} {middle:.1f}H{high:.1f}M{low:.1f} {middle - 5:.1f}v10"
        whisker += f"M{high:.1f} {middle - 5:.1f}v10"
        halo = {"stroke": PAPER, "stroke_width": 5.0, "class_": "halo"}
        parts.append(el("path", d=whisker, fill="none", **halo))
        ink = {"stroke": INK, "stroke_width": 2.0, "class_": "line-ink"}
        parts.append(el("path", d=whisker, fill="none", **ink))
        end = max(end, span.high)
    label = decimal(span.value, 1)
    parts.append(text(label, LEFT + end * scale + 10, y + 42, **weight))
    return "".join(parts)


def page(of: Trial) -> str:
    """The whole HTML page: nothing is fetched, nothing runs, the same text every time."""
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{_look()}'"
    head = "".join(
        (
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy),
            tag("meta", name="color-scheme", content="light dark"),
            words("title", f"Träffar bilden? – {of.register}"),
            tag("style", style()),
        )
    )
    body = "".join(
        (
            tag("a", "Hoppa till innehållet", href="#innehall", class_="skip"),
            _header(of),
            tag("main", _main(of), id="innehall", tabindex=-1),
            tag("footer", words("p", HOW_TO_READ), class_="wide"),
        )
    )
    return f'<!doctype html>\n<html lang="sv"><head>{head}</head><body>{body}</body></html>\n'


def _look() -> str:
    return hashed(style())


def _header(of: Trial) -> str:
    what = f" · {of.category}" if of.category else ""
    return tag(
        "header",
        words("p", f"Träffar bilden? · {of.register}{what}", class_="eyebrow"),
        words("h1", charts(of)[0].title),
        words("p", of.verdict, class_="lead"),
        class_="wide top",
    )


def _main(of: Trial) -> str:
    first, *rest = (figure(one) for one in charts(of))
    tried = _list("Så är det prövat", "provat", how(of), None)
    return "".join(
        (
            tag("div", tried, first, class_="wide split"),
            tag("div", *rest, class_="wide split"),
            _coming(of),
            _tables(of),
            _list("Det här är inte med", "utelamnat", of.left_out or ("Allt i filen är med.",)),
            _facts(of),
        )
    )


def _coming(of: Trial) -> str:
    if of.coming is None:
        return ""
    return tag(
        "section",
        words("h2", "Var nästa vecka?", id="nasta"),
        *(words("p", sentence) for sentence in what_to_expect(of.coming)),
        table(places_to_be(of.coming)),
        class_="wide",
        aria_labelledby="nasta",
    )


def what_to_expect(of: Coming) -> tuple[str, ...]:
    """The message, what it is not, and what is left out."""
    left = f"Listan visar de {number(len(of.spots))} ställen där mest väntas"
    left += f"; {number(of.more)} till är inte med." if of.more else "."
    return (of.sentence, NO_PROMISE, left)


def how(of: Trial) -> tuple[str, ...]:
    """What was tried, on what, and what speaks against it."""
    cells = ", ".join(
        f"{number(k)} för {percent(level)}" for k, level in zip(of.chosen, of.levels, strict=True)
    )
    return (
        f"{number(of.weeks)} veckor prövades, {of.first_day} till {of.last_day}, med "
        f"{events(of.events)}. De första {number(of.learnt)} veckorna användes bara att lära av.",
        WHAT_IS_TRIED,
        NOT_TUNED,
        f"{of.choice} {of.ground} Sista veckan var den {number(of.area)} rutor; utpekade: {cells}.",
        *of.notes,
    )


def _list(title: str, ident: str, sentences: tuple[str, ...], look: str | None = "wide") -> str:
    items = "".join(words("li", sentence) for sentence in sentences)
    return tag(
        "section",
        words("h2", title, id=ident),
        tag("ul", items, class_="caveats"),
        class_=look,
        aria_labelledby=ident,
    )


def _tables(of: Trial) -> str:
    return tag(
        "section",
        words("h2", "Alla siffror", id="siffror"),
        table(accuracy(of)),
        table(differences(of)),
        class_="wide",
        aria_labelledby="siffror",
    )


def _facts(of: Trial) -> str:
    told = "".join(tag("div", words("dt", a), words("dd", b)) for a, b in facts(of))
    return tag(
        "section",
        words("h2", "Var siffrorna kommer ifrån", id="kalla"),
        tag("dl", told, class_="facts"),
        class_="wide",
        aria_labelledby="kalla",
    )


def facts(of: Trial) -> tuple[tuple[str, str], ...]:
    """Source, place and method."""
    source: Source = of.source
    kept = (
        ("Källa", of.register),
        ("Fil", source.file),
        ("Kontrollsumma", source.checksum),
        ("Rader i filen", number(source.rows) if source.rows else ""),
        ("Koordinater", source.crs),
        ("Metod", f"{of.method}, version {of.version}"),
    )
    return tuple((name, value) for name, value in kept if value)
