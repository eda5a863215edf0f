"""Who may read an invitation, by every path; whom it is sent to; what stands in it."""

import datetime
import re

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core import mail
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Page, PageViewRestriction

from forum import events, permissions, services
from forum.models import InvitationPage, Invitee, LedgerEntry
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    decree_page,
    index_page,
    invitation_page,
    meeting_page,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(bi):
    """One invitation for everybody, one for BI alone."""
    meeting = meeting_page()
    invited = invitation_page(parent=meeting, title="Khusus anggota", slug="khusus", to=[bi], is_open=False)
    return invitation_page(parent=meeting, title="Terbuka", slug="terbuka"), invited


def paths(invitation):
    return [invitation.url, f"/undangan/{invitation.pk}/acara.ics"]


def test_an_addressed_invitation_is_read_by_those_invited_and_the_secretariat_only(
    reader, two, bi_member, kpi_member, secretariat
):
    opened, addressed = two
    for login, codes in [(None, {404}), (kpi_member, {404}), (bi_member, {200}), (secretariat, {200})]:
        if login:
            reader.force_login(login)
        assert {reader.get(path).status_code for path in paths(addressed)} == codes, login
        assert {reader.get(path).status_code for path in paths(opened)} == {200}


def test_lists_and_search_show_an_invitation_to_whom_the_page_shows_it(two, bi_member, kpi_member, secretariat):
    opened, addressed = two
    for login, expected in [
        (AnonymousUser(), {opened}),
        (kpi_member, {opened}),
        (bi_member, {opened, addressed}),
        (secretariat, {opened, addressed}),
    ]:
        visible = InvitationPage.objects.visible_to(login)
        assert set(visible) == expected
        assert set(visible.search("Dalam rangka evaluasi")) == expected
        assert {one for one in two if one.may_be_seen_by(login)} == expected
        assert {one for one in two if permissions.can_view_page(login, one)} == expected
        assert set(visible.about(opened.get_parent())) == expected


def test_those_who_may_not_read_it_cannot_answer_or_register(reader, two, bi, kpi_member):
    addressed = two[1]
    reader.force_login(kpi_member)
    assert reader.post(f"/undangan/{addressed.pk}/daftar/", {}).status_code == 404
    assert reader.post(f"/undangan/{addressed.pk}/konfirmasi/{bi.pk}/", {}).status_code == 404


def test_somebody_invited_does_not_register_as_the_public(reader, two, bi_member):
    reader.force_login(bi_member)
    assert reader.post(f"/undangan/{two[1].pk}/daftar/", {}).status_code == 403


def test_a_membership_that_ended_takes_the_invitation_away(reader, two, bi_member):
    reader.force_login(bi_member)
    assert reader.get(two[1].url).status_code == 200
    bi_member.person.memberships.update(end_date=timezone.localdate() - datetime.timedelta(days=1))
    assert reader.get(two[1].url).status_code == 404


def test_the_sitemap_names_only_what_everybody_may_see(reader, two):
    sitemap = reader.get("/sitemap.xml").content.decode()
    assert "/terbuka/" in sitemap
    assert "/khusus/" not in sitemap


def test_the_meeting_links_the_invitations_that_the_reader_may_see(reader, two, bi_member):
    meeting = two[0].get_parent()
    assert [one.title for one in reader.get(meeting.url).context["invitations"]] == ["Terbuka"]
    reader.force_login(bi_member)
    assert {one.title for one in reader.get(meeting.url).context["invitations"]} == {"Terbuka", "Khusus anggota"}


def test_the_timeline_tells_the_public_of_the_open_invitation_only(two, bi_member, secretariat):
    for invitation in two:
        services.publish_page(invitation, by=secretariat)
    published = LedgerEntry.objects.filter(verb=events.INVITATION_PUBLISHED)
    assert {(entry.page_id, entry.audience) for entry in published} == {(two[0].pk, "public"), (two[1].pk, "members")}


def test_the_subject_may_be_any_page_or_the_page_above(two):
    other = index_page().get_parent().add_child(instance=Page(title="Rancangan", slug="rancangan"))
    by_place = invitation_page(parent=other, slug="di-bawah")
    by_name = invitation_page(slug="di-tempat-lain", subject=other)
    assert (by_place.about.pk, by_name.about.pk) == (other.pk, other.pk)
    assert (by_place.meeting, by_name.meeting) == (None, None)
    assert set(InvitationPage.objects.about(other)) == {by_place, by_name}
    assert two[0].about == two[0].meeting


def test_an_open_invitation_does_not_name_a_page_that_its_reader_may_not_see(reader, secretariat):
    invitation = invitation_page(subject=decree_page(title="Rancangan tertutup", reading="invited"))
    assert "Rancangan tertutup" not in reader.get(invitation.url).content.decode()
    reader.force_login(secretariat)
    assert "Rancangan tertutup" in reader.get(invitation.url).content.decode()


def test_an_open_invitation_tells_of_a_meeting_only_who_may_know_of_it(reader, secretariat, bi, bi_member, committed):
    meeting = meeting_page(title="Rapat tertutup", room="Ruang rahasia", online_url="https://contoh.id/rahasia")
    invitation = invitation_page(parent=index_page().get_parent(), subject=meeting, to=[bi], live=False)
    restriction = PageViewRestriction.objects.create(page=meeting, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="Tertutup"))
    with committed():
        services.publish_page(invitation, by=secretariat)
    url, calendar = invitation.url, f"/undangan/{invitation.pk}/acara.ics"
    assert not re.search("rahasia|tertutup", reader.get(url).content.decode())
    assert reader.get(calendar).status_code == 404
    assert "Ruang rahasia" in mail.outbox[0].body  # the letter itself names them
    for user in (bi_member, secretariat):
        reader.force_login(user)
        assert "Ruang rahasia" in reader.get(url).content.decode()
        assert b"Rapat tertutup" in reader.get(calendar).content


def test_who_registers_is_not_mailed_what_only_members_may_know(committed, secretariat):
    meeting = meeting_page(title="Rapat tertutup", room="Ruang rahasia", live=False)
    shown, hidden = invitation_page(), invitation_page(parent=index_page().get_parent(), subject=meeting)
    for invitation in (shown, hidden):
        asked = services.register(invitation, name="Siti", email="siti@contoh.id", consent="Ya.")
        with committed():
            services.confirm_registration(asked)
    told, kept = mail.outbox
    assert "Ruang rapat lantai 3" in told.body
    assert len(told.attachments) == 1
    assert "rahasia" not in kept.body
    assert kept.attachments == []


def test_an_invitation_without_an_hour_is_readable_and_has_no_calendar(reader):
    other = index_page().get_parent().add_child(instance=Page(title="Rancangan", slug="rancangan"))
    invitation = invitation_page(parent=other, bring=["Catatan"])
    assert reader.get(invitation.url).status_code == 200
    assert reader.get(f"/undangan/{invitation.pk}/acara.ics").status_code == 404
    assert not invitation.is_closed


def test_publishing_mails_everybody_who_speaks_for_those_invited_once(committed, secretariat, bi, kpi, bi_member):
    second = member_of(bi, email="kedua@bi.contoh.id")
    MembershipFactory(organisation=bi, person=PersonFactory(user=None))
    member_of(bi, email="nonaktif@bi.contoh.id", is_active=False)
    unreachable = OrganisationFactory()
    invitation = invitation_page(to=[bi, unreachable], live=False)
    with committed():
        services.publish_page(invitation, by=secretariat)
    assert {address for message in mail.outbox for address in message.to} == {bi_member.email, second.email}
    entry = LedgerEntry.objects.get(verb=events.INVITATION_SENT)
    assert (entry.data["organisations"], entry.data["without_address"]) == ([bi.pk], [unreachable.pk])
    mail.outbox.clear()
    with committed():
        services.publish_page(invitation, by=secretariat)
    assert mail.outbox == []


def test_an_organisation_added_later_gets_the_mail_then(committed, secretariat, bi, kpi, bi_member, kpi_member):
    invitation = invitation_page(to=[bi], live=False)
    with committed():
        services.publish_page(invitation, by=secretariat)
    invitation.invitees.add(Invitee(organisation=kpi))
    with committed():
        services.publish_page(invitation, by=secretariat)
    assert [message.to for message in mail.outbox] == [[bi_member.email], [kpi_member.email]]
    sent = LedgerEntry.objects.filter(verb=events.INVITATION_SENT).order_by("seq")
    assert [entry.data["organisations"] for entry in sent] == [[bi.pk], [kpi.pk]]


def test_an_old_letter_entered_for_the_archive_goes_to_nobody(committed, secretariat, bi, bi_member):
    old = meeting_page(starts_at=timezone.now() - datetime.timedelta(days=900))
    with committed():
        services.publish_page(invitation_page(parent=old, to=[bi], live=False), by=secretariat)
    assert mail.outbox == []
    assert not LedgerEntry.objects.filter(verb=events.INVITATION_SENT).exists()


def test_who_speaks_for_two_invited_organisations_gets_one_mail(committed, secretariat, bi, kpi, bi_member):
    MembershipFactory(person=bi_member.person, organisation=kpi)
    with committed():
        services.publish_page(invitation_page(to=[bi, kpi], live=False), by=secretariat)
    assert [message.to for message in mail.outbox] == [[bi_member.email]]


def test_the_mail_is_the_letter_with_the_date(committed, secretariat, bi, bi_member):
    meeting = meeting_page(
        starts_at=datetime.datetime(2030, 3, 21, 9, 0, tzinfo=timezone.get_default_timezone()),
        ends_at=datetime.datetime(2030, 3, 21, 12, 30, tzinfo=timezone.get_default_timezone()),
        room="Partnership Room",
    )
    post = PostFactory(label="Kepala Dinas Kominfo")
    MembershipFactory(post=post, organisation=post.organisation, person=PersonFactory(name="Budi Santosa", user=None))
    invitation = invitation_page(
        parent=meeting, to=[bi], number="005/123/412.2/2030", signed_by=post, bring=["Renja", "KAK"], live=False
    )
    with committed():
        services.publish_page(invitation, by=secretariat)
    (message,) = mail.outbox
    assert message.subject == "Undangan rapat koordinasi"
    for part in (
        "005/123/412.2/2030", "Bojonegoro Institute", "Kamis", "21 Maret 2030", "9.00–12.30 WIB", "Partnership Room",
        "1. Renja\n2. KAK", "KEPALA DINAS KOMINFO\nBudi Santosa", f"http://localhost:8000{invitation.url}",
    ):  # fmt: skip
        assert part in message.body
    ((_name, content, kind),) = message.attachments
    ((shown, shown_kind),) = message.alternatives
    assert (kind, shown_kind) == ("application/ics", "text/calendar; method=REQUEST")
    assert content.decode() == shown
    (event,) = Calendar.from_ical(content).events
    assert (event.end, event["ATTENDEE"]) == (meeting.ends_at, f"mailto:{bi_member.email}")


def test_the_letter_shows_74_invited_units_with_a_constant_number_of_queries(reader, queries_of, bi):
    units = [OrganisationFactory(sector=bi.sector) for _ in range(74)]
    one, many = invitation_page(to=[bi], slug="satu"), invitation_page(to=units, slug="banyak")
    assert queries_of(one.url) == queries_of(many.url) == 19
    page = reader.get(many.url).content.decode()
    assert all(unit.name in page for unit in units)
