"""What the demo shows of time: stages, months between them, and what is late, moved, cancelled, corrected, ended."""

import datetime
import itertools

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page, Revision

from decrees.models import Answer, Comment, Concealment, DecreePage, Round, Version
from forum import ledger
from forum.models import InvitationPage, LedgerEntry, MeetingPage, Membership, Rsvp, User
from minutes.models import ActionItem, ActionReport, Correction, MinutesPage
from tests.clients import as_

DAY = datetime.timedelta(days=1)
REHEARSED = "rapat-koordinasi-rencana-aksi"


def load(stage=None):
    call_command("load_demo", force=True, verbosity=0, stage=stage)


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def today(django_db_setup, django_db_blocker, media):
    """The usual stage, loaded once for all who only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=media):
            load()
        yield timezone.localdate()
        transaction.set_rollback(True)


def page(url, user=None):
    response = as_(user).get(url)
    assert response.status_code == 200
    return response.content.decode()


def user(key):
    return User.objects.get(email=f"{key}@mufakat.example")


def minutes_of(slug):
    return MinutesPage.objects.get(meeting__slug=slug)


# --- the stages -------------------------------------------------------------------------------------------------------


def shown():
    """(states of minutes, numbers of versions, whether their rounds are open) as of now."""
    rounds = Round.objects.order_by("pk")
    return (
        list(MinutesPage.objects.order_by("pk").values_list("state", flat=True)),
        list(Version.objects.order_by("number").values_list("number", flat=True)),
        [round_.is_open for round_ in rounds],
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "minutes", "versions", "open_rounds"),
    [
        ("invited", [], [], []),
        ("minuted", ["published"], [], []),
        ("first-round", ["published"], [1], [True]),
        ("second-round", ["published", "circulated"], [1, 2], [False, True]),
        ("after", ["published"] * 4, [1, 2, 3, 4], [False, False, False]),
    ],
)
def test_stage_shows_what_it_promises(stage, minutes, versions, open_rounds):
    load(stage)
    assert shown() == (minutes, versions, open_rounds)
    unanswered = Comment.objects.unanswered().count()
    assert (unanswered > 0) == any(open_rounds)
    rehearsed = MeetingPage.objects.get(slug=REHEARSED)
    assert rehearsed.is_over == (stage != "invited")
    assert MeetingPage.objects.filter(starts_at__gt=timezone.now()).exists()
    assert ledger.verify() is None
    ats = list(LedgerEntry.objects.order_by("seq").values_list("at", flat=True))
    assert ats == sorted(ats)


# --- the usual stage: the third draft under consultation --------------------------------------------------------------


@pytest.mark.django_db
def test_third_round_is_open_and_the_two_before_are_closed_and_answered(today):
    assert shown() == (["published", "published", "circulated"], [1, 2, 3], [False, False, True])
    last = Round.objects.latest("pk")
    assert not Comment.objects.unanswered().exclude(round=last).exists()
    assert Comment.objects.unanswered().filter(round=last).exists()
    assert last.closes_at > timezone.now() + 9 * DAY


@pytest.mark.django_db
def test_months_pass_in_the_ledger_and_it_never_goes_back(today):
    entries = list(LedgerEntry.objects.order_by("seq"))
    ats = [entry.at for entry in entries]
    assert ats == sorted(ats)
    assert 180 * DAY < timezone.now() - ats[0] < 190 * DAY
    assert timezone.now() - ats[-1] < 11 * DAY
    assert len({(at.year, at.month) for at in ats}) >= 6
    assert ledger.verify() is None


@pytest.mark.django_db
def test_each_round_follows_the_one_before_and_what_is_said_lies_within_it(today):
    rounds = list(Round.objects.order_by("pk"))
    for before, after in itertools.pairwise(rounds):
        assert before.closed_at < after.opens_at
    for round_ in rounds:
        assert round_.version.circulated_at == round_.opens_at
        for comment in round_.comments.all():
            assert round_.opens_at < comment.created_at < round_.closes_at
    for answer in Answer.objects.select_related("comment__round"):
        assert answer.comment.created_at + DAY < answer.answered_at
        assert answer.comment.round.closed_at is None or answer.answered_at < answer.comment.round.closed_at
    reacted = Comment.objects.exclude(reaction=None)
    assert reacted.exists()
    assert all(comment.answer.answered_at < comment.reaction.at for comment in reacted)


@pytest.mark.django_db
def test_meetings_are_on_working_days_and_come_after_their_invitations(today):
    for invitation in InvitationPage.objects.exclude(subject=None):
        meeting = invitation.meeting
        assert timezone.localtime(meeting.starts_at).weekday() < 5
        assert invitation.first_published_at + 7 * DAY < meeting.starts_at
        assert invitation.letter_date == timezone.localdate(invitation.first_published_at)
        for rsvp in Rsvp.objects.filter(invitation=invitation):
            assert invitation.first_published_at < rsvp.answered_at < meeting.starts_at
    for minutes in MinutesPage.objects.all():
        assert minutes.meeting.starts_at < minutes.circulated_at
        assert minutes.published_at is None or minutes.circulated_at < minutes.approved_at < minutes.published_at


@pytest.mark.django_db
def test_what_wagtail_dates_itself_has_the_dates_of_the_story(today):
    loading = timezone.now() - datetime.timedelta(hours=1)
    published = Page.objects.exclude(first_published_at=None).exclude(depth__lt=2)
    assert published.count() > 10
    assert not Revision.objects.filter(created_at__gt=loading).exists()
    assert not published.filter(last_published_at__gt=loading).exists()
    assert not published.filter(latest_revision_created_at__gt=loading).exists()
    for minutes in MinutesPage.objects.filter(state="published"):
        assert minutes.last_published_at == minutes.published_at


@pytest.mark.django_db
def test_record_holds_an_answer_that_was_changed_words_that_were_hidden_and_a_page_that_was_withdrawn(today):
    changed = Comment.objects.annotate(n=Count("answers")).get(n=2)
    first, standing = changed.answers.order_by("pk")
    html = page(f"/rancangan/{changed.version.decree_id}/versi/{changed.version.number}/")
    for words in (first.reason, first.reactions.get().reason, standing.reason):
        assert words in html
    [hiding] = Concealment.objects.all()
    html = page(f"/rancangan/{hiding.comment.version.decree_id}/versi/{hiding.comment.version.number}/")
    assert "Disembunyikan: memuat data pribadi" in html
    assert "3522010101600003" not in html
    withdrawn = as_().get("/jadwal-sosialisasi/")
    assert withdrawn.status_code == 410
    assert "sebelum disepakati dengan ketiga kecamatan" in withdrawn.content.decode()


@pytest.mark.django_db
def test_follow_ups_are_overdue_done_in_time_and_done_late(today):
    html = page(minutes_of(REHEARSED).url)
    assert html.count("terlambat") >= 1
    assert "dua pekan lebih lambat karena bukti dukung belum lengkap" in html
    due = {(item.minutes_id, item.number): item.due_date for item in ActionItem.objects.all()}
    late = {
        done.number: timezone.localdate(done.made_at) > due[done.minutes_id, done.number]
        for done in ActionReport.objects.filter(minutes=minutes_of(REHEARSED), state="done")
    }
    assert late == {1: False, 2: True}
    overdue = ActionItem.objects.overdue()
    assert {item.owner.short_name for item in overdue} == {"Dinas PMD", "Dinas Kominfo"}


@pytest.mark.django_db
def test_cancelled_meeting_says_so_and_the_moved_one_tells_calendars(today):
    cancelled = MeetingPage.objects.get(slug="pemantauan-bukti-dukung-b06")
    assert "dibatalkan" in page(cancelled.url)
    assert "dibatalkan" in page("/rapat/")
    assert cancelled.calendar_entry.published_at < cancelled.starts_at
    moved = MeetingPage.objects.get(slug="bimtek-open-data-kontrak")
    invited = moved.first_published_at
    assert moved.calendar_entry.sequence == 1
    assert invited < moved.calendar_entry.published_at < moved.starts_at
    verbs = LedgerEntry.objects.filter(target=ledger.target_of(moved)).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["meeting.published", "meeting.changed"]


@pytest.mark.django_db
def test_corrections_are_asked_for_taken_in_and_open(today):
    corrected = minutes_of(REHEARSED)
    asked = [correction.made_at for correction in Correction.objects.filter(minutes=corrected)]
    circulated = list(
        LedgerEntry.objects.filter(target=ledger.target_of(corrected), verb="minutes.circulated")
        .order_by("seq")
        .values_list("at", flat=True)
    )
    assert circulated[0] < asked[0] < asked[1] < circulated[1]
    assert "paling lambat dua pekan setelah rapat" in page(corrected.url)
    waiting = minutes_of("bimtek-open-data-kontrak")
    html = page(f"/notula/{waiting.pk}/edaran/", user("bi"))
    assert "tahap kontrak dan implementasi dilanjutkan melalui pendampingan" in html


@pytest.mark.django_db
def test_who_left_an_organisation_no_longer_speaks_for_it(today):
    left = Membership.objects.exclude(end_date=None).get()
    assert left.start_date < left.end_date < today - 60 * DAY
    assert left.person.user.email == "idfos2@mufakat.example"
    assert not Membership.objects.of(left.person.user).current().exists()
    decree = DecreePage.objects.get(slug="tim-ogp")
    assert "Direktur" in ledger.office_of(user("idfos"))[0]
    assert ledger.office_of(left.person.user) == ("", None)
    assert page(decree.url, left.person.user)


@pytest.mark.django_db
def test_a_file_and_a_picture_can_be_read(today, media, settings):
    settings.MEDIA_ROOT = media
    minutes = minutes_of(REHEARSED)
    attachment = minutes.attachments.get()
    assert attachment.document.url in page(minutes.url)
    file = b"".join(as_().get(attachment.document.url).streaming_content)
    assert file.startswith(b"penanggung jawab,rencana aksi")
    about = page("/tentang/")
    assert "/tentang/" in page(minutes.url)
    assert 'alt="Bagan: Tim Pengarah mengarahkan' in about


@pytest.mark.django_db
def test_search_knows_the_story(today):
    assert "pengajian" in page("/notula/?q=pengajian")
    assert minutes_of("pembahasan-rencana-aksi-daerah").url in page("/notula/?q=pengajian")
