// In a flood the page asks for a sum: the smallest of numbers whose hash begins with enough zeros.
// It is done while the person answers. Without this script the code of the poster does as well.

const TOGETHER = 256;

const field = document.querySelector("[data-puzzle]");
const form = field?.form;

function zeros(digest) {
  const bytes = new Uint8Array(digest);
  let count = 0;
  for (const byte of bytes) {
    if (byte) return count + Math.clz32(byte) - 24;
    count += 8;
  }
  return count;
}

async function solve(challenge, bits) {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += TOGETHER) {
    const tried = await Promise.all(
      Array.from({ length: TOGETHER }, (_, n) =>
        crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}:${first + n}`)),
      ),
    );
    const found = tried.findIndex((digest) => zeros(digest) >= bits);
    if (found >= 0) return first + found;
  }
}

if (field && globalThis.crypto?.subtle) {
  const said = document.getElementById("puzzle-said");
  let waiting = null;
  const solved = solve(field.dataset.puzzle, Number(field.dataset.bits)).then((number) => {
    field.value = number;
    said.textContent = said.dataset.done;
    if (waiting) form.requestSubmit(waiting);
  });
  said.hidden = false;
  form.addEventListener("submit", (event) => {
    const other = event.submitter?.name === "byt"; // the page in another language
    const code = form.elements.affischkod?.value.trim();
    if (field.value || code || other) return;
    event.preventDefault();
    waiting = event.submitter ?? form.querySelector("button[type=submit]:not([name])");
    said.textContent = said.dataset.waits;
  });
  solved.catch(() => {
    field.disabled = true; // the answer goes without it
  });
}
