from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from decrees import permissions, services
from decrees.models import Answer, ChangeSource, Comment, Reaction, Round, Version
from forum.ledger.triggers import DECLARED
from tests.blanks import BLANK
from tests.factories import (
    OrganisationFactory,
    answered,
    circulated,
    closed,
    commented,
    in_a_week,
    lapsed,
    open_draft,
    rewritten,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


def written(statement, *parameters):
    """Past Django, as somebody with the database's password could."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def row_of(version, **changes):
    fields = {field.attname: getattr(version, field.attname) for field in Version._meta.concrete_fields}
    return Version(**{**fields, "id": None, **changes})


@pytest.mark.parametrize("audience", ["public", "members", "secretariat"])
def test_round_closes_when_every_comment_has_its_answer_and_not_before(audience):
    version, round_, member = open_draft()
    commented(version, member, audience=audience)
    with pytest.raises(ValidationError, match="1"):
        services.close_round(round_, by=secretariat_user())
    answered(version.decree)
    assert services.close_round(round_, by=secretariat_user()).closed_at


def test_what_an_organisation_keeps_to_itself_holds_nothing_up():
    version, round_, member = open_draft()
    commented(version, member, audience=permissions.own_audiences(member)[0])
    assert services.close_round(round_, by=secretariat_user()).closed_at


def test_replies_ask_for_no_answer_of_their_own():
    version, round_, member = open_draft()
    commented(version, member, parent=commented(version, member))
    answered(version.decree)
    assert services.close_round(round_, by=secretariat_user()).closed_at


def test_next_version_waits_for_the_answers():
    version, round_, member = open_draft()
    commented(version, member)
    lapsed(round_)
    decree = rewritten(version.decree, rec_a="bahwa lain;")
    with pytest.raises(ValidationError, match="1"):
        circulated(decree)
    answered(decree)
    assert circulated(decree).number == 2


def test_next_round_waits_for_the_answers_of_one_that_ran_out():
    version, round_, member = open_draft()
    commented(version, member)
    lapsed(round_)
    again = {"closes_at": in_a_week(), "grants": permissions.grants_of(version.decree), "by": secretariat_user()}
    with pytest.raises(ValidationError):
        services.open_round(version, **again)
    answered(version.decree)
    assert services.open_round(version, **again).is_open
    round_.refresh_from_db()
    assert round_.closed_at


# --- the database itself


def test_database_refuses_to_close_a_round_past_an_unanswered_comment():
    version, round_, member = open_draft()
    commented(version, member)
    close = f"UPDATE {Round._meta.db_table} SET closed_at = %s WHERE id = %s"
    with pytest.raises(DatabaseError, match="lacks its answer"):
        written(close, timezone.now(), round_.pk)
    with pytest.raises(DatabaseError, match="lacks its answer"), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now())
    answered(version.decree)
    written(close, timezone.now(), round_.pk)
    round_.refresh_from_db()
    assert round_.closed_at


def test_database_refuses_a_further_version_past_an_unanswered_comment():
    version, _, member = open_draft()
    commented(version, member)
    with pytest.raises(DatabaseError, match="lacks its answer"), transaction.atomic():
        Version.objects.bulk_create([row_of(version, number=2)])
    answered(version.decree)
    Version.objects.bulk_create([row_of(version, number=2)])
    assert version.decree.versions.count() == 2


def test_database_keeps_answers_and_where_comments_belong():
    version, _, member = open_draft()
    comment, other = commented(version, member), commented(version, member)
    answered(version.decree)
    answers, comments = Answer._meta.db_table, Comment._meta.db_table
    for statement, *parameters in [
        (f"DELETE FROM {answers} WHERE comment_id = %s", comment.pk),
        (f"UPDATE {answers} SET reason = 'Disunting.' WHERE comment_id = %s", comment.pk),
        (f"DELETE FROM {comments} WHERE id = %s", comment.pk),
        (f"UPDATE {comments} SET parent_id = %s WHERE id = %s", other.pk, comment.pk),
        (f"UPDATE {comments} SET audience = 'organisation:1' WHERE id = %s", comment.pk),
    ]:
        with pytest.raises(DatabaseError, match="never"):
            written(statement, *parameters)
    written(f"UPDATE {comments} SET text = 'Disunting.' WHERE id = %s", comment.pk)


def test_database_takes_no_comment_into_a_closed_round():
    version, round_, member = open_draft()
    comment = commented(version, member)
    late = {field.attname: getattr(comment, field.attname) for field in Comment._meta.concrete_fields}
    late |= {"id": None, "token": "00000000-0000-0000-0000-000000000001"}
    Comment.objects.bulk_create([Comment(**late)])
    closed(round_)
    late["token"] = "00000000-0000-0000-0000-000000000002"
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Comment.objects.bulk_create([Comment(**late)])


def test_version_that_follows_closes_the_round_before_for_good():
    version, round_, _ = open_draft()
    desk, grants = secretariat_user(), permissions.grants_of(version.decree)
    lapsed(round_)
    circulated(rewritten(version.decree, rec_a="bahwa lain;"), by=desk)
    round_.refresh_from_db()
    assert round_.closed_at
    late = {"organisation": OrganisationFactory(), "clause": "dik-1", "received_on": timezone.localdate()}
    with pytest.raises(ValidationError):
        services.enter_paper_comment(round_, **late, text="Terlambat.", by=desk)
    with pytest.raises(ValidationError):
        services.change_grants(round_, grants=grants, closes_at=in_a_week(), by=desk)
    assert version.decree.open_round() is None


def test_database_opens_no_closed_round_again():
    version, round_, _ = open_draft()
    closed(round_)
    for moment in (None, timezone.now()):
        with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
            Round.objects.filter(pk=round_.pk).update(closed_at=moment)
    Round.objects.filter(pk=round_.pk).update(note="Terima kasih.")
    assert version.decree.rounds.get().closed_at


# --- a reason that says nothing opens no gate


@pytest.mark.parametrize("reason", [*BLANK, "-", "…"])
def test_answer_that_says_nothing_is_refused_and_the_round_stays_open(reason):
    version, round_, member = open_draft()
    comment = commented(version, member)
    with pytest.raises(ValidationError):
        services.answer_comment(comment, disposition="noted", reason=reason, by=secretariat_user())
    assert not Answer.objects.exists()
    with pytest.raises(ValidationError, match="1"):
        services.close_round(round_, by=secretariat_user())


@pytest.mark.parametrize("words", [*BLANK, "…"])
def test_nothing_is_said_without_words(words):
    version, round_, member = open_draft()
    desk = secretariat_user()
    with pytest.raises(ValidationError):
        commented(version, member, text=words)
    with pytest.raises(ValidationError):
        services.ask_for_input(
            round_, organisations=[OrganisationFactory()], question=words, due=timezone.localdate(), by=desk
        )
    answer = services.answer_comment(commented(version, member), disposition="noted", reason="Dicatat.", by=desk)
    with pytest.raises(ValidationError):
        services.react_to_answer(answer, stance="objects", reason=words, by=member)
    services.close_round(round_, by=desk)
    for given in ({"changelog": words, "reason": "Rapat."}, {"changelog": "Butir b.", "reason": words}):
        with pytest.raises(ValidationError):
            services.circulate(rewritten(version.decree, rec_a="bahwa lain;"), **given, by=desk)


@pytest.mark.parametrize("proposal", BLANK)
def test_wording_that_shows_nothing_proposes_nothing_and_strikes_nothing_out(proposal):
    version, _, member = open_draft()
    assert commented(version, member, proposed=proposal).proposed is None
    with pytest.raises(ValidationError):
        commented(version, member, text="", proposed=proposal)
    assert commented(version, member, text="", proposed="").proposed == ""


@pytest.mark.parametrize("reason", ["", *BLANK, "\x00"] if connection.vendor == "sqlite" else ["", *BLANK])
def test_database_refuses_a_reason_that_cannot_be_seen(reason):
    version, _, member = open_draft()
    comment = commented(version, member)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.bulk_create([Answer(comment=comment, disposition="noted", reason=reason)])
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.bulk_create([row_of(version, number=2, reason=reason)])
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.bulk_create([row_of(version, number=2, changelog=reason)])
    answer = answered(version.decree)[0]
    services.react_to_answer(answer, stance="content", by=member)
    ChangeSource.objects.bulk_create([ChangeSource(version=version, hunk="h", clause="c", reason="Rapat.", seq=1)])
    with pytest.raises(DatabaseError):
        written(f"UPDATE {ChangeSource._meta.db_table} SET reason = %s", reason)
    said = {"answer": answer, "reason": reason, "seq": 1}
    Reaction.objects.bulk_create([Reaction(**said, stance="content")])  # to be content asks for no reason
    with pytest.raises(DatabaseError), transaction.atomic():
        Reaction.objects.bulk_create([Reaction(**said, stance="objects")])


@pytest.mark.parametrize("reason", ["a", "\u200bya", "好", "👍", "–", "🏴\U000e0067"])
def test_database_takes_every_reason_that_can_be_seen(reason):
    version, _, member = open_draft()
    comment = commented(version, member)
    answered(version.decree)
    Answer.objects.bulk_create([Answer(comment=comment, disposition="noted", reason=reason)])
    Version.objects.bulk_create([row_of(version, number=2, reason=reason, changelog=reason)])


@pytest.mark.parametrize("name", ["0013_reasons_that_can_be_seen", "0017_answers_are_added"])
def test_migration_makes_on_either_database_what_is_declared(name):
    migration = import_module(f"decrees.migrations.{name}")
    made = " ".join(" ".join([*migration.SQLITE, *migration.POSTGRES]).replace(";", " ").split())
    declared = [trigger for trigger in DECLARED if trigger.since == f"decrees.{name}"]
    assert {trigger.vendor for trigger in declared} == {"sqlite", "postgresql"}
    for trigger in declared:
        assert " ".join(trigger.definition.replace(";", " ").split()) in made
        assert trigger.calls is None or " ".join(trigger.calls.body.replace(";", " ").split()) in made
