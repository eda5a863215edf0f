"""The four steps, corrections and follow-ups: who may, when, and what they leave behind."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from forum.models import LedgerEntry, MeetingPage
from minutes import services
from minutes.models import MinutesPage, content, states
from minutes.models.states import State, Step
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    bring_to,
    meeting_page,
    member_of,
    minutes_page,
    said,
    secretariat_user,
)

pytestmark = pytest.mark.django_db

STEPS = {
    Step.CIRCULATE: services.circulate_minutes,
    Step.APPROVE: services.approve_minutes,
    Step.PUBLISH: services.publish_minutes,
    Step.REOPEN: lambda minutes, by: services.reopen_minutes(minutes, reason="Salah tanggal", by=by),
}
TABLE = {
    (State.DRAFT, Step.CIRCULATE): State.CIRCULATED,
    (State.DRAFT, Step.APPROVE): None,
    (State.DRAFT, Step.PUBLISH): None,
    (State.DRAFT, Step.REOPEN): None,
    (State.CIRCULATED, Step.CIRCULATE): State.CIRCULATED,
    (State.CIRCULATED, Step.APPROVE): State.APPROVED,
    (State.CIRCULATED, Step.PUBLISH): None,
    (State.CIRCULATED, Step.REOPEN): None,
    (State.APPROVED, Step.CIRCULATE): None,
    (State.APPROVED, Step.APPROVE): None,
    (State.APPROVED, Step.PUBLISH): State.PUBLISHED,
    (State.APPROVED, Step.REOPEN): State.DRAFT,
    (State.PUBLISHED, Step.CIRCULATE): None,
    (State.PUBLISHED, Step.APPROVE): None,
    (State.PUBLISHED, Step.PUBLISH): None,
    (State.PUBLISHED, Step.REOPEN): State.DRAFT,
}


def verbs(page):
    return list(LedgerEntry.objects.filter(page_id=page.pk).order_by("seq").values_list("verb", flat=True))


def revised(minutes, by, **fields):
    """What the editor's Save does."""
    draft = minutes.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=by)
    if not draft.live:
        draft.save()
    return draft


@pytest.mark.parametrize(("state", "step"), TABLE)
def test_each_step_in_each_state(state, step):
    secretariat, outsider = secretariat_user(), member_of(OrganisationFactory())
    minutes = minutes_page(state=state, is_over=state != State.DRAFT, by=secretariat_user())
    expected, before = TABLE[state, step], verbs(minutes)
    with pytest.raises(PermissionDenied):
        STEPS[step](minutes, by=outsider)
    assert verbs(minutes) == before
    if expected is None:
        with pytest.raises(ValidationError):
            STEPS[step](minutes, by=secretariat)
        assert (MinutesPage.objects.get(pk=minutes.pk).state, verbs(minutes)) == (state, before)
    else:
        assert STEPS[step](minutes, by=secretariat).state == expected
        assert len(verbs(minutes)) == len(before) + 1


def test_table_of_states_is_complete():
    assert set(TABLE) == {(state, step) for state in State for step in Step}
    assert {key for key, reached in TABLE.items() if reached} == {
        (state, step) for state in State for step in Step if states.allows(state, step)
    }


def test_the_whole_way_leaves_one_entry_for_each_step():
    secretariat = secretariat_user()
    minutes = minutes_page(state=State.PUBLISHED, by=secretariat)
    minutes = services.reopen_minutes(minutes, reason="Jumlah peserta salah", by=secretariat)
    minutes = bring_to(minutes, State.PUBLISHED, by=secretariat)
    assert verbs(minutes) == [
        "minutes.circulated",
        "minutes.approved",
        "minutes.published",
        "minutes.reopened",
        "minutes.circulated",
        "minutes.approved",
        "minutes.changed",
    ]
    published = LedgerEntry.objects.filter(verb="minutes.changed").get()
    assert (published.actor, published.content) == (secretariat, minutes.digest)
    assert minutes.edition == 2


def test_minutes_without_anybody_present_cannot_be_circulated():
    with pytest.raises(ValidationError, match=r"organisations|organisasi"):
        services.circulate_minutes(minutes_page(present=[]), by=secretariat_user())


def test_text_changed_after_circulation_must_go_round_again_before_approval():
    secretariat = secretariat_user()
    minutes = minutes_page(state=State.CIRCULATED, by=secretariat)
    revised(minutes, secretariat, number="001/2017")
    with pytest.raises(ValidationError):
        services.approve_minutes(minutes, by=secretariat)
    again = services.circulate_minutes(minutes, by=secretariat)
    assert bring_to(again, State.APPROVED, by=secretariat).state == State.APPROVED


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [("room", "Ruang lain", "place|tempat"), ("starts_at", "2031-01-01T01:00Z", "day and time|hari dan waktu")],
)
def test_meeting_changed_after_circulation_is_named_and_the_minutes_go_round_again(field, value, word):
    secretariat = secretariat_user()
    minutes = minutes_page(state=State.CIRCULATED, by=secretariat)
    MeetingPage.objects.update(**{field: value})
    with pytest.raises(ValidationError, match=word):
        services.approve_minutes(minutes, by=secretariat)
    again = services.circulate_minutes(minutes, by=secretariat)
    assert bring_to(again, State.APPROVED, by=secretariat).state == State.APPROVED


def test_second_edition_does_not_erase_who_approved_the_first(client):
    post = PostFactory(label="Asisten I")
    chair = PersonFactory()
    MembershipFactory(person=chair, organisation=post.organisation, post=post)
    secretariat = secretariat_user()
    minutes = minutes_page(chair=post, is_over=True, by=secretariat)
    minutes = services.publish_minutes(services.approve_minutes(minutes, by=chair.user), by=secretariat)
    first, name = minutes.digest, f"Asisten I, {post.organisation.name}"
    minutes = services.reopen_minutes(minutes, reason="Jumlah peserta salah", by=secretariat)
    revised(minutes, secretariat, number="2")
    minutes = bring_to(minutes, State.APPROVED, by=secretariat)
    # The public edition was approved by the chair, whatever happens to the next.
    assert name in client.get(minutes.url).content.decode()
    services.publish_minutes(minutes, by=secretariat)
    kept = [(one.edition, one.office, one.digest) for one in minutes.approvals.all()]
    assert kept == [(1, name, first), (2, "", minutes.digest)]
    assert f"{name}, " not in client.get(minutes.url).content.decode()


def test_chair_of_the_meeting_approves_and_nothing_else():
    post = PostFactory(label="Asisten I")
    person = PersonFactory()
    MembershipFactory(person=person, organisation=post.organisation, post=post)
    secretariat = secretariat_user()
    minutes = minutes_page(chair=post, is_over=True, by=secretariat)
    for refused in (services.circulate_minutes, services.publish_minutes):
        with pytest.raises(PermissionDenied):
            refused(minutes, by=person.user)
    approved = services.approve_minutes(minutes, by=person.user)
    approval = approved.approvals.get()
    assert (approval.made_by, approval.office) == (person.user, f"Asisten I, {post.organisation.name}")


def test_reopening_needs_a_reason_and_keeps_the_public_edition():
    secretariat = secretariat_user()
    minutes = minutes_page(state=State.PUBLISHED, by=secretariat)
    with pytest.raises(ValidationError):
        services.reopen_minutes(minutes, reason="  ", by=secretariat)
    reopened = services.reopen_minutes(minutes, reason="Jumlah peserta salah", by=secretariat)
    assert reopened.live
    revised(reopened, secretariat, number="draf-baru")
    assert MinutesPage.objects.get(pk=minutes.pk).number == ""
    assert [one.reason for one in reopened.reopenings.all()] == ["Jumlah peserta salah"]


def test_only_organisations_that_took_part_correct_and_only_while_circulated():
    present, absent = OrganisationFactory(), OrganisationFactory()
    secretariat, guest, stranger = secretariat_user(), member_of(present), member_of(absent)
    minutes = minutes_page(present=[present], state=State.CIRCULATED, by=secretariat)
    with pytest.raises(PermissionDenied):
        services.correct_minutes(minutes, text="Ubah", by=stranger)
    correction = services.correct_minutes(minutes, text="Masukan 1 kurang lengkap", by=guest)
    assert (correction.organisation, verbs(minutes)[-1]) == (present, "minutes.corrected")
    bring_to(minutes, State.APPROVED, by=secretariat)
    with pytest.raises(PermissionDenied):
        services.correct_minutes(minutes, text="Terlambat", by=guest)


def test_organisation_in_charge_reports_a_follow_up_as_done_once():
    owner, other = OrganisationFactory(), OrganisationFactory()
    secretariat = secretariat_user()
    minutes = minutes_page(present=[owner, other], state=State.APPROVED, by=secretariat)
    with pytest.raises(PermissionDenied):
        services.report_action(minutes.action_items.get(), state="done", note="Sudah", by=member_of(owner))
    minutes = services.publish_minutes(minutes, by=secretariat)
    item = minutes.action_items.get()
    with pytest.raises(PermissionDenied):
        services.report_action(item, state="done", note="Sudah", by=member_of(other))
    before = minutes.digest
    services.report_action(item, state="done", note="Draf dikirim", by=member_of(owner))
    assert verbs(minutes)[-1] == "action.done"
    with pytest.raises(ValidationError):
        services.report_action(item, state="done", note="Lagi", by=secretariat)
    assert content.digest_of(MinutesPage.objects.get(pk=minutes.pk)) == before


def test_numbers_stay_when_a_decision_is_inserted_and_never_return_when_one_is_removed():
    secretariat = secretariat_user()
    minutes = minutes_page(decisions=["Satu", "Dua", "Tiga"], state=State.PUBLISHED, by=secretariat)
    minutes = services.reopen_minutes(minutes, reason="Ada yang tertinggal", by=secretariat)
    draft = minutes.get_latest_revision_as_object()
    one, two, _three = content.items_of(draft, "decisions")
    from minutes.models import Decision

    draft.decisions.set([one, Decision(text="Sisipan", sort_order=1), two])
    draft.save_revision(user=secretariat)
    minutes = bring_to(MinutesPage.objects.get(pk=minutes.pk), State.PUBLISHED, by=secretariat)
    assert {d.text: d.number for d in minutes.decisions.all()} == {"Satu": 1, "Dua": 2, "Sisipan": 4}


def test_one_meeting_has_one_record():
    meeting = meeting_page()
    minutes_page(meeting=meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        minutes_page(meeting=meeting, title="Notula kedua")


@pytest.mark.parametrize("text", ["", "\u200b", "\u3164", "…"])
@pytest.mark.parametrize("part", ["statement", "paragraph", "decision"])
def test_minutes_of_which_a_part_says_nothing_are_not_circulated(part, text):
    paragraph = {"type": "paragraph", "value": f"<p>{text}</p>"}
    silent = {
        "statement": {"discussion": [said(text, office="Warga")]},
        "paragraph": {"discussion": [paragraph]},
        "decision": {"decisions": ["Dibentuk tim", text]},
    }
    minutes = minutes_page(**silent[part])
    with pytest.raises(ValidationError):
        services.circulate_minutes(minutes, by=secretariat_user())


@pytest.mark.parametrize("words", ["\u200b", "\u3164", "\x07", "…"])
def test_corrections_and_reasons_say_something(words):
    present, by = OrganisationFactory(), secretariat_user()
    minutes = minutes_page(present=[present], state=State.CIRCULATED, by=by)
    with pytest.raises(ValidationError):
        services.correct_minutes(minutes, text=words, by=member_of(present))
    published = minutes_page(state=State.PUBLISHED, by=by)
    with pytest.raises(ValidationError):
        services.reopen_minutes(published, reason=words, by=by)
    with pytest.raises(ValidationError):
        services.report_action(published.action_items.get(), state="done", note=words, by=by)
