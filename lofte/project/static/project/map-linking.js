/* The map and the list or table beside it are one thing: what is pointed out in one shows in the other. */

import { words } from "lofte/map-base";

export function link(map, layers, reading) {
  const rows = new Rows();
  let chosen = null;

  function choose(id, { from } = {}) {
    if (id === chosen) return;
    mark(chosen, false);
    chosen = id;
    mark(chosen, true);
    if (from !== "map" || id === null) return;
    reading.textContent = sentenceOf(map, layers, id);
  }

  function mark(id, on) {
    if (id === null) return;
    for (const layer of layers) {
      if (map.getSource(layer.id)) map.setFeatureState({ source: layer.id, id }, { chosen: on });
    }
    for (const row of rows.of(id)) row.toggleAttribute("data-active", on);
  }

  for (const row of rows.all) {
    const { featureId } = row.dataset;
    row.addEventListener("mouseenter", () => choose(featureId));
    row.addEventListener("mouseleave", () => choose(null));
    row.addEventListener("focusin", () => choose(featureId));
  }
  for (const list of new Set(rows.all.map((row) => row.parentElement))) {
    rove(rows.all.filter((row) => row.parentElement === list));
  }
  map.on("mousemove", (event) => {
    const found = featureAt(map, layers, event.point);
    map.getCanvas().style.cursor = found ? "pointer" : "";
    choose(found?.id ?? null, { from: "map" });
  });
  map.on("click", (event) => {
    const found = featureAt(map, layers, event.point);
    if (!found) return;
    choose(null);
    choose(found.id, { from: "map" });
    rows.of(found.id)[0]?.scrollIntoView({ block: "nearest" });
  });
}

class Rows {
  constructor() {
    this.all = [...document.querySelectorAll("[data-feature-id]:not([data-feature-id=''])")];
    this.by = group(this.all);
  }

  of(id) {
    return this.by[id] ?? [];
  }
}

function group(rows) {
  const found = {};
  for (const row of rows) (found[row.dataset.featureId] ??= []).push(row);
  return found;
}

function featureAt(map, layers, point) {
  const parts = map.getStyle().layers.filter((part) => layers.some((layer) => layer.id === part.source));
  const shown = parts.map((part) => part.id).filter((id) => map.getLayoutProperty(id, "visibility") !== "none");
  return map.queryRenderedFeatures(point, { layers: shown })[0];
}

function sentenceOf(map, layers, id) {
  for (const layer of layers) {
    const found = map.querySourceFeatures(layer.id).find((feature) => feature.properties.id === id);
    if (found) return describe(found.properties);
  }
  return "";
}

function describe({ text, name, count, normal_low: low, normal_high: high, class: klass }) {
  if (text) return text;
  const band = low === undefined || low === null ? "" : `, ${words.normal} ${low}–${high}`;
  const figures = count === undefined ? "" : `${count}${band}`;
  return [name, figures, words.classes[klass] ?? klass].filter(Boolean).join(" · ");
}

/* Rows of a list that have no link of their own get one tab stop together; the arrow keys go between them. */
function rove(rows) {
  const bare = rows.filter((row) => !row.querySelector("a, button, input, select, textarea, summary"));
  bare.forEach((row, at) => {
    row.tabIndex = at === 0 ? 0 : -1;
    row.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = bare[at + step];
      if (!step || !next) return;
      event.preventDefault();
      row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
}
