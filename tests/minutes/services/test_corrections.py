"""From circulated to approved: those present object to passages and agree, the secretariat answers, another one
approves; and what is refused on the way."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from forum import clock
from forum.models import LedgerEntry
from minutes import services
from minutes.models import CorrectionStep, MinutesPage
from minutes.models.states import State
from minutes.reading.corrections import progress_of
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    bring_to,
    member_of,
    minutes_page,
    said,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


class Scene:
    """BI was present, KPI was not; one writes, another one approves."""

    def __init__(self, **minutes):
        self.bi, self.kpi = OrganisationFactory(name="Bojonegoro Institute"), OrganisationFactory(name="KPI")
        self.speaker, self.absent = member_of(self.bi), member_of(self.kpi)
        self.writer, self.approver = secretariat_user(), secretariat_user()
        self.minutes = minutes_page(
            present=[self.bi],
            discussion=[
                said("Renaksi disusun bersama.", self.bi),
                {"type": "paragraph", "value": "<p>Anggaran <b>belum</b> tersedia.</p>"},
            ],
            decisions=["Masukan disampaikan dua pekan lagi."],
            by=self.writer,
            **{"state": State.CIRCULATED, **minutes},
        )

    @property
    def now(self):
        return MinutesPage.objects.get(pk=self.minutes.pk)

    def object(self, **fields):
        asked = {"part": "decisions:1", "quote": "dua pekan", "proposed": "tiga pekan", "text": "Disepakati tiga."}
        return services.correct_minutes(self.minutes, **{**asked, **fields}, by=self.speaker)

    def page(self, user):
        return as_(user).get(reverse("minutes:circulated", args=[self.minutes.pk]))


@pytest.fixture
def scene():
    return Scene()


def last_verb(minutes):
    return LedgerEntry.objects.filter(page_id=minutes.pk).latest("seq").verb


def test_those_present_are_told_with_the_deadline_and_the_page_says_who_could_not_be(
    django_capture_on_commit_callbacks,
):
    reached, silent = OrganisationFactory(), OrganisationFactory(email="")
    login = member_of(reached)
    minutes, writer = minutes_page(present=[reached, silent]), secretariat_user()
    with django_capture_on_commit_callbacks(execute=True):
        services.circulate_minutes(minutes, days=3, by=writer)
    assert [message.to for message in mail.outbox] == [[login.email]]
    assert reverse("minutes:circulated", args=[minutes.pk]) in mail.outbox[0].body
    progress = progress_of(MinutesPage.objects.get(pk=minutes.pk))
    assert clock.today() + 3 * DAY == timezone.localtime(progress.circulation.closes_at).date()
    assert [one.organisation for one in progress.told] == [reached]
    assert [one.organisation for one in progress.unreached] == [silent]
    entry = LedgerEntry.objects.filter(verb="minutes.told").get()
    assert (entry.data["organisations"], entry.data["without_address"]) == ([reached.pk], [silent.pk])
    html = as_(login).get(reverse("minutes:circulated", args=[minutes.pk])).content.decode()
    assert f"{silent.label}</strong>" in html


def test_present_objects_to_a_passage_and_absent_neither_reads_nor_objects(scene):
    assert scene.page(scene.absent).status_code == 404
    for act in (services.correct_minutes, lambda minutes, text, by: services.agree_with_minutes(minutes, by=by)):
        with pytest.raises(PermissionDenied):
            act(scene.minutes, text="Kami tidak setuju", by=scene.absent)
    correction = scene.object()
    assert (correction.organisation, correction.passage.quote) == (scene.bi, "dua pekan")
    assert last_verb(scene.minutes) == "minutes.corrected"


@pytest.mark.parametrize(
    "wrong", [{"quote": "lima pekan"}, {"part": "decisions:9"}, {"quote": "kan"}, {"text": " "}, {"part": "files:1"}]
)
def test_objection_to_words_that_do_not_stand_there_or_more_than_once_is_refused(scene, wrong):
    with pytest.raises(ValidationError):
        scene.object(**wrong)
    assert not scene.minutes.corrections.exists()


@pytest.mark.parametrize(
    ("part", "quote", "words", "stands"),
    [
        ("decisions:1", "dua pekan", "tiga pekan", "Masukan disampaikan tiga pekan lagi."),
        ("discussion:0", "", "Renaksi disusun oleh semua.", "Renaksi disusun oleh semua."),
        ("discussion:1", "belum tersedia", "sudah ada", "Anggaran <b>sudah ada</b>."),
    ],
)
def test_accepting_changes_the_minutes_and_those_present_see_what_changed(scene, part, quote, words, stands):
    relation, key = part.split(":")
    if relation == "discussion":
        part = f"discussion:{scene.minutes.circulated_revision.as_object().discussion[int(key)].id}"
    correction, before = scene.object(part=part, quote=quote), scene.now.digest
    with pytest.raises(PermissionDenied):
        services.accept_correction(correction, words=words, by=scene.speaker)
    services.accept_correction(correction, words=words, by=scene.approver)
    assert scene.now.digest != before
    assert last_verb(scene.minutes) == "minutes.correction_accepted"
    html = scene.page(scene.speaker).content.decode()
    assert stands in html
    assert "<ins>" in html
    assert "<del>" in html
    with pytest.raises(ValidationError):
        services.decline_correction(correction, reason="Berubah pikiran.", by=scene.writer)


def test_whoever_objected_is_told_of_the_answer(scene, django_capture_on_commit_callbacks):
    correction = scene.object()
    with django_capture_on_commit_callbacks(execute=True):
        services.decline_correction(correction, reason="Rekaman menyebut dua pekan.", by=scene.writer)
    (message,) = mail.outbox
    assert message.to == [scene.speaker.email]
    assert "Rekaman menyebut dua pekan." in message.body


def test_question_and_reply_leave_it_open_and_withdrawing_settles_it(scene):
    correction = scene.object()
    services.ask_about_correction(correction, question="Menurut siapa?", by=scene.writer)
    with pytest.raises(PermissionDenied):
        services.reply_about_correction(correction, reply="Bukan kami", by=scene.absent)
    services.reply_about_correction(correction, reply="Menurut catatan kami.", by=scene.speaker)
    assert progress_of(scene.now).unanswered == 1
    services.withdraw_correction(correction, by=scene.speaker)
    assert (progress_of(scene.now).unanswered, progress_of(scene.now).standing) == (0, 0)
    with pytest.raises(ValidationError):
        services.accept_correction(correction, words="tiga pekan", by=scene.writer)


def test_at_the_deadline_the_text_locks_until_it_is_circulated_again():
    scene = Scene(state=State.DRAFT, is_over=True)
    with clock.moved_to(clock.now() - 8 * DAY):
        correction = scene.object()
    assert scene.now.get_lock() is not None
    for refused in (scene.object, lambda: services.accept_correction(correction, words="tiga", by=scene.approver)):
        with pytest.raises(ValidationError, match=r"time for objections|Masa keberatan"):
            refused()
    services.circulate_minutes(scene.now, by=scene.writer)
    assert scene.now.get_lock() is None
    services.accept_correction(correction, words="tiga pekan", by=scene.approver)


@pytest.mark.parametrize("days", [0, 91])
def test_circulation_leaves_time_to_object(days):
    with pytest.raises(ValidationError):
        services.circulate_minutes(minutes_page(), days=days, by=secretariat_user())


def test_before_the_deadline_only_what_all_present_agreed_with_is_approved(scene):
    with pytest.raises(ValidationError, match=r"still object|masih dapat"):
        services.approve_minutes(scene.minutes, by=scene.approver)
    services.agree_with_minutes(scene.minutes, by=scene.speaker)
    with pytest.raises(ValidationError):
        services.agree_with_minutes(scene.minutes, by=scene.speaker)
    approved = services.approve_minutes(scene.minutes, by=scene.approver)
    assert approved.approvals.get().terms.agreed == 1


def test_agreement_is_with_one_text_and_not_with_what_it_becomes(scene):
    correction = scene.object()
    services.agree_with_minutes(scene.minutes, by=scene.speaker)
    services.accept_correction(correction, words="tiga pekan", by=scene.writer)
    with pytest.raises(ValidationError):
        services.approve_minutes(scene.minutes, by=scene.approver)
    services.agree_with_minutes(scene.minutes, by=scene.speaker)
    assert services.approve_minutes(scene.minutes, by=scene.approver).state == State.APPROVED


def test_last_editor_does_not_approve_also_after_accepting_a_correction():
    scene = Scene(state=State.DRAFT, is_over=True)
    with pytest.raises(ValidationError, match=r"edited|menyunting"):
        services.approve_minutes(scene.minutes, by=scene.writer)
    services.circulate_minutes(scene.now, by=scene.approver)
    services.accept_correction(scene.object(), words="tiga pekan", by=scene.approver)
    services.agree_with_minutes(scene.minutes, by=scene.speaker)
    with pytest.raises(ValidationError, match=r"edited|menyunting"):
        services.approve_minutes(scene.minutes, by=scene.approver)
    assert services.approve_minutes(scene.minutes, by=scene.writer).state == State.APPROVED


def test_forum_with_one_secretary_says_so_on_the_page(settings):
    settings.MINUTES_ONE_SECRETARY = True
    scene = Scene(state=State.DRAFT, is_over=True)
    minutes = services.approve_minutes(scene.minutes, by=scene.writer)
    services.publish_minutes(minutes, by=scene.writer)
    assert "Orang yang sama menyunting dan mengesahkan notula ini" in as_().get(scene.now.url).content.decode()


def test_unanswered_objection_stops_the_approval_or_is_said_and_annexed_in_public():
    scene = Scene(state=State.DRAFT, is_over=True)
    with clock.moved_to(clock.now() - 8 * DAY):
        declined, accepted = scene.object(text="Mohon diubah."), scene.object(quote="Masukan")
        services.accept_correction(accepted, words="Usulan", by=scene.approver)
        services.decline_correction(declined, reason="Rekaman menyebut dua.", by=scene.writer)
        scene.object(quote="lagi", proposed="kemudian", text="Lebih jelas.")
    with pytest.raises(ValidationError, match=r"no answer|belum dijawab"):
        services.approve_minutes(scene.minutes, by=scene.writer)
    minutes = services.approve_minutes(
        scene.minutes, meeting=scene.minutes.meeting, over_objections=True, by=scene.writer
    )
    services.publish_minutes(minutes, by=scene.writer)
    html = as_().get(scene.now.url).content.decode()
    for words in ("Bojonegoro Institute", "“dua pekan”", "Mohon diubah.", "Rekaman menyebut dua.", "Lebih jelas.",
                  "atas 1 keberatan", scene.minutes.meeting.title):  # fmt: skip
        assert words in html
    data = as_().get(reverse("minutes:download", args=[minutes.pk, "json"])).json()
    assert [one["proposed"] for one in data["objections"]] == ["tiga pekan", "kemudian"]


def test_approval_in_a_meeting_before_the_one_it_tells_of_is_refused(scene):
    earlier = minutes_page(state=State.DRAFT).meeting
    type(earlier).objects.filter(pk=earlier.pk).update(starts_at=scene.minutes.meeting.starts_at - DAY)
    earlier.refresh_from_db()
    services.agree_with_minutes(scene.minutes, by=scene.speaker)
    with pytest.raises(ValidationError):
        services.approve_minutes(scene.minutes, meeting=earlier, by=scene.approver)


def test_pages_of_a_correction_serve_those_present_and_the_secretariat(scene):
    correction = scene.object()
    address = reverse("minutes:correction", args=[scene.minutes.pk, correction.pk])
    assert as_(scene.absent).get(address).status_code == 404
    assert as_(scene.speaker).get(address).status_code == 200
    refused = as_(scene.writer).post(address, {"act": "decline", "words": ""})
    assert refused.status_code == 200
    as_(scene.writer).post(address, {"act": "accept", "words": "tiga pekan"})
    assert correction.steps.get().step == CorrectionStep.Step.ACCEPTED
    typed = {"part": "decisions:1", "quote": "tidak ada", "text": "Alasan yang panjang"}
    page = as_(scene.speaker).post(reverse("minutes:circulated", args=[scene.minutes.pk]), typed)
    assert "Alasan yang panjang" in page.content.decode()


def test_hidden_row_hides_the_objection_to_it_too():
    scene = Scene()
    scene.object(part="decisions:1", quote="", proposed="NIK 3522011203850001", text="Salah.")
    minutes = bring_to(scene.now, State.PUBLISHED, by=scene.writer)
    assert "3522011203850001" in as_().get(minutes.url).content.decode()
    hiding = services.propose_hiding(
        minutes, part="decisions:1", reason="personal_data", note="NIK.", at_once=True, by=scene.writer
    )
    assert hiding.part == "decisions:1"
    for address in (minutes.url, *(reverse("minutes:download", args=[minutes.pk, kind]) for kind in ("json", "odt"))):
        assert b"3522011203850001" not in as_().get(address).content
