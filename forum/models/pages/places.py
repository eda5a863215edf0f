"""Pages by their place in the tree, asked for with SQL that is written once: every page that is read begins here."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.models import Q
from wagtail.models import Page, PageQuerySet

from forum.models.memory import Asked, Prepared, ask_ahead


def page_at(home: Page, components: Sequence[str], beside: Sequence[Asked] = ()) -> Page | None:
    """The page at this address below the home page, as what it is, with those that lead to it. The home page is told
    which pages stand in its menu, too: every page shows them. `beside` is asked with it for what comes afterwards."""
    steps = [f"{home.url_path}{'/'.join(components[:end])}/" for end in range(1, len(components) + 1)]
    pages = sorted(_on_the_way(len(steps))(*steps, home.depth + 1), key=lambda page: page.path)
    home.__dict__["menu"] = [page for page in pages if is_in_menu(home, page)]
    *above, place = [page for page in pages if page.url_path in steps] or [None]
    if place is None or place.url_path != steps[-1]:
        return None
    kind = _of_kind(place.content_type_id)
    ask_ahead(kind.of(place.pk), *beside)
    found: Any = next(iter(kind(place.pk)), None)
    if found:
        found.above = [page for page in (home, *above) if page.live]
    return found


def index_places(using: str, **kwargs: Any) -> None:
    """Every page that is read asks what stands at its address, and which pages stand in the menu; every list, how many
    there are but those that are withheld. After each `migrate`, because a table of another app keeps no index of ours
    when it is rebuilt."""
    connection, table = connections[using], Page._meta.db_table
    if table not in connection.introspection.table_names():
        return
    # PostgreSQL sorts no address that is longer than a third of a page of its index.
    address = "USING hash (url_path)" if connection.vendor == "postgresql" else "(url_path)"
    wanted = {
        "pages_by_address": address,
        "pages_in_menu": "(depth) WHERE show_in_menus",
        "pages_withheld": "(id) WHERE NOT live",
    }
    with connection.cursor() as cursor:
        there = connection.introspection.get_constraints(cursor, table)
        for name in wanted.keys() - there.keys():
            cursor.execute(f"CREATE INDEX {name} ON {table} {wanted[name]}")


def is_in_menu(home: Page, page: Page) -> bool:
    return page.live and page.show_in_menus and page.depth == home.depth + 1 and page.path.startswith(home.path)


def pages_above(page: Page) -> list[Page]:
    """The live pages that lead here, from the site's home page down."""
    asked = leading_to(page)
    return asked.question(*asked.values) if asked else []


def leading_to(page: Page) -> Asked | None:
    """The same as a question, to be asked together with others."""
    paths = [page.path[:end] for end in range(2 * page.steplen, len(page.path), page.steplen)]
    return _live_at(len(paths)).of(*paths) if paths else None


@cache
def _live_at(count: int) -> Prepared[Page]:
    return Prepared(lambda *paths: Page.objects.live().filter(path__in=paths), [f"path{n}" for n in range(count)])


@cache
def _on_the_way(count: int) -> Prepared[Page]:
    def ask(*values: Any) -> PageQuerySet:
        """In no order: SQLite would walk through all pages in it, in place of the indexes of both sides."""
        *steps, depth = values
        in_menu = Q(live=True, show_in_menus=True, depth=depth)
        return Page.objects.filter(Q(url_path__in=steps) | in_menu).order_by()

    return Prepared(ask, [*(f"step{n}" for n in range(count)), "depth"])


@cache
def _of_kind(content_type: int) -> Prepared[Page]:
    model: Any = ContentType.objects.get_for_id(content_type).model_class() or Page
    beside, without = getattr(model, "shown_with", ()), getattr(model, "shown_without", ())
    return Prepared(lambda pk: model.objects.select_related(*beside).defer(*without).filter(pk=pk))
