"""Follow-ups for the secretariat's board, for other programs, and joined to decisions, drafts and comments."""

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import PageViewRestriction

from forum import ledger
from forum.models import LedgerEntry
from minutes import services
from minutes.models import Exhibit
from tests.clients import as_
from tests.factories import OrganisationFactory, member_of, secretariat_user
from tests.factories.decrees import circulated, commented, open_draft
from tests.minutes.actions.test_reporting import PDF, shared

pytestmark = pytest.mark.django_db


def public(name, **query):
    return as_().get(reverse(name, args=query.pop("args", ())), query)


def test_files_hold_what_the_list_shows_its_reader_and_name_their_licence(settings):
    owner = OrganisationFactory(name="=Dinas")
    late, hidden = shared(owner, due="2020-01-01"), shared(owner)
    shown = [
        Exhibit(link="https://contoh.go.id/a", title="Laporan"),
        Exhibit(file=ContentFile(PDF, "a.pdf"), title="Daftar", audience="members"),
    ]
    services.report_action(late.action_items.get(), state="running", note="Mulai", evidence=shown, by=member_of(owner))
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    found = public("minutes:actions-download", args=["json"], late="on").json()
    assert found["license"] == settings.DATA_LICENSE
    [row] = found["follow_ups"]
    assert (row["state"], row["note"], row["due"]) == ("running", "Mulai", "2020-01-01")
    assert row["days_late"] > 1000
    assert [one["title"] for one in row["evidence"]] == ["Laporan"]
    table = list(csv.DictReader(io.StringIO(public("minutes:actions-download", args=["csv"]).content.decode())))
    assert [line["in_charge"] for line in table] == ["'=Dinas"]
    [mine] = (
        as_(member_of(owner))
        .get(reverse("minutes:actions-download", args=["json"]), {"late": "on"})
        .json()["follow_ups"]
    )
    assert len(mine["evidence"]) == 2
    assert public("minutes:actions-download", args=["exe"]).status_code == 404


def test_feed_tells_reports_of_public_minutes_and_leads_to_the_follow_up():
    owner = OrganisationFactory()
    open_, closed = shared(owner), shared(owner)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    for minutes in (open_, closed):
        services.report_action(minutes.action_items.get(), state="done", note="Sudah", by=member_of(owner))
    feed = public("minutes:actions-feed").content.decode()
    assert reverse("minutes:action", args=[open_.pk, 1]) in feed
    assert reverse("minutes:action", args=[closed.pk, 1]) not in feed


def test_board_shows_each_in_the_column_of_its_state_and_moves_it_on_by_a_link(admin_client):
    owner, other = OrganisationFactory(), OrganisationFactory()
    done = shared(owner, due="2020-01-01")
    services.report_action(done.action_items.get(), state="done", note="Sudah", by=member_of(owner))
    late = shared(other, due="2020-01-01")
    board = admin_client.get(reverse("minutes_actions"))
    shown = {column["state"]: [row.item.minutes_id for row in column["rows"]] for column in board.context["columns"]}
    assert shown == {"open": [late.pk], "running": [], "done": [done.pk], "cancelled": []}
    assert f"{reverse('minutes:action-report', args=[late.pk, 1])}?keadaan=done" in board.content.decode()
    narrowed = admin_client.get(reverse("minutes_actions"), {"organisation": owner.slug, "due": "-1"})
    assert [len(column["rows"]) for column in narrowed.context["columns"]] == [0, 0, 1, 0]


def test_decision_is_joined_to_a_follow_up_a_draft_and_a_comment_and_both_sides_say_so():
    version, _round, member = open_draft()
    decree, comment = version.decree, commented(version, member)
    desk, minutes = secretariat_user(), shared(OrganisationFactory())
    item = minutes.action_items.get()
    for target in (item, decree, comment):
        services.join_decision(minutes, number=1, target=ledger.target_of(target), by=desk)
    page = public("minutes:decision", args=[minutes.pk, 1]).content.decode()
    assert reverse("minutes:action", args=[minutes.pk, 1]) in page
    assert decree.title in page
    back = reverse("minutes:decision", args=[minutes.pk, 1])
    assert back in public("minutes:action", args=[minutes.pk, 1]).content.decode()
    assert back in public("decrees:version-list", args=[decree.pk]).content.decode()
    with pytest.raises(PermissionDenied):
        services.join_decision(minutes, number=1, target=ledger.target_of(decree), by=member_of(OrganisationFactory()))
    for number, target in ((2, ledger.target_of(decree)), (1, "decrees.comment:999"), (1, "forum.user:1")):
        with pytest.raises(ValidationError):
            services.join_decision(minutes, number=number, target=target, by=desk)
    services.part_decision(minutes.decision_joins.first(), by=desk)
    verbs = LedgerEntry.objects.filter(verb__startswith="decision.").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["decision.joined"] * 3 + ["decision.parted"]


def test_what_a_reader_may_not_see_is_not_shown_beside_a_decision_nor_told():
    decree = circulated(reading="invited").decree
    minutes = shared(OrganisationFactory())
    services.join_decision(minutes, number=1, target=ledger.target_of(decree), by=secretariat_user())
    assert decree.title not in public("minutes:decision", args=[minutes.pk, 1]).content.decode()
    assert LedgerEntry.objects.get(verb="decision.joined").audience == "secretariat"
    chosen = as_(secretariat_user()).get(reverse("minutes:decision", args=[minutes.pk, 1])).content.decode()
    assert decree.title in chosen


def test_chooser_finds_by_words_joins_and_parts(admin_client):
    minutes = shared(OrganisationFactory())
    address = reverse("minutes_joins", args=[minutes.pk, 1])
    target = ledger.target_of(minutes.action_items.get())
    assert target in admin_client.get(address, {"q": "laporan"}).content.decode()
    assert target not in admin_client.get(address, {"q": "tidak ada"}).content.decode()
    admin_client.post(address, {"join": target})
    assert minutes.decision_joins.get().target == target
    admin_client.post(address, {"part": target})
    assert not minutes.decision_joins.exists()
