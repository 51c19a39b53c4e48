/* Rectangles drawn on the photo with a mouse or a finger, or moved with the arrow keys; what counts
   are the numbers in the fields below it. */

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

/* Arrow keys move the box, with shift they make it larger or smaller. An empty one starts in the middle. */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const within = (value, least, most) => Math.min(most, Math.max(least, value));

function set(box, values) {
  SIDES.forEach((side, place) => (box.of(side).value = values[place].toFixed(1)));
  paint();
}

for (const [place, button] of [...form.querySelectorAll("[data-box-move]")].entries()) {
  const box = boxes[place];
  button.hidden = false;
  button.addEventListener("click", () => isEmpty(box) && set(box, [40, 40, 20, 20]));
  button.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    if (isEmpty(box)) return set(box, [40, 40, 20, 20]);
    const [left, top, width, height] = SIDES.map((side) => number(box.of(side)));
    const [across, down] = step.map((way) => way * 2);
    if (event.shiftKey) set(box, [left, top, within(width + across, 2, 100 - left), within(height + down, 2, 100 - top)]);
    else set(box, [within(left + across, 0, 100 - width), within(top + down, 0, 100 - height), width, height]);
  });
}
new ResizeObserver(() => paint()).observe(cover);
