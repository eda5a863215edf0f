"""The house's order: imports go down, no circles, few floors, small folders and files, a core without Django."""

import ast
import re
from collections import Counter
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house import APPS, ELSEWHERE, ENTRIES, FLOORS, LINES, House

ROOT = Path(__file__).parent.parent
HOUSE = APPS
ERROR_PAGES = {"400.html", "403.html", "404.html", "500.html"}
PACKAGE_FOLDERS = {"account", "allauth", "mfa", "wagtailadmin"}  # where allauth and Wagtail look


@pytest.fixture(scope="module")
def house():
    return House()


def sources(*folders):
    for folder in folders:
        path = ROOT / folder
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


@pytest.mark.parametrize("app", HOUSE)
def test_imports_go_down_only(app):
    above = set(HOUSE[HOUSE.index(app) + 1 :])
    upward = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(app)
        for name in imported(path)
        if name.split(".")[0] in above
    }
    assert upward == set()


@pytest.mark.parametrize("app", HOUSE)
def test_floors_are_few(house, app):
    too_high = {room: floor for room, floor in house.floors(app).items() if floor > FLOORS.get(app, ELSEWHERE)}
    assert too_high == {}


def test_no_modules_import_each_other(house):
    assert house.circles == []


def test_folders_stay_small(house):
    assert {folder: entries for folder, entries in house.folders.items() if len(entries) > ENTRIES} == {}


def test_pure_cores_know_no_django():
    frameworks = {"django", "wagtail", "channels", "guardian"}
    found = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources("decrees/text", "forum/models/typed/blanks.py", "forum/models/typed/cleaning.py")
        for name in imported(path)
        if name.split(".")[0] in frameworks
    }
    assert found == set()


def test_only_permissions_mention_groups_and_guardian():
    """The table of grants extends guardian's; settings switch the backend on; the rest asks permissions.py."""
    allowed = {"decrees/models/grants.py"}
    found = {
        str(path.relative_to(ROOT))
        for path in sources(*HOUSE)
        if path.name != "permissions.py" and "migrations" not in path.parts and "permissions" not in path.parts
        for name in imported(path)
        if name.split(".")[0] == "guardian"
    }
    assert found - allowed == set()


def calls(path):
    """'timezone.now' of every such name that the file reads."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            yield f"{ast.unparse(node.func)}()"


def test_everybody_reads_the_forums_clock():
    clocks = {"timezone.now", "timezone.localdate()", "timezone.localtime()", "datetime.now", "date.today"}
    found = {
        f"{path.relative_to(ROOT)} reads {name}"
        for path in sources(*HOUSE)
        if "migrations" not in path.parts and path != ROOT / "forum/clock.py"
        for name in calls(path)
        if name in clocks
    }
    assert found == set()


def test_only_the_demo_moves_the_clock():
    movers = {str(path.relative_to(ROOT).parent) for path in sources(*HOUSE) if "moved_to" in path.read_text()}
    assert movers - {"forum", "cms/demo"} == set()


def test_browsers_stand_where_the_check_looks_for_them():
    """`.ci/run` reads no other folder for these two markers."""
    marked = re.compile(r"mark\.(browser|alone)\b")
    elsewhere = [path for path in (ROOT / "tests").rglob("*.py") if (ROOT / "tests/e2e") not in path.parents]
    assert [path.name for path in elsewhere if path != Path(__file__) and marked.search(path.read_text())] == []
    assert any(marked.search(path.read_text()) for path in (ROOT / "tests/e2e").glob("*.py"))


def test_files_stay_small(house):
    assert {name: lines for name, lines in house.lines.items() if lines > LINES} == {}


def templates():
    folders = [ROOT / "templates", *[ROOT / app / "templates" for app in HOUSE]]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".html", ".txt"})


def test_templates_stay_small():
    too_long = {
        str(path.relative_to(ROOT)): lines for path in templates() if (lines := len(path.read_text().splitlines())) > 80
    }
    assert too_long == {}


def test_lines_of_templates_stay_short():
    too_long = {
        f"{path.relative_to(ROOT)}:{number}": len(line)
        for path in templates()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 160
    }
    assert too_long == {}


def test_folders_of_templates_stay_small():
    """What Django, allauth and Wagtail look for has its place from them, and is not counted."""
    top = ROOT / "templates"
    inside = {pair for path in templates() for pair in pairwise([path, *path.parents]) if pair[1].is_relative_to(top)}
    own = inside - {(top / name, top) for name in ERROR_PAGES | PACKAGE_FOLDERS}
    sizes = Counter(str(folder.relative_to(ROOT)) for _entry, folder in own)
    assert {folder: size for folder, size in sizes.items() if size > 12} == {}


def test_each_template_is_used():
    """By a name in Python or in another template; or it takes the place of a package's own."""
    texts = [path.read_text() for path in [*sources(*HOUSE), *templates()]]
    named = {name for text in texts for name in re.findall(r"""["']([\w/]+\.(?:html|txt))["']""", text)}
    named |= {
        f"mail/{name}.txt" for text in texts for name in re.findall(r'mail\.(?:send|compose)\(\s*"([\w/]+)"', text)
    }
    names = {str(path.relative_to(ROOT / "templates")) for path in templates()}
    assert names - named - ERROR_PAGES - set(replaced(names)) == set()


def replaced(names):
    roots = [Path(find_spec(package).origin).parent for package in ("allauth", "wagtail.admin", "django.forms")]
    return {name for name in names for root in roots if (root / "templates" / name).exists()}


def test_no_committed_file_names_a_registry():
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org"]
    files = [*ROOT.glob("*"), *ROOT.glob("requirements/*"), *ROOT.glob(".ci/*"), *ROOT.glob("docs/**/*.md")]
    found = {
        str(path.relative_to(ROOT)): host
        for path in files
        if path.is_file()
        for host in hosts
        if host in path.read_text(errors="ignore")
    }
    assert found == {}


def test_each_part_of_the_bench_can_be_begun():
    """They run by hand and seldom: what they take from each other must be there."""
    from tests.bench import front, live, memory, pages, public_pages, replays

    assert all(callable(part.run) for part in (front, live, memory, pages, public_pages, replays))
