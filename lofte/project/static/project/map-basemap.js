/* The muted ground: our own layers (property "layer") from GeoJSON, or tiles in the Protomaps scheme. */

const LIGHT = {
  land: "#f6f3ec",
  water: "#c9dbe2",
  green: "#dfe8d6",
  building: "#e3ddd1",
  edge: "#d3ccbe",
  street: "#ffffff",
  path: "#cfc6b4",
  rail: "#aea89c",
  boundary: "#8a8f88",
  text: "#5a605b",
  halo: "#f6f3ec",
};

const DARK = {
  land: "#1b211e",
  water: "#16303c",
  green: "#202c22",
  building: "#2a302c",
  edge: "#141916",
  street: "#3a423d",
  path: "#343b37",
  rail: "#4a524d",
  boundary: "#7d857f",
  text: "#a9b2ab",
  halo: "#1b211e",
};

const GEOJSON = {
  water: ["==", ["get", "layer"], "water"],
  green: ["==", ["get", "layer"], "green"],
  building: ["==", ["get", "layer"], "building"],
  street: ["==", ["get", "layer"], "street"],
  boundary: ["==", ["get", "layer"], "boundary"],
  kind: ["get", "class"],
};

const GREEN_USES = ["forest", "wood", "park", "grass", "meadow", "nature_reserve", "cemetery", "pitch", "golf_course"];
const TILES = {
  water: ["water", true],
  green: ["landuse", ["in", ["get", "kind"], ["literal", GREEN_USES]]],
  building: ["buildings", true],
  street: ["roads", true],
  boundary: ["boundaries", true],
  kind: [
    "match",
    ["get", "kind"],
    ["highway", "major_road", "medium_road"],
    "main",
    "path",
    "path",
    "rail",
    "rail",
    "residential",
  ],
};

const SOURCE = "ground";

export function ground(basemap, dark, font) {
  const colour = dark ? DARK : LIGHT;
  const land = { id: "land", type: "background", paint: { "background-color": colour.land } };
  if (!basemap) return { sources: {}, layers: [land] };
  const tiles = basemap.kind === "pmtiles";
  const source = tiles
    ? { type: "vector", url: `pmtiles://${new URL(basemap.url, location.href).href}` }
    : { type: "geojson", data: new URL(basemap.url, location.href).href };
  return { sources: { [SOURCE]: source }, layers: [land, ...drawn(tiles ? TILES : GEOJSON, tiles, colour, font)] };
}

function drawn(scheme, tiles, colour, font) {
  const from = (part, filter) =>
    tiles
      ? { source: SOURCE, "source-layer": scheme[part][0], filter: both(scheme[part][1], filter) }
      : { source: SOURCE, filter: both(scheme[part], filter) };
  const street = (id, kinds, paint, more = {}) => ({
    id,
    type: "line",
    ...from("street", ["in", scheme.kind, ["literal", kinds]]),
    layout: { "line-cap": "round", "line-join": "round" },
    paint,
    ...more,
  });
  const wide = { main: width(1.6, 16), residential: width(0.6, 11) };
  return [
    { id: "green", type: "fill", ...from("green", area()), paint: { "fill-color": colour.green } },
    { id: "water", type: "fill", ...from("water", area()), paint: { "fill-color": colour.water } },
    { id: "stream", type: "line", ...from("water", line()), paint: { "line-color": colour.water, "line-width": width(1, 8) } },
    { id: "building", type: "fill", minzoom: 12.5, ...from("building"), paint: { "fill-color": colour.building } },
    street("path", ["path"], { "line-color": colour.path, "line-width": width(0.5, 3), "line-dasharray": [2, 1.5] }, { minzoom: 13 }),
    street("edge-residential", ["residential"], { "line-color": colour.edge, "line-width": width(1.2, 13) }, { minzoom: 12 }),
    street("edge-main", ["main"], { "line-color": colour.edge, "line-width": width(2.6, 18.5) }),
    street("residential", ["residential"], { "line-color": colour.street, "line-width": wide.residential }),
    street("main", ["main"], { "line-color": colour.street, "line-width": wide.main }),
    street("rail", ["rail"], { "line-color": colour.rail, "line-width": width(0.8, 4) }),
    street("sleepers", ["rail"], { "line-color": colour.land, "line-width": width(0.4, 2.4), "line-dasharray": [3, 3] }, { minzoom: 11 }),
    { id: "boundary", type: "line", ...from("boundary"), paint: { "line-color": colour.boundary, "line-width": 1.4, "line-dasharray": [4, 3] } },
    names(from("street", ["all", ["has", "name"], ["!=", scheme.kind, "rail"]]), colour, font),
  ];
}

function names(from, colour, font) {
  return {
    id: "street-names",
    type: "symbol",
    minzoom: 13.5,
    ...from,
    layout: {
      "symbol-placement": "line",
      "text-field": ["get", "name"],
      "text-font": [font],
      "text-size": ["interpolate", ["linear"], ["zoom"], 13.5, 11, 17, 14],
    },
    paint: { "text-color": colour.text, "text-halo-color": colour.halo, "text-halo-width": 1.4 },
  };
}

function width(far, close) {
  return ["interpolate", ["exponential", 1.6], ["zoom"], 10, far, 18, close];
}

function area() {
  return ["==", ["geometry-type"], "Polygon"];
}

function line() {
  return ["==", ["geometry-type"], "LineString"];
}

function both(one, other) {
  if (one === true) return other ?? ["literal", true];
  return other ? ["all", one, other] : one;
}
