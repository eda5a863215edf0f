"""What was answered and what was objected stays, whoever changes the answer afterwards, and by whatever way."""

import io
from importlib import import_module
from types import SimpleNamespace

import openpyxl
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localtime

from decrees import services
from decrees.models import Answer, Comment, Notification, Reaction
from forum import live
from forum.audiences import PUBLIC
from forum.ledger.chain import verify
from forum.models import LedgerEntry, User
from tests.factories import closed, commented, open_draft, secretariat_user
from tests.forum.documents.readers import words
from tests.forum.ledger.verifier import verify as check_outside

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Sudah diatur dalam diktum KEDUA", "Sudah diatur dalam diktum KEDUA."
OBJECTION = "Diktum KEDUA tidak menyebut anggaran."


@pytest.fixture
def objected():
    """A comment of an organisation that objects to its answer, in a round that is closed: (comment, member)."""
    version, round_, member = open_draft()
    comment = commented(version, member)
    answer = services.answer_comment(comment, disposition="not_accepted", reason=FIRST, by=secretariat_user())
    services.react_to_answer(answer, stance="objects", reason=OBJECTION, by=member)
    closed(round_)
    comment.refresh_from_db()
    return comment, member


def changed(comment, **fields):
    return services.answer_comment(
        comment, **{"disposition": "not_accepted", "reason": SECOND, **fields}, by=secretariat_user()
    )


def register_of(client, comment, form="json"):
    return client.get(reverse("decrees:register-file", args=[comment.version.decree_id, form]))


def test_objection_stays_when_the_answer_changes_by_a_full_stop(objected):
    comment, _member = objected
    second = changed(comment)
    comment.refresh_from_db()
    (first,) = comment.earlier_answers
    assert (comment.answer, comment.reaction) == (second, None)
    assert (first.reason, [reaction.reason for reaction in first.reactions.all()]) == (FIRST, [OBJECTION])
    assert [reaction.reason for reaction in comment.earlier_objections] == [OBJECTION]
    assert second.is_after(comment.round)
    assert not first.is_after(comment.round)


@pytest.mark.parametrize("superuser", [False, True])
@pytest.mark.parametrize("name", ["decrees:comment-answer", "decrees_admin:answer"])
def test_form_of_secretariat_and_administrator_adds_an_answer_and_takes_none_away(client, objected, name, superuser):
    comment, _member = objected
    desk = User.objects.create_superuser("root@mufakat.example", "x") if superuser else secretariat_user()
    client.force_login(desk)
    url = reverse(name, args=[comment.version.decree_id, comment.pk])
    sent = {"disposition": "accepted", "reason": "Diterima.", "seen": client.get(url).context["form"]["seen"].value()}
    assert client.post(url, sent).status_code == 302
    assert list(comment.answers.values_list("reason", flat=True)) == [FIRST, "Diterima."]
    assert Reaction.objects.get().reason == OBJECTION


@pytest.mark.parametrize("address", ["decrees:comment-detail", "decrees:register", "page"])
def test_page_tells_the_earlier_answer_and_the_objection_to_it(client, objected, address):
    comment, _member = objected
    changed(comment, reason="Sudah jelas.")
    decree = comment.version.decree
    args = [decree.pk, comment.pk] if address == "decrees:comment-detail" else [decree.pk]
    url = decree.url if address == "page" else reverse(address, args=args)
    page = client.get(url, follow=True).content.decode()
    day = localtime(comment.answer.answered_at)
    told = f"{comment.organisation.label} berkeberatan atas jawaban {day.day} "
    for shown in (FIRST, OBJECTION, "Sudah jelas.", "Riwayat jawaban", "setelah putaran ditutup", escape(told)):
        assert shown in page


def test_list_of_the_secretariat_names_an_objection_to_an_earlier_answer_and_counts_it_no_more(client, objected):
    comment, _member = objected
    client.force_login(secretariat_user())
    url = reverse("decrees_admin:comments", args=[comment.version.decree_id])
    contested = {"state": "contested"}
    assert "berkeberatan atas jawaban sebelumnya" not in client.get(url).content.decode()
    assert list(client.get(url, contested).context["object_list"]) == [comment]
    changed(comment)
    assert "berkeberatan atas jawaban sebelumnya" in client.get(url).content.decode()
    assert not client.get(url, contested).context["object_list"]


def test_open_pages_get_the_card_with_its_history(objected):
    comment, _member = objected
    frame = live.frame(LedgerEntry.objects.get(seq=changed(comment).seq), PUBLIC)
    assert FIRST in frame["html"]
    assert OBJECTION in frame["html"]
    assert frame["text"].endswith("diubah")


def test_files_of_the_register_tell_the_earlier_answer_and_the_objection_to_it(client, objected):
    comment, _member = objected
    first = comment.answer
    changed(comment, reason="Sudah jelas.")
    told = register_of(client, comment).json()
    (row,) = told["comments"]
    (earlier,) = row["earlier_answers"]
    assert (earlier["number"], earlier["reason"], earlier["after_round"]) == (first.pk, FIRST, False)
    assert [(one["stance"], one["reason"]) for one in earlier["reactions"]] == [("objects", OBJECTION)]
    assert (row["answer"]["reason"], row["answer"]["reaction"], row["answer"]["after_round"]) == (
        "Sudah jelas.",
        None,
        True,
    )
    assert told["summary"]["objections"] == 0  # those to the answer that stands
    book = openpyxl.load_workbook(io.BytesIO(register_of(client, comment, "xlsx").content))
    head, cells = book["Matriks tanggapan"].iter_rows(values_only=True)
    history = dict(zip(head, cells, strict=True))["Riwayat jawaban"]
    document = " ".join(words(register_of(client, comment, "docx").content, "docx"))
    for told in (FIRST, OBJECTION, "atas jawaban", "setelah putaran ditutup"):
        assert told in history
        assert told in document


def test_filter_for_objections_counts_those_to_the_answer_that_stands_and_words_of_earlier_answers_are_found(
    client, objected
):
    comment, _member = objected
    address = reverse("decrees:register", args=[comment.version.decree_id])
    found = {"sikap": "objects"}, {"q": "diktum KEDUA"}
    assert [len(client.get(address, query).context["rows"]) for query in found] == [1, 1]
    changed(comment, reason="Sudah jelas.")
    assert [len(client.get(address, query).context["rows"]) for query in found] == [0, 1]


def test_organisation_objects_to_each_answer_and_thinks_otherwise_without_losing_a_word(objected):
    comment, member = objected
    first, second = comment.answer, changed(comment)
    with pytest.raises(ValidationError):
        services.react_to_answer(first, stance="content", by=member)
    services.react_to_answer(second, stance="objects", reason="Tetap kurang.", by=member)
    told = LedgerEntry.objects.count()
    services.react_to_answer(second, stance="objects", reason="Tetap kurang.", by=member)
    assert LedgerEntry.objects.count() == told  # the same once more says nothing
    services.react_to_answer(second, stance="content", by=member)
    comment.refresh_from_db()
    assert comment.reaction.stance == "content"
    assert [reaction.reason for reaction in comment.earlier_reactions] == ["Tetap kurang."]
    assert [reaction.reason for reaction in comment.earlier_objections] == [OBJECTION]


def test_same_answer_sent_again_adds_neither_a_row_nor_an_entry(objected):
    comment, _member = objected
    told = LedgerEntry.objects.count()
    assert changed(comment, reason=FIRST) == comment.answer
    assert (comment.answers.count(), LedgerEntry.objects.count()) == (1, told)


def test_answer_given_to_one_more_comment_leaves_the_first_as_it_was():
    version, _, member = open_draft()
    first, second = commented(version, member), commented(version, member)
    noted = {"disposition": "noted", "reason": "Dicatat.", "by": secretariat_user()}
    given = services.answer_comment(first, **noted)
    kept = Answer.objects.filter(pk=given.pk).values().get()
    services.answer_comments([first, second], **noted)
    assert Answer.objects.filter(pk=given.pk).values().get() == kept
    assert set(given.others()) == {second}
    services.answer_comment(second, **{**noted, "reason": "Lain."})
    assert set(Comment.objects.values_list("answer__reason", flat=True)) == {"Lain."}


def test_who_objected_is_told_that_the_objection_stays_and_that_a_new_one_is_possible(client, objected):
    comment, member = objected
    changed(comment)
    kinds = Notification.objects.filter(user=member).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["answered", "contested"]
    client.force_login(member)
    page = client.get(reverse("decrees:notices")).content.decode()
    assert "tetap tercatat" in page
    mine = client.get(reverse("decrees:for-me", args=[comment.version.decree_id])).content.decode()
    assert OBJECTION in mine
    assert reverse("decrees:answer-react", args=[comment.version.decree_id, comment.pk]) in mine


def test_timeline_says_to_which_answer_an_organisation_objected(client, objected):
    comment, _member = objected
    history = client.get(reverse("decrees:version-list", args=[comment.version.decree_id])).content.decode()
    assert f"atas jawaban tanggal {localtime(comment.answer.answered_at).day} " in history


# --- by SQL


def written(statement, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_database_refuses_to_change_or_remove_what_was_answered_or_objected(objected):
    comment, member = objected
    changed(comment)
    before = [list(model.objects.order_by("pk").values()) for model in (Answer, Reaction)]
    connection.check_constraints()  # with checks pending PostgreSQL truncates nothing, whatever we say
    for statement in (
        "DELETE FROM decrees_reaction",
        "DELETE FROM decrees_answer",
        "UPDATE decrees_answer SET reason = 'Lain.'",
        "UPDATE decrees_answer SET answered_at = '2020-01-01 00:00:00+00:00'",
        "UPDATE decrees_answer SET office = 'Lain', disposition = 'accepted'",
        "UPDATE decrees_answer SET seq = 1",
        f"UPDATE decrees_answer SET answered_by_id = {member.pk}",
        "UPDATE decrees_reaction SET stance = 'content'",
        "UPDATE decrees_reaction SET reason = 'Setuju.'",
        f"UPDATE decrees_reaction SET answer_id = {comment.answers.last().pk}",
        *(
            [
                "REPLACE INTO decrees_reaction SELECT * FROM decrees_reaction",
                "REPLACE INTO decrees_answer SELECT * FROM decrees_answer",
                "REPLACE INTO decrees_comment SELECT * FROM decrees_comment",
            ]
            if connection.vendor == "sqlite"
            else ["TRUNCATE decrees_reaction CASCADE", "TRUNCATE decrees_answer CASCADE"]
        ),
    ):
        with pytest.raises(DatabaseError, match=r"never|closed"):
            written(statement)
    assert [list(model.objects.order_by("pk").values()) for model in (Answer, Reaction)] == before


def test_database_names_no_earlier_answer_again_and_none_of_another_comment(objected):
    comment, member = objected
    first, said, second = comment.answer, comment.reaction, changed(comment)
    other = services.answer_comment(commented_elsewhere(), disposition="noted", reason="Lain.", by=secretariat_user())
    for change in (
        "answer_id = NULL, reaction_id = NULL",
        f"answer_id = {first.pk}",
        f"answer_id = {other.pk}",
        f"reaction_id = {said.pk}",
    ):
        with pytest.raises(DatabaseError, match="newer"):
            written(f"UPDATE decrees_comment SET {change} WHERE id = {comment.pk}")
    services.react_to_answer(second, stance="objects", reason="Tetap.", by=member)
    with pytest.raises(DatabaseError, match="newer"):
        written(f"UPDATE decrees_comment SET reaction_id = NULL WHERE id = {comment.pk}")
    late = {field.attname: getattr(comment, field.attname) for field in Comment._meta.concrete_fields}
    late |= {"id": None, "round_id": other.comment.round_id, "token": "00000000-0000-0000-0000-000000000001"}
    with pytest.raises(DatabaseError, match="newer"), transaction.atomic():
        Comment.objects.bulk_create([Comment(**late)])


def commented_elsewhere():
    version, _, member = open_draft()
    return commented(version, member)


def test_answer_that_the_comment_does_not_name_opens_no_gate():
    version, round_, member = open_draft()
    unshown = Answer(comment=commented(version, member), disposition="noted", reason="Tidak tampak.")
    Answer.objects.bulk_create([unshown])
    with pytest.raises(DatabaseError, match="lacks its answer"):
        written(f"UPDATE decrees_round SET closed_at = '2030-01-01 00:00:00+00:00' WHERE id = {round_.pk}")


def test_login_that_goes_leaves_what_it_answered_and_objected(objected):
    comment, member = objected
    User.objects.filter(pk__in=[comment.answer.answered_by_id, member.pk]).delete()
    comment.refresh_from_db()
    assert (comment.answer.reason, comment.answer.answered_by, comment.reaction.by) == (FIRST, None, None)


# --- outside


def test_verifier_finds_an_earlier_answer_or_objection_that_a_register_leaves_out_or_alters(client, objected, tmp_path):
    comment, member = objected
    services.react_to_answer(changed(comment, reason="Sudah jelas."), stance="content", by=member)
    assert verify() is None
    chain, told = client.get(reverse("forum:chain")).json(), register_of(client, comment).json()
    (row,) = told["comments"]
    (earlier,) = row["earlier_answers"]
    assert check_outside(tmp_path, chain, told)[0] == 0
    kept = earlier["reactions"]
    for bent in (
        {**row, "earlier_answers": []},
        {**row, "earlier_answers": [{**earlier, "reason": SECOND}]},
        {**row, "earlier_answers": [{**earlier, "reactions": []}]},
        {**row, "earlier_answers": [{**earlier, "reactions": [{**kept[0], "reason": "Setuju."}]}]},
        {**row, "answer": {**row["answer"], "reaction": None}},
        {
            **row,
            "answer": {**earlier, "reaction": kept[0], "earlier_reactions": []},
            "earlier_answers": [{**row["answer"], "reactions": [row["answer"]["reaction"]]}],
        },
    ):
        code, lines = check_outside(tmp_path, chain, {**told, "comments": [bent]})
        assert code == 1, lines


def test_migration_names_the_answers_and_reactions_that_were_there(objected):
    comment, _member = objected
    unanswered = commented_elsewhere()
    before = dict(Comment.objects.values_list("pk", "reaction"))
    on_table = " ON decrees_comment" if connection.vendor == "postgresql" else ""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER comment_answered{on_table}")
    Comment.objects.update(answer=None, reaction=None)
    migration = import_module("decrees.migrations.0017_answers_are_added")
    migration.fill(apps, SimpleNamespace(connection=connection, execute=connection.cursor().execute))
    assert dict(Comment.objects.values_list("pk", "answer")) == {comment.pk: comment.answer_id, unanswered.pk: None}
    assert dict(Comment.objects.values_list("pk", "reaction")) == before
