/* Comforts of the pages of a list, over pages that work without them: a file is weighed before it is sent; while the
   list comes in, the page says by itself how far it is, and when it is done opens what came of it. */
"use strict";
(() => {
  const EVERY = 2000;
  const form = document.querySelector("form[data-most-bytes]");
  if (form) weigh(form.querySelector("input[type=file]"));

  const place = document.querySelector("[data-progress]");
  if (place) setTimeout(look, EVERY);

  function weigh(input) {
    const said = document.createElement("p");
    said.className = "err small";
    said.setAttribute("role", "alert");
    input.after(said);
    input.addEventListener("change", () => {
      const heavy = input.files.length && input.files[0].size > Number(form.dataset.mostBytes);
      said.textContent = heavy ? form.dataset.tooLarge : "";
      if (heavy) input.value = "";
    });
  }

  async function look() {
    try {
      const answer = await fetch(location.pathname);
      if (answer.redirected) { location.reload(); return; } // signed out meanwhile: sign in, and come back here
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-progress]");
      if (!fresh) { location.reload(); return; }
      place.replaceChildren(...fresh.childNodes);
    } catch { /* the line is gone: the link on the page asks again */ }
    setTimeout(look, EVERY);
  }
})();
