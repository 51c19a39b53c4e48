/* Small conveniences on every page. Everything works without them. */

const summary = document.querySelector("[data-autofocus]");
if (summary) summary.focus();

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.me[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.me[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

if (document.querySelector("[hx-get], [hx-post], [data-hx-get], [data-hx-post]")) import("htmx.org");
if (document.querySelector("[data-map], [data-point-picker]")) import("lofte/map-start");
