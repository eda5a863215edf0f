"""What a screen reader is told: the browser's own accessibility tree of the draft, the redline and the queue."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]
# Of these there may be several, so each needs a name of its own.
LANDMARKS = {"navigation", "region", "article", "complementary"}
CONTROLS = {"link", "button", "textbox", "searchbox", "combobox", "radio", "checkbox"}


@dataclass(frozen=True)
class Heard:
    """One thing in reading order; `text` is everything within it, `within` the roles around it."""

    role: str
    name: str
    text: str
    level: int
    within: tuple[str, ...]


def heard(page):
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}

    def value(node, name):
        return node.get(name, {}).get("value", "")

    def words(node):
        if value(node, "role") == "StaticText":
            return value(node, "name")
        return "".join(words(nodes[child]) for child in node.get("childIds", []) if child in nodes)

    def walk(node, within):
        role = value(node, "role")
        if not node.get("ignored"):
            level = next((one["value"]["value"] for one in node.get("properties", []) if one["name"] == "level"), 0)
            yield Heard(role, value(node, "name"), words(node), level, within)
            within = (*within, role)
        for child in node.get("childIds", []):
            if child in nodes:
                yield from walk(nodes[child], within)

    return list(walk(next(iter(nodes.values())), ()))


def of(told, *roles):
    return [one for one in told if one.role in roles]


def check_frame(told):
    """What every page owes: one main part and one title, no level left out, nothing to press without a name."""
    assert len(of(told, "main")) == 1
    levels = [one.level for one in of(told, "heading") if "main" in one.within]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert [one for one in of(told, *CONTROLS) if not one.name.strip()] == []
    assert [one for one in of(told, *LANDMARKS) if not one.name.strip()] == []
    repeated = Counter((one.role, one.name) for one in of(told, "navigation", "region"))
    assert [name for name, times in repeated.items() if times > 1] == []


def opened(site, visit, who, path):
    page = visit(site, who, path=path, live=False)
    return page, heard(page)


def test_draft_tells_who_commented_on_what_and_how_it_was_answered(demo, visit):
    page, told = opened(demo, visit, "bi", demo.scene["path"])
    check_frame(told)
    comments = [one for one in of(told, "article") if one.name.startswith("Komentar ")]
    assert len(comments) == page.locator("article.comment:not(.reply)").count() > 10
    assert any(one.name == "Komentar IDFoS pada Lampiran II" for one in comments)
    answers = [one.text for one in comments if "dicatat" in one.text]
    assert answers
    # A proposal is told as what goes and what comes.
    proposals = [one for one in of(told, "deletion", "insertion") if "article" in one.within]
    assert {one.role for one in proposals} == {"deletion", "insertion"}
    passages = [one for one in told if one.role == "mark"]
    assert all(one.text for one in passages)
    clauses = [int(one.name.split()[1]) for one in of(told, "link") if one.name.startswith("Butir ")]
    assert clauses == sorted(set(clauses))
    assert clauses[0] == 1


def test_forms_at_a_passage_are_told_with_what_they_are_about(demo, visit):
    page = visit(demo, "bi", live=False)
    page.locator("a.clause-comment-link").first.click()
    page.locator(".comment-form textarea").first.wait_for()
    told = heard(page)
    fields = [one for one in of(told, "textbox", "combobox", "radio") if "main" in one.within]
    assert all(one.name.strip() for one in fields)
    assert any("omentar" in one.name for one in fields)


@pytest.mark.parametrize("side", ["", "?tampilan=sisi"])
def test_redline_tells_each_change_in_words_and_leads_from_one_to_the_next(demo, visit, side):
    page, told = opened(demo, visit, None, f"/rancangan/{demo.scene['decree']}/bandingkan/2/3/{side}")
    check_frame(told)
    count = page.locator("[id^=u-]").count()
    assert count > 10
    states = [one.text for one in of(told, "heading") if f"/{count} · " in one.text]
    assert [state.split("/")[0] for state in states] == [str(number) for number in range(1, count + 1)]
    kinds = ("diubah", "ditambahkan", "dihapus", "dipindahkan")
    assert [state for state in states if not any(kind in state for kind in kinds)] == []
    # Without seeing colour or line: each deletion and insertion says in words what it is.
    legend = {"kata yang ditambahkan", "kata yang dihapus"}
    words = {"insertion": "ditambahkan", "deletion": "dihapus"}
    changes = [one for one in of(told, "insertion", "deletion") if one.text not in legend]
    assert len(changes) >= count
    assert [one for one in changes if words[one.role] not in one.text] == []
    page.locator("#u-1").focus()
    page.get_by_role("link", name="berikutnya").first.click()
    expect(page).to_have_url(re.compile("#u-2$"))
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "u-2"


def test_queue_tells_each_case_and_names_its_buttons_by_it(demo, visit):
    page, told = opened(demo, visit, "sekretariat", f"/admin/rancangan/{demo.scene['decree']}/tempat/")
    assert len([one for one in of(told, "heading") if one.level == 1]) == 1
    cases = [one for one in of(told, "region") if one.name]
    assert len(cases) == page.locator("section[aria-labelledby^=case-]").count() > 2
    assert all(any(state in one.name for state in ("tidak ada lagi", "diganti", "diperiksa")) for one in cases), cases
    for case in cases:
        assert "Dibuat pada versi" in case.text
    assert [one for one in of(told, *CONTROLS) if "main" in one.within and not one.name.strip()] == []
    described = page.locator("section[aria-labelledby^=case-] :is(a.button, button)")
    assert described.count() >= len(cases)
    for at in range(described.count()):
        assert page.locator(f"#{described.nth(at).get_attribute('aria-describedby')}").count() == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_queue_and_its_forms(demo, visit, width):
    """In our part of the page; the frame around it is Wagtail's."""
    queue = f"/admin/rancangan/{demo.scene['decree']}/tempat/"
    page = visit(demo, "sekretariat", path=queue, live=False, viewport={"width": width, "height": 900})
    place = page.locator("section[aria-labelledby^=case-] a.button").first.get_attribute("href")
    for address in (queue, place):
        page.goto(demo.url(address))
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(
            "tags => axe.run('main', {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
            ".then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]))",
            ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        )
        assert found == [], address
