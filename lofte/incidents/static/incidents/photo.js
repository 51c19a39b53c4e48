/* Rectangles drawn on the photo; what counts are the numbers in the fields below it. */

const cover = document.querySelector("[data-cover]");
const form = document.querySelector("[data-cover-form]");
const boxes = [...form.querySelectorAll("fieldset")].map((box) => ({
  of: (side) => box.querySelector(`[data-box-side="${side}"]`),
}));
const canvas = cover.appendChild(document.createElement("canvas"));
const SIDES = ["left", "top", "width", "height"];
let from = null;

document.querySelector("[data-cover-how]").hidden = false;
canvas.setAttribute("aria-hidden", "true"); // the fields say the same

const number = (field) => Number(field.value.replace(",", "."));
const isEmpty = (box) => SIDES.every((side) => !box.of(side).value);

function point(event) {
  const frame = canvas.getBoundingClientRect();
  const part = (at, start, size) => Math.min(100, Math.max(0, ((at - start) / size) * 100));
  return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
}

function paint(extra = null) {
  canvas.width = canvas.clientWidth;
  canvas.height = canvas.clientHeight;
  const pen = canvas.getContext("2d");
  const drawn = boxes.filter((box) => !isEmpty(box)).map((box) => SIDES.map((side) => number(box.of(side))));
  for (const [left, top, width, height] of extra ? [...drawn, extra] : drawn) {
    const [x, y] = [canvas.width / 100, canvas.height / 100];
    pen.fillRect(left * x, top * y, width * x, height * y);
  }
}

function between([x1, y1], [x2, y2]) {
  return [Math.min(x1, x2), Math.min(y1, y2), Math.abs(x1 - x2), Math.abs(y1 - y2)];
}

canvas.addEventListener("pointerdown", (event) => {
  from = point(event);
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener("pointermove", (event) => from && paint(between(from, point(event))));
canvas.addEventListener("pointerup", (event) => {
  const drawn = between(from, point(event));
  const free = boxes.find(isEmpty);
  from = null;
  if (free && drawn[2] >= 1 && drawn[3] >= 1) {
    SIDES.forEach((side, place) => (free.of(side).value = drawn[place].toFixed(1)));
  }
  paint();
});
form.addEventListener("input", () => paint());
new ResizeObserver(() => paint()).observe(cover);
