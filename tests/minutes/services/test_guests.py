"""Whoever was present for no organisation is asked for corrections too, by a link of their own; and what that link does
not open."""

import datetime
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from forum import clock
from forum.models import InvitedPerson, Invitee, LedgerEntry, MeetingPage, Presence
from forum.models.invitations.registrations.consent import asked_afterwards
from forum.reading.attendance.expected import invited_key
from minutes import services
from minutes.models import Correction, GuestAgreement, GuestLink, MinutesPage, PresentGuest
from minutes.models.states import State
from minutes.reading.corrections import annex_of, progress_of
from minutes.reading.corrections.by_link import GuestHindrance, guest_link_of
from minutes.reading.corrections.guests import guests_of
from minutes.reading.pages import approval_of
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    RegistrationFactory,
    bring_to,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    said,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
HEAD, VISITOR = "kades@desa.example", "warga@contoh.example"
LINK = re.compile(r"(/notula/tamu/([^/\s]+)/)")


class Scene:
    """A village head was invited alone, a citizen registered, another one walked in; BI was there too."""

    def __init__(self, deferred, *, consent=None, circulate=True, ago=0, **terms):
        self.run = deferred
        self.bi, self.writer, self.approver = OrganisationFactory(), secretariat_user(), secretariat_user()
        self.meeting = meeting_page()
        letter = invitation_page(parent=self.meeting)
        self.head = InvitedPerson.objects.create(name="Sumarni", office="Kepala Desa Sumberrejo", email=HEAD)
        Invitee.objects.create(invitation=letter, person=self.head)
        consent = asked_afterwards() if consent is None else consent
        self.visitor = RegistrationFactory(invitation=letter, name="Suparno", email=VISITOR, consent=consent)
        self._came(name="Sumarni", key=invited_key(self.head))
        self._came(name="Suparno", key=f"registration:{self.visitor.pk}", registration=self.visitor)
        self._came(name="Pak Joko", key="name:joko")
        self.minutes = minutes_page(
            meeting=self.meeting,
            present=[self.bi],
            discussion=[said("Anggaran belum tersedia untuk Renstra.", self.bi)],
            decisions=["Masukan disampaikan dua pekan lagi."],
            guests="Kepala Desa Sumberrejo",
            public_participants=2,
            by=self.writer,
        )
        if circulate:
            with clock.moved_to(clock.now() - ago * DAY):
                self.circulate(**terms)

    def _came(self, **who):
        Presence.objects.create(meeting=self.meeting, way=Presence.Way.DESK, **who)

    def circulate(self, **fields):
        with self.run(execute=True):
            services.circulate_minutes(self.minutes, **fields, by=self.writer)

    @property
    def now(self):
        return MinutesPage.objects.get(pk=self.minutes.pk)

    def sent(self, address):
        return [one for one in mail.outbox if one.to == [address]]

    def address(self, address=HEAD):
        """The page behind the newest link that went there."""
        return LINK.search(self.sent(address)[-1].body)[1]

    def link(self, address=HEAD):
        return guest_link_of(LINK.search(self.sent(address)[-1].body)[2])

    def objects(self, link=None, **fields):
        asked = {"part": "decisions:1", "quote": "dua pekan", "proposed": "tiga pekan", "text": "Disepakati tiga."}
        with self.run(execute=True):
            return services.correct_by_link(link or self.link(), **{**asked, **fields})

    def read(self, client=None, address=HEAD):
        return (client or Client()).get(self.address(address))


@pytest.fixture
def scene(django_capture_on_commit_callbacks):
    return Scene(django_capture_on_commit_callbacks)


@pytest.fixture
def late(django_capture_on_commit_callbacks):
    """The time for objections is over."""
    return Scene(django_capture_on_commit_callbacks, ago=9)


def test_guests_are_asked_at_the_address_they_gave_and_the_page_says_who_could_not_be(scene):
    assert [len(scene.sent(one)) for one in (HEAD, VISITOR)] == [1, 1]
    guests = progress_of(scene.now).guests
    assert {one.name for one in guests.told} == {"Sumarni", "Suparno"}
    assert [one.name for one in guests.without_address] == ["Pak Joko"]
    assert {one.label for one in guests.silent} == {"Kepala Desa Sumberrejo", "seorang pengunjung"}
    entry = LedgerEntry.objects.get(verb="minutes.told")
    assert (entry.data["guests"], HEAD in str(entry.data)) == (2, False)
    html = as_(member_of(scene.bi)).get(reverse("minutes:circulated", args=[scene.minutes.pk])).content.decode()
    assert "Undangan perorangan yang tidak dapat diberi tahu, tidak ada alamat" in html
    assert "Suparno" not in html


def test_whoever_did_not_agree_to_be_asked_is_not_and_only_a_digest_of_a_link_is_stored(
    django_capture_on_commit_callbacks,
):
    scene = Scene(django_capture_on_commit_callbacks, consent="Saya setuju dihubungi tentang rapat ini.")
    assert not scene.sent(VISITOR)
    token = LINK.search(scene.sent(HEAD)[0].body)[2]
    assert not GuestLink.objects.filter(key__contains=token).exists()
    assert len(GuestLink.objects.get().key) == 64


def test_a_line_of_the_minutes_gets_its_address_with_the_circulation(django_capture_on_commit_callbacks):
    scene = Scene(django_capture_on_commit_callbacks, circulate=False)
    page = as_(scene.writer).get(reverse("minutes_step", args=[scene.minutes.pk, "circulate"])).content.decode()
    assert "Pak Joko; </textarea>" in page
    address = reverse("minutes_step", args=[scene.minutes.pk, "circulate"])
    wrong = as_(scene.writer).post(address, {"days": 3, "guests": "Bukan Tamu; ia@contoh.example"})
    assert "Bukan Tamu" in wrong.content.decode()
    assert scene.now.state == State.DRAFT
    with django_capture_on_commit_callbacks(execute=True):
        as_(scene.writer).post(address, {"days": 3, "guests": "pak joko; joko@contoh.example"})
    assert len(scene.sent("joko@contoh.example")) == 1


def test_the_link_opens_the_text_without_what_is_blacked_out_and_without_files(scene):
    part = f"discussion:{scene.now.get_latest_revision_as_object().discussion[0].id}"
    services.redact(scene.now, part=part, quote="Renstra", ground="17i", note="Nota.", by=scene.writer)
    html = scene.read().content.decode()
    assert "Masukan disampaikan dua pekan lagi." in html
    assert "Renstra" not in html
    with pytest.raises(ValidationError) as refused:
        scene.objects(part=part, quote="Renstra")
    with pytest.raises(ValidationError) as also:
        scene.objects(part=part, quote="Nihil")
    assert refused.value.messages == also.value.messages
    member = as_(member_of(scene.bi)).get(reverse("minutes:circulated", args=[scene.minutes.pk]))
    assert "Renstra" in member.content.decode()


def test_opening_the_link_does_nothing_and_tells_nobody_its_address(scene):
    answer = scene.read()
    assert (answer.status_code, answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (200, "strict-origin", "noindex")
    assert "no-store" in answer["Cache-Control"]
    assert not GuestAgreement.objects.exists()


def test_a_guest_objects_reads_the_answer_at_the_same_link_and_is_told_at_their_own_address(scene):
    first, client = scene.address(), Client()
    asked = {"part": "decisions:1", "quote": "dua pekan", "proposed": "tiga pekan", "text": "Disepakati tiga."}
    with scene.run(execute=True):
        assert client.post(first, asked).status_code == 302
    correction = Correction.objects.get()
    assert (correction.organisation, correction.full_label) == (None, "undangan perorangan")
    assert "Koreksi Anda" in scene.sent(HEAD)[-1].subject
    entry = LedgerEntry.objects.get(verb="minutes.corrected")
    assert (entry.actor_label, entry.actor, entry.audience) == ("undangan perorangan", None, "members")
    with scene.run(execute=True):
        services.accept_correction(correction, words="tiga pekan", by=scene.writer)
    assert "diterima" in scene.sent(HEAD)[-1].subject
    html = client.get(first).content.decode()
    assert "Masukan disampaikan tiga pekan lagi." in html
    assert "Diterima" in html


def test_an_objection_that_stands_is_annexed_without_the_name(late):
    with clock.moved_to(clock.now() - 8 * DAY):
        late.objects(text="Kami sepakat tiga pekan.")
    services.decline_correction(Correction.objects.get(), reason="Rekaman menyebut dua.", by=late.writer)
    services.approve_minutes(late.now, by=late.approver)
    public = bring_to(late.now, State.PUBLISHED, by=late.approver)
    [annexed] = annex_of(public, approval_of(public, public.edition))
    assert (annexed.organisation, annexed.answer) == ("undangan perorangan", "Rekaman menyebut dua.")
    html = Client().get(public.url).content.decode()
    assert "undangan perorangan" in html
    assert not any(word in html for word in ("Sumarni", "Suparno", HEAD, VISITOR))


def test_the_secretariat_asks_back_and_only_the_guest_replies_or_takes_it_back(scene):
    correction = scene.objects()
    services.ask_about_correction(correction, question="Menurut siapa?", by=scene.writer)
    with pytest.raises(PermissionDenied):
        services.reply_by_link(scene.link(VISITOR), correction, reply="Menurut saya.")
    with pytest.raises(PermissionDenied):
        services.withdraw_correction(correction, by=member_of(scene.bi))
    services.reply_by_link(scene.link(), correction, reply="Menurut catatan saya.")
    other = Client().post(f"{scene.address(VISITOR)}koreksi/{correction.pk}/", {"act": "withdraw"})
    assert other.status_code == 404
    assert Client().post(f"{scene.address()}koreksi/{correction.pk}/", {"act": "withdraw"}).status_code == 302
    assert [one.step for one in correction.steps.all()] == ["asked", "replied", "withdrawn"]
    assert all(one.office == "undangan perorangan" for one in correction.steps.exclude(step="asked"))


def test_one_agrees_once_and_before_the_deadline_all_who_could_be_asked_are_waited_for(scene):
    services.agree_with_minutes(scene.now, by=member_of(scene.bi))
    with pytest.raises(ValidationError):
        services.approve_minutes(scene.now, by=scene.approver)
    for address in (HEAD, VISITOR):
        assert Client().post(f"{scene.address(address)}setuju/").status_code == 302
        with pytest.raises(ValidationError):
            services.agree_by_link(scene.link(address))
    assert GuestAgreement.objects.count() == 2
    assert services.approve_minutes(scene.now, by=scene.approver).state == State.APPROVED


def test_a_forged_link_is_404_and_one_of_other_minutes_opens_only_its_own(scene):
    token = LINK.search(scene.address())[2]
    for forged in (token[:-1], token.swapcase(), f"{token}a", GuestLink.objects.first().key, "../1"):
        assert Client().get(reverse("minutes:guest", args=["x"]).replace("x/", f"{forged}/")).status_code == 404
    other = minutes_page(state=State.CIRCULATED, decisions=["Keputusan rapat lain."])
    assert "Keputusan rapat lain." not in scene.read().content.decode()
    theirs = services.correct_minutes(other, text="Keliru.", by=member_of(other.recipients.get().organisation))
    assert Client().post(f"{scene.address()}koreksi/{theirs.pk}/", {"act": "withdraw"}).status_code == 404
    for page in ("circulated", "agree", "approve"):
        answer = Client().post(reverse(f"minutes:{page}", args=[scene.minutes.pk]))
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("then", "hindrance", "status"),
    [
        ("approved", GuestHindrance.APPROVED, 200),
        ("published", GuestHindrance.PUBLISHED, 200),
        ("reopened", GuestHindrance.REOPENED, 410),
        ("circulated again after it was reopened", GuestHindrance.REOPENED, 410),
    ],
)
def test_a_link_is_void_when_the_minutes_go_on_and_what_is_sent_by_it_is_not_taken(late, then, hindrance, status):
    old, address = late.link(), late.address()
    now = services.approve_minutes(late.now, by=late.approver)
    if then == "published":
        bring_to(now, State.PUBLISHED, by=late.approver)
    elif then != "approved":
        services.reopen_minutes(now, reason="Lampiran kurang.", by=late.approver)
    if then.startswith("circulated"):
        late.circulate()
        assert late.link() != old
        assert late.read().status_code == 200
    answer = Client().get(address)
    assert (answer.status_code, "dua pekan" in answer.content.decode()) == (status, False)
    assert str(hindrance.label) in answer.content.decode()
    sent = Client().post(address, {"part": "", "text": "Terlambat."})
    assert sent.status_code == 410
    Client().post(f"{address}setuju/")
    with pytest.raises(ValidationError) as refused:
        late.objects(old)
    assert refused.value.code == hindrance.value
    assert not Correction.objects.exists()
    assert not GuestAgreement.objects.exists()


def test_the_same_edition_circulated_again_leaves_the_earlier_link_as_it_is(scene):
    earlier = scene.address()
    scene.circulate()
    assert (len(scene.sent(HEAD)), PresentGuest.objects.count()) == (2, 3)
    assert Client().get(earlier).status_code == 200


def test_after_the_deadline_it_is_read_and_nothing_is_taken(late):
    html = late.read().content.decode()
    assert "dua pekan" in html
    assert 'name="proposed"' not in html
    with pytest.raises(ValidationError):
        late.objects()
    assert not Correction.objects.exists()


def test_who_was_recorded_by_mistake_or_is_erased_reads_no_more_and_what_they_said_stays(scene):
    scene.objects()
    Presence.objects.filter(name="Suparno").update(
        withdrawn_at=clock.now(), withdrawn_by=scene.writer, withdrawal_reason="Salah catat."
    )
    withdrawn = scene.address(VISITOR)
    scene.circulate()
    assert Client().get(withdrawn).status_code == 410
    services.forget_guests_at([HEAD])
    assert scene.read().status_code == 410
    assert Correction.objects.count() == 1
    assert not GuestLink.objects.filter(address=HEAD).exists()


def test_a_year_after_the_meeting_no_address_is_kept(scene):
    MeetingPage.objects.filter(pk=scene.meeting.pk).update(starts_at=clock.now() - 366 * DAY)
    services.forget_guests()
    assert not PresentGuest.objects.exclude(address="").exists()
    assert not GuestLink.objects.exclude(address="").exists()


def test_one_objects_so_often_and_no_more(scene):
    for n in range(20):
        services.correct_by_link(scene.link(), text=f"Keberatan {n}")
    with pytest.raises(ValidationError):
        services.correct_by_link(scene.link(), text="Satu lagi")
    services.correct_by_link(scene.link(VISITOR), text="Tamu lain")


def test_two_days_before_the_end_those_who_said_nothing_are_reminded_once(django_capture_on_commit_callbacks):
    scene = Scene(django_capture_on_commit_callbacks, ago=7, days=7)
    login = member_of(scene.bi)
    services.agree_by_link(scene.link(VISITOR))
    circulation = progress_of(scene.now).circulation
    for before, mails in ((3, 0), (1, 1), (1, 0)):
        mail.outbox.clear()
        with clock.moved_to(circulation.closes_at - before * DAY), django_capture_on_commit_callbacks(execute=True):
            services.remind_of_corrections()
        assert [len(scene.sent(one)) for one in (HEAD, login.email, VISITOR)] == [mails, mails, 0]
    assert len(guests_of(scene.now)) == 3
