// The box above a list chooses every line that is shown, or none.
(() => {
  "use strict";
  for (const all of document.querySelectorAll("[data-all]")) {
    const boxes = () => all.closest("table").querySelectorAll("tbody input[type=checkbox]");
    all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
  }
})();
