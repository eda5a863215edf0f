"""The house measured: rooms, floors, circles, the largest folder. `python -m tests.house` prints them.

A room is a module or folder right under an app; its floor is one above the highest room that it imports. Imports inside
functions count: they only hide a circle. A package's face, which hands names on and defines nothing, is looked through.
"""

import ast
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent
APPS = ["forum", "search", "minutes", "decrees", "cms"]  # from the ground up
FLOORS = {"decrees": 9, "minutes": 7}  # their pure texts are a floor of their own
ELSEWHERE = 6
ENTRIES, LINES = 12, 300
# Names that Django and Wagtail give, and what is no code of ours.
GIVEN = {"__init__", "apps", "urls", "wagtail_hooks", "events", "migrations", "management", "templatetags"}
NO_ROOM = {"migrations", "management", "locale", "__pycache__"}


def is_for_types_only(node):
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def imports_of(tree, package):
    """Full names of what a module imports, but for type hints alone."""
    for node in ast.iter_child_nodes(tree):
        if is_for_types_only(node):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parts, *([node.module] if node.module else [])])
            yield from ((base, alias.name) for alias in node.names)
        else:
            yield from imports_of(node, package)


@dataclass
class House:
    root: Path = ROOT
    trees: dict = field(default_factory=dict)
    paths: dict = field(default_factory=dict)

    def __post_init__(self):
        for app in APPS:
            for path in sorted((self.root / app).rglob("*.py")):
                if "migrations" not in path.parts:
                    name = ".".join(path.relative_to(self.root).with_suffix("").parts).removesuffix(".__init__")
                    self.paths[name], self.trees[name] = path, ast.parse(path.read_text())

    def is_face(self, name):
        defines = (ast.FunctionDef, ast.ClassDef)
        return self.paths[name].name == "__init__.py" and not any(isinstance(n, defines) for n in self.trees[name].body)

    @cached_property
    def graph(self):
        found = {}
        for name, tree in self.trees.items():
            package = name if self.paths[name].name == "__init__.py" else name.rpartition(".")[0]
            known = (
                f"{base}.{leaf}" if f"{base}.{leaf}" in self.trees else base for base, leaf in imports_of(tree, package)
            )
            found[name] = {one for one in known if one in self.trees and one != name}
        return found

    @cached_property
    def circles(self):
        """Groups of modules that import each other (strongly connected), without faces."""
        return [part for group in _strong(self.graph) if len(part := [m for m in group if not self.is_face(m)]) > 1]

    def rooms(self, app):
        """Each room of an app with those that it imports."""
        found = defaultdict(set)
        for name, imported in self.graph.items():
            mine, room, *_ = [*name.split("."), ""]
            if mine == app and room:
                others = (one.split(".") for one in imported)
                found[room] |= {one[1] for one in others if one[0] == app and one[1:] and one[1] != room}
        return found

    def floors(self, app):
        rooms, memo = self.rooms(app), {}

        def floor(room, below=()):
            if room in below:
                return 0
            if room not in memo:
                memo[room] = 1 + max((floor(one, (*below, room)) for one in rooms[room]), default=0)
            return memo[room]

        return {room: floor(room) for room in list(rooms)}

    @cached_property
    def folders(self):
        """Own entries of each folder with code in it."""
        found = {}
        for app in APPS:
            for folder in [self.root / app, *(d for d in (self.root / app).rglob("*") if d.is_dir())]:
                if not NO_ROOM & set(folder.relative_to(self.root).parts):
                    found[str(folder.relative_to(self.root))] = _entries(folder) - GIVEN
        return found

    @cached_property
    def lines(self):
        return {name: len(path.read_text().splitlines()) for name, path in self.paths.items()}


def _entries(folder):
    code = [one for one in folder.iterdir() if one.suffix == ".py" or (one.is_dir() and any(one.rglob("*.py")))]
    return {one.stem if one.suffix == ".py" else one.name for one in code}


def _strong(graph):
    """Tarjan's strongly connected components."""
    index, low, stack, groups = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in graph[node]:
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            at = stack.index(node)
            groups.append(stack[at:])
            del stack[at:]

    sys.setrecursionlimit(10_000)
    for node in graph:
        if node not in index:
            visit(node)
    return groups


def main():
    house = House()
    for app in reversed(APPS):
        floors = house.floors(app)
        for floor in range(max(floors.values()), 0, -1):
            rooms = sorted(room for room, at in floors.items() if at == floor)
            print(f"{app:8} {floor}  {'  '.join(rooms)}")
    folder, entries = max(house.folders.items(), key=lambda one: len(one[1]))
    longest = max(house.lines.values())
    print(f"circles {len(house.circles)}; largest folder {folder} {len(entries)}; longest file {longest}")


if __name__ == "__main__":
    main()
