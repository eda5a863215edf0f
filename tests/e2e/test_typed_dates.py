"""Dates in the editor's forms: no calendar of the browser changes what was typed."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def desk(demo, visit):
    return visit(demo, "sekretariat", path="/admin/", live=False)


def type_date(page, field, typed):
    """As a person does: into the field, and on to the next one."""
    field.click()
    field.fill(typed)
    field.press("Tab")
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)


def reading_of(field):
    return field.locator("xpath=following-sibling::*[contains(@class, 'date-reading')]")


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("12/01/2027 09.00", "Selasa, 12 Januari 2027, 09.00 WIB"),
        ("12 Januari 2027 pukul 13:30", "Selasa, 12 Januari 2027, 13.30 WIB"),
        ("besok", "“besok” bukan tanggal yang dapat dibaca"),
        ("Senin, 12 Januari 2027 09.00", "12 Januari 2027 jatuh pada hari Selasa"),
    ],
)
def test_what_is_typed_stays_in_the_field_and_beside_it_stands_how_it_is_read(demo, desk, typed, reading):
    desk.goto(demo.url(f"/admin/pages/{demo.scene['meeting']['pk']}/edit/"))
    field = desk.locator("#id_starts_at")
    type_date(desk, field, typed)
    expect(reading_of(field)).to_contain_text(reading)
    expect(field).to_have_value(typed)


def test_hours_are_read_in_the_time_zone_that_is_chosen_for_the_meeting(demo, desk):
    desk.goto(demo.url(f"/admin/pages/{demo.scene['meeting']['pk']}/edit/"))
    type_date(desk, desk.locator("#id_ends_at"), "12/01/2027 12.00")
    desk.locator("#id_zone").select_option(label="WITA")
    expect(reading_of(desk.locator("#id_starts_at"))).to_contain_text("WITA")
    expect(reading_of(desk.locator("#id_ends_at"))).to_have_text("Selasa, 12 Januari 2027, 12.00 WITA")


def test_refused_date_is_in_the_field_after_saving_and_its_error_is_said_once(demo, desk):
    desk.goto(demo.url(f"/admin/pages/{demo.scene['meeting']['pk']}/edit/"))
    type_date(desk, desk.locator("#id_starts_at"), "besok")
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    field = desk.locator("#id_starts_at")
    expect(field).to_have_value("besok")
    expect(desk.get_by_text("“besok” bukan tanggal yang dapat dibaca").locator("visible=true")).to_have_count(1)


def test_dates_of_the_desks_own_forms_are_read_alike(demo, desk):
    desk.goto(demo.url(f"/admin/rancangan/{demo.scene['decree']}/permintaan/"))
    field = desk.locator("#id_due")
    type_date(desk, field, "1 Peb 2027")
    expect(reading_of(field)).to_have_text("Senin, 1 Februari 2027")
    expect(field).to_have_value("1 Peb 2027")


def test_date_in_a_new_row_is_read_alike(demo, desk):
    desk.goto(demo.url(f"/admin/pages/{demo.scene['draft_minutes']['pk']}/edit/"))
    fields = desk.locator("[id^=id_action_items-][id$=-due_date]:visible")
    before = fields.count()
    desk.locator("#id_action_items-ADD").click()
    expect(fields).to_have_count(before + 1)
    type_date(desk, fields.last, "28-12-2026")
    expect(reading_of(fields.last)).to_have_text("Senin, 28 Desember 2026")
