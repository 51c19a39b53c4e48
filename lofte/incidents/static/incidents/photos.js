/* The photos of each event until they are sent, by the event's number. They are made small in the
   phone, and what the camera wrote about place and time is left behind; a file that the phone cannot
   draw goes as it is, and the server says what is wrong with it. */

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

/* The event is in the form again, and so are its photos. */
export function restore(form) {
  if (!field(form)) return;
  const files = new DataTransfer();
  for (const file of held.get(number(form)) ?? []) files.items.add(file);
  field(form).files = files.files;
}

export const forget = (event) => held.delete(event);

export const isEmpty = (form) => !field(form)?.files.length;

/* Photos of a report that waits come back when it is changed. */
export function giveBack(photos = []) {
  for (const { event, name, type, data } of photos) {
    held.set(event, [...(held.get(event) ?? []), new File([data], name, { type })]);
  }
}

/* Every photo of these events, ready to lie in the phone. */
export async function collect(events) {
  const found = [];
  for (const event of events) {
    for (const file of held.get(event) ?? []) found.push({ event, name: file.name, ...(await small(file)) });
  }
  return found;
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
    return { type: file.type, data: await file.arrayBuffer() };
  }
}
