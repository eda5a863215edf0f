"""Circulating, opening, commenting, answering: success beside refusal."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from decrees import events, permissions, services, text
from decrees.models import Comment, DecreeGrant, DecreePage, Round, Version
from decrees.permissions import DecreePermission
from forum import ledger
from forum import services as forum_services
from forum.audiences import Audience
from forum.models import LedgerEntry
from tests.factories import (
    OrganisationFactory,
    circulated,
    closed,
    commented,
    decree_page,
    in_a_week,
    lapsed,
    member_of,
    open_draft,
    opened,
    rewritten,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


def verbs(decree):
    return list(LedgerEntry.objects.filter(page_id=decree.pk).values_list("verb", flat=True))


# --- versions


def test_circulate_freezes_the_text_last_saved_and_numbers_it():
    decree = decree_page(live=False)
    first = circulated(decree)
    second = circulated(rewritten(decree, dik_1="Membentuk Tim."))
    assert [first.number, second.number] == [1, 2]
    assert text.find(first.document, "dik-1").text == "Membentuk Tim Open Government."
    assert text.find(second.document, "dik-1").text == "Membentuk Tim."
    assert second.document.title == "TIM OPEN GOVERNMENT"
    assert verbs(decree).count(events.VERSION_CIRCULATED) == 2
    assert DecreePage.objects.get(pk=decree.pk).live


def test_circulated_version_stands_in_the_ledger_with_its_fingerprint():
    version = circulated()
    entry = LedgerEntry.objects.get(verb=events.VERSION_CIRCULATED)
    assert (entry.content, entry.target) == (version.digest, ledger.target_of(version))
    assert version.digest == text.digest(version.document)


def test_circulate_is_the_secretariats():
    decree, member = decree_page(), member_of(OrganisationFactory())
    with pytest.raises(PermissionDenied):
        circulated(decree, by=member)
    assert circulated(decree, by=secretariat_user()).number == 1


def test_circulate_refuses_the_same_text_no_text_no_reason_and_an_open_round():
    version, round_, _ = open_draft()
    decree = rewritten(version.decree, rec_a="bahwa lain;")
    with pytest.raises(ValidationError):
        circulated(decree)
    services.close_round(round_, by=secretariat_user())
    with pytest.raises(ValidationError):
        circulated(decree, reason=" ")
    assert circulated(decree).number == 2
    with pytest.raises(ValidationError):
        circulated(decree)
    with pytest.raises(ValidationError):
        circulated(body=[])


def test_first_version_needs_no_reason_and_says_what_it_is():
    assert circulated(reason=" \u200b ").reason == "Naskah pertama."
    assert circulated(reason="Keputusan rapat 3 Maret.").reason == "Keputusan rapat 3 Maret."
    with pytest.raises(ValidationError):
        circulated(changelog=" ", reason="")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_a_version(change):
    version = circulated()
    versions = Version.objects.filter(pk=version.pk)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        versions.update(reason="x") if change == "update" else versions._raw_delete("default")
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()
    assert Version.objects.get().reason == version.reason


# --- rounds


def test_round_grants_what_was_chosen_and_all_that_it_implies():
    version, bi, lsm = circulated(), OrganisationFactory(), OrganisationFactory().sector
    opened(version, grants={bi: {DecreePermission.PROPOSE}, lsm: {DecreePermission.VIEW_DRAFT}})
    assert permissions.grants_of(version.decree) == {
        bi: {DecreePermission.VIEW_DRAFT, DecreePermission.COMMENT, DecreePermission.PROPOSE},
        lsm: {DecreePermission.VIEW_DRAFT},
    }


def test_round_is_opened_by_the_secretariat_on_the_newest_version_with_somebody_to_comment():
    decree, bi = decree_page(), OrganisationFactory()
    old, new = circulated(decree), circulated(rewritten(decree, rec_a="bahwa lain;"))
    with pytest.raises(PermissionDenied):
        opened(new, bi, by=member_of(bi))
    with pytest.raises(ValidationError):
        opened(old, bi)
    with pytest.raises(ValidationError):
        opened(new, grants={bi: {DecreePermission.VIEW_DRAFT}})
    with pytest.raises(ValidationError):
        opened(new, bi, closes_at=timezone.now())
    round_ = opened(new, bi)
    with pytest.raises(ValidationError):
        opened(new, bi)
    assert list(Round.objects.open()) == [round_]


def test_opening_closes_a_round_that_ran_past_its_time():
    version, lapsed, _ = open_draft()
    Round.objects.update(opens_at=timezone.now() - datetime.timedelta(2), closes_at=timezone.now())
    opened(version, OrganisationFactory())
    lapsed.refresh_from_db()
    assert lapsed.closed_at is not None
    assert verbs(version.decree)[-2:] == [events.ROUND_CLOSED, events.ROUND_OPENED]


def test_changed_grants_count_at_once():
    version, round_, bi = open_draft()
    kpi = OrganisationFactory()
    other = member_of(kpi)
    assert (permissions.can_comment(bi, version.decree), permissions.can_comment(other, version.decree)) == (
        True,
        False,
    )
    with pytest.raises(PermissionDenied):
        services.change_grants(round_, grants={kpi: {DecreePermission.COMMENT}}, by=bi)
    services.change_grants(round_, grants={kpi: {DecreePermission.COMMENT}}, by=secretariat_user())
    assert (permissions.can_comment(bi, version.decree), permissions.can_comment(other, version.decree)) == (
        False,
        True,
    )
    assert verbs(version.decree)[-1] == events.ROUND_CHANGED


def test_closing_twice_is_recorded_once_and_is_the_secretariats():
    version, round_, member = open_draft()
    with pytest.raises(PermissionDenied):
        services.close_round(round_, by=member)
    for _ in range(2):
        services.close_round(round_, by=secretariat_user())
    assert verbs(version.decree).count(events.ROUND_CLOSED) == 1


def test_grant_goes_with_its_decree():
    decree, bi = decree_page(live=False), OrganisationFactory()
    permissions.set_grants(decree, {bi: {DecreePermission.COMMENT}})
    assert DecreeGrant.objects.count() == 2
    decree.delete()
    assert DecreeGrant.objects.count() == 0


# --- comments


def test_comment_keeps_the_passage_with_its_context_and_the_voice():
    version, round_, member = open_draft()
    comment = commented(version, member, start=10, end=13, quote="Tim", prefix="anything")
    assert (comment.quote, comment.prefix, comment.suffix) == ("Tim", "Membentuk ", " Open Government.")
    assert (comment.clause_label, comment.round, comment.audience) == ("diktum KESATU", round_, "public")
    assert comment.organisation.label == "BI"
    entry = LedgerEntry.objects.get(seq=comment.seq)
    assert (entry.verb, entry.organisation, entry.page_id) == (
        events.COMMENT_ADDED,
        comment.organisation,
        version.decree_id,
    )
    assert comment.text not in str(entry.data)


def test_comment_on_words_that_are_not_there_is_refused():
    version, _, member = open_draft()
    for wrong in [{"quote": "Panitia", "start": 10, "end": 17}, {"clause": "no-such"}, {"start": 400, "end": 500}]:
        with pytest.raises(ValidationError):
            commented(version, member, **wrong)
    assert commented(version, member, quote="Tim", start=0, end=3).start == 10


def test_comment_needs_a_grant_an_open_round_and_a_current_membership():
    version, round_, member = open_draft()
    stranger, organisation = member_of(OrganisationFactory()), member.person.memberships.get().organisation
    leaving = member_of(organisation)
    membership = leaving.person.memberships.get()
    for outsider in [stranger, secretariat_user()]:
        with pytest.raises(PermissionDenied):
            commented(version, outsider)
    assert commented(version, leaving)
    yesterday = timezone.localdate() - datetime.timedelta(1)
    forum_services.end_membership(membership, on=yesterday, by=secretariat_user())
    with pytest.raises(PermissionDenied):
        commented(version, leaving)
    assert commented(version, member)
    closed(round_)
    with pytest.raises(PermissionDenied):
        commented(version, member)


def test_membership_that_ended_elsewhere_counts_before_groups_are_in_step():
    version, _, member = open_draft()
    member.person.memberships.update(end_date=timezone.localdate() - datetime.timedelta(1))
    assert member.groups.count() == 2
    with pytest.raises(PermissionDenied):
        commented(version, member)


def test_comment_after_the_closing_time_is_refused_though_nobody_closed_the_round():
    version, _, member = open_draft()
    assert commented(version, member)
    Round.objects.update(opens_at=timezone.now() - datetime.timedelta(2), closes_at=timezone.now())
    with pytest.raises(PermissionDenied):
        commented(version, member)


def test_comment_belongs_to_the_version_under_comment():
    version, round_, member = open_draft()
    services.close_round(round_, by=secretariat_user())
    newer = circulated(rewritten(version.decree, rec_a="bahwa lain;"))
    opened(newer, member.person.memberships.get().organisation)
    with pytest.raises(ValidationError):
        commented(version, member)
    assert commented(newer, member).version == newer


def test_sector_grant_reaches_its_members():
    version, organisation = circulated(), OrganisationFactory()
    member, other = member_of(organisation), member_of(OrganisationFactory(sector__slug="opd"))
    opened(version, grants={organisation.sector: {DecreePermission.COMMENT}})
    assert commented(version, member).organisation == organisation
    with pytest.raises(PermissionDenied):
        commented(version, other)


def test_wording_is_proposed_only_by_those_who_may():
    version, bi, kpi = circulated(), OrganisationFactory(), OrganisationFactory()
    opened(version, grants={bi: {DecreePermission.PROPOSE}, kpi: {DecreePermission.COMMENT}})
    assert commented(version, member_of(bi), proposed="Membentuk Tim OGP.").proposed == "Membentuk Tim OGP."
    with pytest.raises(PermissionDenied):
        commented(version, member_of(kpi), proposed="Membentuk Tim OGP.")
    with pytest.raises(ValidationError):
        commented(version, member_of(bi), proposed="Membentuk Tim Open Government.")
    with pytest.raises(ValidationError):
        commented(version, member_of(bi), text=" ")


def test_same_token_is_the_same_comment():
    version, round_, member = open_draft()
    token = uuid.uuid4()
    first = commented(version, member, token=token)
    closed(round_)
    assert commented(version, member, token=token) == first
    assert Comment.objects.count() == 1
    assert verbs(version.decree).count(events.COMMENT_ADDED) == 1


def test_form_of_somebody_else_is_not_sent_again():
    version, _, member = open_draft()
    colleague, token = member_of(member.person.memberships.get().organisation), uuid.uuid4()
    commented(version, member, token=token)
    with pytest.raises(ValidationError):
        commented(version, colleague, token=token)
    assert Comment.objects.count() == 1


def test_reply_stays_with_its_comment_and_its_audience():
    version, _, member = open_draft()
    parent = commented(version, member, start=0, end=9, audience="members")
    reply = commented(version, member, parent=parent, clause="rec-a", text="Setuju.")
    assert (reply.clause, reply.audience, reply.quote) == ("dik-1", "members", "")
    with pytest.raises(ValidationError):
        commented(version, member, parent=reply)


def test_comment_may_be_kept_to_ones_own_organisation_not_to_anothers():
    version, _, member = open_draft()
    own = Audience.of(member.person.memberships.get().organisation)
    assert commented(version, member, audience=own).audience == own
    with pytest.raises(PermissionDenied):
        commented(version, member, audience=Audience.of(OrganisationFactory()))


def test_comment_text_is_plain_text():
    version, _, member = open_draft()
    comment = commented(version, member, text=" <b>satu</b>\r\ndua\x00\u202e ")
    assert comment.text == "<b>satu</b>\ndua"
    with pytest.raises(ValidationError):
        commented(version, member, text="x" * 10_001)


# --- answers


def test_answer_has_disposition_and_reason_and_may_be_changed():
    version, _, member = open_draft()
    comment, secretariat = commented(version, member), secretariat_user()
    with pytest.raises(PermissionDenied):
        services.answer_comment(comment, disposition="accepted", reason="Baik.", by=member)
    for wrong in [{"disposition": "accepted", "reason": " "}, {"disposition": "maybe", "reason": "Baik."}]:
        with pytest.raises(ValidationError):
            services.answer_comment(comment, **wrong, by=secretariat)
    services.answer_comment(comment, disposition="accepted", reason="Baik.", by=secretariat)
    services.answer_comment(comment, disposition="partly", reason="Sebagian.", by=secretariat)
    assert Comment.objects.get(pk=comment.pk).answer.disposition == "partly"
    assert verbs(version.decree)[-2:] == [events.ANSWER_GIVEN, events.ANSWER_CHANGED]


def test_answer_by_a_group_that_was_granted_it_also_after_the_round():
    version, hukum, bi = circulated(), OrganisationFactory(), OrganisationFactory()
    round_ = opened(version, grants={hukum: {DecreePermission.ANSWER}, bi: {DecreePermission.COMMENT}})
    comment = commented(version, member_of(bi))
    lapsed(round_)
    answer = services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=member_of(hukum))
    assert answer.office == hukum.name
    with pytest.raises(PermissionDenied):
        services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=member_of(bi))


def test_reply_is_not_answered_by_itself():
    version, _, member = open_draft()
    reply = commented(version, member, parent=commented(version, member))
    with pytest.raises(ValidationError):
        services.answer_comment(reply, disposition="noted", reason="Dicatat.", by=secretariat_user())


def test_ledger_holds_after_all_of_it():
    version, _, member = open_draft(reading="invited")
    services.answer_comment(commented(version, member), disposition="noted", reason="Ya.", by=secretariat_user())
    assert in_a_week() > timezone.now()
    assert ledger.verify() is None
