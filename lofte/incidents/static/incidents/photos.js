/* The photos of each event until they are sent, by the event's number. They are made small in the
   phone, and what the camera wrote about place and time is left behind; a file that the phone cannot
   draw is said at once, and is not sent. */

const SIDE = 1600;
const QUALITY = 0.85;
const MOST = 5;
const held = new Map();

const field = (form) => form.elements.photos;
const number = (form) => form.elements.client_id.value;

/* The photos in the form belong to the event in the form; the field is free for the next one. */
export function hold(form) {
  if (!field(form)) return;
  held.set(number(form), [...field(form).files].slice(0, MOST));
  field(form).value = "";
}

/* The event is in the form again, and so are its photos. `bad`: files that were no photos. */
export function restore(form, bad = []) {
  if (!field(form)) return;
  put(form, held.get(number(form)) ?? []);
  if (bad.length) tell(form, bad);
}

function put(form, files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  field(form).files = chosen.files;
}

/* Whoever chooses a file hears at once when it is no photo that can be sent. */
export function watch(form) {
  field(form)?.addEventListener("change", async () => {
    const files = [...field(form).files];
    const good = await Promise.all(files.map(drawn));
    const bad = files.filter((_, number) => !good[number]);
    if (bad.length) put(form, files.filter((file) => !bad.includes(file)));
    tell(form, bad);
  });
}

async function drawn(file) {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}

function tell(form, bad) {
  const said = form.querySelector("[data-photos-said]");
  const sentence = (file) => said.dataset[/\.hei[cf]$|hei[cf]$/i.test(file.name + file.type) ? "heic" : "unreadable"];
  said.textContent = bad.map((file) => `${file.name}: ${sentence(file)}`).join(" ");
  said.hidden = !bad.length;
}

export const forget = (event) => held.delete(event);

export const isEmpty = (form) => !field(form)?.files.length;

/* Photos of a report that waits come back when it is changed. */
export function giveBack(photos = []) {
  for (const { event, name, type, data } of photos) {
    held.set(event, [...(held.get(event) ?? []), new File([data], name, { type })]);
  }
}

/* Every photo of these events, ready to lie in the phone, and the files that are no photos. */
export async function collect(events) {
  const taken = [];
  const bad = [];
  for (const event of events) {
    for (const file of held.get(event) ?? []) {
      const photo = await small(file);
      if (photo) taken.push({ event, name: file.name, ...photo });
      else bad.push(file);
    }
    if (bad.length) held.set(event, held.get(event)?.filter((file) => !bad.includes(file)) ?? []);
  }
  return { taken, bad };
}

async function small(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const part = Math.min(1, SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * part);
    canvas.height = Math.round(image.height * part);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return { type: blob.type, data: await blob.arrayBuffer() };
  } catch {
    return null;
  }
}
