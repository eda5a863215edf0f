"""The docs name everything an operator or developer can meet."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

from forum.events import AS_THE_COMMENT, EVENTS

ROOT = Path(__file__).parent.parent
DOCS = "\n".join(path.read_text() for path in sorted((ROOT / "docs").rglob("*.md")))
APPS = ["forum", "search", "minutes", "decrees", "cms"]


def environment():
    settings = "\n".join(path.read_text() for path in (ROOT / "cms/settings").glob("*.py"))
    return {name for name in re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', settings) if not name.startswith("PYTEST_")}


def commands():
    return {
        path.stem
        for app in APPS
        for path in (ROOT / app / "management/commands").glob("*.py")
        if path.stem != "__init__"
    }


def permissions():
    """Values of the enums of duties and of what one draft grants: the only permissions the code may name."""
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    sources = [
        path.read_text() for path in modules if path.parent.name == "models" and path.stem in ("access", "grants")
    ]
    return {value for source in sources for value in re.findall(r'^    [A-Z_]+ = "([\w.]+)"', source, re.MULTILINE)}


@pytest.mark.parametrize("name", sorted(environment()))
def test_docs_name_every_setting(name):
    assert f"`{name}`" in DOCS


@pytest.mark.parametrize("name", sorted(commands()))
def test_docs_name_every_command(name):
    assert f"manage.py {name}" in DOCS


@pytest.mark.parametrize("name", sorted(permissions()))
def test_docs_name_every_permission(name):
    assert f"`{name}`" in DOCS


KINDS = {
    ("public",): "public",
    ("members",): "members",
    ("secretariat",): "secretariat",
    ("organisation",): "the organisation",
    ("public", "members"): "public, or members",
    ("public", "secretariat"): "public, or the secretariat",
    ("public", "members", "secretariat"): "public, members or secretariat",
    ("public", "organisation"): "public, or the organisation",
    AS_THE_COMMENT: "as the comment",
}


def told_events():
    """The table of docs/events.md: audience, feed and keys of the data by verb."""
    rows = [line for line in (ROOT / "docs/events.md").read_text().splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {
        verb: (audience, feed == "yes", set(re.findall(r"`(\w+)`", data)))
        for verbs, _when, audience, feed, data in cells
        for verb in re.findall(r"`([\w.]+)`", verbs)
    }


def test_docs_tell_every_event_as_it_is_defined():
    assert told_events() == {
        verb: (KINDS[event.audiences], event.in_feed, set(event.data)) for verb, event in EVENTS.items()
    }


def test_readme_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)", (ROOT / "README.md").read_text())
    assert {link for link in links if "://" not in link and not (ROOT / link).exists()} == set()


FOLDERS = [*APPS, "templates", "static", "locale", "tests", "docs", "requirements", ".ci"]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FILE = r"[\w.-]+\.(?:py|js|css|html|txt|md|toml|po|yaml)"


def named_paths(page):
    """What stands in backticks and is spelled like a folder or file of ours; `a/b.py:name` also names what is in it."""
    for words in re.findall(r"`([^`\n]+)`", page.read_text()):
        if match := re.fullmatch(rf"((?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*|{FILE})(?::(\w+))?", words):
            yield match.groups()


def exists(path, name):
    if "/" not in path:
        return (ROOT / path).exists() or any(any((ROOT / folder).rglob(path)) for folder in FOLDERS)
    file = ROOT / path
    return file.exists() and (name is None or re.search(rf"\b{name}\b", file.read_text()) is not None)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_the_docs_name_is_there(page):
    assert {f"{path}:{name}" if name else path for path, name in named_paths(page) if not exists(path, name)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_the_docs_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)", page.read_text())
    assert {link for link in links if "://" not in link and not (page.parent / link).exists()} == set()


@pytest.mark.parametrize(
    "module", ["decrees.text.anchoring", "decrees.text.redline.matching", "decrees.drafting.references.renumbering"]
)
def test_worked_examples_come_out_as_they_are_written(module):
    result = doctest.testmod(importlib.import_module(module), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert result.failed == 0
