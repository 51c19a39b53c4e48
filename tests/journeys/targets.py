"""What a thumb has to hit: everything that is tapped is 44 points wide and high (WCAG 2.5.5).

A link in the middle of a sentence is let off, as WCAG lets it off. A box to tick is as large as the
words that belong to it, since they tick it too.
"""

from playwright.sync_api import Page

TAPPED = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const tapped = "a[href], button, summary, select, textarea, input, [role=button], [tabindex='0']";
  const apart = ".skip-link, .visually-hidden, .table-scroll, [type=hidden], [tabindex='-1']";
  const visible = { visibilityProperty: true, opacityProperty: true };
  const isSeen = (one) => one.checkVisibility(visible);
  const isChoice = (one) => one.matches("[type=checkbox], [type=radio]");
  const whole = (one) => (isChoice(one) ? [one, ...one.labels] : [one]);

  const sizeOf = (one) => {
    const boxes = whole(one).map((part) => part.getBoundingClientRect());
    const most = (name) => Math.max(...boxes.map((box) => box[name]));
    const least = (name) => Math.min(...boxes.map((box) => box[name]));
    return [most("right") - least("left"), most("bottom") - least("top")].map(Math.round);
  };
  const isInSentence = (one) => {
    if (!one.matches("a") || getComputedStyle(one).display !== "inline") return false;
    let block = one.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const around = block.cloneNode(true);
    for (const other of around.querySelectorAll("a, button")) other.remove();
    return (around.textContent.match(/\\p{L}{2,}/gu) ?? []).length >= 3;
  };
  /* A link may not grow over its neighbour: its edge would open the other one. */
  const isCovered = (one) => {
    const list = one.matches("a") && one.closest("ul, ol, table, footer");
    if (!list) return false;
    const own = one.getBoundingClientRect();
    return [...list.querySelectorAll("a")].filter(isSeen).some((other) => {
      if (other === one) return false;
      const box = other.getBoundingClientRect();
      const across = Math.min(own.right, box.right) - Math.max(own.left, box.left);
      const down = Math.min(own.bottom, box.bottom) - Math.max(own.top, box.top);
      return across > 1 && down > 1;
    });
  };
  const nameOf = (one) => one.textContent || one.getAttribute("aria-label") || one.name || "";

  return [...document.querySelectorAll(tapped)]
    .filter((one) => !one.matches(apart) && whole(one).some(isSeen))
    .map((one) => [one, ...sizeOf(one)])
    .filter(([one, width, height]) => width && (width < 44 || height < 44 || isCovered(one)))
    .filter(([one]) => !isInSentence(one))
    .map(([one, width, height]) => {
      const words = nameOf(one).trim().replace(/\\s+/g, " ").slice(0, 50);
      return `${one.localName} ”${words}”: ${width} × ${height}`;
    });
}"""


def small(page: Page) -> list[str]:
    """One sentence for each thing that is too small to hit, with every fold open."""
    page.wait_for_load_state()  # the style sheets too
    return [f"{page.url}: {one}" for one in page.evaluate(TAPPED)]
