"use strict";
// Light or dark, as the reader chose last, or else as the system has it, before the page is drawn; and the triangles that
// show what is below a line. Without this script everything is shown.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch { /* storage is forbidden */ }
  const show = () => { root.dataset.theme = chosen || (dark.matches ? "dark" : "light"); };
  show();
  dark.addEventListener("change", show);
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme").addEventListener("click", () => {
      chosen = root.dataset.theme === "dark" ? "light" : "dark";
      try { localStorage.setItem("theme", chosen); } catch { /* as above */ }
      show();
    });
    for (const turn of document.querySelectorAll(".turn")) {
      turn.addEventListener("click", () => {
        const open = turn.closest(".told").classList.toggle("open");
        turn.setAttribute("aria-expanded", String(open));
      });
    }
  });
})();
