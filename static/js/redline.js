/* Keys n and p on a comparison: to the next and the previous change, as its links do. They can be switched off. */
(() => {
  "use strict";
  const changes = [...document.querySelectorAll("[id^='u-']")];
  const hint = document.querySelector("[data-keys]");
  if (!changes.length || !hint) return;
  const button = hint.querySelector("button");
  const STORED = "mufakat.redline.keys";
  let on = read() !== "off";

  function read() {
    try { return localStorage.getItem(STORED); } catch { return null; }
  }

  function show() {
    button.setAttribute("aria-pressed", String(on));
  }

  /* Where the reader is: the change that has the focus or was jumped to, else what the top of the window shows. */
  function current() {
    const at = changes.findIndex((change) => change === document.activeElement || change.contains(document.activeElement));
    if (at >= 0) return at;
    const below = changes.findIndex((change) => change.getBoundingClientRect().top > 1);
    return (below < 0 ? changes.length : below) - 1;
  }

  function go(step) {
    const to = changes[Math.min(Math.max(current() + step, 0), changes.length - 1)];
    history.replaceState(null, "", `#${to.id}`);
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "start" });
  }

  addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const step = { n: 1, p: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    go(step);
  });
  button.addEventListener("click", () => {
    on = !on;
    try { localStorage.setItem(STORED, on ? "on" : "off"); } catch { /* not kept, then */ }
    show();
  });
  hint.hidden = false;
  show();
})();
