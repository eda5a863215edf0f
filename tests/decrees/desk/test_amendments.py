"""Proposed wordings on their way into the editor's text."""

import copy

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from decrees import services
from decrees.models import AdoptedAmendment, DecreePage
from decrees.reading.amendment_board import AmendmentBoard
from decrees.reading.sources import changes_of
from decrees.text import find, texts
from forum.models import LedgerEntry
from tests.factories import secretariat_user
from tests.factories.decrees import BODY, body, commented, editor_text, next_version, open_draft, proposed, rewritten

pytestmark = pytest.mark.django_db
POINT = "menyusun rencana aksi; dan"


def test_proposal_is_taken_with_one_action(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    taken = services.adopt_amendment(comment, by=staff)
    assert editor_text(version) == "merumuskan rencana aksi; dan"
    assert (taken.clause, taken.before, taken.after) == ("poi-a", "menyusun", "merumuskan")
    assert AdoptedAmendment.objects.get() == taken
    assert DecreePage.objects.get(pk=version.decree_id).latest_revision.user == staff


def test_only_that_clause_changes_and_ids_stay(draft, staff):
    version, member = draft
    services.adopt_amendment(proposed(version, member, "menyusun", "merumuskan"), by=staff)
    now = DecreePage.objects.get(pk=version.decree_id).get_latest_revision_as_object().body.get_prep_value()
    before = {(clause, name): words for clause, name, words in texts(BODY)}
    after = {(clause, name): words for clause, name, words in texts(now)}
    assert {key for key in before if before[key] != after[key]} == {("poi-a", "")}
    assert set(before) == set(after)


def test_circulated_version_and_its_readers_see_nothing_of_it(draft, staff, client):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.adopt_amendment(comment, by=staff)
    entry = LedgerEntry.objects.get(verb="wording.taken")
    assert (entry.audience, entry.page_id, entry.data["comment"]) == ("secretariat", version.decree_id, comment.pk)
    version.refresh_from_db()
    assert find(version.document, "poi-a").text == POINT
    client.force_login(member)
    assert entry.sentence not in client.get(version.decree.url).content.decode()


def test_member_and_public_may_not(draft):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    for text in (None, "merumuskan"):
        with pytest.raises(PermissionDenied):
            services.adopt_amendment(comment, text=text, by=member)
    assert not AdoptedAmendment.objects.exists()
    assert editor_text(version) == POINT


def test_several_are_taken_in_one_revision_each_with_its_own_words(draft, staff):
    version, member = draft
    first, second = (
        proposed(version, member, "menyusun", "merumuskan"),
        proposed(version, member, "rencana aksi", "rencana aksi daerah"),
    )
    revisions = version.decree.revisions.count()
    taken = services.adopt_amendments([first, second], by=staff)
    assert editor_text(version) == "merumuskan rencana aksi daerah; dan"
    assert [(one.comment, one.before, one.after) for one in taken] == [
        (first, "menyusun", "merumuskan"),
        (second, "aksi;", "aksi daerah;"),
    ]
    assert version.decree.revisions.count() == revisions + 1


def test_same_proposal_of_two_members_is_taken_for_both(draft, staff):
    version, member = draft
    comments = [proposed(version, member, "menyusun", "merumuskan") for _ in range(2)]
    taken = services.adopt_amendments(comments, by=staff)
    assert [one.after for one in taken] == ["merumuskan", "merumuskan"]


def test_contradicting_proposals_are_refused_together_and_taken_one_by_one(draft, staff):
    version, member = draft
    one, other = proposed(version, member, "menyusun", "merumuskan"), proposed(version, member, "menyusun", "membuat")
    with pytest.raises(ValidationError):
        services.adopt_amendments([one, other], by=staff)
    assert editor_text(version) == POINT
    services.adopt_amendment(other, by=staff)
    assert editor_text(version) == "membuat rencana aksi; dan"
    with pytest.raises(ValidationError):
        services.adopt_amendment(one, by=staff)
    assert list(AdoptedAmendment.objects.values_list("comment", flat=True)) == [other.pk]


def test_what_the_editor_has_written_meanwhile_stays(draft, staff):
    version, member = draft
    blocks = copy.deepcopy(BODY)
    blocks[4]["value"]["points"][0]["value"] = "menyusun rencana aksi daerah; dan"
    rewritten(version.decree, blocks=blocks)
    services.adopt_amendment(proposed(version, member, "menyusun", "merumuskan"), by=staff)
    assert editor_text(version) == "merumuskan rencana aksi daerah; dan"


def test_conflict_with_the_editor_writes_nothing_until_a_person_has_merged(draft, staff):
    version, member = draft
    blocks = copy.deepcopy(BODY)
    blocks[4]["value"]["points"][0]["value"] = "membuat rencana aksi; dan"
    rewritten(version.decree, blocks=blocks)
    comment = proposed(version, member, "menyusun", "merumuskan")
    with pytest.raises(ValidationError):
        services.adopt_amendment(comment, by=staff)
    assert editor_text(version) == "membuat rencana aksi; dan"
    with pytest.raises(ValidationError):
        services.adopt_amendment(comment, text="membuat dan merumuskan rencana aksi; dan", seen=POINT, by=staff)
    taken = services.adopt_amendment(
        comment, text="membuat dan merumuskan rencana aksi; dan", seen="membuat rencana aksi; dan", by=staff
    )
    assert editor_text(version) == "membuat dan merumuskan rencana aksi; dan"
    assert (taken.before, taken.after) == ("membuat rencana", "membuat dan merumuskan rencana")


def test_whole_clause_is_replaced_or_struck_out(draft, staff):
    version, member = draft
    services.adopt_amendment(proposed(version, member, "", "melapor setiap bulan.", clause="poi-b"), by=staff)
    assert editor_text(version, "poi-b") == "melapor setiap bulan."
    services.adopt_amendment(proposed(version, member, "", "", clause="poi-a"), by=staff)
    assert editor_text(version, "poi-a") is None
    document = DecreePage.objects.get(pk=version.decree_id).get_latest_revision_as_object().as_document()
    assert find(document, "poi-b").label == "a."


def test_clause_that_holds_others_is_not_struck_out(draft, staff):
    version, member = draft
    with pytest.raises(ValidationError):
        services.adopt_amendment(proposed(version, member, "", "", clause="dik-2"), by=staff)
    assert editor_text(version, "poi-a") == POINT


def test_cell_of_a_row_is_changed_and_the_others_stay(draft, staff):
    version, member = draft
    services.adopt_amendment(proposed(version, member, "IDFoS", "IDFoS Indonesia", clause="row-2"), by=staff)
    assert editor_text(version, "row-2") == "Anggota\tIDFoS Indonesia\tNGO"


def test_words_across_cells_are_merged_by_hand_one_line_a_cell(draft, staff):
    version, member = draft
    comment = proposed(version, member, "", "Wakil Ketua, IDFoS", clause="row-2")
    with pytest.raises(ValidationError):
        services.adopt_amendment(comment, by=staff)
    with pytest.raises(ValidationError):
        services.adopt_amendment(comment, text="Wakil Ketua\nIDFoS\nNGO\nlagi", by=staff)
    services.adopt_amendment(comment, text="Wakil Ketua\nIDFoS\nNGO", by=staff)
    assert editor_text(version, "row-2") == "Wakil Ketua\tIDFoS\tNGO"


def test_proposal_is_taken_once(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.adopt_amendment(comment, by=staff)
    with pytest.raises(ValidationError):
        services.adopt_amendment(comment, by=staff)


def test_what_was_turned_down_is_not_open_and_what_was_accepted_is(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    for disposition, count in [("not_accepted", 0), ("accepted", 1), ("noted", 0), ("partly", 1)]:
        services.answer_comment(comment, disposition=disposition, reason="Alasan.", by=staff)
        assert len(AmendmentBoard(version.decree, staff).comments) == count


def test_carried_proposal_is_taken_where_it_stands_now(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.answer_comment(comment, disposition="accepted", reason="Setuju.", by=staff)
    blocks = copy.deepcopy(BODY)
    blocks[4]["value"]["points"].reverse()
    second = next_version(version, by=staff, blocks=blocks)
    services.adopt_amendment(comment, by=staff)
    assert editor_text(second) == "merumuskan rencana aksi; dan"


def test_only_what_is_not_settled_is_open_the_rest_is_folded(draft, staff, client):
    version, member = draft
    typed = proposed(version, member, "", "merumuskan rencana aksi; dan")
    promised = proposed(version, member, "rencana aksi", "rencana kerja")
    explained = proposed(version, member, "Tim", "Dewan", clause="dik-1")
    for comment in (typed, promised, explained):
        services.answer_comment(comment, disposition="accepted", reason="Setuju.", by=staff)
    refused = proposed(version, member, "hasilnya", "kerjanya", clause="poi-b")
    blocks = body(dik_1="Membentuk Gugus Tugas Open Government.")
    blocks[4]["value"]["points"][0]["value"] = "merumuskan rencana aksi; dan"
    new = next_version(version, blocks=blocks)
    [change] = [told for told in changes_of(new) if told.hunk.clause_id == "dik-1"]
    services.attribute_change(new, hunk=change.hunk.id, comments=[explained], by=staff)
    board = AmendmentBoard(version.decree, staff)
    assert (board.comments, board.lost) == ([promised], [])
    assert board.settled == [refused, explained, typed]
    with pytest.raises(ValidationError):
        services.adopt_amendment(typed, by=staff)
    client.force_login(staff)
    html = client.get(url(version)).content.decode()
    open_, folded = html.split("wording-settled")
    assert f'name="comment" value="{promised.pk}"' in open_
    assert ("kerjanya" in open_, "kerjanya" in folded) == (False, True)
    services.adopt_amendment(promised, by=staff)
    assert AmendmentBoard(version.decree, staff).settled == [refused, explained, typed]


def test_proposal_without_a_place_is_counted_not_offered(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    services.answer_comment(comment, disposition="accepted", reason="Setuju.", by=staff)
    blocks = copy.deepcopy(BODY)
    del blocks[4]["value"]["points"][0]
    next_version(version, by=staff, blocks=blocks)
    board = AmendmentBoard(version.decree, staff)
    assert (board.lost, board.comments) == ([comment], [])
    with pytest.raises(ValidationError):
        services.adopt_amendment(comment, by=staff)


def test_private_discussion_of_an_organisation_is_no_proposal(draft, staff):
    version, member = draft
    organisation = member.person.memberships.get().organisation
    commented(version, member, text="", proposed="Membentuk Tim.", audience=f"organisation:{organisation.pk}")
    assert AmendmentBoard(version.decree, staff).comments == []


def test_nothing_is_taken_while_the_draft_is_locked_or_somebody_types(draft, staff):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    decree = version.decree
    decree.locked, decree.locked_by, decree.locked_at = True, secretariat_user(), timezone.now()
    decree.save()
    with pytest.raises(ValidationError):
        services.adopt_amendment(comment, by=staff)
    decree.locked = False
    decree.save()
    session = EditingSession.objects.create(
        user=secretariat_user(first_name="Rina"),
        content_type=ContentType.objects.get_for_model(Page),
        object_id=decree.pk,
        last_seen_at=timezone.now(),
        is_editing=True,
    )
    with pytest.raises(ValidationError, match="Rina"):
        services.adopt_amendment(comment, by=staff)
    session.is_editing = False
    session.save()
    services.adopt_amendment(comment, by=staff)


# --- the pages -------------------------------------------------------------------------------------------------------


def url(version, *args, name="wording"):
    return reverse(f"decrees_admin:{name}", args=[version.decree_id, *args])


def test_page_shows_each_proposal_and_takes_it(draft, staff, client):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    client.force_login(staff)
    shown = client.get(url(version)).content.decode()
    assert "diktum KEDUA huruf a" in shown
    assert "merumuskan" in shown
    done = client.post(url(version), {"comment": comment.pk}, follow=True).content.decode()
    assert f"/komentar/{comment.pk}/?disposition=accepted" in done
    assert editor_text(version) == "merumuskan rencana aksi; dan"


def test_page_takes_all_that_do_not_contradict(draft, staff, client):
    version, member = draft
    comments = [proposed(version, member, "menyusun", "merumuskan"), proposed(version, member, "aksi", "kerja")]
    rivals = [proposed(version, member, "dan", words) for words in ("serta", "atau")]
    client.force_login(staff)
    page = client.get(url(version))
    host = page.context["board"].clauses[0]
    assert [amendment.comment for amendment in host.agreeing] == comments
    assert [[amendment.comment for amendment in group] for group in host.rivals] == [rivals]
    client.post(url(version), {"comment": [comment.pk for comment in comments]})
    assert editor_text(version) == "merumuskan rencana kerja; dan"


def test_page_refuses_with_the_reason(draft, staff, client):
    version, member = draft
    rivals = [proposed(version, member, "menyusun", words) for words in ("merumuskan", "membuat")]
    client.force_login(staff)
    answer = client.post(url(version), {"comment": [comment.pk for comment in rivals]}, follow=True)
    assert answer.status_code == 200
    assert len(list(answer.context["messages"])) == 1
    assert not AdoptedAmendment.objects.exists()


def test_page_knows_nothing_of_comments_of_others(draft, staff, client):
    version, _member = draft
    other, _round, somebody = open_draft(short_name="IDFoS")
    foreign = proposed(other, somebody, "menyusun", "merumuskan")
    client.force_login(staff)
    for wanted in ({"comment": foreign.pk}, {"comment": "x"}, {}):
        assert client.post(url(version), wanted).status_code == 404
    assert client.get(url(version, foreign.pk, name="wording-merge")).status_code == 404


def test_merging_by_hand_starts_from_the_merged_text_and_saves_what_was_typed(draft, staff, client):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    client.force_login(staff)
    address = url(version, comment.pk, name="wording-merge")
    form = client.get(address).context["form"]
    assert form.initial == {"text": "merumuskan rencana aksi; dan", "seen": POINT}
    answer = client.post(address, {"text": "menyusun dan merumuskan rencana aksi; dan", "seen": POINT})
    assert answer["Location"].endswith(f"/komentar/{comment.pk}/?disposition=accepted")
    assert editor_text(version) == "menyusun dan merumuskan rencana aksi; dan"


def test_merging_by_hand_on_a_text_that_was_changed_meanwhile_is_refused(draft, staff, client):
    version, member = draft
    comment = proposed(version, member, "menyusun", "merumuskan")
    client.force_login(staff)
    address = url(version, comment.pk, name="wording-merge")
    answer = client.post(address, {"text": "lain", "seen": "yang dilihat kemarin"})
    assert answer.status_code == 422
    assert editor_text(version) == POINT


def test_row_is_merged_by_hand_over_the_page(draft, staff, client):
    version, member = draft
    comment = proposed(version, member, "", "Wakil Ketua, IDFoS", clause="row-2")
    client.force_login(staff)
    address = url(version, comment.pk, name="wording-merge")
    form = client.get(address).context["form"]
    assert form.initial["text"] == "Anggota\nIDFoS\nNGO"
    client.post(address, {"text": "Wakil Ketua\r\nIDFoS\r\nNGO", "seen": form.initial["seen"].replace("\n", "\r\n")})
    assert editor_text(version, "row-2") == "Wakil Ketua\tIDFoS\tNGO"


def test_number_of_queries_does_not_grow_with_the_proposals(draft, staff, client):
    version, member = draft
    client.force_login(staff)
    counts = []
    for quote in ("menyusun", "rencana", "aksi"):
        proposed(version, member, quote, f"{quote} baru")
        proposed(version, member, "", f"Tim {quote}.", clause="dik-1")
        with CaptureQueriesContext(connection) as found:
            client.get(url(version))
        counts.append(len(found))
    assert counts[1:] == [29, 29]


def test_member_does_not_get_to_the_page(draft, client):
    version, member = draft
    client.force_login(member)
    assert client.get(url(version)).status_code == 302
