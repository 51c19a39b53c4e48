/* Point out a place on the map, or where the phone is. Optional: the form is whole without it. */

import { Marker } from "maplibre-gl";

import { FONT, makeMap, words } from "lofte/map-base";
import { ground } from "lofte/map-basemap";

const PRECISION = 6; // decimals of a degree: about a decimetre

export async function start(element) {
  const { basemap, view } = JSON.parse(document.getElementById(element.dataset.pointPicker).textContent);
  const [lon, lat] = ["lon", "lat"].map((part) => document.getElementById(element.dataset[part]));
  const said = element.querySelector(".picker__said");
  const clear = element.querySelector("[data-picker-clear]");
  const map = await makeMap(element.querySelector(".map__canvas"), {
    view,
    basemap,
    gestures: false,
    makeStyle: (dark) => ({ version: 8, ...ground(basemap, dark, FONT) }),
  });
  const marker = new Marker({ color: "#a64a18", draggable: true });

  function put({ lng, lat: north }, { text = words.pointed, move = false } = {}) {
    lon.value = lng.toFixed(PRECISION);
    lat.value = north.toFixed(PRECISION);
    marker.setLngLat([lng, north]).addTo(map);
    said.textContent = text;
    clear.hidden = false;
    if (move) map.jumpTo({ center: [lng, north], zoom: Math.max(map.getZoom(), 15.5) });
    lon.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function forget() {
    lon.value = lat.value = "";
    marker.remove();
    said.textContent = words.unpointed;
    clear.hidden = true;
  }

  if (lon.value && lat.value) put({ lng: Number(lon.value), lat: Number(lat.value) }, { move: true });
  map.on("click", ({ lngLat }) => put(lngLat));
  marker.on("dragend", () => put(marker.getLngLat()));
  clear.addEventListener("click", forget);
  element.querySelector("[data-picker-centre]").addEventListener("click", () => put(map.getCenter()));
  element.querySelector("[data-picker-here]").addEventListener("click", () => here(put, said));
  element.querySelector(".picker__tools").hidden = false; // a press before the map is there would be lost
}

function here(put, said) {
  said.textContent = words.searching;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const text = words.here.replace("{m}", Math.max(5, Math.round(coords.accuracy / 5) * 5));
      put({ lng: coords.longitude, lat: coords.latitude }, { text, move: true });
    },
    () => {
      said.textContent = words.nowhere;
    },
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  );
}
