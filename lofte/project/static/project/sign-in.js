/* When the browser cannot read a key, say so where the person looks. */

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const notice of document.querySelectorAll("[data-sign-in-error]")) notice.hidden = false;
});
