"""The tables of cases that Python meets, met by the scripts: alone on a page with the elements that they look for."""

import json

import pytest

from decrees.text import first_labels
from tests.cases import cases
from tests.e2e.conftest import ROOT

pytestmark = pytest.mark.browser

ADDRESS = "http://cases.test/"
FILTER = cases("filter")


def opened(page, script, body):
    source = (ROOT / "static" / "js" / script).read_text(encoding="utf-8")
    html = f"<!doctype html><meta charset=utf-8><body>{body}<script>{source}</script>"
    page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(ADDRESS)


# --- which comments are shown

TICK = """(box, value) => {
  Object.assign(box, { value, checked: true });
  box.dispatchEvent(new Event('change', { bubbles: true }));
}"""


def select(name, values):
    options = "".join(f'<option value="{value}">' for value in sorted({"", *values}))
    return f'<select name="{name}">{options}</select>'


def card(name, comment):
    given = {"comment": name, "clause": "c", "audience": "public", **comment}
    given["answer"] = given.pop("disposition")
    data = " ".join(f'data-{key}="{value}"' for key, value in given.items())
    return f'<div class="comment" {data}><p class="comment-actions"></p></div>'


def page_of_comments(own):
    table = FILTER["cases"]
    names = {"organisasi": "who", "keadaan": "state", "jenis": "tag"}
    selects = "".join(select(name, {case[key] for case in table}) for name, key in names.items())
    cards = "".join(card(name, comment) for name, comment in FILTER["comments"].items())
    return f"""<article data-live>{cards}</article>
      <div id="comment-bar" data-own="" data-organisations="{" ".join(own)}" data-all="%n" data-some="%n/%m">
      <output></output><details><summary></summary>
      <form>{selects}<p class="field"><input type="checkbox" name="sejak"></p>
      <a data-action="clear" href=""></a></form></details></div>"""


@pytest.mark.parametrize("case", FILTER["cases"], ids=lambda case: "/".join(map(str, list(case.values())[:-2])))
def test_filter_js_keeps_what_the_table_says(page, case):
    opened(page, "filter.js", page_of_comments(case["own"]))
    for name, key in {"organisasi": "who", "keadaan": "state", "jenis": "tag"}.items():
        page.select_option(f"select[name={name}]", case[key], force=True)
    if since := case.get("since"):
        page.locator("[name=sejak]").evaluate(TICK, since)
    shown = "[...document.querySelectorAll('.comment:not([hidden])')].map(card => card.dataset.comment)"
    assert page.evaluate(shown) == case["kept"]


# --- how clauses are numbered


def child(block, *, deleted=False):
    """A block as Wagtail's editor draws it."""
    mark = "" if deleted else f' data-case="{block["id"]}"'
    return f"""<div data-streamfield-child{mark}>
      <input type="hidden" name="b-type" value="{block["type"]}">
      <input type="hidden" name="b-deleted" value="{"1" if deleted else ""}">
      <h2 data-panel-heading><span class="c-sf-block__type">{block["type"]}</span></h2>{inside(block["value"])}</div>"""


def inside(value):
    if isinstance(value, str):
        return f"<textarea>{value}</textarea>"
    if isinstance(value, list):
        return container("list", value)
    kinds = {"body": "stream", "points": "list", "rows": "list"}
    return "".join(container(kinds[name], part) if name in kinds else inside(part) for name, part in value.items())


def container(kind, blocks):
    """With a block that was taken out: it stays in the form until that is saved."""
    gone = "".join(child(block, deleted=True) for block in blocks[:1])
    children = gone + "".join(map(child, blocks))
    return f'<div><input type="hidden"><div data-streamfield-{kind}-container>{children}</div></div>'


def editor(blocks):
    labels = json.dumps(first_labels())
    body = f'<div><input type="hidden" name="body-count">{container("stream", blocks)}</div>'
    return f'<script type="application/json" id="clause-labels">{labels}</script><form data-edit-form>{body}</form>'


@pytest.mark.parametrize("case", cases("numbering"), ids=lambda case: case["name"])
def test_numbering_js_numbers_as_the_table_says(page, case):
    opened(page, "numbering.js", editor(case["blocks"]))
    page.locator(".clause-number").first.wait_for(state="attached")
    numbered = """[...document.querySelectorAll('[data-case]')].map(block =>
      [block.dataset.case, block.querySelector(':scope > [data-panel-heading] > .clause-number')?.textContent ?? ''])"""
    assert {clause: label for clause, label in page.evaluate(numbered) if label} == case["labels"]


# --- agendas that are pasted, and how the editor draws numbers and times


def agenda_row():
    """As `templates/forum/desk/meetings/agenda/row.html` draws it, without words."""
    names = ("key", "level", "organisation", "ORDER", "DELETE")
    hidden = "".join(f'<input type="hidden" name="a-__prefix__-{name}">' for name in names)
    shown = "".join(f'<input name="a-__prefix__-{name}">' for name in ("text", "minutes"))
    more = (
        '<div data-more hidden><select data-organisation></select><textarea name="a-__prefix__-links"></textarea></div>'
    )
    return f"<li data-item>{hidden}<span data-number></span>{shown}<span data-hours></span>{more}</li>"


def agenda_editor(ends="21-12-2026 10.00"):
    words = dict.fromkeys(["total", "over", "within", "minutes", "whole"], "%s") | {"over": "melebihi %s"}
    return f"""<input id="id_starts_at" value="21-12-2026 09.00"><input id="id_ends_at" value="{ends}">
      <input type="hidden" id="id_a-TOTAL_FORMS" value="0">
      <template id="id_a-EMPTY_FORM_TEMPLATE">{agenda_row()}</template>
      <div data-agenda="a"><script type="application/json">{json.dumps({"organisations": [], "words": words})}</script>
      <ol data-rows></ol><button data-add>+</button><button data-undo hidden></button>
      <output data-total></output></div>"""


ROWS = """[...document.querySelectorAll('[data-item]:not([hidden])')].map(row => {
  const of = name => row.querySelector(`[name$="-${name}"]`).value;
  return [of('text'), Number(of('level')), Number(of('minutes')) || null];
})"""
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize("case", cases("agenda_lines"), ids=lambda case: case["name"])
def test_agenda_js_makes_the_items_that_the_table_says(page, case):
    opened(page, "desk/agenda.js", agenda_editor())
    page.click("[data-add]")
    page.evaluate(PASTE, case["text"])
    assert page.evaluate(ROWS) == case["items"]


def test_agenda_is_typed_numbered_timed_and_moved_from_the_keyboard(page):
    opened(page, "desk/agenda.js", agenda_editor())
    page.click("[data-add]")
    for keys in ("Pembukaan", "Tab", "10", "Enter", "Paparan", "Enter", "Alt+ArrowRight", "BI", "Tab", "60", "Enter"):
        page.keyboard.press(keys) if keys in ("Tab", "Enter", "Alt+ArrowRight") else page.keyboard.type(keys)
    page.keyboard.press("Alt+ArrowLeft")
    page.keyboard.type("Penutup")
    drawn = (
        "name => [...document.querySelectorAll(`[data-item]:not([hidden]) [data-${name}]`)].map(one => one.textContent)"
    )
    assert page.evaluate(drawn, "number") == ["1.", "2.", "2.1", "3."]
    assert page.evaluate(drawn, "hours") == ["09.00–09.10", "09.10–10.10", "09.10–10.10", "10.10"]
    assert page.locator("[data-total]").inner_text() == "70, melebihi 10"
    page.keyboard.press("Alt+ArrowUp")
    assert [text for text, _level, _minutes in page.evaluate(ROWS)] == ["Pembukaan", "Paparan", "Penutup", "BI"]
    orders = "[...document.querySelectorAll('[name$=ORDER]')].map(one => one.value)"
    assert page.evaluate(orders) == ["1", "2", "3", "4"]
