"""Comments beside the text: they crowd, the text stays whole."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.e2e.fonts import wide_and_narrow
from tests.e2e.people import clause_with, settled

pytestmark = [pytest.mark.browser, pytest.mark.server]

BOXES = """() => {
  const box = (element) => element.getBoundingClientRect().toJSON();
  const notes = [...document.querySelectorAll('.clause-notes')].filter((one) => one.childElementCount);
  return {
    text: [...document.querySelectorAll('.clause-text')].map(box),
    labels: [...document.querySelectorAll('.part')].map((part) => [box(part.firstElementChild), box(part.children[1])]),
    notes: notes.map(box),
    passages: notes.map((one) => box(document.getElementById(`k-${one.dataset.comments}`))),
  };
}"""


@wide_and_narrow
def test_crowded_comments_never_move_the_text(demo, visit):
    page = visit(demo, viewport={"width": 1280, "height": 900})
    expect(page.locator("article.is-beside")).to_be_visible()
    settled(page)
    boxes = page.evaluate(BOXES)
    assert all(abs(label["top"] - text["top"]) < 8 for label, text in boxes["labels"])
    notes = boxes["notes"]
    assert len(notes) > 3
    assert all(lower["top"] >= upper["bottom"] for upper, lower in pairwise(notes))
    assert all(note["left"] > text["right"] for note in notes for text in boxes["text"])
    assert all(note["top"] > passage["top"] - 2 for note, passage in zip(notes, boxes["passages"], strict=True))


@wide_and_narrow
def test_whoever_writes_sees_the_passage(demo, visit):
    page = visit(demo, "bi", viewport={"width": 1280, "height": 900})
    clause = clause_with(page, "Segala biaya yang timbul")
    clause.hover()
    clause.locator(".clause-comment-link").click()
    form = page.locator(".comment-form")
    expect(form).to_be_in_viewport()
    expect(clause.locator("[data-text]")).to_be_in_viewport()
    settled(page)
    lower = "(clause, form) => form.getBoundingClientRect().top - clause.getBoundingClientRect().top"
    assert abs(clause.evaluate(lower, form.element_handle())) < 30
    notes = sorted(page.evaluate(BOXES)["notes"], key=lambda note: note["top"])
    assert all(lower["top"] >= upper["bottom"] for upper, lower in pairwise(notes))


@wide_and_narrow
def test_on_a_phone_and_without_script_they_stand_below_their_clause(demo, visit):
    for options in ({"viewport": {"width": 360, "height": 740}}, {"java_script_enabled": False}):
        page = visit(demo, live=False, **options)
        notes = page.locator(".clause-notes", has=page.locator(".comment")).first
        below = "one => one.getBoundingClientRect().top - one.previousElementSibling.getBoundingClientRect().bottom"
        assert notes.evaluate(below) >= -1
