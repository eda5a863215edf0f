"""The docs name everything an operator or developer can meet."""

import re
from pathlib import Path

import pytest

from forum.events import EVENTS

ROOT = Path(__file__).parent.parent
DOCS = "\n".join(path.read_text() for path in sorted((ROOT / "docs").rglob("*.md")))
APPS = ["forum", "minutes", "decrees", "cms"]


def environment():
    settings = "\n".join(path.read_text() for path in (ROOT / "cms/settings").glob("*.py"))
    return set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', settings))


def commands():
    return {
        path.stem
        for app in APPS
        for path in (ROOT / app / "management/commands").glob("*.py")
        if path.stem != "__init__"
    }


def permissions():
    """Values of the enums in every permissions.py: the only permissions the code may name."""
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    sources = [path.read_text() for path in modules if "permissions" in (path.stem, path.parent.name)]
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


def test_docs_name_every_event():
    assert {verb for verb in EVENTS if f"`{verb}`" not in DOCS} == set()


def test_readme_links_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)", (ROOT / "README.md").read_text())
    assert {link for link in links if "://" not in link and not (ROOT / link).exists()} == set()
