/* One MapLibre map as we want it: ours alone, north up, flat, with words in the page's language. */

import { AttributionControl, Map, NavigationControl, ScaleControl, addProtocol, setWorkerUrl } from "maplibre-gl";

const files = JSON.parse(document.getElementById("lofte-files").textContent);
export const words = JSON.parse(document.getElementById("lofte-words").textContent);

const darkness = window.matchMedia("(prefers-color-scheme: dark)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const SWEDEN = [15.5, 59.3];
let tilesReady;

setWorkerUrl(new URL(files.worker, location.href).href);

/* makeStyle(dark) gives a whole style; it is asked again when the person changes to dark or light. */
export async function makeMap(canvas, { view = {}, basemap, makeStyle, gestures = true }) {
  await Promise.all([stylesheet(), basemap?.kind === "pmtiles" ? pmtiles() : null]);
  const map = new Map({
    container: canvas,
    style: withFont(makeStyle(darkness.matches)),
    center: view.center ?? SWEDEN,
    zoom: view.zoom ?? 11,
    bounds: view.bounds,
    fitBoundsOptions: { padding: 24 },
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    renderWorldCopies: false,
    attributionControl: false,
    cooperativeGestures: gestures,
    canvasContextAttributes: { preserveDrawingBuffer: true }, // else the map is blank on paper
    fadeDuration: calm.matches ? 0 : 120,
    locale: words.controls,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
  map.addControl(new AttributionControl({ compact: false, customAttribution: basemap?.attribution }));
  map.setMissingStyleImageResolver((name) => map.addImage(name, hatching(), { pixelRatio: 2 }));
  darkness.addEventListener("change", () => map.setStyle(withFont(makeStyle(darkness.matches))));
  await new Promise((resolve) => map.once("style.load", resolve));
  return map;
}

export const FONT = "Source Sans 3";

/* MapLibre draws the letters itself from our own font file: no glyph server. */
function withFont(style) {
  const font = new URL(files.font, location.href).href;
  return { ...style, "font-faces": { [FONT]: font } };
}

function stylesheet() {
  if (document.querySelector("link[data-map-style]")) return null;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = files.style;
  link.dataset.mapStyle = "";
  const loaded = new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error("the map's stylesheet did not load")));
  });
  document.head.prepend(link);
  return loaded;
}

async function pmtiles() {
  tilesReady ??= import("pmtiles").then(({ Protocol }) => addProtocol("pmtiles", new Protocol().tile));
  await tilesReady;
}

/* Diagonal lines: "we cannot say", on screen and on grey paper. */
function hatching() {
  const size = 16;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  pen.strokeStyle = darkness.matches ? "rgb(220 225 220 / 55%)" : "rgb(60 70 65 / 55%)";
  pen.lineWidth = 2;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift - 2, size + 2);
    pen.lineTo(shift + size + 2, -2);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}
