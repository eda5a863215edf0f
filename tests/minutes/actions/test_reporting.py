"""Follow-ups after their minutes were published: who reports, what is kept, who sees the evidence."""

import datetime
import hashlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from forum import clock
from forum.models import LedgerEntry
from minutes import services
from minutes.models import ActionItem, Exhibit, MinutesPage, content
from minutes.models.states import State
from minutes.reading.actions import lists
from tests.clients import as_
from tests.factories import OrganisationFactory, bring_to, member_of, minutes_page, secretariat_user
from tests.factories.forum import MembershipFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 laporan"


def shared(owner, *, co_owners=(), posts=(), due=None, by=None):
    """Published minutes whose one follow-up several are in charge of."""
    by = by or secretariat_user()
    minutes = minutes_page(present=[owner, *co_owners], actions=[("Menyusun laporan", due)], by=by)
    draft = minutes.get_latest_revision_as_object()
    [item] = draft.action_items.all()
    item.co_owners.set(co_owners)
    item.posts.set(posts)
    draft.action_items.set([item])
    draft.save_revision(user=by)
    return bring_to(MinutesPage.objects.get(pk=draft.pk), State.PUBLISHED, by=by)


def test_each_organisation_and_whoever_holds_a_post_in_charge_reports_and_others_do_not():
    owner, partner, other = (OrganisationFactory() for _ in range(3))
    post, holder = PostFactory(), PersonFactory()
    MembershipFactory(person=holder, organisation=post.organisation, post=post)
    minutes = shared(owner, co_owners=[partner], posts=[post])
    item = minutes.action_items.get()
    for login in (member_of(other), member_of(post.organisation)):
        with pytest.raises(PermissionDenied):
            services.report_action(item, state="running", note="Mulai", by=login)
    for login in (member_of(owner), member_of(partner), holder.user):
        services.report_action(item, state="running", note="Mulai", by=login)
    assert [one.organisation for one in minutes.reports.all()] == [owner, partner, post.organisation]


def test_names_of_those_in_charge_stay_as_they_were_circulated_and_are_covered_by_the_digest():
    owner, partner, post = (
        OrganisationFactory(),
        OrganisationFactory(short_name="Mitra"),
        PostFactory(label="Sekretaris"),
    )
    minutes = shared(owner, co_owners=[partner], posts=[post])
    assert content.content_of(minutes)["action_items"] == [
        [1, "Menyusun laporan", owner.pk, None, [partner.pk], [post.pk]]
    ]
    partner.short_name, post.label = "Nama lain", "Jabatan lain"
    partner.save()
    post.save()
    page = as_().get(reverse("minutes:action", args=[minutes.pk, 1])).content.decode()
    assert "Mitra" in page
    assert "Sekretaris, " in page
    assert "lain" not in page.split("<main")[1].split("<aside")[0]


def test_history_and_evidence_are_kept_and_the_approved_words_do_not_change():
    owner = OrganisationFactory()
    minutes = shared(owner)
    before, item, by = minutes.digest, minutes.action_items.get(), member_of(owner)
    services.report_action(item, state="running", note="Data dikumpulkan", by=by)
    file = ContentFile(PDF, "surat rahasia Budi.pdf")
    shown = [Exhibit(link="https://contoh.go.id/laporan", title="Laporan"), Exhibit(file=file)]
    services.report_action(item, state="done", note="Diserahkan", evidence=shown, by=by)
    page = as_().get(reverse("minutes:action", args=[minutes.pk, 1])).content.decode()
    for words in ("Data dikumpulkan", "Diserahkan", "https://contoh.go.id/laporan", hashlib.sha256(PDF).hexdigest()):
        assert words in page
    assert "rahasia" not in page
    verbs = LedgerEntry.objects.filter(page_id=minutes.pk).order_by("-seq").values_list("verb", flat=True)[:4]
    assert list(verbs) == ["action.done", "action.evidence_added", "action.evidence_added", "action.progressed"]
    with pytest.raises(ValidationError):
        services.report_action(item, state="done", note="Lagi", by=by)
    services.report_action(item, state="done", note="Foto serah terima", evidence=shown[:1], by=by)
    services.report_action(item, state="running", note="Perlu diperbaiki", by=secretariat_user())
    assert ActionItem.objects.open().get() == item
    assert content.digest_of(MinutesPage.objects.get(pk=minutes.pk)) == before


def test_follow_up_of_minutes_that_are_published_once_more_stands_as_it_was_reported_meanwhile():
    by = secretariat_user()
    minutes = shared(OrganisationFactory(), by=by)
    services.report_action(minutes.action_items.get(), state="running", note="Mulai", by=by)
    services.reopen_minutes(minutes, reason="Salah tanggal", by=by)
    services.report_action(minutes.action_items.get(), state="done", note="Selesai", by=by)
    again = bring_to(MinutesPage.objects.get(pk=minutes.pk), State.PUBLISHED, by=by)
    assert [item.state for item in again.action_items.all()] == ["done"]
    assert list(ActionItem.objects.done()) == [again.action_items.get()]


def test_another_day_in_the_next_edition_leaves_the_first_one_to_be_read():
    by = secretariat_user()
    minutes = shared(OrganisationFactory(), by=by, due=datetime.date(2020, 1, 31))
    address = reverse("minutes:action", args=[minutes.pk, 1])
    assert "Edisi sebelumnya" not in as_(None).get(address).content.decode()
    draft = services.reopen_minutes(minutes, reason="Waktu ditambah", by=by).get_latest_revision_as_object()
    for item in draft.action_items.all():
        item.due_date = datetime.date(2035, 12, 31)
    draft.save_revision(user=by)
    assert "31 Desember 2035" not in as_(None).get(address).content.decode()
    bring_to(MinutesPage.objects.get(pk=minutes.pk), State.PUBLISHED, by=by)
    page = " ".join(as_(None).get(address).content.decode().split())
    assert "31 Desember 2035" in page
    assert "Edisi sebelumnya menyebut: paling lambat 31 Januari 2020." in page


@pytest.mark.parametrize("file", [b"MZ\x90 program", b"PK\x03\x04 rusak"])
def test_file_that_is_not_what_it_says_is_refused_and_nothing_is_recorded(file):
    owner = OrganisationFactory()
    minutes = shared(owner)
    client, address = as_(member_of(owner)), reverse("minutes:action-report", args=[minutes.pk, 1])
    given = {"state": "done", "note": "Kata yang diketik", "audience": "public", "file": ContentFile(file, "bukti.pdf")}
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "Kata yang diketik" in refused.content.decode()
    assert not minutes.reports.exists()
    assert client.post(address, {**given, "file": ContentFile(PDF, "bukti.pdf")}).status_code == 302
    assert minutes.evidence.get().kind == "pdf"


def test_evidence_for_members_is_not_shown_to_the_public_and_no_file_leads_past_it():
    owner = OrganisationFactory()
    minutes = shared(owner)
    shown = [Exhibit(file=ContentFile(PDF, "a.pdf"), title="Daftar penerima", audience="members")]
    services.report_action(
        minutes.action_items.get(), state="done", note="Selesai", evidence=shown, by=member_of(owner)
    )
    page = reverse("minutes:action", args=[minutes.pk, 1])
    file = reverse("minutes:action-evidence", args=[minutes.pk, 1, minutes.evidence.get().pk])
    for login, sees in ((None, False), (member_of(OrganisationFactory()), True)):
        client = as_(login)
        assert ("Daftar penerima" in client.get(page).content.decode()) == sees
        answer = client.get(file)
        assert answer.status_code == (200 if sees else 404)
        assert not sees or b"".join(answer) == PDF
    wrong = reverse("minutes:action-evidence", args=[shared(owner).pk, 1, minutes.evidence.get().pk])
    assert as_(member_of(owner)).get(wrong).status_code == 404


def test_hidden_evidence_leaves_a_gap_and_its_file_is_gone():
    owner = OrganisationFactory()
    first, second = secretariat_user(), secretariat_user()
    minutes = shared(owner, by=first)
    shown = [Exhibit(file=ContentFile(PDF, "a.pdf"), title="KTP 3522010101600001")]
    services.report_action(
        minutes.action_items.get(), state="done", note="Selesai", evidence=shown, by=member_of(owner)
    )
    evidence = minutes.evidence.get()
    why = {"reason": "personal_data", "note": "Memuat NIK."}
    hiding = services.propose_hiding(minutes, part=f"evidence:{evidence.pk}", **why, by=first)
    services.confirm_hiding(hiding, by=second)
    page = as_(member_of(owner)).get(reverse("minutes:action", args=[minutes.pk, 1])).content.decode()
    assert "3522010101600001" not in page
    assert evidence.sha256 not in page
    file = reverse("minutes:action-evidence", args=[minutes.pk, 1, evidence.pk])
    assert as_(member_of(owner)).get(file).status_code == 404


def test_list_shows_late_ones_first_and_is_filtered():
    owner, partner = OrganisationFactory(), OrganisationFactory()
    yesterday = clock.today() - datetime.timedelta(days=1)
    late = shared(owner, due=yesterday)
    shared(partner, co_owners=[owner])
    done = shared(partner)
    services.report_action(done.action_items.get(), state="done", note="Sudah", by=member_of(partner))

    def listed(**query):
        page = as_().get(reverse("minutes:actions"), query)
        return [row.item.minutes_id for row in page.context["rows"]]

    assert listed()[0] == late.pk
    assert listed(late="on") == [late.pk]
    assert listed(state="done") == [done.pk]
    assert len(listed(organisation=owner.slug)) == 2
    assert listed(year="1999") == listed()  # nothing was there: said by the form, and ignored


def test_pages_follow_each_other_in_one_order_whatever_stands_at_their_seams():
    owner, today = OrganisationFactory(), clock.today()
    days = [None, today - datetime.timedelta(days=3), today, None, today, today - datetime.timedelta(days=9), None]
    made = [shared(owner, due=day) for day in days]
    for minutes, state in ((made[1], "done"), (made[2], "running"), (made[3], "cancelled"), (made[5], "done")):
        services.report_action(minutes.action_items.get(), state=state, note="Kabar", by=member_of(owner))
    expected = [made[n].pk for n in (4, 2, 6, 0, 1, 5, 3)]
    assert [item.minutes_id for item in lists.search(lists.Filters(), AnonymousUser())] == expected
    for per_page in (1, 2, 3, 7):
        pages = [lists.page_of(lists.Filters(), AnonymousUser(), per_page=per_page, number=n + 1) for n in range(7)]
        listed = [item.minutes_id for page in pages[: pages[0].paginator.num_pages] for item in page.object_list]
        assert listed == expected
    for asked, found in (({"state": "done"}, [1, 5]), ({"late": True}, []), ({"state": "open"}, [4, 6, 0])):
        page = lists.page_of(lists.Filters(**asked), AnonymousUser(), per_page=20, number=1)
        assert [item.minutes_id for item in page.object_list] == [made[n].pk for n in found]
        assert page.paginator.count == len(found)


def test_what_is_closed_to_a_reader_is_in_no_page_and_no_count():
    owner = OrganisationFactory()
    secret, public = shared(owner), shared(owner)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    for reader, sees in ((AnonymousUser(), [public]), (member_of(owner), [public, secret])):
        page = lists.page_of(lists.Filters(), reader, per_page=20, number=1)
        assert [item.minutes_id for item in page.object_list] == [one.pk for one in sees]
        assert page.paginator.count == len(sees)


def test_my_tasks_are_those_of_my_organisations():
    owner, other = OrganisationFactory(), OrganisationFactory()
    shared(owner, due="2020-01-01")
    shared(other)
    page = as_(member_of(owner)).get(reverse("minutes:my-actions"))
    assert [row.item.owner for row in page.context["todo"]] == [owner]
    assert "/lapor/" in page.content.decode()
    assert as_().get(reverse("minutes:my-actions")).status_code == 302


@pytest.mark.parametrize("name", ["minutes:actions", "minutes:my-actions"])
def test_lists_take_the_same_number_of_queries_however_many_there_are(name):
    owner, partner, post = OrganisationFactory(), OrganisationFactory(), PostFactory()
    client = as_(member_of(owner))

    def count():
        caches["parts"].clear()  # what was counted under the ledger's head is counted anew
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    shared(owner, co_owners=[partner], posts=[post])
    count()
    one = count()
    for _ in range(3):
        shared(owner, co_owners=[partner], posts=[post])
    assert count() == one
