import pytest
from django.db import connection
from wagtail.models import Page

from forum.models.pages.places import index_places

pytestmark = pytest.mark.django_db
INDEXES = {"pages_by_address", "pages_in_menu", "pages_withheld"}


def _indexes():
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Page._meta.db_table))


def test_indexes_that_every_page_asks_by_are_there_and_come_back_after_a_table_was_rebuilt():
    assert _indexes() >= INDEXES
    with connection.cursor() as cursor:
        for name in INDEXES:
            cursor.execute(f"DROP INDEX {name}")
    assert not _indexes() & INDEXES
    index_places("default")
    index_places("default")
    assert _indexes() >= INDEXES


def test_a_page_is_found_at_an_address_longer_than_a_database_sorts():
    page = Page.get_first_root_node()
    for number in range(14):
        page = page.add_child(instance=Page(title="x", slug=f"{number:02}{'x' * 240}"))
    page.refresh_from_db()
    assert len(page.url_path) > 3_000
    assert Page.objects.get(url_path=page.url_path) == page
