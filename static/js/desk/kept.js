// In the admin: what is typed into a page's form stays on this device, under the login that typed it, until the server
// has it. When the session ends this is said at once; after signing in again the open form goes on where it was.
(() => {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
  const user = read("desk-user"), { session, login, home, words } = read("desk-kept");
  if (!user) return;
  const PREFIX = `mufakat:${user}:`, KEPT_DAYS = 30, SETTLED = 2500;
  const able = (act) => { try { return act(); } catch { return null; } };       // full, forbidden, or not ours
  const store = {
    read: (key) => able(() => JSON.parse(localStorage.getItem(key))),
    write: (key, draft) => able(() => localStorage.setItem(key, JSON.stringify(draft))),
    drop: (key) => able(() => localStorage.removeItem(key)),
    keys: () => able(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + home))) ?? [],
  };
  let form = null, started = 0, ended = false;
  const here = () => PREFIX + location.pathname;

  // Read again by the server as it would have been sent: without files, and without this form's key.
  const fieldsOf = (data) => [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const keep = (more) => store.write(here(), { fields: fieldsOf(new FormData(form)), at: Date.now(), ...more });

  // ---------- a message above the form ----------

  function banner(id, ...content) {
    document.getElementById(id)?.remove();
    const made = document.createElement("div");
    made.id = id;
    made.className = "desk-kept";
    made.setAttribute("role", "alert");
    made.append(...content);
    form.before(made);
    return made;
  }

  function paragraph(text) {
    const made = document.createElement("p");
    made.textContent = text;
    return made;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-small";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  // ---------- the session ----------

  /** "on", "ended", "other" (somebody else has signed in), or "unknown" while the server is away. */
  async function askSession() {
    const answer = await fetch(session, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer || answer.status >= 500) return ["unknown"];
    const { user: now, token } = await answer.json().catch(() => ({}));
    if (!now) return ["ended"];
    return now === user ? ["on", token] : ["other"];
  }

  async function checkSession() {
    const [state, token] = await askSession();
    if (state === "ended" || state === "other") tellEnded(state);
    else if (state === "on" && ended) resume(token);
  }

  function tellEnded(state) {
    ended = true;
    const link = document.createElement("a");
    link.href = login;
    link.target = "_blank";
    link.className = "button button-small";
    link.textContent = words.login;
    banner("desk-session", paragraph(words[state]), link);
    form.dispatchEvent(new CustomEvent("w-autosave:error", { bubbles: true, detail: { text: words[state], type: "session" } }));
  }

  function resume(token) {
    ended = false;
    document.getElementById("desk-session")?.remove();
    form.elements.csrfmiddlewaretoken.value = token;
    wagtailConfig.CSRF_TOKEN = token;
    saveNow();
  }

  const saveNow = () => wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave")?.save(new Event("resume"));

  document.addEventListener("w-autosave:error", ({ detail }) => { if (form && detail.type === "server_error") checkSession(); });
  for (const back of ["focus", "visibilitychange"]) {
    addEventListener(back, () => { if (ended && !document.hidden) checkSession(); }, true);
  }

  // ---------- keeping ----------

  document.addEventListener("w-autosave:save", () => {
    started = Date.now();
    if (form) keep({ at: started });
  });
  document.addEventListener("w-autosave:success", () => {
    const draft = store.read(here());
    if (draft && draft.at <= started && !document.querySelector("[data-held-back]")) store.drop(here());
  });

  function watch() {
    const before = here();
    form.addEventListener("input", () => keep());
    // Wagtail compares with what the form holds after two seconds, and would not see what was typed before.
    form.addEventListener("input", () => setTimeout(saveNow, SETTLED), { once: true });
    form.addEventListener("submit", (event) => {
      if (!ended) return keep({ sent: true });
      event.preventDefault();
      event.stopImmediatePropagation();
      document.querySelector("#desk-session a").focus();
    }, true);
    // A new page gets its address with its first saving.
    document.addEventListener("w-autosave:success", () => { if (here() !== before) store.drop(before); });
  }

  // ---------- offering ----------

  function giveBack(draft) {
    const copy = document.createElement("form");
    copy.method = "post";
    const token = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
    for (const [name, value] of [...draft.fields, token]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      copy.append(field);
    }
    store.write(here(), { ...draft, sent: true });
    document.body.append(copy);
    copy.submit();
  }

  function offer(draft) {
    const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
    const made = banner("desk-offer", paragraph(words.offer.replace("%s", when)), button(words.back, () => giveBack(draft)),
      button(words.discard, () => {
        if (!confirm(words.sure)) return;
        store.drop(here());
        made.remove();
      }));
  }

  const differs = (draft) => JSON.stringify(draft.fields) !== JSON.stringify(fieldsOf(new FormData(form)));

  function start() {
    // Signing in says that it succeeded, too: it comes from outside the admin.
    const inside = document.referrer.startsWith(location.origin + home);
    const saved = inside && document.querySelector(".messages .success"), refused = document.querySelector(".messages .error");
    for (const key of store.keys()) {
      const draft = store.read(key);
      if (!draft || Date.now() - draft.at > KEPT_DAYS * 864e5 || saved && draft.sent) store.drop(key);
    }
    form = document.getElementById("page-edit-form");
    if (!form) return;
    const draft = store.read(here());
    if (draft && !refused && differs(draft)) offer(draft);
    watch();
  }

  addEventListener("load", start);
})();
