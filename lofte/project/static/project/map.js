/* A map on a page: reads its description, draws it, and ties it to the list beside it. */

import { followView, readAddress, writeAddress } from "lofte/map-address";
import { FONT, makeMap, words } from "lofte/map-base";
import { ground } from "lofte/map-basemap";
import { layersOf, partsOf, sourceOf } from "lofte/map-layers";
import { legendOf } from "lofte/map-legend";
import { link } from "lofte/map-linking";
import { timeSlider } from "lofte/map-time";

export async function start(figure) {
  const description = JSON.parse(document.getElementById(figure.dataset.map).textContent);
  const wished = readAddress();
  const layers = shownFirst(description.layers, wished.layer);
  const map = await makeMap(figure.querySelector(".map__canvas"), {
    view: wished.view ?? description.view,
    basemap: description.basemap,
    makeStyle: (dark) => styleOf(description.basemap, layers, dark),
  });
  map.getCanvas().setAttribute("aria-label", figure.dataset.title ?? words.map);
  const legend = figure.querySelector(".map__legend");
  const bar = figure.querySelector(".map__bar");
  const reading = figure.querySelector(".map__reading");
  const choice = layerChoice(map, layers, legend);
  const slider = timeSlider(map, { ...description, period: wished.period ?? description.period }, layers, words, (period) =>
    writeAddress({ period }),
  );
  bar.append(...[choice, slider].filter(Boolean));
  bar.hidden = bar.childElementCount === 0;
  legend.replaceChildren(legendOf(layers.find(isShown) ?? layers[0]));
  link(map, layers, reading);
  followView(map);
  return map;
}

function styleOf(basemap, layers, dark) {
  const below = ground(basemap, dark, FONT);
  const names = below.layers.filter((part) => part.type === "symbol");
  const flat = below.layers.filter((part) => part.type !== "symbol");
  const drawn = layers.flatMap((layer) => layersOf(layer, dark));
  const sources = Object.fromEntries(layers.map((layer) => [layer.id, sourceOf(layer)]));
  return { version: 8, sources: { ...below.sources, ...sources }, layers: [...flat, ...drawn.filter(isFlat), ...names, ...drawn.filter((part) => !isFlat(part))] };
}

function isFlat(part) {
  return part.type === "fill" || part.type === "line";
}

function isShown(layer) {
  return layer.visible !== false;
}

/* Layers with the same group exclude each other; the address may ask for one of them. */
function shownFirst(layers, wished) {
  const asked = layers.find(({ id }) => id === wished);
  if (!asked) return layers;
  return layers.map((layer) => (layer.group && layer.group === asked.group ? { ...layer, visible: layer === asked } : layer));
}

function layerChoice(map, layers, legend) {
  const grouped = layers.filter(({ group }) => group);
  if (grouped.length < 2) return null;
  const box = document.createElement("fieldset");
  box.className = "map__layers";
  box.append(Object.assign(document.createElement("legend"), { textContent: words.layers }));
  for (const layer of grouped) box.append(option(layer));
  box.addEventListener("change", ({ target }) => {
    for (const layer of grouped) {
      layer.visible = layer.id === target.value;
      const visibility = layer.visible ? "visible" : "none";
      for (const part of partsOf(map, layer)) map.setLayoutProperty(part.id, "visibility", visibility);
    }
    legend.replaceChildren(legendOf(grouped.find(isShown)));
    writeAddress({ lager: target.value });
  });
  return box;
}

function option(layer) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), {
    type: "radio",
    name: "lager",
    value: layer.id,
    checked: isShown(layer),
  });
  label.append(input, ` ${layer.label}`);
  return label;
}
