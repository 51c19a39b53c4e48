/* The slider over periods: a range input whose value is said in words. */

import { partsOf } from "lofte/map-layers";

export function timeSlider(map, { periods, period }, layers, words, changed) {
  if (!periods || periods.length < 2) return null;
  const given = periods.findIndex(({ key }) => key === period);
  const start = given === -1 ? periods.length - 1 : given;
  const box = document.createElement("label");
  box.className = "map__time";
  const input = Object.assign(document.createElement("input"), {
    type: "range",
    min: 0,
    max: periods.length - 1,
    step: 1,
  });
  input.value = start;
  const output = document.createElement("output");
  box.append(Object.assign(document.createElement("span"), { textContent: words.period }), input, output);

  function show() {
    const { key, label } = periods[Number(input.value)];
    output.textContent = label;
    input.setAttribute("aria-valuetext", label);
    filterBy(map, layers, key);
    return key;
  }

  input.addEventListener("input", () => changed(show()));
  show();
  map.on("styledata", () => filterBy(map, layers, periods[Number(input.value)].key));
  return box;
}

/* A feature without a period belongs to all of them. */
function filterBy(map, layers, key) {
  const rule = ["any", ["!", ["has", "period"]], ["==", ["get", "period"], key]];
  for (const layer of layers) {
    for (const part of partsOf(map, layer)) {
      const own = part.metadata?.rule ?? null;
      const wanted = own ? ["all", own, rule] : rule;
      if (JSON.stringify(part.filter) !== JSON.stringify(wanted)) map.setFilter(part.id, wanted);
    }
  }
}
