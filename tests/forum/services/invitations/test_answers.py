"""Organisations answer an invitation: who may, until when, and what is kept of it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from forum import events, services
from forum.models import InvitationPage, LedgerEntry, MeetingPage, Rsvp
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    invitation_page,
    meeting_page,
    member_of,
)

pytestmark = pytest.mark.django_db


def answers():
    """Those that count."""
    newest = {(one.invitation_id, one.organisation_id): one for one in Rsvp.objects.select_related("organisation")}
    return {(one.organisation.short_name, one.answer, one.attendees) for one in newest.values()}


def test_only_members_of_the_invited_organisation_answer_a_closed_invitation(
    bi, kpi, bi_member, kpi_member, secretariat
):
    invitation = invitation_page(to=[bi], is_open=False)
    for organisation, by in [(bi, kpi_member), (kpi, kpi_member), (kpi, bi_member), (bi, secretariat)]:
        with pytest.raises(PermissionDenied):
            services.answer_invitation(invitation, organisation=organisation, answer="yes", by=by)
    services.answer_invitation(invitation, organisation=bi, answer="yes", attendees=2, by=bi_member)
    assert answers() == {("BI", "yes", 2)}


def test_any_member_organisation_answers_an_open_invitation_but_no_other(bi, kpi, kpi_member):
    invitation = invitation_page(to=[bi], is_open=True)
    guest = OrganisationFactory(is_forum_member=False)
    with pytest.raises(PermissionDenied):
        services.answer_invitation(invitation, organisation=guest, answer="yes", by=member_of(guest))
    services.answer_invitation(invitation, organisation=kpi, answer="represented", by=kpi_member)
    assert answers() == {("KPI", "represented", 1)}


def test_a_membership_that_ended_yesterday_answers_no_more(bi, bi_member):
    invitation = invitation_page(to=[bi])
    membership = bi_member.person.memberships.get()
    membership.end_date = timezone.localdate()
    membership.save()
    services.answer_invitation(invitation, organisation=bi, answer="yes", by=bi_member)
    membership.end_date -= datetime.timedelta(days=1)
    membership.save()
    with pytest.raises(PermissionDenied):
        services.answer_invitation(invitation, organisation=bi, answer="no", by=bi_member)
    assert answers() == {("BI", "yes", 1)}


def test_the_newest_answer_counts_and_the_ledger_keeps_both(bi, bi_member):
    invitation = invitation_page(to=[bi])
    services.answer_invitation(invitation, organisation=bi, answer="yes", attendees=3, note="Bu Sari", by=bi_member)
    services.answer_invitation(invitation, organisation=bi, answer="no", attendees=3, by=bi_member)
    assert answers() == {("BI", "no", 0)}
    entries = LedgerEntry.objects.filter(verb=events.RSVP_ANSWERED).order_by("seq")
    assert [(e.data["answer"], e.audience, e.organisation, e.page_id) for e in entries] == [
        ("yes", "members", bi, invitation.pk),
        ("no", "members", bi, invitation.pk),
    ]
    assert "Sari" not in str([entry.data for entry in entries])


def test_earlier_answer_stays_and_the_desk_shows_both(reader, bi, kpi, bi_member, kpi_member, secretariat):
    invitation = invitation_page(to=[bi, kpi])
    services.answer_invitation(invitation, organisation=bi, answer="yes", attendees=3, note="Bu Sari", by=bi_member)
    services.answer_invitation(invitation, organisation=kpi, answer="yes", by=kpi_member)
    services.answer_invitation(invitation, organisation=bi, answer="no", by=bi_member)
    assert [one.answer for one in Rsvp.objects.filter(organisation=bi)] == ["yes", "no"]
    reader.force_login(bi_member)
    assert [form["answer"].value() for form in reader.get(invitation.url).context["rsvps"]] == ["no"]
    reader.force_login(secretariat)
    desk = reader.get(reverse("forum_answers", args=[invitation.pk])).context
    assert [(one.organisation, one.answer) for one in desk["rsvps"]] == [(bi, "no"), (kpi, "yes")]
    assert [(one.answer, one.note) for one in desk["earlier"]] == [("yes", "Bu Sari")]
    assert desk["seats"] == 1


def test_database_refuses_to_change_or_remove_an_answer_and_lets_a_login_go(bi, bi_member):
    rsvp = services.answer_invitation(invitation_page(to=[bi]), organisation=bi, answer="yes", by=bi_member)
    rows = Rsvp.objects.filter(pk=rsvp.pk)
    for change in ({"answer": "no"}, {"note": "lain"}, {"answered_by": bi_member}):
        with pytest.raises(DatabaseError, match="an answer to an invitation stays"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="an answer to an invitation stays"), transaction.atomic():
        rows._raw_delete("default")
    rows.update(answered_by=None)
    assert [(one.answer, one.answered_by) for one in rows] == [("yes", None)]


def test_invitation_that_was_answered_is_not_deleted_by_any_door(client, bi, bi_member):
    answered, silent = invitation_page(to=[bi]), invitation_page(title="Lain", live=False)
    services.answer_invitation(answered, organisation=bi, answer="yes", by=bi_member)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    for page in (answered, answered.get_parent(), silent):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={answered.pk}")
    assert list(InvitationPage.objects.all()) == [answered]


@pytest.mark.parametrize(
    ("meeting", "until"),
    [
        ({"starts_at": timezone.now() - datetime.timedelta(days=2)}, None),
        ({}, timezone.now() - datetime.timedelta(minutes=1)),
        ({"status": MeetingPage.Status.CANCELLED}, None),
    ],
    ids=["meeting over", "registration over", "meeting cancelled"],
)
def test_answers_end_with_the_registration_or_the_meeting(bi, bi_member, meeting, until):
    ended = invitation_page(parent=meeting_page(**meeting), to=[bi], registration_until=until)
    open_still = invitation_page(to=[bi], slug="masih", registration_until=timezone.now() + datetime.timedelta(hours=1))
    with pytest.raises(ValidationError):
        services.answer_invitation(ended, organisation=bi, answer="yes", by=bi_member)
    services.answer_invitation(open_still, organisation=bi, answer="yes", by=bi_member)
    assert Rsvp.objects.get().invitation == open_still


def test_an_unpublished_invitation_is_not_answered(bi, bi_member):
    invitation = invitation_page(to=[bi], live=False)
    with pytest.raises(PermissionDenied):
        services.answer_invitation(invitation, organisation=bi, answer="yes", by=bi_member)


def test_rsvp_by_form_says_404_403_or_done(reader, bi, kpi, bi_member, kpi_member):
    invitation = invitation_page(to=[bi], is_open=False)
    url = f"/undangan/{invitation.pk}/konfirmasi/{bi.pk}/"
    data = {"answer": "yes", "attendees": "2", "note": ""}
    assert reader.post(url, data)["Location"].startswith("/akun/login/")
    reader.force_login(kpi_member)
    assert reader.post(url, data).status_code == 404
    reader.force_login(bi_member)
    assert reader.post(url.replace(f"/{bi.pk}/", f"/{kpi.pk}/"), data).status_code == 403
    assert reader.post(url, {**data, "answer": "perhaps"}).status_code == 422
    assert answers() == set()
    assert reader.post(url, data).status_code == 302
    assert answers() == {("BI", "yes", 2)}


def test_somebody_with_two_organisations_gets_a_form_for_each(reader, bi, kpi, bi_member):
    MembershipFactory(person=bi_member.person, organisation=kpi)
    invitation = invitation_page(to=[bi, kpi], is_open=False)
    reader.force_login(bi_member)
    forms = reader.get(invitation.url).context["rsvps"]
    assert {form.organisation for form in forms} == {bi, kpi}
    assert len({form["answer"].auto_id for form in forms}) == 2
