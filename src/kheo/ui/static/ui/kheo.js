/* Small comforts over pages that work without them: the error summary takes the focus, a form is sent once,
   and what is being written is kept. The words come from the attributes of our own script element. */
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const AFTER = 2000;
  const KEPT_DAYS = 7;

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // A form that answers with a download leaves the page as it is: mark it data-again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) return;
    if (form.dataset.busy) { event.preventDefault(); return; }
    form.dataset.busy = "1";
    // After the browser has taken the values: a disabled button would not be sent.
    setTimeout(() => {
      for (const each of form.querySelectorAll("button:not([type=button])")) each.disabled = true;
      if (button && button.classList.contains("btn")) {
        button.dataset.word = button.innerHTML;
        button.textContent = words.sending;
      }
    });
  });
  // Back by the browser's arrow: the page comes as it was left.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-busy]")) {
      delete form.dataset.busy;
      for (const button of form.querySelectorAll("button")) {
        button.disabled = false;
        if (button.dataset.word) button.innerHTML = button.dataset.word;
      }
    }
  });

  // The page is the answer to what was sent: going back to it or loading it again asks for this address instead.
  const sent = document.querySelector("form[data-address]");
  if (sent) history.replaceState(null, "", sent.dataset.address);

  for (const form of document.querySelectorAll("form[data-autosave]")) keep(form);
  forgetSent();

  // After a post the signed-in reader sees another page: the words have arrived. The form again, the sign-in page
  // or a page of fault: they have not.
  function forgetSent() {
    const reader = document.body.dataset.reader;
    if (!reader) return;
    const here = [...document.querySelectorAll("form[data-autosave]")].map((form) => form.dataset.autosave);
    try {
      for (const place of Object.keys(localStorage)) {
        const [owner, address] = [`kheo:${reader}:`, place.slice(`kheo:${reader}:`.length)];
        if (!place.startsWith(owner) || here.includes(address)) continue;
        if (JSON.parse(localStorage.getItem(place)).sent) localStorage.removeItem(place);
      }
    } catch { /* no store: nothing to forget */ }
  }

  function keep(form) {
    const note = form.querySelector("[data-autosave-note]") || document.querySelector("[data-autosave-note]");
    const place = `kheo:${document.body.dataset.reader || ""}:${form.dataset.autosave}`;
    const say = (text) => { if (note) note.textContent = text; };
    let timer;
    let sending = false;

    const text = () => [...new FormData(form)].filter(([name, value]) => !["csrfmiddlewaretoken", "version"].includes(name) && !(value instanceof File));

    function store(sent = false) {
      try { localStorage.setItem(place, JSON.stringify({ at: Date.now(), sent, text: text() })); } catch { /* full or forbidden: the page still sends */ }
    }
    function forget() {
      try { localStorage.removeItem(place); } catch { /* as above */ }
    }
    async function save() {
      if (form.dataset.busy) return;
      if (sending) { timer = setTimeout(save, AFTER); return; }
      sending = true;
      const sent = JSON.stringify(text());
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-Autosave": "1" } });
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        say(await answer.text());
        const version = answer.headers.get("X-Version");
        if (version && form.elements.version) form.elements.version.value = version;
        if (sent === JSON.stringify(text())) forget();
      } catch {
        say(words.kept);
      }
      sending = false;
    }
    function changed() {
      store();
      clearTimeout(timer);
      timer = setTimeout(save, AFTER);
    }
    form.addEventListener("input", changed);
    form.addEventListener("submit", () => { clearTimeout(timer); store(true); });
    offer();

    // Words that never reached the server are offered, never put over what the page shows.
    function offer() {
      let kept = null;
      try { kept = JSON.parse(localStorage.getItem(place)); } catch { /* rubbish is as good as nothing */ }
      if (!kept || !Array.isArray(kept.text) || Date.now() - kept.at > KEPT_DAYS * 864e5) { forget(); return; }
      if (JSON.stringify(kept.text) === JSON.stringify(text())) { forget(); return; }
      if (!note) return;
      say(`${words.found} `);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn two";
      button.textContent = words.restore;
      button.addEventListener("click", () => { put(kept.text); say(""); changed(); });
      note.append(button);
    }
    function put(pairs) {
      for (const field of form.elements) {
        const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
        if (!field.name || field.type === "file" || field.type === "hidden" || field.tagName === "BUTTON") continue;
        if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
        else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
        else if (values.length) field.value = values[0];
      }
    }
  }
})();
