/* Comforts of the reading screens, over pages that work without them: files are weighed before they are sent, progress
   comes by itself, the button says how much it saves, choices are not lost by a link, and single keys go through
   the numbers. */
"use strict";
(() => {
  const upload = document.querySelector("form[data-most-bytes]");
  if (upload) weigh(upload, upload.querySelector("input[type=file]"));

  if (document.querySelector("[data-progress]")) setTimeout(follow, 1500);

  const filling = document.querySelector("[data-fill]");
  if (filling) fill(filling);

  const review = document.querySelector("form[data-review]");
  if (review) {
    const save = review.querySelector("[data-save-button]");
    if (save) count(review, save);
    hold(review);
    keys(review, document.querySelector("[data-keys]"));
  }

  function weigh(form, input) {
    const said = document.createElement("p");
    said.className = "err small";
    said.setAttribute("role", "alert");
    input.after(said);
    input.addEventListener("change", () => {
      const sizes = [...input.files].map((file) => file.size);
      const heavy = sizes.some((size) => size > Number(form.dataset.mostBytes));
      const together = sizes.reduce((sum, size) => sum + size, 0) > Number(form.dataset.mostTogether);
      const many = sizes.length > Number(form.dataset.mostFiles);
      said.textContent = heavy ? form.dataset.tooLarge : together ? form.dataset.tooHeavy : many ? form.dataset.tooMany : "";
      if (said.textContent) input.value = "";
    });
  }

  /* One unit, period and year for all rows in which they are still empty. Its own fields have no name: nothing of them is
     sent. */
  function fill(panel) {
    const [unit, span] = panel.querySelectorAll("select");
    const year = panel.querySelector("input");
    const rows = [...document.querySelectorAll("select[name$=-unit]")].map((select) => select.closest("tr"));
    const find = (row, name) => row.querySelector(`[name$="-${name}"]`);
    for (const [select, name] of [[unit, "unit"], [span, "span"]]) {
      select.replaceChildren(...find(rows[0], name).cloneNode(true).childNodes);
      select.value = "";
    }
    for (const option of [...span.options]) if (option.value === "free") option.remove();
    panel.hidden = false;
    year.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      panel.querySelector("button").click();
    });
    panel.querySelector("button").addEventListener("click", () => {
      const filled = rows.filter((row) => {
        if (find(row, "leave_out").checked) return false;
        const given = [put(find(row, "unit"), unit), put(find(row, "span"), span)];
        return [...given, find(row, "span").value !== "free" && put(find(row, "year"), year)].some(Boolean);
      });
      panel.querySelector("[role=status]").textContent = panel.dataset.filled.replace("{count}", filled.length);
    });
  }

  function put(field, given) {
    if (field.value || !given.value) return false;
    field.value = given.value;
    return true;
  }

  async function follow() {
    try {
      const answer = await fetch(location.href);
      if (answer.status >= 500) throw new Error(answer.status); // the server starts anew: ask again
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-progress]");
      if (!answer.ok || !fresh) return location.reload();
      document.querySelector("[data-progress]").replaceChildren(...fresh.childNodes);
    } catch {
      /* no line just now: it is asked again, and the link on the page still works */
    }
    setTimeout(follow, 1500);
  }

  function count(form, button) {
    const say = () => {
      const chosen = form.querySelectorAll(".pick input:checked").length;
      const said = form.querySelector(".pick input[name^=n]:checked") ? form.dataset.saveMixed : form.dataset.save;
      button.textContent = chosen ? said.replace("{count}", chosen) : form.dataset.saveNone;
    };
    form.addEventListener("change", say);
    say();
  }

  /* What was chosen and not saved is not lost by a link: the browser asks. */
  function hold(form) {
    let sent = false;
    form.addEventListener("submit", () => { sent = true; });
    addEventListener("pageshow", () => { sent = false; });
    addEventListener("beforeunload", (event) => {
      if (!sent && form.querySelector(".pick input:checked")) event.preventDefault();
    });
  }

  function keys(form, bar) {
    if (bar) bar.hidden = false;
    if (form.hasAttribute("data-keys-off")) return;
    const rows = [...form.querySelectorAll(".fact[data-open]")];
    let at = -1;
    let last = null;
    const acts = {
      arrowdown: () => go(at + 1),
      arrowup: () => go(at - 1),
      n: () => choose("keep") && go(at + 1),
      b: () => choose("drop") && go(at + 1),
      g: () => choose("same-") && go(at + 1),
      s: correct,
      h: takeBack,
      c: () => chooseCertain(),
      l: () => press("[data-save-button]"),
      u: undo,
      "?": tell,
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const inside = rows.findIndex((row) => row.contains(document.activeElement));
      if (inside >= 0) at = inside;
      if (isField(event.target)) {
        const leaves = inside >= 0 && ["Enter", "ArrowDown", "ArrowUp"].includes(event.key);
        if (!leaves) return;
        event.preventDefault();
        return go(at + (event.key === "ArrowUp" ? -1 : 1));
      }
      const act = acts[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    });

    function isField(target) {
      return target.matches("textarea, select, input:not([type=radio])") || target.isContentEditable;
    }

    function go(place) {
      if (!rows.length) return;
      at = Math.max(0, Math.min(rows.length - 1, place));
      for (const now of document.querySelectorAll(".now")) now.classList.remove("now");
      const row = rows[at];
      row.classList.add("now");
      const anchor = document.getElementById(row.id.replace("name", "n").replace("f", "m"));
      const mark = anchor && (anchor.closest("mark") || anchor);
      if (mark) {
        mark.classList.add("now");
        mark.scrollIntoView({ block: "nearest" });
      }
      (row.querySelector(".pick input:checked") || row.querySelector(".pick input")).focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }

    function choose(value) {
      if (at < 0) go(0);
      const input = rows[at] && rows[at].querySelector(`.pick input[value^=${value}]`);
      if (!input) return false;
      set(input, true);
      last = at;
      return true;
    }

    function set(input, checked) {
      input.checked = checked;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function correct() {
      if (!choose("edit")) return;
      const field = rows[at].querySelector(".fix input");
      if (field) field.select();
    }

    function takeBack() {
      const chosen = last === null ? null : rows[last].querySelector(".pick input:checked");
      if (chosen) set(chosen, false);
      if (last !== null) go(last);
      last = null;
    }

    function chooseCertain() {
      for (const row of rows.filter((row) => row.hasAttribute("data-certain"))) {
        if (!row.querySelector(".pick input:checked")) set(row.querySelector(".pick input[value=keep]"), true);
      }
    }

    function press(selector) {
      const button = document.querySelector(selector);
      if (button) button.click();
    }

    function undo() {
      const fold = document.querySelector("[data-undo]");
      if (!fold) return;
      fold.open = true;
      fold.querySelector("textarea").focus();
    }

    function tell() {
      const all = document.getElementById("all-keys");
      if (!all) return;
      all.hidden = !all.hidden;
      if (!all.hidden) all.focus();
    }
  }
})();
