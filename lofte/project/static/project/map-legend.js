/* The legend in words. Its keys take their look from map.css, the same colours as the map. */

import { words } from "lofte/map-base";
import { classesOf, stepsOf } from "lofte/map-layers";

export function legendOf(layer) {
  const list = document.createElement("ul");
  for (const [look, text] of layer.kind === "places" ? [["place", layer.label]] : keysOf(layer)) {
    const key = document.createElement("span");
    key.className = `map__key map__key--${look}`;
    const item = document.createElement("li");
    item.append(key, text);
    list.append(item);
  }
  return list;
}

function keysOf(layer) {
  if (layer.ramp !== "count") return classesOf(layer).map(({ value, look, label }) => [look, label ?? words.classes[value] ?? value]);
  const steps = stepsOf(layer);
  const keys = steps.map((from, at) => [`count-${at + 1}`, at + 1 < steps.length ? span(from, steps[at + 1] - 1) : `${from}–`]);
  return [...keys, ["few", words.few]];
}

function span(from, to) {
  return from === to ? `${from}` : `${from}–${to}`;
}
