"""Where changes come from: said by the secretariat, shown to readers, flagged where nobody said it."""

import copy
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decrees import events, services
from decrees.models import AdoptedAmendment, ChangeSource, Comment, DecreePage
from decrees.permissions import own_audiences
from decrees.reading.sources import Suggestions, changes_of, sources_of, unattributed_changes, unfulfilled_commitments
from forum import ledger, live
from forum.models import LedgerEntry
from forum.models.typed import NOTHING_SAID
from tests.clients import as_
from tests.factories import OrganisationFactory, body, commented, member_of, open_draft, opened
from tests.factories.blocks import item
from tests.factories.decrees import next_version, secretariat_user

pytestmark = pytest.mark.django_db

FLAG = '<span class="flag">'


def answered(comment, disposition="accepted"):
    services.answer_comment(comment, disposition=disposition, reason="Setuju.", by=secretariat_user())
    return comment


def compared(version, user=None, query=""):
    address = reverse("decrees:compare", args=[version.decree_id, version.number - 1, version.number])
    return as_(user).get(address + query).content.decode()


def admin_page(version):
    return reverse("decrees_admin:origins", args=[version.decree_id])


@pytest.fixture(scope="module")
def once_revised(kept_for_all):
    """A comment was accepted, the text changed where it stands and elsewhere: (version, comment, member, hunks)."""
    version, _, member = open_draft()
    comment = answered(commented(version, member, start=10, end=13, proposed="Panitia"))
    commented(version, member, text="Antar kita.", audience=own_audiences(member)[0])
    new = next_version(version, dik_1="Membentuk Panitia Open Government.", rec_a="bahwa keterbukaan wajib dijamin;")
    return new, comment, member, {told.place: told.hunk.id for told in changes_of(new)}


@pytest.fixture
def revised(once_revised):
    return copy.deepcopy(once_revised)


# Saying it


@pytest.mark.parametrize("reason", ["-", "\u200b…"])
def test_reason_of_signs_alone_is_refused(revised, reason):
    new, _, _, hunks = revised
    with pytest.raises(ValidationError, match=str(NOTHING_SAID)):
        services.attribute_change(new, hunk=hunks["diktum KESATU"], reason=reason, by=secretariat_user())


def test_change_is_explained_by_comments_or_by_a_reason(revised):
    new, comment, _, hunks = revised
    services.attribute_change(new, hunk=hunks["diktum KESATU"], comments=[comment], by=secretariat_user())
    services.attribute_change(new, hunk=hunks["Menimbang huruf a"], reason=" kesepakatan rapat ", by=secretariat_user())
    rows = list(ChangeSource.objects.values_list("clause", "clause_label", "old", "new", "comment", "reason"))
    assert rows == [
        ("dik-1", "diktum KESATU", "Tim", "Panitia", comment.pk, ""),
        ("rec-a", "Menimbang huruf a", "perlu", "wajib", None, "kesepakatan rapat"),
    ]
    entries = LedgerEntry.objects.filter(verb=events.CHANGES_EXPLAINED)
    told = {"version": 2, "changes": 1}
    assert [(e.audience, e.data) for e in entries] == [
        ("public", {**told, "comments": [comment.pk]}),
        ("public", {**told, "comments": []}),
    ]
    assert list(ChangeSource.objects.values_list("seq", flat=True)) == [entry.seq for entry in entries]
    assert ledger.verify() is None


def test_what_is_said_again_replaces_what_was_said_and_nothing_new_is_no_event(revised):
    new, comment, _, hunks = revised
    hunk, by = hunks["diktum KESATU"], secretariat_user()
    services.attribute_change(new, hunk=hunk, comments=[comment, comment], reason="rapat", by=by)
    assert ChangeSource.objects.count() == 2
    services.attribute_change(new, hunk=hunk, comments=[comment], reason="rapat", by=by)
    assert LedgerEntry.objects.filter(verb=events.CHANGES_EXPLAINED).count() == 1
    services.attribute_change(new, hunk=hunk, reason="pemeriksaan hukum", by=by)
    assert [source.reason for source in ChangeSource.objects.all()] == ["pemeriksaan hukum"]
    services.attribute_change(new, hunk=hunk, by=by)
    assert ChangeSource.objects.count() == 0
    assert LedgerEntry.objects.filter(verb=events.CHANGES_EXPLAINED).count() == 3


def test_changes_explained_one_after_the_other_are_one_line_of_the_history(revised):
    new, comment, _, hunks = revised
    by, history = secretariat_user(), reverse("decrees:version-list", args=[new.decree_id])
    services.attribute_change(new, hunk=hunks["diktum KESATU"], comments=[comment], by=by)
    before = [entry.seq for entry in Client().get(history).context["entries"]]
    services.attribute_change(new, hunk=hunks["Menimbang huruf a"], reason="kesepakatan rapat", by=by)
    response = Client().get(history)
    newest, *others = response.context["entries"]
    assert (newest.verb, newest.times) == (events.CHANGES_EXPLAINED, 2)
    assert [entry.seq for entry in others] == before[1:]
    assert {entry.times for entry in others} == {1}
    assert "(2×)" in response.content.decode()


def test_only_who_circulates_explains_changes(revised):
    new, comment, member, hunks = revised
    with pytest.raises(PermissionDenied):
        services.attribute_change(new, hunk=hunks["diktum KESATU"], comments=[comment], by=member)
    assert ChangeSource.objects.count() == 0


def test_unknown_changes_and_comments_that_cannot_be_an_origin_are_refused(revised):
    new, comment, _, hunks = revised
    hunk, by = hunks["diktum KESATU"], secretariat_user()
    elsewhere, _, other = open_draft(short_name="KPI")
    of_another_draft = answered(commented(elsewhere, other))
    for wrong in [of_another_draft, said_later(new, comment.organisation), private(new), Comment(pk=0)]:
        with pytest.raises(ValidationError):
            services.attribute_change(new, hunk=hunk, comments=[wrong], by=by)
    for version, name in [(new, "0123456789abcdef"), (comment.version, hunk)]:
        with pytest.raises(ValidationError):
            services.attribute_change(version, hunk=name, reason="rapat", by=by)
    assert ChangeSource.objects.count() == 0
    services.attribute_change(new, hunk=hunk, comments=[comment], by=by)
    assert ChangeSource.objects.count() == 1


def said_later(version, organisation):
    """A comment on the very version that changed."""
    opened(version, organisation)
    return commented(version, member_of(organisation))


def private(version):
    """What an organisation says among its own, on the version before."""
    [comment] = Comment.objects.filter(version__decree=version.decree, version__number=1, text="Antar kita.")
    return comment


def test_database_takes_no_origin_that_says_nothing(revised):
    new, _, _, hunks = revised
    with pytest.raises(DatabaseError, match="a reason that cannot be seen"), transaction.atomic():
        ChangeSource.objects.create(version=new, hunk=hunks["diktum KESATU"], clause="dik-1", clause_label="x", seq=1)


# Who may know


def test_origin_that_names_a_comment_is_told_only_to_who_may_read_it():
    version, _, member = open_draft()
    secret = answered(commented(version, member, audience="members", text="Hanya untuk peserta."))
    new = next_version(version, dik_1="Membentuk Panitia Open Government.")
    [told] = changes_of(new)
    services.attribute_change(new, hunk=told.hunk.id, comments=[secret], by=secretariat_user())
    assert [e.audience for e in LedgerEntry.objects.filter(verb=events.CHANGES_EXPLAINED)] == ["members"]
    outsider = member_of(OrganisationFactory())
    link = reverse("decrees:comment-detail", args=[new.decree_id, secret.pk])
    for user, sees in [(None, False), (outsider, False), (member, True), (secretariat_user(), True)]:
        html = compared(new, user)
        assert (link in html) is sees
        assert (FLAG in html) is not sees
        reader = user or as_(None).get("/").wsgi_request.user
        assert (told.hunk.id in sources_of(new, reader)) is sees
        assert bool(unattributed_changes(new, reader)) is not sees
        replay = as_(user).get(reverse("decrees:events", args=[new.decree_id])).json()
        assert ("Hanya untuk peserta." in json.dumps(replay)) is sees


def test_reason_for_all_and_comment_for_some_make_two_entries():
    version, _, member = open_draft()
    secret = answered(commented(version, member, audience="secretariat"))
    new = next_version(version, dik_1="Membentuk Panitia Open Government.")
    [told] = changes_of(new)
    services.attribute_change(new, hunk=told.hunk.id, comments=[secret], reason="rapat", by=secretariat_user())
    entries = LedgerEntry.objects.filter(verb=events.CHANGES_EXPLAINED)
    assert {entry.audience for entry in entries} == {"public", "secretariat"}
    assert FLAG not in compared(new)
    assert reverse("decrees:comment-detail", args=[new.decree_id, secret.pk]) not in compared(new)


# Both flags


def test_flags_are_raised_and_taken_back(revised):
    new, comment, member, hunks = revised
    assert list(unfulfilled_commitments(new.decree, member)) == [comment]
    assert {told.hunk.id for told in unattributed_changes(new, member)} == set(hunks.values())
    services.attribute_change(new, hunk=hunks["diktum KESATU"], comments=[comment], by=secretariat_user())
    assert list(unfulfilled_commitments(new.decree, member)) == []
    assert {told.hunk.id for told in unattributed_changes(new, member)} == {hunks["Menimbang huruf a"]}


def test_only_answers_that_promised_a_change_and_had_a_version_to_make_it_in_are_unfulfilled():
    version, _, member = open_draft()
    promised = [answered(commented(version, member), d) for d in ("accepted", "partly")]
    others = [answered(commented(version, member), d) for d in ("not_accepted", "noted", "out_of_scope")]
    hidden = answered(commented(version, member, audience="secretariat"))
    assert list(unfulfilled_commitments(version.decree, member)) == []
    new = next_version(version, rec_a="bahwa lain;")
    assert list(unfulfilled_commitments(new.decree, member)) == [*promised, hidden]
    assert list(unfulfilled_commitments(new.decree, member_of(OrganisationFactory()))) == promised
    assert not set(others) & set(unfulfilled_commitments(new.decree, secretariat_user()))


def test_first_version_has_nothing_to_explain():
    version, *_ = open_draft()
    assert changes_of(version) == unattributed_changes(version, secretariat_user()) == []


# Wording that was taken with one action


def taken(comment, before, after, clause="dik-1"):
    fields = {"clause": clause, "before": before, "after": after, "at": timezone.now(), "seq": 1}
    return AdoptedAmendment.objects.create(comment=comment, **fields)


def test_taken_wording_is_linked_when_its_version_is_circulated_and_nothing_else():
    version, _, member = open_draft()
    comment = answered(commented(version, member, start=10, end=13, proposed="Panitia"))
    other = answered(commented(version, member, clause="rec-a", proposed="bahwa keterbukaan wajib dijamin;"))
    taken(comment, "Tim", "Panitia")
    new = next_version(version, dik_1="Membentuk Panitia Open Government.", rec_a="bahwa keterbukaan wajib dijamin;")
    assert list(ChangeSource.objects.values_list("comment", "clause")) == [(comment.pk, "dik-1")]
    assert list(unfulfilled_commitments(new.decree, member)) == [other]
    [entry] = LedgerEntry.objects.filter(verb=events.CHANGES_EXPLAINED)
    assert entry.data == {"version": 2, "changes": 1, "comments": [comment.pk]}


def test_wording_taken_with_one_action_goes_all_the_way_to_its_change():
    version, round_, member = open_draft()
    at = "bahwa keterbukaan perlu dijamin;".index("perlu")
    amendment = answered(commented(version, member, clause="rec-a", start=at, end=at + 5, proposed="wajib segera"))
    services.close_round(round_, by=secretariat_user())
    services.adopt_amendment(amendment, by=secretariat_user())
    decree = DecreePage.objects.get(pk=version.decree_id)
    new = services.circulate(decree, changelog="Usulan BI.", reason="Komentar.", by=secretariat_user())
    assert [(source.comment, source.new) for source in ChangeSource.objects.all()] == [(amendment, "wajib segera")]
    assert unattributed_changes(new, member) == list(unfulfilled_commitments(new.decree, member)) == []


def test_taken_wording_that_was_edited_away_is_not_linked():
    version, _, member = open_draft()
    comment = answered(commented(version, member, start=10, end=13, proposed="Panitia"))
    taken(comment, "Tim", "Panitia")
    new = next_version(version, dik_1="Membentuk Gugus Tugas Open Government.")
    assert ChangeSource.objects.count() == 0
    assert list(unfulfilled_commitments(new.decree, member)) == [comment]


def test_taken_striking_out_is_linked():
    version, _, member = open_draft()
    comment = answered(commented(version, member, start=13, end=29, proposed=""))
    taken(comment, " Open Government", "")
    next_version(version, dik_1="Membentuk Tim.")
    assert [source.old for source in ChangeSource.objects.all()] == [" Open Government"]


# Readers


def test_comparison_shows_the_origin_under_the_change_and_flags_the_others(revised):
    new, comment, _, hunks = revised
    services.attribute_change(new, hunk=hunks["diktum KESATU"], comments=[comment], by=secretariat_user())
    html = compared(new)
    assert html.count(FLAG) == 1
    under = html.split(f'href="#h-{hunks["diktum KESATU"]}"')[-1].split("</ul>")[0]
    assert reverse("decrees:comment-detail", args=[new.decree_id, comment.pk]) in under
    assert "BI" in under
    assert "diterima" in under
    assert f'id="h-{hunks["diktum KESATU"]}"' in html


def test_origins_are_told_between_neighbours_only(revised):
    new, *_ = revised
    last = next_version(new, dik_1="Membentuk Panitia Open Government.", rec_a="bahwa keterbukaan harus dijamin;")
    assert FLAG in compared(last)
    address = reverse("decrees:compare", args=[last.decree_id, 1, 3])
    assert FLAG not in as_(None).get(address).content.decode()


def test_card_of_the_comment_leads_to_its_change_on_the_page_and_in_frames(revised):
    new, comment, _, hunks = revised
    hunk = hunks["diktum KESATU"]
    link = f"{reverse('decrees:compare', args=[new.decree_id, 1, 2])}#h-{hunk}"
    assert link not in as_(None).get(new.decree.url).content.decode()
    services.attribute_change(new, hunk=hunk, comments=[comment], by=secretariat_user())
    html = as_(None).get(new.decree.url).content.decode()
    assert link in html
    entry = LedgerEntry.objects.filter(verb=events.ANSWER_GIVEN).last()
    assert link in live.frame(entry, "public")["html"]


def test_timeline_leads_to_the_comparison(revised):
    new, _, _, hunks = revised
    services.attribute_change(new, hunk=hunks["diktum KESATU"], reason="rapat", by=secretariat_user())
    history = as_(None).get(reverse("decrees:version-list", args=[new.decree_id]))
    [entry] = [entry for entry in history.context["entries"] if entry.verb == events.CHANGES_EXPLAINED]
    assert entry.url == reverse("decrees:compare", args=[new.decree_id, 1, 2])


# The page of the secretariat


def test_page_offers_the_likely_comments_ticked_and_saves_all_at_once(revised):
    new, comment, _, hunks = revised
    client, first, second = as_(secretariat_user()), hunks["diktum KESATU"], hunks["Menimbang huruf a"]
    page = client.get(admin_page(new)).content.decode()
    assert f'name="c-{first}" value="{comment.pk}" checked' in page
    assert f'name="c-{second}"' not in page
    assert f'href="#asal-{second}"' in page
    sent = {f"c-{first}": comment.pk, f"r-{first}": "", f"n-{second}": "", f"r-{second}": "perbaikan redaksi"}
    assert client.post(admin_page(new), sent).status_code == 302
    rows = ChangeSource.objects.values_list("hunk", "comment", "reason").order_by(F("comment").asc(nulls_first=True))
    assert list(rows) == [
        (second, None, "perbaikan redaksi"),
        (first, comment.pk, ""),
    ]
    page = client.get(admin_page(new)).content.decode()
    assert 'value="perbaikan redaksi"' in page
    assert f'href="#asal-{second}"' not in page
    client.post(admin_page(new), {f"r-{first}": ""})
    assert list(ChangeSource.objects.values_list("hunk", flat=True)) == [second]


def test_comment_whose_promise_was_kept_is_not_offered_for_a_later_change():
    version, _, member = open_draft()
    comment = answered(commented(version, member))
    new = next_version(version, dik_1="Membentuk Panitia Open Government.")
    [told] = changes_of(new)
    assert [one.ticked for one in Suggestions(new, secretariat_user()).by_hunk[told.hunk.id]] == [True]
    services.attribute_change(new, hunk=told.hunk.id, comments=[comment], by=secretariat_user())
    last = next_version(new, dik_1="Membentuk Panitia Open Government Kabupaten.")
    [suggestions] = Suggestions(last, secretariat_user()).by_hunk.values()
    assert [(one.comment, one.ticked) for one in suggestions] == [(comment.pk, False)]


def test_page_takes_other_comments_by_number_and_keeps_what_it_refuses(revised):
    new, comment, _, hunks = revised
    client, hunk = as_(secretariat_user()), hunks["Menimbang huruf a"]
    refused = client.post(admin_page(new), {f"n-{hunk}": "#999999", f"r-{hunk}": "rapat"})
    assert refused.status_code == 422
    assert 'value="#999999"' in refused.content.decode()
    assert ChangeSource.objects.count() == 0
    client.post(admin_page(new), {f"n-{hunk}": f"#{comment.pk}", f"r-{hunk}": ""})
    assert [source.comment for source in ChangeSource.objects.all()] == [comment]


def test_page_gives_one_reason_to_all_that_have_none(revised):
    new, comment, _, hunks = revised
    first, second = hunks["diktum KESATU"], hunks["Menimbang huruf a"]
    sent = {f"c-{first}": comment.pk, f"r-{first}": "", f"r-{second}": " ", "rest": "perbaikan redaksi"}
    as_(secretariat_user()).post(admin_page(new), sent)
    rows = ChangeSource.objects.values_list("hunk", "comment", "reason").order_by(F("comment").asc(nulls_first=True))
    assert list(rows) == [(second, None, "perbaikan redaksi"), (first, comment.pk, "")]


def test_page_is_closed_to_others(revised):
    new, comment, member, hunks = revised
    sent = {f"c-{hunks['diktum KESATU']}": comment.pk, f"r-{hunks['diktum KESATU']}": ""}
    for user in (None, member):
        assert as_(user).get(admin_page(new)).status_code in (302, 403)
        assert as_(user).post(admin_page(new), sent).status_code in (302, 403)
    assert ChangeSource.objects.count() == 0
    as_(secretariat_user()).post(admin_page(new), sent)
    assert ChangeSource.objects.count() == 1


def test_desk_counts_both_flags(revised):
    new, comment, _, hunks = revised
    client, address = as_(secretariat_user()), reverse("decrees_admin:desk", args=[new.decree_id])
    context = client.get(address).context
    assert (context["unattributed_count"], context["unfulfilled_count"]) == (2, 1)
    services.attribute_change(new, hunk=hunks["diktum KESATU"], comments=[comment], by=secretariat_user())
    context = client.get(address).context
    assert (context["unattributed_count"], context["unfulfilled_count"]) == (1, 0)


def many_changes(count):
    """As many comments and changed points, all explained but one."""
    version, _, member = open_draft(short_name=f"O{count}", body=points(count, "menyusun laporan"))
    comments = [answered(commented(version, member, clause=f"p{n}")) for n in range(count)]
    new = next_version(version, blocks=points(count, "menyusun rencana"))
    hunks = [told.hunk.id for told in changes_of(new)]
    for hunk, comment in list(zip(hunks, comments, strict=True))[1:]:
        services.attribute_change(new, hunk=hunk, comments=[comment], by=secretariat_user())
    return new


def points(count, words):
    blocks = body()
    blocks[4]["value"]["points"] = [item(f"{words} {n};", id=f"p{n}") for n in range(count)]
    return blocks


def test_queries_do_not_grow_with_the_changes(django_assert_num_queries):
    small, large = many_changes(2), many_changes(6)
    for address, queries in ((admin_page, 24), (lambda new: new.decree.url, 22), (compare_address, 12)):
        client = as_(secretariat_user())
        client.get(address(small))
        for new in (small, large):
            with django_assert_num_queries(queries):
                client.get(address(new))


def compare_address(new):
    return reverse("decrees:compare", args=[new.decree_id, 1, 2])
