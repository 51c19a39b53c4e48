/* Maps load after the text: when one comes near the window, and never before the page has settled. */

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      begin(target);
    }
  },
  { rootMargin: "300px" },
);

async function begin(element) {
  element.dataset.state = "loading";
  try {
    const { start } = element.matches("[data-point-picker]")
      ? await import("lofte/point-picker")
      : await import("lofte/map");
    const map = await start(element);
    element.dataset.state = "ready";
    map?.once?.("idle", () => (element.dataset.drawn = "all")); // everything in view is painted
    map?.triggerRepaint?.();
  } catch (error) {
    element.dataset.state = "failed";
    console.warn("map:", error.message);
  }
}

const settled = window.requestIdleCallback ?? ((work) => setTimeout(work, 1));
for (const element of document.querySelectorAll("[data-map], [data-point-picker]")) {
  settled(() => near.observe(element));
}
