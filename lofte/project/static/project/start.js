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

/* A table that is wider than the window is scrolled with the keyboard too. */
const tables = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "region");
      target.setAttribute("aria-label", target.querySelector("caption")?.textContent.trim() ?? "");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
});
for (const table of document.querySelectorAll(".table-scroll:not([tabindex])")) tables.observe(table);

if (document.querySelector("[hx-get], [hx-post], [data-hx-get], [data-hx-post]")) import("htmx.org");
if (document.querySelector("[data-map], [data-point-picker]")) import("lofte/map-start");
if (document.querySelector("form[data-sign-out]")) import("lofte/sign-out");
