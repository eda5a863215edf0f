"""Input that the secretariat asks organisations for: asked within the round, met by a comment there, withdrawn."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decrees import events, services
from decrees.models import InputRequest, Notification
from decrees.permissions import DecreePermission
from forum import live
from forum.models import LedgerEntry
from tests.factories import (
    OrganisationFactory,
    body,
    closed,
    commented,
    decree_page,
    member_of,
    open_draft,
    opened,
    secretariat_user,
)
from tests.factories.decrees import WRITING, circulated, next_version

pytestmark = pytest.mark.django_db


def today(days=0):
    return timezone.localdate() + datetime.timedelta(days)


def asked(round_, organisation, *, clause="dik-1", question="Apakah tugasnya jelas?", by=None, **fields):
    fields = {"due": today(3), **fields}
    by = by or secretariat_user()
    return services.ask_for_input(
        round_, organisations=[organisation], clause=clause, question=question, by=by, **fields
    )[0]


def organisation_of(user):
    return user.person.memberships.get().organisation


@pytest.fixture
def scene():
    """(version, round, member of BI, BI)"""
    version, round_, member = open_draft()
    return version, round_, member, organisation_of(member)


def test_request_is_in_the_public_record_and_told_to_those_who_speak_for_the_organisation(scene):
    version, round_, member, bi = scene
    colleague, stranger = member_of(bi), member_of(OrganisationFactory())
    request = asked(round_, bi)
    assert (request.clause_label, request.office, request.is_late) == ("diktum KESATU", "", False)
    entry = LedgerEntry.objects.get(verb=events.INPUT_ASKED)
    assert (entry.audience, entry.seq, entry.page_id) == ("public", request.seq, version.decree_id)
    place = {"place": "diktum KESATU", "clause": "dik-1"}
    assert entry.data == {"of": "BI", "version": 1, **place, "due": today(3).isoformat()}
    told = {(notice.user, notice.kind, notice.request) for notice in Notification.objects.all()}
    assert told == {(member, "asked", request), (colleague, "asked", request)}
    assert stranger.notices.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": -1},  # days from today
        {"due": 8},
        {"clause": "tidak-ada"},
        {"question": " "},
        {"organisations": []},
    ],
)
def test_request_outside_the_round_or_without_words_is_refused(scene, wrong):
    _, round_, _, bi = scene
    fields = {"organisations": [bi], "clause": "dik-1", "question": "Apa?", "due": 7, **wrong}
    fields["due"] = today(fields["due"])
    with pytest.raises(ValidationError):
        services.ask_for_input(round_, **fields, by=secretariat_user())
    assert not InputRequest.objects.exists()


def test_only_who_may_comment_is_asked_and_only_the_secretariat_asks(scene):
    _, round_, member, bi = scene
    reading, by_sector = OrganisationFactory(), OrganisationFactory()
    with pytest.raises(ValidationError):
        asked(round_, reading)
    with pytest.raises(PermissionDenied):
        asked(round_, bi, by=member)
    grants = {bi: WRITING, reading: {DecreePermission.VIEW_DRAFT}, by_sector.sector: WRITING}
    services.change_grants(round_, grants=grants, by=secretariat_user())
    assert asked(round_, by_sector).organisation == by_sector


def test_nothing_is_asked_when_the_round_is_closed(scene):
    _, round_, _, bi = scene
    services.close_round(round_, by=secretariat_user())
    with pytest.raises(ValidationError):
        asked(round_, bi)


def met(request):
    request.refresh_from_db()
    return request.met_by


def test_what_has_not_come_when_the_round_is_closed_is_late(scene):
    version, round_, member, bi = scene
    met, unmet = asked(round_, bi, clause="rec-a"), asked(round_, bi)
    commented(version, member, clause="rec-a")
    reader, own = Client(), reverse("decrees:for-me", args=[version.decree_id])
    reader.force_login(member)
    assert unmet.question in reader.get(own).content.decode()
    closed(round_)
    assert unmet.question not in reader.get(own).content.decode()
    found = {one.pk: one.is_late for one in InputRequest.objects.with_subjects()}
    assert found == {met.pk: False, unmet.pk: True}


def test_comment_on_the_clause_meets_the_request_and_one_elsewhere_does_not(scene):
    version, round_, member, bi = scene
    request = asked(round_, bi)
    commented(version, member, clause="rec-a")
    assert met(request) is None
    first = commented(version, member)
    assert met(request) == first
    commented(version, member)
    assert met(request) == first


def test_comment_inside_the_annex_meets_a_request_on_the_annex(scene):
    version, round_, member, bi = scene
    request = asked(round_, bi, clause="ann-1")
    commented(version, member, clause="dik-1")
    assert met(request) is None
    assert commented(version, member, clause="ite-a") == met(request)


def test_any_comment_meets_a_request_on_the_whole_draft(scene):
    version, round_, member, bi = scene
    request = asked(round_, bi, clause="")
    assert request.clause_label == ""
    assert commented(version, member, clause="cit-1") == met(request)


def test_reply_private_discussion_and_other_organisations_meet_nothing():
    bi, kpi = OrganisationFactory(short_name="BI"), OrganisationFactory(short_name="KPI")
    version = circulated()
    round_ = opened(version, bi, kpi)
    member, other = member_of(bi), member_of(kpi)
    request = asked(round_, bi)
    thread = commented(version, other)
    commented(version, member, parent=thread)
    commented(version, member, audience=f"organisation:{bi.pk}")
    assert met(request) is None
    for audience in ("members", "secretariat"):
        commented(version, member, audience=audience)
        assert met(request) is None
    assert commented(version, member) == met(request)


def test_position_and_paper_meet_a_request(scene):
    version, round_, member, bi = scene
    by = secretariat_user()
    first = asked(round_, bi)
    discussion = commented(version, member, audience=f"organisation:{bi.pk}")
    assert met(first) is None
    assert services.send_position(discussion, text="Sikap kami.", by=member) == met(first)
    second = asked(round_, bi, clause="rec-a")
    fields = {"organisation": bi, "clause": "rec-a", "received_on": today(), "text": "Setuju."}
    assert services.enter_paper_comment(round_, **fields, by=by) == met(second)


def test_withdrawn_request_is_gone_and_the_ledger_knows(scene):
    _, round_, member, bi = scene
    request = asked(round_, bi)
    with pytest.raises(PermissionDenied):
        services.withdraw_request(request, by=member)
    services.withdraw_request(request, by=secretariat_user())
    assert not InputRequest.objects.exists()
    assert not Notification.objects.exists()
    assert [entry.verb for entry in LedgerEntry.objects.filter(verb__startswith="input").order_by("seq")] == [
        "input.asked",
        "input.withdrawn",
    ]


def test_what_has_come_is_not_withdrawn(scene):
    version, round_, member, bi = scene
    request = asked(round_, bi)
    commented(version, member)
    with pytest.raises(ValidationError):
        services.withdraw_request(request, by=secretariat_user())
    assert met(request)


def test_frames_tell_of_a_request_also_when_it_is_withdrawn(scene):
    _, round_, _, bi = scene
    services.withdraw_request(asked(round_, bi), by=secretariat_user())
    texts = [live.frame(entry, "public")["text"] for entry in LedgerEntry.objects.filter(verb__startswith="input")]
    assert ["BI" in text and "diktum KESATU" in text for text in texts] == [True, True]


# --- pages -----------------------------------------------------------------------------------------------------------


def page(version, user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client.get(version.decree.url).content.decode()


def test_everybody_reads_the_request_at_its_clause_and_those_asked_are_led_there(scene):
    version, round_, member, bi = scene
    asked(round_, bi, question="Apakah hubungan ketiga tim jelas?")
    for user in [None, member_of(OrganisationFactory()), member]:
        assert "Apakah hubungan ketiga tim jelas?" in page(version, user)
    led = '<li><a href="#k-dik-1">diktum KESATU</a>'
    assert led in page(version, member)
    assert led not in page(version)
    commented(version, member)
    assert led not in page(version, member)


def test_old_version_shows_what_was_asked_on_it_and_the_new_one_does_not(scene):
    version, round_, _, bi = scene
    asked(round_, bi, question="Pertanyaan lama?")
    newer = next_version(version, blocks=body(rec_a="bahwa berubah;"))
    old = Client().get(version.get_absolute_url()).content.decode()
    assert ("Pertanyaan lama?" in old, "Pertanyaan lama?" in page(newer)) == (True, False)


def test_request_on_a_draft_for_few_is_read_by_them_alone():
    version, round_, member = open_draft(reading="invited")
    asked(round_, organisation_of(member), question="Rahasia?")
    assert "Rahasia?" in page(version, member)
    assert Client().get(version.decree.url).status_code == 404


def admin():
    client = Client()
    client.force_login(secretariat_user())
    return client


def admin_url(decree, name="requests", *args):
    return reverse(f"decrees_admin:{name}", args=[decree.pk, *args])


def test_secretariat_asks_two_organisations_sees_the_states_and_withdraws():
    bi, kpi = OrganisationFactory(short_name="BI"), OrganisationFactory(short_name="KPI")
    version = circulated()
    opened(version, bi, kpi)
    client, url = admin(), admin_url(version.decree)
    data = {"organisations": [bi.pk, kpi.pk], "clause": "ann-1", "question": "Uraian tugas?", "due": today(2)}
    assert client.post(url, data).status_code == 302
    assert set(InputRequest.objects.values_list("organisation", flat=True)) == {bi.pk, kpi.pk}
    commented(version, member_of(bi), clause="ite-a")
    InputRequest.objects.filter(organisation=kpi).update(due=today(-1))
    html = client.get(url).content.decode()
    assert ("sudah masuk" in html or "has come" in html, "terlambat" in html or "late" in html) == (True, True)
    request = InputRequest.objects.get(organisation=kpi)
    client.post(admin_url(version.decree, "request-withdraw", request.pk))
    assert InputRequest.objects.get().organisation == bi


def test_wrong_day_is_said_at_the_form_and_nothing_is_asked(scene):
    version, _, _, bi = scene
    data = {"organisations": [bi.pk], "clause": "", "question": "Apa?", "due": today(30)}
    answer = admin().post(admin_url(version.decree), data)
    assert answer.status_code == 422
    assert not InputRequest.objects.exists()


def test_without_an_open_round_the_list_stays_and_there_is_no_form():
    decree = decree_page()
    client = admin()
    assert client.get(admin_url(decree)).status_code == 200
    assert client.post(admin_url(decree), {"question": "Apa?"}).status_code == 302
    assert not InputRequest.objects.exists()
