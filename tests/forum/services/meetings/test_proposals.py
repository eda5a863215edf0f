"""Organisations propose items for an agenda; the secretariat accepts, defers or declines; they are told."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document

from forum import events, services
from forum.models import AgendaItem, AgendaProposal, ForumSettings, LedgerEntry, MeetingPage
from forum.reading.agenda import agenda_of
from tests.clients import as_
from tests.factories import OrganisationFactory, invitation_page, meeting_page, member_of

pytestmark = pytest.mark.django_db
WORDS = {"title": "Data dasa wisma", "reason": "Belum lengkap."}


@pytest.fixture
def meeting(secretariat, bi):
    """Announced; BI is invited, nobody else."""
    meeting = services.publish_page(meeting_page(agenda=["Pembukaan"], live=False), by=secretariat)
    invitation_page(parent=meeting, to=[bi], is_open=False)
    return meeting


@pytest.fixture
def proposal(meeting, bi, bi_member):
    return services.propose_item(meeting, organisation=bi, minutes=20, by=bi_member, **WORDS)


def address(meeting):
    return reverse("forum:agenda-proposals", args=[meeting.pk])


def verbs():
    return list(LedgerEntry.objects.filter(verb__startswith="proposal.").order_by("seq").values_list("verb", flat=True))


def test_invited_organisation_proposes_with_a_paper_and_others_are_refused(meeting, bi, bi_member, kpi, kpi_member):
    paper = SimpleUploadedFile("data.pdf", b"%PDF-1.4 kata", "application/pdf")
    sent = {"organisation": bi.pk, "minutes": 20, "paper": paper, **WORDS}
    assert as_(kpi_member).post(address(meeting), {**sent, "organisation": kpi.pk}).status_code == 403
    assert as_().post(address(meeting), sent).url.startswith("/akun/login/")
    assert not AgendaProposal.objects.exists()
    paper.seek(0)
    assert as_(bi_member).post(address(meeting), sent).status_code == 302
    proposal = AgendaProposal.objects.get()
    assert (proposal.organisation, proposal.minutes, proposal.state) == (bi, 20, "open")
    url = proposal.document.url
    assert [one.get(url).status_code for one in (as_(), as_(kpi_member), as_(bi_member))] == [404, 404, 200]
    assert "Data dasa wisma" in as_(bi_member).get(meeting.url).content.decode()
    assert "Data dasa wisma" not in as_().get(meeting.url).content.decode()
    with pytest.raises(PermissionDenied):
        services.propose_item(meeting, organisation=kpi, by=kpi_member, **WORDS)
    with pytest.raises(PermissionDenied):
        services.propose_item(meeting, organisation=kpi, by=bi_member, **WORDS)


def test_members_propose_where_the_meeting_is_open_and_nobody_for_one_that_is_hidden(
    meeting, bi_member, kpi, kpi_member
):
    assert as_(kpi_member).get(address(meeting)).status_code == 403
    invitation_page(parent=meeting, is_open=True, slug="terbuka")
    assert as_(kpi_member).get(address(meeting)).status_code == 200
    assert as_(member_of(OrganisationFactory())).get(address(meeting)).status_code == 403
    assert as_(bi_member).get(address(meeting_page(live=False, slug="draf"))).status_code == 404


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(meeting, bi, bi_member):
    fake = SimpleUploadedFile("data.pdf", b"bukan pdf", "application/pdf")
    sent = {"organisation": bi.pk, "title": "Data dasa wisma", "reason": "---", "minutes": 0, "paper": fake}
    answer = as_(bi_member).post(address(meeting), sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reason", "minutes", "paper"}
    assert 'value="Data dasa wisma"' in answer.content.decode()
    assert not Document.objects.exists()


def test_proposing_ends_when_the_forum_says_so(meeting, bi, bi_member):
    local = ForumSettings.objects.create(site_id=1, proposals_end_days=3)
    meeting.starts_at -= datetime.timedelta(days=5)
    meeting.save()
    with pytest.raises(ValidationError):
        services.propose_item(meeting, organisation=bi, by=bi_member, **WORDS)
    answer = as_(bi_member).post(address(meeting), {"organisation": bi.pk, **WORDS})
    assert (answer.status_code, 'class="form"' in answer.content.decode()) == (422, False)
    local.proposals_end_days = 0
    local.save()
    assert services.propose_item(meeting, organisation=bi, by=bi_member, **WORDS).is_open


def test_accepted_proposal_is_an_item_that_says_who_proposed_it(proposal, meeting, bi, secretariat, committed, client):
    with committed():
        services.accept_proposal(proposal, by=secretariat)
    meeting.refresh_from_db()
    [_first, last] = agenda_of(meeting)
    assert (last.text, last.item.minutes, last.item.proposed_by) == ("Data dasa wisma", 20, bi)
    page = client.get(meeting.url).content.decode()
    assert "Diusulkan oleh BI" in page
    assert "ditambah: 2 “Data dasa wisma”" in page
    assert verbs() == [events.PROPOSAL_MADE, events.PROPOSAL_ACCEPTED]
    [letter] = mail.outbox
    assert (letter.to, "masuk acara" in letter.subject) == ([proposal.proposed_by.email], True)
    with pytest.raises(ValidationError):
        services.decline_proposal(proposal, reason="Penuh.", by=secretariat)


def test_accepted_proposal_stands_before_the_item_with_which_every_meeting_ends(proposal, meeting, secretariat):
    ForumSettings.objects.create(site_id=1, standing_items="Pembukaan\nPenutup (5)")
    meeting.agenda_items = [*meeting.agenda_items.all(), AgendaItem(text="Penutup", sort_order=1)]
    services.publish_page(meeting, by=secretariat)
    services.accept_proposal(proposal, by=secretariat)
    found = agenda_of(MeetingPage.objects.get(pk=meeting.pk))
    assert [one.text for one in found] == ["Pembukaan", "Data dasa wisma", "Penutup"]


def test_accepted_proposal_joins_the_draft_of_whoever_is_at_work_on_the_page(proposal, meeting, secretariat):
    meeting.refresh_from_db()
    meeting.summary = "Belum selesai ditulis"
    meeting.save_revision(user=secretariat)
    services.accept_proposal(proposal, by=secretariat)
    meeting.refresh_from_db()
    assert (len(agenda_of(meeting)), meeting.summary) == (1, "")
    draft = meeting.get_latest_revision_as_object()
    assert ([one.text for one in agenda_of(draft)][-1], draft.summary) == ("Data dasa wisma", "Belum selesai ditulis")


def test_paper_of_an_accepted_proposal_is_for_those_invited(meeting, bi, bi_member, secretariat, kpi_member):
    paper = SimpleUploadedFile("data.pdf", b"%PDF-1.4", "application/pdf")
    proposal = services.propose_item(meeting, organisation=bi, paper=paper, by=bi_member, **WORDS)
    services.accept_proposal(proposal, by=secretariat)
    pages = [one.get(meeting.url).content.decode() for one in (as_(), as_(kpi_member), as_(bi_member))]
    assert ["data.pdf" in page for page in pages] == [False, False, True]


def test_deferred_proposal_is_open_for_the_later_meeting_and_no_other(proposal, meeting, bi, secretariat, committed):
    earlier = meeting_page(starts_at=meeting.starts_at - datetime.timedelta(days=1), slug="dulu")
    later = meeting_page(starts_at=meeting.starts_at + datetime.timedelta(days=30), slug="nanti")
    with pytest.raises(ValidationError):
        services.defer_proposal(proposal, to=earlier, by=secretariat)
    with committed():
        services.defer_proposal(proposal, to=later, reason="Acara penuh.", by=secretariat)
    again = AgendaProposal.objects.get(meeting=later)
    assert (again.title, again.organisation, again.is_open) == ("Data dasa wisma", bi, True)
    assert "Acara penuh." in mail.outbox[0].body
    assert verbs()[-1] == events.PROPOSAL_DEFERRED


def test_declining_needs_a_reason_that_the_organisation_reads(proposal, meeting, secretariat, bi_member, kpi_member):
    desk, url = as_(secretariat), reverse("forum_proposal", args=[proposal.pk])
    assert desk.post(url, {"decision": "decline", "reason": " "}).status_code == 422
    assert desk.post(url, {"decision": "defer"}).status_code == 422
    with pytest.raises(ValidationError):
        services.decline_proposal(proposal, reason="---", by=secretariat)
    with pytest.raises(PermissionDenied):
        services.decline_proposal(proposal, reason="Penuh.", by=bi_member)
    assert AgendaProposal.objects.get().is_open
    assert desk.post(url, {"decision": "decline", "reason": "Sudah dibahas."}).status_code == 302
    assert "Sudah dibahas." in as_(bi_member).get(address(meeting)).content.decode()
    assert verbs()[-1] == events.PROPOSAL_DECLINED


def test_organisation_withdraws_what_is_not_decided_and_that_it_was_made_stays(
    proposal, meeting, bi, bi_member, committed
):
    url = reverse("forum:agenda-proposal-withdraw", args=[proposal.pk])
    assert url in as_(bi_member).get(address(meeting)).content.decode()
    with committed():
        assert as_(bi_member).post(url).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.title, proposal.decided_at is None) == ("withdrawn", "Data dasa wisma", False)
    assert verbs() == [events.PROPOSAL_MADE, events.PROPOSAL_WITHDRAWN]
    assert [one.to for one in mail.outbox] == [[bi_member.email]]  # the others who speak for it learn of it
    assert url not in as_(bi_member).get(address(meeting)).content.decode()
    services.propose_item(meeting, organisation=bi, by=bi_member, **WORDS)


def test_nobody_else_withdraws_a_proposal_and_nobody_one_that_is_decided(proposal, bi_member, kpi_member, secretariat):
    url = reverse("forum:agenda-proposal-withdraw", args=[proposal.pk])
    for by in (kpi_member, secretariat):
        assert as_(by).post(url).status_code == 404
        with pytest.raises(PermissionDenied):
            services.withdraw_proposal(proposal, by=by)
    services.accept_proposal(proposal, by=secretariat)
    with pytest.raises(ValidationError):
        services.withdraw_proposal(proposal, by=bi_member)
    assert as_(bi_member).post(url).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "accepted"
