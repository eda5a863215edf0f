// While letters go out: how far they are, asked for again until they are all gone. Without it, the page is loaded again.
(() => {
  "use strict";
  const EVERY = 3000;

  async function look() {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    const text = answer?.ok ? await answer.text() : "";
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-progress]");
    if (fresh) document.querySelector("[data-progress]").replaceWith(fresh);
    if (!fresh || fresh.dataset.progress) setTimeout(look, EVERY);
  }

  setTimeout(look, EVERY);
})();
