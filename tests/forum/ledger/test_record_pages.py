"""What was published or circulated is not taken away by SQL either, and Wagtail's tree works as before."""

import pytest
from django.db import DatabaseError, connection, transaction

from cms.models import StandardPage
from cms.services.preparing import prepare_site
from forum import services
from tests.factories import circulated, decree_page, invitation_page, meeting_page, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db
STAYS = "a page of the record is withdrawn, never deleted"


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(sql):
    with pytest.raises(DatabaseError, match=STAYS):
        run(sql)


def rows_of(page):
    """(table, key) of each table that has a row of the page."""
    own = type(page)._meta
    return [("wagtailcore_page", "id"), (own.db_table, own.pk.column)]


@pytest.fixture
def on_record():
    prepare_site()
    by = secretariat_user()
    meeting = services.publish_page(meeting_page(), by=by)
    letter = services.publish_page(invitation_page(parent=meeting), by=by)
    minutes = minutes_page(meeting=meeting_page(), state="circulated", by=by)
    draft = decree_page()
    circulated(draft, by=by)
    withdrawn = services.publish_page(meeting_page(), by=by)
    services.withdraw_page(withdrawn, reason="Salah unggah.", by=by)
    return [meeting, letter, minutes, draft, withdrawn]


def test_rows_of_a_page_on_record_are_neither_deleted_nor_renumbered(on_record):
    for page in on_record:
        for table, key in rows_of(page):
            refused(f"DELETE FROM {table} WHERE {key} = {page.pk}")
            refused(f"UPDATE {table} SET {key} = 900001 WHERE {key} = {page.pk}")
        assert type(page).objects.filter(pk=page.pk).exists()


def test_no_other_row_takes_the_place_of_a_page_on_record(on_record):
    """REPLACE of SQLite, by the number or the path; PostgreSQL refuses any second row of a key."""
    reason, verb = (STAYS, "OR REPLACE") if connection.vendor == "sqlite" else ("duplicate", "")
    columns = [field.column for field in on_record[0].page_ptr._meta.concrete_fields]
    other = meeting_page()
    for page in on_record:
        for pk, path in [("id", "'other'"), ("900001", "path")]:
            told = {"id": pk, "path": path, "translation_key": "'00000000000000000000000000000001'"}
            values = ", ".join(told.get(column, column) for column in columns)
            with pytest.raises(DatabaseError, match=reason):
                run(f"INSERT {verb} INTO wagtailcore_page ({', '.join(columns)}) "
                    f"SELECT {values} FROM wagtailcore_page WHERE id = {page.pk}")  # fmt: skip
        with pytest.raises(DatabaseError, match=reason):
            run(f"UPDATE {verb} wagtailcore_page SET path = '{page.path}' WHERE id = {other.pk}")


def test_draft_is_deleted_and_a_page_on_record_is_moved_and_edited(on_record):
    draft = meeting_page(live=False)
    draft.delete()
    meeting = on_record[0]
    meeting.move(meeting.get_parent(), pos="last-child")
    type(meeting).objects.filter(pk=meeting.pk).update(title="Lain")
    home = meeting.get_ancestors()[1].specific
    plain = home.add_child(instance=StandardPage(title="Naskah", slug="naskah", live=False))
    plain.move(home, pos="first-child")
    plain.delete()
    assert type(meeting).objects.get(pk=meeting.pk).title == "Lain"
