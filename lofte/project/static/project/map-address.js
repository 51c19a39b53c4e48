/* What the person has chosen, in the address: #karta=13.2/59.38/13.50&lager=rutor&period=2026-W47 */

export function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const place = (parts.get("karta") ?? "").split("/").map(Number);
  const isPlace = place.length === 3 && place.every(Number.isFinite);
  return {
    view: isPlace ? { zoom: place[0], center: [place[2], place[1]] } : null,
    layer: parts.get("lager"),
    period: parts.get("period"),
  };
}

export function writeAddress(changes) {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(changes)) parts.set(name, value);
  const text = parts.toString().replaceAll("%2F", "/");
  history.replaceState(history.state, "", `#${text}`);
}

export function followView(map) {
  map.on("moveend", (event) => {
    if (!event.originalEvent) return;
    const { lat, lng } = map.getCenter();
    writeAddress({ karta: `${map.getZoom().toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}` });
  });
}
