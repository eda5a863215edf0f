/* What was typed on this device and has no place on this page: for another version, or for a comment that is not shown
   here. Fetched only if there is such a thing. More in docs/live.md. */
const home = document.getElementById("kept"), words = home.dataset;
const article = document.querySelector("article[data-live]");
const by = (name, value) => article.querySelector(`[data-${name}="${CSS.escape(value)}"]`);

function make(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

function button(className, text, act) {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/* What only some of the fields have; nothing of the old passage but its words. */
function told({ fields, quote }) {
  const { clause, text: said = "", new_clause: added = "", proposed = "", strike, audience, tag, end } = Object.fromEntries(fields);
  const text = joined(said, added);
  const further = fields.filter(([name]) => name === "further").map(([, place]) => place.split(":")[0]);
  return { clause, text, proposed, strike, audience, tag, further, quote: end && quote };
}

/* The address of the form for the same clause here, on the same words if they still stand in it. */
function formFor({ clause, quote, further }) {
  const url = new URL(article.dataset.commentUrl, location.href), text = by("clause", clause).querySelector("[data-text]");
  url.searchParams.set("clause", clause);
  for (const one of further) if (by("clause", one)) url.searchParams.append("further", one);
  const at = quote ? text.textContent.indexOf(quote) : -1;
  const points = (letters) => Array.from(letters).length;
  if (at >= 0) {
    const start = Number(text.dataset.start ?? 0) + points(text.textContent.slice(0, at));
    url.searchParams.set("start", start);
    url.searchParams.set("end", start + points(quote));
  }
  return [url.pathname + url.search, !quote || at >= 0];
}

const joined = (...texts) => texts.filter(Boolean).join("\n\n");

/* Beside what somebody may have begun there. A wording for words that are gone is a remark like any other. */
async function put(saying, open) {
  const [address, same] = formFor(saying);
  await open(address);
  const form = by("form", address)?.querySelector("form");
  if (!form) return false;
  const { text, proposed, strike, audience, tag } = form.elements;
  text.value = joined(text.value, saying.text, !(same && proposed) && saying.proposed);
  if (same && proposed && saying.proposed) proposed.value = saying.proposed;
  if (same && strike) strike.checked ||= Boolean(saying.strike);
  if (tag && saying.tag) tag.value = saying.tag;
  audience.value = saying.audience;      // one that is not offered any more is chosen anew
  form.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function entry([key, draft], { open, typed, drop }) {
  const saying = told(draft), stands = saying.clause && by("clause", saying.clause);
  const thread = /^.*\/komentar\/\d+\//.exec(key);
  const done = () => {
    drop(key);
    item.remove();
    home.hidden = !home.querySelector("li");
  };
  const discard = () => {
    if (!confirm(words.sure)) return;
    done();
    (home.querySelector("button") ?? document.getElementById("main")).focus();
  };
  const buttons = make("p", "buttons");
  if (stands && article.dataset.canComment === "1") {
    buttons.append(button("button", words.put, async () => { if (await put(saying, open)) done(); }));
  }
  buttons.append(button("button secondary", words.discard, discard));
  const item = make("li", "", make("strong", "", draft.about ?? ""));
  if (thread) {
    const link = make("a", "", words.thread);
    link.href = thread[0];
    item.append(" · ", link);
  } else if (!stands) item.append(" · ", words.gone);
  if (saying.quote) item.append(make("blockquote", "comment-quote", saying.quote));
  const { proposed, strike } = saying;
  item.append(make("div", "kept-text", proposed || strike ? saying.text : typed(draft)));
  if (proposed) item.append(make("div", "proposal", make("span", "eyebrow", words.proposed), proposed));
  if (strike) item.append(make("p", "", words.strike));
  item.append(buttons);
  return item;
}

export function list(drafts, tools) {
  home.querySelector("ul").append(...drafts.map((draft) => entry(draft, tools)));
  home.hidden = false;
  document.dispatchEvent(new CustomEvent("mufakat:news", { detail: home.querySelector("p").textContent }));
}
