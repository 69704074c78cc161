/* The button prints the page; without this script it is not there, and the browser's own way remains. */
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => window.print());
}
