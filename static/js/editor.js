// In Wagtail's page editor: go to the block that the address names. Blocks are drawn after the page has loaded, and
// grow with their words, so the browser's own way comes too early: follow the block until the page rests, or until
// somebody does something.

const PATIENCE = 10_000; // ms

function namedBlock() {
  return /^#block-[\w-]+-section$/.test(location.hash) && document.getElementById(location.hash.slice(1));
}

function goToNamedBlock() {
  const block = namedBlock();
  if (!block) return;
  const show = () => block.scrollIntoView({ block: "center", behavior: "instant" });
  const grown = new ResizeObserver(show);
  const stop = () => grown.disconnect();
  show();
  block.querySelector("textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
  grown.observe(block.closest("form"));
  for (const act of ["wheel", "keydown", "pointerdown"]) addEventListener(act, stop, { once: true, passive: true });
  setTimeout(stop, PATIENCE);
}

window.addEventListener("load", () => setTimeout(goToNamedBlock));
window.addEventListener("hashchange", goToNamedBlock);
