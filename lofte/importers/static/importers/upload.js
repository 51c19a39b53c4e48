/* A file that is too large is told before it is sent. The server says the same without this. */

const form = document.querySelector("form[data-largest]");
const notice = form?.querySelector("[data-too-large]");
const file = form?.querySelector("input[name=file]");

function tooLarge() {
  const chosen = file.files[0];
  return Boolean(chosen) && chosen.size > Number(form.dataset.largest) * 1024 * 1024 - 1;
}

file?.addEventListener("change", () => {
  notice.hidden = !tooLarge();
});

form?.addEventListener("submit", (event) => {
  if (tooLarge()) event.preventDefault();
});
