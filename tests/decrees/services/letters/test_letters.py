"""A letter is brought, read, looked through, taken in: by whom, in whose name; nothing of it is lost or doubled."""

import datetime

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from decrees import events, services
from decrees.models import Anchor, Comment, Letter, LetterPart
from decrees.models.hiding import ERASED
from decrees.permissions import DecreePermission
from decrees.services.letters.reading import read_letter
from forum import clock
from forum.models import LedgerEntry
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, member_of, opened, secretariat_user
from tests.factories.decrees import closed, lapsed, next_version

pytestmark = pytest.mark.django_db
State = LetterPart.State
WORDS = """Nomor : 12/BI/2026
Dengan hormat,
Kami sampaikan tanggapan sebagai berikut:
1. Diktum KESATU: kata “Membentuk” diganti dengan “Menetapkan” agar baku.
2. Menimbang huruf a perlu diperjelas.
3. Cuaca hari ini cerah.
Demikian, terima kasih.
Hormat kami,
Siti Aminah
"""


@pytest.fixture
def bi(db):
    return OrganisationFactory(name="Bojonegoro Institute", short_name="BI")


@pytest.fixture
def round_(bi):
    return opened(circulated(), bi)


@pytest.fixture
def secretariat(db):
    return secretariat_user()


def brought(round_, organisation, by, words=WORDS, **fields):
    letter = services.bring_letter(
        round_.decree, organisation=organisation, content=words.encode(), number="12/BI/2026", by=by, **fields
    )
    read_letter(letter.pk)  # the worker's part, which waits for the commit
    letter.refresh_from_db()
    return letter


def points(letter):
    return [part for part in letter.parts.all() if part.is_point]


def looked_through(letter, by):
    """Two points are right, the weather is no point."""
    services.confirm_sure_points(letter, by=by)
    for part in points(letter):
        if part.state == State.OPEN:
            services.drop_point(part, edition=part.edition, by=by)
    return letter


def entries(verb):
    return LedgerEntry.objects.filter(verb=verb)


def test_letter_brought_by_the_secretariat_becomes_comments_of_the_organisation(round_, bi, secretariat):
    letter = looked_through(brought(round_, bi, secretariat), secretariat)
    one, two = services.take_letter(letter, by=secretariat)
    assert (one.organisation, one.clause, one.quote, one.proposed) == (bi, "dik-1", "Membentuk", "Menetapkan")
    assert "agar baku" in one.text
    assert (two.clause, two.quote, two.proposed) == ("rec-a", "", None)
    assert one.office == "Surat 12/BI/2026: Bojonegoro Institute"
    assert one.received_on == letter.received_on
    assert one.author is None
    assert one.letter_part.letter == letter
    assert Comment.objects.unanswered().count() == 2
    assert [entry.data["comments"] for entry in entries(events.LETTER_TAKEN)] == [2]
    assert entries(events.COMMENT_RECEIVED).count() == 2


def test_every_word_is_a_comment_or_listed_as_not_used(round_, bi, secretariat):
    letter = looked_through(brought(round_, bi, secretariat), secretariat)
    services.take_letter(letter, by=secretariat)
    kept = "".join("".join(part.text for part in letter.parts.all()).split())
    assert kept == "".join(WORDS.split())
    unused = [part.text for part in letter.parts.filter(state=State.UNUSED)]
    assert any("Siti Aminah" in text for text in unused)
    assert any("Cuaca" in text for text in unused)


def test_organisation_brings_its_own_letter_and_comments_in_its_own_name(round_, bi):
    member = member_of(bi)
    letter = looked_through(brought(round_, bi, member), member)
    one, _two = services.take_letter(letter, by=member)
    assert (one.author, one.received_on, one.organisation) == (member, None, bi)
    assert entries(events.COMMENT_ADDED).count() == 2


@pytest.mark.parametrize("who", ["other", "outsider"])
def test_nobody_brings_a_letter_for_an_organisation_that_is_not_theirs(round_, bi, who):
    kpi = OrganisationFactory(name="KPI")
    by = member_of(kpi)
    if who == "other":
        opened_for = {bi: {DecreePermission.COMMENT}, kpi: {DecreePermission.COMMENT}}
        services.change_grants(round_, grants=opened_for, by=secretariat_user())
    with pytest.raises(PermissionDenied):
        brought(round_, bi, by)
    assert Letter.objects.count() == 0


def test_letter_of_an_organisation_is_not_worked_on_by_others(round_, bi, secretariat):
    letter = brought(round_, bi, member_of(bi))
    with pytest.raises(PermissionDenied):
        services.confirm_sure_points(letter, by=secretariat)


def test_letter_of_the_secretariat_is_not_worked_on_by_the_organisation(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat)
    with pytest.raises(PermissionDenied):
        services.take_letter(letter, by=member_of(bi))
    assert Comment.objects.count() == 0


def test_same_letter_is_kept_once_and_taken_in_once(round_, bi, secretariat):
    letter = looked_through(brought(round_, bi, secretariat), secretariat)
    assert brought(round_, bi, secretariat) == letter
    assert services.take_letter(letter, by=secretariat) == services.take_letter(letter, by=secretariat)
    assert brought(round_, bi, secretariat) == letter
    assert Comment.objects.count() == 2
    assert entries(events.LETTER_RECEIVED).count() == entries(events.LETTER_TAKEN).count() == 1
    kpi = OrganisationFactory(name="KPI")
    grants = {bi: {DecreePermission.COMMENT}, kpi: {DecreePermission.COMMENT}}
    services.change_grants(round_, grants=grants, by=secretariat)
    with pytest.raises(ValidationError, match="sudah pernah"):
        services.bring_letter(round_.decree, organisation=kpi, content=WORDS.encode(), by=member_of(kpi))


def test_nothing_is_taken_in_while_a_point_waits_or_none_is_confirmed(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat)
    with pytest.raises(ValidationError, match="3"):
        services.take_letter(letter, by=secretariat)
    for part in points(letter):
        services.drop_point(part, edition=part.edition, by=secretariat)
    with pytest.raises(ValidationError):
        services.take_letter(letter, by=secretariat)
    assert Comment.objects.count() == 0
    assert Letter.objects.get().state == Letter.State.READY


def test_who_comes_second_to_a_point_is_told(round_, bi, secretariat):
    part = points(brought(round_, bi, secretariat))[1]
    services.confirm_point(part, clause="rec-b", edition=part.edition, by=secretariat)
    with pytest.raises(ValidationError) as told:
        services.drop_point(part, edition=part.edition, by=secretariat)
    assert told.value.code == "changed"
    part.refresh_from_db()
    assert (part.clause, part.state) == ("rec-b", State.CONFIRMED)


def test_points_are_joined_and_parted_without_a_word_lost(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat)
    _first, second, third = points(letter)
    joined = services.join_points(third, edition=third.edition, by=secretariat)
    assert joined == second
    assert joined.text == f"{second.text}\n{third.text}"
    parted = services.split_point(
        joined, text=joined.text.replace("\n", "\n\n"), edition=joined.edition, by=secretariat
    )
    assert [part.text for part in parted] == [second.text, third.text]
    assert [part.place for part in letter.parts.all()] == sorted({part.place for part in letter.parts.all()})
    with pytest.raises(ValidationError):
        services.split_point(parted[0], text="Lain\n\nsama sekali", edition=parted[0].edition, by=secretariat)


def test_what_was_not_used_can_be_a_point_after_all(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat)
    opening = letter.parts.first()
    assert not opening.is_point
    made = services.make_point(opening, edition=opening.edition, by=secretariat)
    assert made.state == State.OPEN
    assert made.said


def test_words_that_stand_nowhere_in_the_clause_are_said_rather_than_lost(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat)
    part = points(letter)[0]
    words = {"clause": "dik-1", "said": "Agar baku.", "passage": "Menyusun", "wording": "Menetapkan"}
    services.change_point(part, edition=part.edition, by=secretariat, **words)
    one, _two = services.take_letter(looked_through(letter, secretariat), by=secretariat)
    assert (one.quote, one.proposed) == ("", None)
    assert one.text == "Agar baku.\nDikutip: “Menyusun”\nUsulan rumusan: “Menetapkan”"


def test_member_who_may_not_propose_says_the_wording(bi):
    round_ = opened(circulated(), grants={bi: {DecreePermission.COMMENT}})
    member = member_of(bi)
    one, _two = services.take_letter(looked_through(brought(round_, bi, member), member), by=member)
    assert one.proposed is None
    assert "Usulan rumusan: “Menetapkan”" in one.text


def test_letter_about_an_earlier_version_is_carried_to_the_open_one(round_, bi, secretariat):
    first = round_.version
    version = next_version(first, rec_a="bahwa keterbukaan wajib dijamin;")
    opened(version, bi)
    letter = looked_through(brought(round_, bi, secretariat, version=first), secretariat)
    made = services.take_letter(letter, by=secretariat)
    assert {comment.version for comment in made} == {first}
    assert Anchor.objects.filter(version=version, comment__in=made).count() == 2


def test_letter_that_was_late_or_comes_to_a_closed_round_is_not_taken_in(round_, bi, secretariat):
    letter = looked_through(brought(round_, bi, secretariat), secretariat)
    early = clock.today() - datetime.timedelta(days=30)
    with pytest.raises(ValidationError):
        brought(round_, bi, secretariat, words=f"{WORDS} lain", received_on=early)
    closed(round_)
    with pytest.raises(ValidationError):
        services.take_letter(letter, by=secretariat)
    with pytest.raises(ValidationError):
        brought(round_, bi, secretariat, words=f"{WORDS} lain")
    assert Comment.objects.count() == 0


def test_after_the_last_day_the_secretariat_still_takes_in_what_came_in_time(round_, bi, secretariat):
    member = member_of(bi)
    own = looked_through(brought(round_, bi, member), member)
    theirs = looked_through(brought(round_, bi, secretariat, words=f"{WORDS}lain"), secretariat)
    lapsed(round_)
    Letter.objects.filter(pk=theirs.pk).update(received_on=round_.decree.rounds.get().closes_on)
    with pytest.raises(PermissionDenied):
        services.take_letter(own, by=member)
    assert len(services.take_letter(theirs, by=secretariat)) == 2


def test_letter_without_words_is_typed_in_and_its_file_stays(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat, words="%PDF-1.7 broken")
    assert letter.state == Letter.State.UNREADABLE
    services.type_letter(letter, text=WORDS, by=secretariat)
    made = services.take_letter(looked_through(letter, secretariat), by=secretariat)
    assert len(made) == 2
    with letter.file.open() as file:
        assert file.read() == b"%PDF-1.7 broken"


def test_letter_that_is_taken_in_does_not_change(round_, bi, secretariat):
    letter = looked_through(brought(round_, bi, secretariat), secretariat)
    services.take_letter(letter, by=secretariat)
    part = points(letter)[0]
    with pytest.raises(ValidationError, match="sudah dijadikan"):
        services.drop_point(part, edition=part.edition, by=secretariat)


def test_words_that_are_erased_from_a_comment_are_erased_from_its_point(round_, bi, secretariat):
    one, _two = services.take_letter(looked_through(brought(round_, bi, secretariat), secretariat), by=secretariat)
    with clock.moved_to(timezone.now() - datetime.timedelta(days=settings.HIDDEN_WORDS_KEPT_DAYS + 1)):
        hiding = services.propose_hiding(one, reason="personal_data", note="Memuat NIK.", at_once=False, by=secretariat)
        services.confirm_hiding(hiding, by=secretariat_user())
    assert services.erase_hidden_words() == 1
    part = LetterPart.objects.get(pk=one.letter_part_id)
    assert (part.text, part.said, part.wording) == (ERASED, "", "")


def test_everybody_reads_which_points_were_put_in_other_words_than_the_letters(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat)
    softened = points(letter)[1]
    services.change_point(
        softened, clause="rec-a", said="Sudah baik.", passage="", wording=None, edition=softened.edition, by=secretariat
    )
    one, _two = services.take_letter(looked_through(letter, secretariat), by=secretariat)
    page = as_().get(letter.get_absolute_url())
    assert [made.is_reworded for made in page.context["comments"]] == [False, True]
    assert page.content.decode().count("dengan kata lain daripada dalam suratnya") == 1
    assert "perlu diperjelas" not in page.content.decode(), "what the letter says is for those who may see it"
    assert "perlu diperjelas" in as_(member_of(bi)).get(letter.get_absolute_url()).content.decode()
    services.edit_comment(one, text="Setuju.", proposed=None, tag="", by=secretariat)
    page = as_().get(letter.get_absolute_url())
    assert [made.is_reworded for made in page.context["comments"]] == [True, True]


TWO = """Dengan hormat,
1. Diktum KESATU dan KEDUA: mohon disebut wakil desa.
2. Diktum KEDUA sebagaimana dimaksud diktum KESATU perlu diperjelas.
Hormat kami,
"""


def test_point_that_names_two_clauses_is_about_both_once_a_person_confirms_it(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat, words=TWO)
    both, one = points(letter)
    assert (both.clause, both.also, both.sure) == ("dik-1", ["dik-2"], False)
    assert (one.clause, one.also) == ("dik-2", []), "what is only mentioned is not what it is about"
    services.confirm_sure_points(letter, by=secretariat)
    both.refresh_from_db()
    assert both.state == State.OPEN
    page = as_(secretariat).get(letter.get_absolute_url()).content.decode()
    assert "Diktum KESATU dan diktum KEDUA" in page
    services.confirm_point(both, edition=both.edition, by=secretariat)
    looked_through(letter, secretariat)
    first, *_rest = services.take_letter(letter, by=secretariat)
    assert (first.clause, [further.clause for further in first.further_passages]) == ("dik-1", ["dik-2"])


def test_somebody_says_that_it_is_about_one_of_them_only_or_about_others(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat, words=TWO)
    both, one = points(letter)
    both = services.confirm_point(both, clause="dik-2", edition=both.edition, by=secretariat)
    assert (both.clause, both.also) == ("dik-2", [])
    words = {"said": "Mohon jelas.", "passage": "", "wording": None, "by": secretariat}
    with pytest.raises(ValidationError):
        services.change_point(one, clause="dik-2", also=["nowhere"], edition=one.edition, **words)
    one = services.change_point(one, clause="dik-2", also=["dik-2", "rec-a"], edition=one.edition, **words)
    assert one.also == ["rec-a"]
    with pytest.raises(PermissionDenied):
        services.change_point(one, clause="dik-2", edition=one.edition, **{**words, "by": member_of(bi)})


def test_points_that_are_joined_are_about_the_clauses_of_both(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat, words=TWO)
    _both, one = points(letter)
    joined = services.join_points(one, edition=one.edition, by=secretariat)
    assert (joined.clause, joined.also, joined.state) == ("dik-1", ["dik-2"], State.OPEN)


def test_form_of_a_point_offers_the_clauses_that_it_may_also_be_about(round_, bi, secretariat):
    letter = brought(round_, bi, secretariat, words=TWO)
    both, _one = points(letter)
    url = reverse("decrees:letter-part", args=[letter.decree_id, letter.pk, both.pk])
    form = as_(secretariat).get(url).context["form"]
    assert form["also"].value() == ["dik-2"]
    sent = {"edition": both.edition, "clause": "dik-1", "said": "Sebut wakil desa.", "also": ["dik-2"]}
    as_(secretariat).post(url, sent)
    both.refresh_from_db()
    assert (both.state, both.also, both.said) == (State.CONFIRMED, ["dik-2"], "Sebut wakil desa.")
