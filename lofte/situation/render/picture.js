// An extra only: a row shows its square on the map, and a square shows its row.
(() => {
  "use strict";
  const space = "http://www.w3.org/2000/svg";
  for (const figure of document.querySelectorAll("figure")) {
    const drawing = figure.querySelector("svg[data-scale]");
    const rows = new Map();
    for (const row of figure.querySelectorAll("tr[data-cell]")) rows.set(row.dataset.cell, row);
    if (!drawing || !rows.size) continue;
    const { west, north, scale, size } = drawing.dataset;
    const here = document.createElementNS(space, "rect");
    here.setAttribute("class", "here");
    here.setAttribute("visibility", "hidden");
    for (const side of ["width", "height"]) here.setAttribute(side, Math.max(size * scale, 6));
    drawing.append(here);
    let marked = null;
    const show = (row) => {
      if (marked) marked.classList.remove("here");
      marked = row;
      here.setAttribute("visibility", row ? "visible" : "hidden");
      if (!row) return;
      row.classList.add("here");
      const [, x, y] = row.dataset.cell.match(/^E(-?\d+)N(-?\d+)$/);
      here.setAttribute("x", (x - west) * scale);
      here.setAttribute("y", (north - y - size) * scale);
    };
    for (const row of rows.values()) {
      row.addEventListener("mouseenter", () => show(row));
      row.addEventListener("mouseleave", () => show(null));
    }
    drawing.addEventListener("mousemove", (event) => {
      const point = new DOMPoint(event.clientX, event.clientY)
        .matrixTransform(drawing.getScreenCTM().inverse());
      const x = Math.floor((point.x / scale + Number(west)) / size) * size;
      const y = Math.floor((north - point.y / scale) / size) * size;
      show(rows.get(`E${x}N${y}`) || null);
    });
    drawing.addEventListener("mouseleave", () => show(null));
  }
})();
