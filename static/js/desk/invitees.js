// Whom an invitation is addressed to: groups are put in and taken out with one press, one organisation is found by name.
// Each is a row of Wagtail's form; a row that is removed is marked and can be taken back until the form is saved.
(() => {
  "use strict";
  const SHOWN = 8;

  function begin(root) {
    const { organisations, groups, words } = JSON.parse(root.querySelector("script").textContent);
    const prefix = root.dataset.invitees, byId = (name) => document.getElementById(`id_${prefix}-${name}`);
    const total = byId("TOTAL_FORMS"), pattern = byId("EMPTY_FORM_TEMPLATE").innerHTML;
    const part = (name) => root.querySelector(`[data-${name}]`);
    const people = part("people");
    const find = part("find"), found = part("found"), undo = part("undo"), buttons = [...root.querySelectorAll("[data-group]")];
    const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
    const rows = () => [...root.querySelectorAll("[data-organisation]")];
    const chosen = () => new Map(rows().filter((row) => !row.hidden).map((row) => [row.dataset.organisation, row]));
    let removed = [];

    // ---------- rows ----------

    function make(key, addressee) {
      const { name, short, way, reach } = organisations[key], holder = document.createElement("template");
      holder.innerHTML = pattern.replaceAll("__prefix__", total.value);
      total.value = Number(total.value) + 1;
      const row = holder.content.firstElementChild;
      Object.assign(row.dataset, { organisation: key, way });
      field(row, "organisation").value = key;
      field(row, "addressee").value = addressee;
      field(row, "addressee").setAttribute("aria-label", `${field(row, "addressee").placeholder} ${name}`);
      row.querySelector("[data-name]").textContent = short ? `${name} (${short})` : name;
      row.querySelector("[data-reach]").textContent = reach;
      row.querySelector("[data-remove]").setAttribute("aria-label", words.remove.replace("%s", name));
      return row;
    }

    function mark(row, isRemoved) {
      row.hidden = isRemoved;
      field(row, "DELETE").value = isRemoved ? "1" : "";
    }

    function add(keys, addressees = {}) {
      const known = new Map(rows().map((row) => [row.dataset.organisation, row])), fresh = {};
      for (const key of keys.map(String)) {
        if (known.has(key)) mark(known.get(key), false);
        else (fresh[organisations[key].kind] ??= []).push(make(key, addressees[key] || part("common").value.trim()));
      }
      for (const [kind, made] of Object.entries(fresh)) root.querySelector(`[data-kind="${kind}"] ul`).append(...made);
      tell();
    }

    function remove(gone) {
      removed = gone;
      for (const row of gone) mark(row, true);
      tell();
    }

    // ---------- single people ----------

    function add_people() {
      const made = people.value.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => {
        const holder = document.createElement("template");
        holder.innerHTML = byId("PERSON_TEMPLATE").innerHTML.replaceAll("__prefix__", total.value);
        total.value = Number(total.value) + 1;
        const row = holder.content.firstElementChild;
        field(row, "line").value = line;
        row.dataset.way = line.includes("@") ? "person" : "none";
        return row;
      });
      root.querySelector('[data-kind="people"] ul').append(...made);
      people.value = "";
      if (made.length) tell();
      people.focus();
    }

    // The form saves itself when it hears that something was typed.
    function tell() {
      [...chosen().values()].forEach((row, place) => { field(row, "ORDER").value = place + 1; });
      draw();
      for (const kind of ["input", "change"]) total.dispatchEvent(new Event(kind, { bubbles: true }));
    }

    // ---------- what is shown ----------

    function draw() {
      const now = chosen(), ways = { all: now.size, people: 0, office: 0, person: 0, none: 0 };
      for (const row of now.values()) ways[row.dataset.way] += 1;
      const filled = (text) => text.replace(/%\((\w+)\)s/g, (_, name) => ways[name]);
      part("count").value = filled(words.count) + (ways.person ? ` · ${filled(words.alone)}` : "") + (ways.none ? ` · ${filled(words.unreached)}` : "");
      undo.hidden = !removed.some((row) => row.hidden);
      groups.forEach(({ members }, place) => {
        const many = members.filter((key) => now.has(String(key))).length;
        buttons[place].setAttribute("aria-pressed", many === members.length ? "true" : many ? "mixed" : "false");
      });
      search(now);
    }

    const words_of = (key) => root.querySelector(`[data-organisation="${key}"] [name$="-line"]`)?.value ?? "";

    function search(now = chosen()) {
      const wanted = find.value.trim().toLowerCase(), fits = (key) => {
        const { name, short } = organisations[key] ?? { name: words_of(key), short: "" };
        return name.toLowerCase().includes(wanted) || short.toLowerCase().includes(wanted);
      };
      for (const row of now.values()) row.classList.toggle("is-passed-over", !fits(row.dataset.organisation));
      for (const section of root.querySelectorAll("[data-kind]")) {
        const shown = section.querySelectorAll("li:not([hidden], .is-passed-over)").length;
        section.hidden = !shown;
        section.querySelector("[data-many]").textContent = shown;
      }
      const more = wanted ? Object.keys(organisations).filter((key) => fits(key) && !now.has(key)) : [];
      found.replaceChildren(...more.slice(0, SHOWN).map(offer));
      const none = wanted && !more.length && ![...now.keys()].some(fits);
      if (none) found.append(Object.assign(document.createElement("li"), { textContent: words.nothing }));
    }

    function offer(key) {
      const line = document.createElement("li"), button = document.createElement("button"), { name, reach } = organisations[key];
      Object.assign(button, { type: "button", className: "button button-small button-secondary" });
      button.textContent = `${words.add.replace("%s", name)} (${reach})`;
      button.addEventListener("click", () => take(key));
      line.append(button);
      return line;
    }

    function take(key) {
      find.value = "";
      add([key]);
      find.focus();
    }

    // ---------- what is chosen, kept as a list ----------

    function offerList(name, group) {
      const button = document.createElement("button"), own = part("own");
      Object.assign(button, { type: "button", className: "button button-small button-secondary" });
      button.append(`${name} `, Object.assign(document.createElement("span"), { textContent: group.members.length }));
      button.addEventListener("click", () => choose(group));
      groups.push(group);
      buttons.push(button);
      own.append(button);
      own.hidden = false;
      draw();
    }

    async function keep() {
      const now = [...chosen().values()], said = new FormData(), told = part("keep-said"), name = part("keep-name");
      const addressees = Object.fromEntries(now.map((row) => [row.dataset.organisation, field(row, "addressee").value.trim()]));
      said.set("name", name.value);
      for (const [key, addressee] of Object.entries(addressees)) said.set(`addressee-${key}`, addressee);
      for (const row of now) said.append("organisation", row.dataset.organisation);
      const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
      told.textContent = "";
      try {
        const answer = await fetch(part("keep").dataset.keep, { method: "POST", headers, body: said });
        const kept = await answer.json();
        told.textContent = answer.ok ? words.kept.replace("%s", kept.name) : kept.errors.join(" ");
        if (!answer.ok) return;
        offerList(kept.name, { members: now.map((row) => Number(row.dataset.organisation)), addressees });
        name.value = "";
      } catch {
        told.textContent = words.unkept;
      }
    }

    // ---------- what people do ----------

    function choose({ members, addressees }) {
      const now = chosen();
      if (members.every((key) => now.has(String(key)))) remove(members.map((key) => now.get(String(key))));
      else add(members, addressees);
    }

    buttons.forEach((button, place) => button.addEventListener("click", () => choose(groups[place])));
    find.addEventListener("input", () => search());
    part("add-people")?.addEventListener("click", add_people);
    people?.addEventListener("input", (event) => event.stopPropagation());  // as below
    for (const one of [find, part("common"), part("keep-name")].filter(Boolean)) {
      one.addEventListener("input", (event) => event.stopPropagation());  // it is no part of the form
      one.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    }
    find.addEventListener("keydown", ({ key }) => { if (key === "Enter") found.querySelector("button")?.click(); });
    part("keep-button")?.addEventListener("click", keep);
    part("keep-name")?.addEventListener("keydown", ({ key }) => { if (key === "Enter") keep(); });
    undo.addEventListener("click", () => {
      for (const row of removed) mark(row, false);
      removed = [];
      tell();
      find.focus();
    });
    root.addEventListener("click", ({ target }) => {
      const other = target.closest("[data-instead]");
      if (other) {
        remove([other.closest("li")]);
        add([other.dataset.instead], { [other.dataset.instead]: other.dataset.addressee });
        return;
      }
      const row = target.closest("[data-remove]")?.closest("li");
      if (!row) return;
      const shown = rows().filter((one) => !one.hidden && !one.classList.contains("is-passed-over"));
      const next = shown[shown.indexOf(row) + 1] ?? shown[shown.indexOf(row) - 1];
      remove([row]);
      (next?.querySelector("[data-remove]") ?? find).focus();
    });
    part("choosing").hidden = false;
    draw();
  }

  const start = () => document.querySelectorAll("[data-invitees]").forEach(begin);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
