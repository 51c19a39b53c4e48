/* What the map is about: squares or areas by how they lie against normal or by count, and places. */

import { FONT } from "lofte/map-base";

/* Sequential, one hue, even steps of lightness: the order survives grey paper and colour blindness. */
const COUNTS = {
  light: ["#d3e4d9", "#9dc4ae", "#639f82", "#33775b", "#0f4634"],
  dark: ["#20473a", "#2f6b55", "#4b9176", "#7cbb9f", "#c4ead7"],
};

/* Diverging around "as usual": the two ends differ in lightness and in edge, not in hue only. */
const AGAINST_NORMAL = {
  light: { more: "#a8480a", fewer: "#7fa3d4", usual: "#e2d9c4" },
  dark: { more: "#f0955a", fewer: "#3f6aa8", usual: "#4a4638" },
};

export const CLASSES = [
  { value: "fler än normalt", look: "more" },
  { value: "som normalt", look: "usual" },
  { value: "färre än normalt", look: "fewer" },
  { value: "för få händelser", look: "few" },
];

const PLACES = { light: { dot: "#0c583c", ring: "#ffffff", text: "#24302a" }, dark: { dot: "#8fd1b0", ring: "#141916", text: "#e6ede8" } };
const EDGE = { light: "#24302a", dark: "#f2f5f2" };

export function sourceOf(layer) {
  const data = layer.data ?? new URL(layer.url, location.href).href;
  return { type: "geojson", data, promoteId: "id" };
}

export function layersOf(layer, dark) {
  const mode = dark ? "dark" : "light";
  const base = { source: layer.id, layout: { visibility: layer.visible === false ? "none" : "visible" } };
  if (layer.kind === "places") return places(layer, base, PLACES[mode]);
  const strength = layer.kind === "areas" ? 0.62 : 0.74;
  return [
    { ...base, id: `${layer.id}-fill`, type: "fill", paint: { "fill-color": colourOf(layer, mode), "fill-opacity": strength } },
    { ...base, id: `${layer.id}-hatch`, type: "fill", filter: few(layer), metadata: { rule: few(layer) }, paint: { "fill-pattern": "hatching" } },
    { ...base, id: `${layer.id}-line`, type: "line", paint: outline(layer, EDGE[mode]) },
  ];
}

/* The layers of the style that belong to one of ours: for showing, hiding and filtering. */
export function partsOf(map, layer) {
  return map.getStyle().layers.filter((part) => part.source === layer.id);
}

export function classesOf(layer) {
  return layer.classes ?? CLASSES;
}

export function stepsOf(layer) {
  return layer.breaks ?? [1, 5, 10, 20, 40];
}

function colourOf(layer, mode) {
  if (layer.ramp === "count") {
    const [first, ...rest] = COUNTS[mode];
    const [, ...breaks] = stepsOf(layer);
    const pairs = breaks.slice(0, rest.length).flatMap((at, step) => [at, rest[step]]);
    return ["step", ["coalesce", ["get", "count"], 0], first, ...pairs];
  }
  const colours = AGAINST_NORMAL[mode];
  const pairs = classesOf(layer).flatMap(({ value, look }) => [value, colours[look] ?? "rgba(0,0,0,0)"]);
  return ["match", ["get", "class"], ...pairs, "rgba(0,0,0,0)"];
}

function few(layer) {
  if (layer.ramp === "count") return ["==", ["get", "class"], "för få händelser"];
  const values = classesOf(layer).filter(({ look }) => look === "few").map(({ value }) => value);
  return ["in", ["get", "class"], ["literal", values]];
}

function outline(layer, edge) {
  const chosen = ["boolean", ["feature-state", "chosen"], false];
  const resting = layer.kind === "areas" ? 1 : 0.3;
  return {
    "line-color": edge,
    "line-width": ["case", chosen, 3.5, resting],
    "line-opacity": ["case", chosen, 1, layer.kind === "areas" ? 0.7 : 0.35],
  };
}

function places(layer, base, colour) {
  const chosen = ["boolean", ["feature-state", "chosen"], false];
  return [
    {
      ...base,
      id: `${layer.id}-dot`,
      type: "circle",
      paint: {
        "circle-radius": ["case", chosen, 9, 6],
        "circle-color": colour.dot,
        "circle-stroke-color": colour.ring,
        "circle-stroke-width": 2,
      },
    },
    {
      ...base,
      id: `${layer.id}-name`,
      type: "symbol",
      layout: {
        ...base.layout,
        "text-field": ["coalesce", ["get", "name"], ""],
        "text-font": [FONT],
        "text-size": 14,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.8,
        "text-justify": "auto",
      },
      paint: { "text-color": colour.text, "text-halo-color": colour.ring, "text-halo-width": 1.8 },
    },
  ];
}
