/* Comforts of the reading screens, over pages that work without them: a file is weighed before it is sent, the button
   says how many numbers it saves, and single keys go through the numbers. */
"use strict";
(() => {
  const upload = document.querySelector("form[data-most-bytes]");
  if (upload) weigh(upload, upload.querySelector("input[type=file]"));

  const review = document.querySelector("form[data-review]");
  if (review) {
    count(review, review.querySelector("button[value=chosen]"));
    keys(review, document.querySelector("[data-keys]"));
  }

  function weigh(form, input) {
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

  function count(form, button) {
    if (!button) return;
    const say = () => {
      const chosen = form.querySelectorAll(".pick input:checked").length;
      button.textContent = chosen ? form.dataset.save.replace("{count}", chosen) : form.dataset.saveNone;
    };
    form.addEventListener("change", say);
    say();
  }

  function keys(form, bar) {
    if (!bar) return;
    bar.hidden = false;
    if (bar.dataset.keys === "off") return;
    const rows = [...form.querySelectorAll(".fact[data-open]")];
    let at = -1;
    const choices = { n: "keep", s: "edit", b: "drop" };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === "arrowdown" || key === "arrowup") go(key === "arrowdown" ? 1 : -1);
      else if (key in choices && at >= 0) choose(choices[key]);
      else if (key === "?") tell();
      else return;
      event.preventDefault();
    });

    function isField(target) {
      return target.matches("textarea, select, input:not([type=radio])") || target.isContentEditable;
    }

    function go(step) {
      const inside = rows.findIndex((row) => row.contains(document.activeElement));
      if (inside >= 0) at = inside;
      at = Math.max(0, Math.min(rows.length - 1, at + step));
      for (const now of document.querySelectorAll(".now")) now.classList.remove("now");
      const row = rows[at];
      if (!row) return;
      row.classList.add("now");
      const anchor = document.getElementById(row.id.replace("f", "m"));
      const mark = anchor && anchor.closest("mark");
      if (mark) {
        mark.classList.add("now");
        mark.scrollIntoView({ block: "nearest" });
      }
      const chosen = row.querySelector(".pick input:checked") || row.querySelector(".pick input");
      chosen.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }

    function choose(value) {
      const input = rows[at].querySelector(`.pick input[value=${value}]`);
      if (!input) return;
      input.checked = true;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      const field = value === "edit" && rows[at].querySelector(".fix input");
      if (field) field.select();
      else input.focus({ preventScroll: true });
    }

    function tell() {
      const all = document.getElementById("all-keys");
      all.hidden = !all.hidden;
      if (!all.hidden) all.focus();
    }
  }
})();
