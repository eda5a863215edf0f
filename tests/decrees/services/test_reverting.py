"""Wordings that were taken into the text, put back as they were."""

import copy

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from decrees import events, services
from decrees.models import AdoptedAmendment, ChangeSource, DecreePage
from decrees.reading.amendment_board import AmendmentBoard
from decrees.text import walk
from forum import ledger
from forum.audiences import SECRETARIAT
from forum.models import LedgerEntry
from tests.factories import secretariat_user
from tests.factories.decrees import (
    BODY,
    answered,
    edited,
    editor_text,
    next_version,
    open_draft,
    proposed,
    rewritten,
)

pytestmark = pytest.mark.django_db
POINT = "menyusun rencana aksi; dan"


def typed(version, old, new):
    """Somebody changes words of the point in the editor."""
    blocks = edited(version).body.get_prep_value()
    point = blocks[4]["value"]["points"][0]
    assert old in point["value"]
    point["value"] = point["value"].replace(old, new)
    rewritten(version.decree, blocks=blocks)


def test_words_stand_again_as_they_were_and_the_proposal_is_open(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.adopt_amendment(comment, by=staff)
    assert AmendmentBoard(version.decree, staff).comments == []
    services.revert_adoptions([comment], by=staff)
    assert (editor_text(version), AdoptedAmendment.objects.count()) == (POINT, 0)
    assert AmendmentBoard(version.decree, staff).comments == [comment]
    assert edited(version).latest_revision.user == staff
    services.adopt_amendment(comment, by=staff)
    assert editor_text(version) == "merumuskan rencana aksi; dan"


def test_ledger_tells_it_to_the_secretariat_only(draft, staff, client):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.adopt_amendment(comment, by=staff)
    services.revert_adoptions([comment], by=staff)
    entry = LedgerEntry.objects.get(verb=events.WORDING_RETURNED)
    assert (entry.audience, entry.page_id) == (SECRETARIAT, version.decree_id)
    assert entry.data == {"comment": comment.pk, "place": "diktum KEDUA huruf a", "clause": "poi-a"}
    client.force_login(member)
    assert entry.sentence not in client.get(version.decree.url).content.decode()
    assert ledger.verify() is None


def test_member_may_not(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.adopt_amendment(comment, by=staff)
    with pytest.raises(PermissionDenied):
        services.revert_adoptions([comment], by=member)
    assert (editor_text(version), AdoptedAmendment.objects.count()) == ("merumuskan rencana aksi; dan", 1)


def test_several_are_put_back_in_one_revision_or_one_of_them_alone(draft, staff):
    version, member = draft
    first = proposed(version, member, "menyusun", "merumuskan")
    second = proposed(version, member, "rencana aksi", "rencana aksi daerah")
    elsewhere = proposed(version, member, "Tim", "Dewan", clause="dik-1")
    services.adopt_amendments([first, second], by=staff)
    services.adopt_amendment(elsewhere, by=staff)
    services.revert_adoptions([first], by=staff)
    assert editor_text(version) == "menyusun rencana aksi daerah; dan"
    services.adopt_amendment(first, by=staff)
    revisions = version.decree.revisions.count()
    services.revert_adoptions([first, second, elsewhere], by=staff)
    assert (editor_text(version), editor_text(version, "dik-1")) == (POINT, "Membentuk Tim Open Government.")
    assert version.decree.revisions.count() == revisions + 1
    assert LedgerEntry.objects.filter(verb=events.WORDING_RETURNED).count() == 4


def test_what_an_editor_wrote_beside_the_words_stays(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.adopt_amendment(comment, by=staff)
    typed(version, "rencana aksi", "rencana aksi daerah")
    services.revert_adoptions([comment], by=staff)
    assert editor_text(version) == "menyusun rencana aksi daerah; dan"


@pytest.mark.parametrize(
    ("old", "new"),
    [("merumuskan", "menetapkan"), ("merumuskan", "merumuskannya"), ("rencana", "rencana yang merumuskan")],
    ids=["other words", "part of a word", "twice"],
)
def test_words_that_were_changed_since_are_refused_and_nothing_is_lost(draft, staff, old, new):
    version, member = draft
    comment, elsewhere = proposed(version, member, "menyusun", "merumuskan"), proposed(version, member, "dan", "serta")
    services.adopt_amendments([comment, elsewhere], by=staff)
    typed(version, old, new)
    text, revisions = editor_text(version), version.decree.revisions.count()
    with pytest.raises(ValidationError, match="diktum KEDUA huruf a"):
        services.revert_adoptions([comment, elsewhere], by=staff)
    assert (editor_text(version), version.decree.revisions.count()) == (text, revisions)
    assert AdoptedAmendment.objects.count() == 2
    assert not LedgerEntry.objects.filter(verb=events.WORDING_RETURNED).exists()
    services.revert_adoptions([elsewhere], by=staff)
    assert AdoptedAmendment.objects.get().comment == comment


def test_what_a_later_wording_builds_on_is_put_back_after_it_or_with_it(draft, staff):
    version, member = draft
    first = proposed(version, member, "menyusun", "merumuskan")
    later = proposed(version, member, "menyusun", "menetapkan")
    services.adopt_amendment(first, by=staff)
    services.adopt_amendment(later, text="merumuskan dan menetapkan rencana aksi; dan", by=staff)
    with pytest.raises(ValidationError):
        services.revert_adoptions([first], by=staff)
    assert editor_text(version) == "merumuskan dan menetapkan rencana aksi; dan"
    services.revert_adoptions([later], by=staff)
    assert editor_text(version) == "merumuskan rencana aksi; dan"
    services.adopt_amendment(later, text="merumuskan dan menetapkan rencana aksi; dan", by=staff)
    services.revert_adoptions([first, later], by=staff)
    assert editor_text(version) == POINT


def test_same_proposal_of_two_members_is_put_back_for_both(draft, staff):
    version, member = draft
    for quote, words in [("menyusun", "merumuskan"), ("rencana ", "")]:
        comments = [proposed(version, member, quote, words) for _ in range(2)]
        services.adopt_amendments(comments, by=staff)
        returned = services.revert_adoptions(comments[:1], by=staff)
        assert {one.comment for one in returned} == set(comments)
        assert (editor_text(version), AdoptedAmendment.objects.count()) == (POINT, 0)


def test_second_of_two_same_proposals_alone_is_open_again_and_the_text_stays(draft, staff):
    version, member = draft
    comments = [proposed(version, member, "menyusun", "merumuskan") for _ in range(2)]
    services.adopt_amendments(comments, by=staff)
    revisions = version.decree.revisions.count()
    services.revert_adoptions(comments[1:], by=staff)
    assert (editor_text(version), version.decree.revisions.count()) == ("merumuskan rencana aksi; dan", revisions)
    assert AdoptedAmendment.objects.get().comment == comments[0]


def test_what_the_editor_had_typed_before_it_was_taken_stays(draft, staff):
    version, member = draft
    typed(version, "menyusun", "merumuskan")
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.adopt_amendment(comment, by=staff)
    services.revert_adoptions([comment], by=staff)
    assert (editor_text(version), AdoptedAmendment.objects.count()) == ("merumuskan rencana aksi; dan", 0)


@pytest.mark.parametrize("clause", ["poi-a", "cit-1", "row-2", "ite-a", "dik-2.closing"])
def test_clause_that_was_struck_out_comes_back_in_its_place(draft, staff, clause):
    version, member = draft
    before = edited(version).body.get_prep_value()
    comment = proposed(version, member, "", "", clause=clause)
    services.adopt_amendment(comment, text="", by=staff)  # by hand: a row has several cells
    assert editor_text(version, clause) is None
    services.revert_adoptions([comment], by=staff)
    ids = [one.id for one in walk(version.document)]
    assert [one.id for one in walk(edited(version).as_document())] == ids
    assert edited(version).body.get_prep_value() == before


def test_clause_does_not_come_back_into_what_is_gone_itself(draft, staff):
    version, member = draft
    comment = proposed(version, member, "", "", clause="poi-a")
    services.adopt_amendment(comment, by=staff)
    rewritten(version.decree, blocks=[block for block in copy.deepcopy(BODY) if block["id"] != "dik-2"])
    with pytest.raises(ValidationError):
        services.revert_adoptions([comment], by=staff)
    assert (editor_text(version, "dik-2"), AdoptedAmendment.objects.count()) == (None, 1)


def test_what_was_circulated_stays_and_what_was_put_back_leads_to_no_change(draft, staff):
    version, member = draft
    kept, back = proposed(version, member, "menyusun", "merumuskan"), proposed(version, member, "aksi", "kerja")
    services.adopt_amendments([kept, back], by=staff)
    services.revert_adoptions([back], by=staff)
    answered(version.decree, by=staff)
    services.close_round(version.rounds.get(), by=staff)
    services.circulate(version.decree, changelog="Perubahan.", reason="Hasil bahasan.", by=staff)
    assert list(ChangeSource.objects.values_list("comment", flat=True)) == [kept.pk]
    with pytest.raises(ValidationError):
        services.revert_adoptions([kept], by=staff)
    assert AdoptedAmendment.objects.get().comment == kept


def test_nothing_is_put_back_while_the_draft_is_locked(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.adopt_amendment(comment, by=staff)
    decree = DecreePage.objects.get(pk=version.decree_id)
    decree.locked, decree.locked_by, decree.locked_at = True, secretariat_user(), timezone.now()
    decree.save()
    with pytest.raises(ValidationError):
        services.revert_adoptions([comment], by=staff)
    assert AdoptedAmendment.objects.exists()


def test_carried_proposal_is_put_back_where_it_stands_now(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.answer_comment(comment, disposition="accepted", reason="Setuju.", by=staff)
    blocks = copy.deepcopy(BODY)
    blocks[4]["value"]["points"].reverse()
    second = next_version(version, by=staff, blocks=blocks)
    services.adopt_amendment(comment, by=staff)
    services.revert_adoptions([comment], by=staff)
    assert editor_text(second) == POINT


# --- the page


def url(version, name="wording-return"):
    return reverse(f"decrees_admin:{name}", args=[version.decree_id])


def test_page_puts_back_one_or_all_and_leads_to_the_answer_that_promised_it(draft, staff, client):
    version, member = draft
    comments = [proposed(version, member, "menyusun", "merumuskan"), proposed(version, member, "aksi", "kerja")]
    services.adopt_amendments(comments, by=staff)
    services.answer_comment(comments[0], disposition="accepted", reason="Setuju.", by=staff)
    client.force_login(staff)
    shown = client.get(url(version, "wording")).content.decode()
    assert shown.count(f'action="{url(version)}"') == 3
    done = client.post(url(version), {"comment": [comment.pk for comment in comments]}, follow=True)
    assert editor_text(version) == POINT
    assert f'/komentar/{comments[0].pk}/"' in done.content.decode()
    assert url(version) not in done.content.decode()


def test_page_refuses_with_the_reason_and_knows_nothing_of_other_drafts(draft, staff, client):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    client.force_login(staff)
    answer = client.post(url(version), {"comment": comment.pk}, follow=True)
    assert (answer.status_code, len(list(answer.context["messages"]))) == (200, 1)
    other, _round, somebody = open_draft(short_name="IDFoS")
    foreign = proposed(other, somebody, "menyusun", "merumuskan")
    services.adopt_amendment(foreign, by=staff)
    for wanted in ({"comment": foreign.pk}, {"comment": "x"}, {}):
        assert client.post(url(version), wanted).status_code == 404
    assert client.get(url(version)).status_code == 405
    client.force_login(member)
    assert client.post(url(other), {"comment": foreign.pk}).status_code == 302
    assert AdoptedAmendment.objects.get().comment == foreign
