// Arrow keys turn the page on the wall, as in any presentation.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const back = ["ArrowLeft", "PageUp"].includes(event.key);
  const on = ["ArrowRight", "PageDown"].includes(event.key);
  if (back || on) document.querySelector(back ? "a[rel=prev]" : "a[rel=next]")?.click();
});
