"""Words go out of sight by two people, with a gap that everybody sees; they come back, or are erased in time."""

import datetime
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from decrees import services
from decrees.models import Comment, Concealment, ConcealmentStep, HiddenWords, Notification, Report
from decrees.models.hiding import ERASED, stored
from decrees.services.hiding.targets import find_target
from forum import clock, ledger
from forum.models import LedgerEntry
from tests.factories import commented, member_of, secretariat_user

pytestmark = pytest.mark.django_db
NIK = "3522011203850001"
WORDS = f"Rumah NIK {NIK} rusak."
DAY = datetime.timedelta(days=1)


@pytest.fixture
def comment(two):
    version, _round, bi, _kpi = two
    return commented(version, bi, text=WORDS)


@pytest.fixture
def second():
    return secretariat_user()


def read(comment):
    return Comment.objects.get(pk=comment.pk).text


def asked(target, by, reason="personal_data", at_once=False, note="Memuat nomor induk."):
    return services.propose_hiding(target, reason=reason, note=note, at_once=at_once, by=by)


def hidden(target, by, second, **said):
    hiding = asked(target, by, **said)
    services.confirm_hiding(hiding, by=second)
    return hiding


def verbs():
    return list(LedgerEntry.objects.order_by("seq").values_list("verb", flat=True))


def ago(days):
    """What is done in it was done so many days ago."""
    return clock.moved_to(timezone.now() - days * DAY)


def test_words_go_by_the_word_of_a_second_person(comment, staff, second):
    hiding = asked(comment, staff, reason="abuse")
    assert read(comment) == WORDS
    services.confirm_hiding(hiding, by=second)
    assert read(comment).startswith("Disembunyikan: menghina atau mengancam orang — ")
    assert verbs()[-2:] == ["hiding.proposed", "words.hidden"]
    assert LedgerEntry.objects.latest("seq").audience == "public"
    assert not any(NIK in str(entry.data) for entry in LedgerEntry.objects.all())
    assert ledger.verify() is None


def test_nobody_decides_about_what_they_proposed(comment, staff):
    hiding = asked(comment, staff)
    for decide in (services.confirm_hiding, services.refuse_hiding):
        with pytest.raises(PermissionDenied):
            decide(hiding, reason="Sudah saya periksa.", by=staff)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConcealmentStep.objects.create(concealment=hiding, step="confirmed", by=staff, seq=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConcealmentStep.objects.create(concealment=hiding, step="confirmed", by=None, seq=1)
    assert read(comment) == WORDS


def test_only_the_secretariat_hides(comment, staff, two):
    hiding = asked(comment, staff)
    for person in two[2:]:
        with pytest.raises(PermissionDenied):
            asked(comment, person)
        with pytest.raises(PermissionDenied):
            services.confirm_hiding(hiding, by=person)


def test_what_an_organisation_discusses_among_its_own_is_not_hidden(two, staff):
    version, _round, bi, _kpi = two
    organisation = bi.person.memberships.get().organisation
    discussion = commented(version, bi, audience=f"organisation:{organisation.pk}")
    with pytest.raises(PermissionDenied):
        asked(discussion, staff)


@pytest.mark.parametrize("said", [{"reason": "criticism"}, {"note": "…"}, {"reason": "abuse", "at_once": True}])
def test_hiding_needs_a_reason_of_the_list_and_an_explanation(comment, staff, said):
    with pytest.raises(ValidationError):
        asked(comment, staff, **said)
    assert not Concealment.objects.exists()


def test_personal_data_goes_at_once_and_comes_back_unless_confirmed_in_time(comment, staff, second, settings):
    settings.HIDING_CONFIRMED_WITHIN_DAYS = 3
    with ago(2.9):
        hiding = asked(comment, staff, at_once=True)
    assert services.lapse_hidings() == 0
    assert read(comment).startswith("Disembunyikan sementara: memuat data pribadi — ")
    settings.HIDING_CONFIRMED_WITHIN_DAYS = 2
    assert read(comment) == WORDS  # without any task
    with pytest.raises(ValidationError):
        services.confirm_hiding(hiding, by=second)
    assert services.lapse_hidings() == 1
    assert services.lapse_hidings() == 0
    assert verbs()[-1] == "hiding.lapsed"
    with pytest.raises(ValidationError):  # nobody keeps words away alone by doing it again
        asked(comment, second, at_once=True)
    asked(comment, second)
    assert ledger.verify() is None


def test_second_person_confirms_or_refuses_what_was_hidden_at_once(two, staff, second):
    version, _round, bi, _kpi = two
    one, other = commented(version, bi, text=WORDS), commented(version, bi, text=WORDS)
    kept, refused = asked(one, staff, at_once=True), asked(other, staff, at_once=True)
    with pytest.raises(ValidationError):
        services.refuse_hiding(refused, reason="", by=second)
    services.confirm_hiding(kept, by=second)
    services.refuse_hiding(refused, reason="Itu kritik, bukan data pribadi.", by=second)
    assert NIK not in read(one)
    assert read(other) == WORDS
    assert verbs()[-2:] == ["hiding.confirmed", "hiding.refused"]
    for decide in (services.confirm_hiding, services.refuse_hiding):
        with pytest.raises(ValidationError):
            decide(kept, reason="Sekali lagi.", by=second)


def test_people_of_the_organisation_are_told_and_their_objection_stands_at_the_gap(comment, staff, second, two):
    author, colleague = two[2], member_of(two[2].person.memberships.get().organisation)
    hiding = hidden(comment, staff, second)
    assert set(Notification.objects.filter(kind="hidden").values_list("user", flat=True)) == {author.pk, colleague.pk}
    for stranger in (two[3], staff):
        with pytest.raises(PermissionDenied):
            services.object_to_hiding(hiding, words="Saya juga.", by=stranger)
    services.object_to_hiding(hiding, words="Nomor itu milik kantor.", by=colleague)
    gap = Comment.objects.get(pk=comment.pk).gap
    assert [one.words for one in gap.objections] == ["Nomor itu milik kantor."]
    assert NIK not in read(comment)
    services.lift_hiding(hiding, reason="Keberatan benar.", by=staff)
    assert read(comment) == WORDS
    assert Notification.objects.filter(kind="shown").count() == 2
    assert verbs()[-2:] == ["hiding.objected", "hiding.lifted"]


def test_answer_given_to_several_is_hidden_at_each(two, staff, second):
    version, _round, bi, kpi = two
    comments = [commented(version, bi), commented(version, kpi)]
    answers = services.answer_comments(comments, disposition="noted", reason=WORDS, by=staff)
    hidden(answers[0], staff, second)
    assert all(NIK not in Comment.objects.get(pk=one.pk).answer.reason for one in comments)
    assert verbs()[-2:] == ["words.hidden", "words.hidden"]


def test_hidden_words_cannot_be_changed_and_those_only_proposed_can(comment, staff, second, two):
    hiding = asked(comment, staff)
    services.edit_comment(comment, text="Rumah warga rusak.", by=two[2])
    services.confirm_hiding(hiding, by=second)
    with pytest.raises(PermissionDenied):
        services.edit_comment(Comment.objects.get(pk=comment.pk), text="Lain.", by=two[2])
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(text="Lain.")


def test_saving_a_row_again_keeps_the_words_that_are_hidden(comment, staff, second):
    hidden(comment, staff, second)
    found = Comment.objects.get(pk=comment.pk)
    found.full_clean()
    found.save()
    found.refresh_from_db()
    assert stored(found, "text") == WORDS
    assert NIK not in found.text


def test_words_are_erased_when_their_time_is_over_and_only_if_two_people_hid_them(two, staff, second, settings):
    settings.HIDDEN_WORDS_KEPT_DAYS = 180
    version, _round, bi, _kpi = two
    one, other, third = (commented(version, bi, text=WORDS, proposed="Lain.") for _ in range(3))
    with ago(179):
        hiding = hidden(one, staff, second)
        services.lift_hiding(hidden(other, staff, second), reason="Keberatan benar.", by=staff)
        asked(third, staff)
    assert services.erase_hidden_words() == 0
    settings.HIDDEN_WORDS_KEPT_DAYS = 178
    call_command("erase_hidden_words")
    assert services.erase_hidden_words() == 0
    found = Comment.objects.get(pk=one.pk)
    assert (stored(found, "text"), stored(found, "proposed")) == (ERASED, None)
    assert found.text.startswith("Disembunyikan dan dihapus: memuat data pribadi")
    assert read(other) == read(third) == WORDS
    with pytest.raises(ValidationError):
        services.lift_hiding(hiding, reason="Terlambat.", by=staff)
    call_command("verify_ledger", stdout=(told := StringIO()))
    assert "Words of 1 entries are hidden, 1 of them erased" in told.getvalue()
    assert ledger.verify() is None


def test_nothing_is_erased_over_an_objection_until_somebody_else_answers_it(comment, staff, second, two, settings):
    settings.HIDDEN_WORDS_KEPT_DAYS = 1
    with ago(3):
        hiding = hidden(comment, staff, second)
        with pytest.raises(ValidationError):
            services.uphold_hiding(hiding, reason="Tetap.", by=second)
        services.object_to_hiding(hiding, words="Nomor itu milik kantor.", by=two[2])
    assert services.erase_hidden_words() == 0
    with pytest.raises(PermissionDenied):
        services.uphold_hiding(hiding, reason="Tetap.", by=staff)
    with pytest.raises(ValidationError):
        services.uphold_hiding(hiding, reason=" ", by=second)
    services.uphold_hiding(hiding, reason="Nomor itu milik warga.", by=second)
    assert verbs()[-1] == "hiding.upheld"
    assert services.erase_hidden_words() == 1


def test_words_of_an_objection_are_hidden_and_erased_too(comment, staff, second, two, settings):
    settings.HIDDEN_WORDS_KEPT_DAYS = 1
    with ago(3):
        hiding = hidden(comment, staff, second)
        objection = services.object_to_hiding(hiding, words=WORDS, by=two[2])
        with pytest.raises(DatabaseError), transaction.atomic():
            ConcealmentStep.objects.filter(pk=objection.pk).update(words=ERASED)
        services.uphold_hiding(hiding, reason="Nomor itu milik warga.", by=second)
        hidden(find_target(comment, f"objection-{objection.seq}"), staff, second)
    for said in (ConcealmentStep.objects.get(pk=objection.pk), *Comment.objects.get(pk=comment.pk).gap.objections):
        assert said.words.startswith("Disembunyikan: memuat data pribadi")
    assert services.erase_hidden_words() == 2
    found = ConcealmentStep.objects.get(pk=objection.pk)
    assert stored(found, "words") == ERASED
    assert found.words.startswith("Disembunyikan dan dihapus")
    assert ledger.verify() is None


def test_database_refuses_to_erase_what_nobody_confirmed_and_to_change_any_step(comment, staff, second):
    hiding = asked(comment, staff, at_once=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConcealmentStep.objects.create(concealment=hiding, step="erased", seq=1)
    services.confirm_hiding(hiding, by=second)
    for rows in (Concealment.objects, ConcealmentStep.objects, HiddenWords.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(id=1_000)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all()._raw_delete(rows.db)


def test_each_look_at_hidden_words_is_on_record(comment, staff, second, two):
    hiding = asked(comment, staff, at_once=True)
    assert services.look_at_hidden_words(hiding, by=second)["text"] == WORDS
    assert verbs()[-1] == "hidden.read"
    services.confirm_hiding(hiding, by=second)
    for person in (staff, second, two[2]):
        with pytest.raises(PermissionDenied):
            services.look_at_hidden_words(hiding, by=person)
    administrator = secretariat_user(is_superuser=True)
    assert services.look_at_hidden_words(hiding, by=administrator)["text"] == WORDS
    assert LedgerEntry.objects.filter(verb="hidden.read").count() == 2


def test_report_is_kept_without_its_reader_and_closed_in_words(comment, staff, two):
    report = services.report_words(comment, reason="personal_data", words="Ada NIK.")
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.verb, entry.audience, entry.actor_id, entry.actor_label) == (
        "words.reported",
        "secretariat",
        None,
        "",
    )
    for blank in ({"reason": "other"}, {"reason": "ugly"}):
        with pytest.raises(ValidationError):
            services.report_words(comment, **blank)
    with pytest.raises(PermissionDenied):
        services.close_report(report, outcome="Sudah.", by=two[2])
    services.close_report(report, outcome="Disembunyikan.", by=staff)
    with pytest.raises(ValidationError):
        services.close_report(report, outcome="Lagi.", by=staff)
    assert Report.objects.get().outcome == "Disembunyikan."
