/* "Here": the phone's position as the place of the report. The map need not be open for it. */

const UNSURE = 50; // metres: then words say more than a point
const button = document.querySelector("[data-here]");

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", find);
}

function find() {
  const said = document.querySelector("[data-here-said]");
  said.textContent = button.dataset.searching;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      put(coords);
      const metres = Math.max(5, Math.round(coords.accuracy / 5) * 5);
      const words = metres > UNSURE ? button.dataset.unsure : button.dataset.found;
      said.textContent = words.replace("{m}", metres);
    },
    () => {
      said.textContent = button.dataset.failed;
    },
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  );
}

/* A place that is chosen in the list would win over the position. */
function put({ longitude, latitude }) {
  const fields = document.querySelector("form[data-report]").elements;
  fields.lon.value = longitude.toFixed(6);
  fields.lat.value = latitude.toFixed(6);
  fields.place.value = "";
  const other = document.querySelector("[data-other-place]");
  if (other) other.checked = true;
  fields.lon.dispatchEvent(new Event("change", { bubbles: true }));
}
