"""Everybody at every door: the table in docs/permissions.md, tried cell by cell."""

import contextlib
import datetime
import re
import uuid
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.utils.http import int_to_base36
from django_tasks_db.models import DBTaskResult
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction

from cms.asgi import application
from cms.services.dump import keep_dump
from cms.services.preparing import prepare_site
from decrees.models import DecreePage, Letter, Notification
from decrees.permissions import DecreePermission, grants_of, set_grants
from decrees.reading.sources import changes_of
from decrees.reading.threads.joint import words_digest
from decrees.services import (
    adopt_amendment,
    ask_for_input,
    bring_letter,
    confirm_sure_points,
    propose_hiding,
    report_words,
    take_letter,
)
from decrees.services.citizens import confirm_comment
from decrees.services.letters.reading import read_letter
from decrees.services.notifying import mailing
from forum import ledger
from forum.events import MEETING_CHANGED
from forum.forms.dates.recurrence import Rule, days_after
from forum.models import AgendaPaper, BringItem, BroughtRow, BroughtTable, Membership, Organisation, Witness
from forum.models.invitations import Delegate, key_of, new_link
from forum.reading.attendance.codes import code_of_registration, room_code
from forum.reading.attendance.expected import coming_registrations
from forum.services import (
    answer_invitation,
    bring_material,
    check_in,
    end_membership,
    keep_sheet,
    open_poll,
    propose_item,
    renew_calendar_address,
    sign_head,
    sitting,
    withdraw_page,
)
from forum.services.attendance.recording import Arrival
from forum.services.invitations.answers.mailed import make_links
from forum.services.meetings.polls.asking import links_in_mail
from minutes.models import Exhibit, GuestLink, MinutesPage, PresentGuest
from minutes.models.states import State
from minutes.reading.corrections.by_link import guest_link_of
from minutes.services import correct_by_link, correct_minutes, mend_slip, report_action
from minutes.services import propose_hiding as propose_to_hide_part
from minutes.services.notes import write_notes
from minutes.text.notes import Written
from search.index import rebuild
from search.services.saved import save_search
from tests.databases import undone
from tests.factories import OrganisationFactory, PersonFactory, member_of, secretariat_user
from tests.factories.citizens import asked, for_citizens, token_of
from tests.factories.decrees import (
    answered,
    body,
    circulated,
    closed,
    commented,
    decree_page,
    next_version,
    opened,
    rewritten,
)
from tests.factories.forum import RegistrationFactory, invitation_page, meeting_page
from tests.factories.minutes import minutes_page, said
from tests.heads import AttentiveClient
from tests.sockets import Socket

PEOPLE = ["public", "outsider", "member", "reader", "former", "secretariat"]
DOCS = (Path(__file__).parent.parent / "docs/permissions.md").read_text().split("<!-- matrix -->")[1]
WORD = "mufakatologi"
LETTER = "Dengan hormat,\n1. Diktum KESATU perlu diperjelas."


def table():
    lines = [line for line in DOCS.splitlines() if line.startswith("|")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {(address, state): dict(zip(PEOPLE, answers, strict=True)) for address, state, *answers in cells}


TABLE = table()
BY_STATE = sorted(TABLE, key=lambda cell: cell[1])


class World:
    """The same house for everybody; each state of a thing is made when it is asked for."""

    standing = None  # the decree in a round that all cells of a state look at
    written = None  # the minutes that they look at

    def __init__(self):
        prepare_site()
        self.bi, self.watching = OrganisationFactory(name="BI", is_forum_member=True), OrganisationFactory()
        self.commenting = OrganisationFactory(name="KPI")
        self.secretariat = secretariat_user()
        former = member_of(self.bi)
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        end_membership(former.person.memberships.get(), on=yesterday, by=self.secretariat)
        self.users = {
            "public": None,
            "outsider": member_of(OrganisationFactory()),
            "member": member_of(self.bi),
            "reader": member_of(self.watching),
            "former": former,
            "secretariat": self.secretariat,
        }

    def calendar(self, state):
        old = renew_calendar_address(by=self.users["member"]).token
        return old if state != "renewed" else renew_calendar_address(by=self.users["member"]) and old

    def newcomer(self):
        Membership.objects.of(self.users["member"]).update(reads_from=None)
        return member_of(self.bi).person.memberships.get()

    def meeting(self, state):
        today = {"starts_at": timezone.now()} if "today" in state else {}
        meeting = meeting_page(live=state != "unpublished", slug=uuid.uuid4().hex, host=self.bi, **today)
        if state.startswith("privacy"):
            PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.LOGIN)
        if state == "withdrawn":
            return withdraw_page(meeting, reason="Keliru.", by=self.secretariat)
        return meeting

    def sitting(self, state):
        """A meeting whose speaking list and questions are open, as far as it is today."""
        meeting = self.meeting(state)
        if "today" in state:
            sitting.open_speaking_list(meeting, by=self.secretariat)
            sitting.open_questions(meeting, by=self.secretariat)
        return meeting

    def noted(self, state):
        """A meeting with a line of notes."""
        yesterday = timezone.now() - datetime.timedelta(days=1)
        was = {"starts_at": yesterday, "slug": uuid.uuid4().hex, "host": self.bi}
        meeting = meeting_page(**was) if "was" in state else self.meeting(state)
        if "BI" in state:
            check_in(meeting, [Arrival(name="Ani", organisation=self.bi)], way="desk", by=self.secretariat)
        self.line = uuid.uuid4()
        if meeting.live:
            write_notes(meeting, [Written(self.line, self.line, "", "Rapat dibuka")], by=self.secretariat)
        return meeting

    def invitation(self, state):
        return invitation_page(parent=self.meeting("published"), to=[self.bi], is_open=state == "open")

    def proposed_for(self, state):
        return self.meeting(state) if state == "unpublished" else self.invitation(state).meeting

    def proposal(self, state):
        return propose_item(self.proposed_for(state), organisation=self.bi, by=self.users["member"], **PROPOSING)

    def paper(self, state):
        document = Document(title="Bahan", file=ContentFile(b"kata", "bahan.txt"))
        document._set_document_file_metadata()
        document.save()
        audience = "public" if state == "for everybody" else "invited"
        meeting = self.proposed_for("addressed to BI")
        AgendaPaper.objects.create(meeting=meeting, document=document, audience=audience)
        return document

    def poll(self):
        days = [timezone.now() + datetime.timedelta(days=day) for day in (10, 11)]
        asked = {"slots": [(day, None) for day in days], "organisations": [self.bi]}
        closes_at = timezone.now() + datetime.timedelta(days=3)
        return open_poll(self.meeting("unpublished"), closes_at=closes_at, by=self.secretariat, **asked)

    def held_meeting(self):
        """It has begun; everybody is invited, and one has registered."""
        now = timezone.now()
        self.held = meeting_page(slug=uuid.uuid4().hex, starts_at=now, host=self.bi, first_published_at=now)
        self.coming = RegistrationFactory(invitation=invitation_page(parent=self.held, to=[self.bi]))
        return self.held

    def present(self):
        return check_in(self.held, [Arrival(name="Warga")], way="desk", by=self.secretariat)[0][0]

    def brought(self):
        table = BroughtTable.objects.create(kind="orang", name="orang.csv", stage=BroughtTable.Stage.READY)
        BroughtRow.objects.create(table=table, number=2, values={"name": "Ani"}, state=BroughtRow.State.BAD)
        return table

    def scan(self):
        return keep_sheet(self.held, content=b"%PDF-1.7", kind="pdf", by=self.secretariat)

    def minutes(self, state, **fields):
        if self.written and not fields:
            return MinutesPage.objects.get(pk=self.written.pk)
        meeting = meeting_page(slug=uuid.uuid4().hex, host=self.bi)
        words = [said(f"Kata {WORD} disebut.")]
        return minutes_page(
            meeting=meeting, present=[self.bi], state=state, by=secretariat_user(), discussion=words, **fields
        )

    def mended(self, state):
        return mend_slip(self.minutes(state.split(",")[0]), **RALAT, by=self.secretariat).minutes

    def correction(self, state):
        return correct_minutes(self.minutes(state), text="Jumlah hadir keliru.", by=self.users["member"])

    def evidence(self, state):
        """For members only."""
        minutes = self.minutes(state)
        file = ContentFile(b"%PDF-1.7 bukti", "bukti.pdf")
        shown = [Exhibit(file=file, audience="members")]
        report_action(minutes.action_items.get(), state="done", note="Selesai.", evidence=shown, by=self.secretariat)
        return minutes.pk, 1, minutes.evidence.get().pk

    def hidden_part(self, state, *, by=None):
        note = {"part": "inputs:1", "reason": "personal_data", "note": "Memuat NIK."}
        return propose_to_hide_part(self.minutes(state), **note, by=by or secretariat_user())

    def decree(self, state):
        if state == "unpublished":
            return decree_page(live=False)
        self.round = self.standing.rounds.get() if self.standing else self.open_round(state)
        return DecreePage.objects.get(pk=self.round.decree.pk)

    def open_round(self, state):
        first = circulated(by=self.secretariat, reading=state.split(",")[0])
        decree = rewritten(first.decree, rec_a=f"bahwa {WORD} perlu;")
        grants = {
            self.bi: {DecreePermission.COMMENT, DecreePermission.PROPOSE},
            self.watching: {DecreePermission.VIEW_DRAFT},
            self.commenting: {DecreePermission.COMMENT},
        }
        if state.endswith("to citizens"):
            grants[for_citizens()] = {DecreePermission.COMMENT}
        version = circulated(decree, by=self.secretariat, changelog="Perubahan.")
        return opened(version, grants=grants, by=self.secretariat)

    def comment(self, state, *, by=None, **fields):
        decree = self.decree(state)
        comment = commented(decree.newest, by or self.users["member"], **fields)
        if state.endswith("closed"):
            closed(self.round, by=self.secretariat)
        return comment

    def citizen_comment(self):
        return asked(self.decree("public, round open to citizens").newest, email=f"{uuid.uuid4().hex}@desa.example")

    def answered_comment(self, state):
        comment = self.comment(state)
        answered(comment.version.decree, by=self.secretariat)
        return comment

    def letter(self, state, *, taken=False):
        """Brought by BI itself, cut into its one point."""
        decree, by = self.decree(state), self.users["member"]
        letter = bring_letter(decree, organisation=self.bi, content=LETTER.encode(), by=by)
        read_letter(letter.pk)
        if taken:
            confirm_sure_points(letter, by=by)
            take_letter(letter, by=by)
        return Letter.objects.get(pk=letter.pk)

    def comment_of_others(self, state):
        return self.comment(state, by=member_of(self.commenting))

    def hiding(self, state, *, by=None):
        note = {"reason": "personal_data", "note": "Memuat NIK."}
        return propose_hiding(self.comment(state), at_once=True, **note, by=by or secretariat_user())

    def discussion(self, state):
        return self.comment(state, audience=f"organisation:{self.bi.pk}")

    def lost_discussion(self):
        comment = self.comment("public, round open", clause="cit-1", audience=f"organisation:{self.bi.pk}")
        blocks = [block for block in body(rec_a="bahwa lain;") if block["id"] != "cit-1"]
        next_version(comment.version, by=self.secretariat, blocks=blocks)
        return comment

    def carried(self):
        """A comment that lost its place in the newest version, and one whose place is in doubt."""
        lost = self.comment("public, round open", clause="cit-1")
        doubtful = commented(lost.version, self.users["member"])
        blocks = [block for block in body(dik_1="Lihat lampiran?") if block["id"] != "cit-1"]
        next_version(lost.version, by=self.secretariat, blocks=blocks)
        return lost, doubtful


def fetch(name, *args, query="", **kwargs):
    return lambda client: client.get(reverse(name, args=args, kwargs=kwargs) + query)


def send(name, *args, data=(), **kwargs):
    return lambda client: client.post(reverse(name, args=args, kwargs=kwargs), dict(data))


def address_of(url):
    return lambda client: client.get(url)


def page(of):
    return lambda client: client.get(of.url or f"/notula-tidak-terbit-{of.pk}/")


def found(query):
    rebuild()

    def ask(client):
        body = client.get("/cari/", {"q": query}).content.decode()
        return "found" if "row-title" in body else "nothing"

    return ask


def entry_about(meeting):
    """What the file of the newest entry about a page tells: all of it, or its leaf alone."""
    entry = ledger.append(MEETING_CHANGED, target=meeting, page=meeting, by=None)
    told = fetch("forum:entry", entry.seq)
    return lambda client: "entry" if "entry" in told(client).json() else "leaf"


def signed_head():
    ledger.append(MEETING_CHANGED, target=meeting_page(slug=uuid.uuid4().hex), by=None)
    with override_settings(LEDGER_SIGNING_KEY=b"k" * 32):
        return sign_head()


def witnessed(head):
    key = Ed25519PrivateKey.generate()
    Witness.objects.create(name=uuid.uuid4().hex, public_key=key.public_key().public_bytes_raw().hex())
    return send("forum:head", head.seq, data={"signature": key.sign(head.statement.encode()).hex()})


def socket_of(decree):
    return socket_at(f"/ws/rancangan/{decree.pk}/")


def socket_at(path):
    return lambda client: async_to_sync(_connect)(path, client)


async def _connect(path, client):
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = [(b"cookie", cookies.encode()), (b"origin", b"http://testserver"), (b"host", b"testserver")]
    socket = Socket(application, path, headers=headers)
    connected, _ = await socket.connect()
    assert connected
    event = await socket.receive_output()
    await socket.disconnect()
    if event["type"] == "websocket.close":
        return str(event["code"] - 4000)
    return re.search(r'"(public|members|secretariat|notes|notes-taking)":', event["text"]).group(1)


def door(address):
    return DOORS.get(address) or DOORS[address.removeprefix("POST ")]


def supporting(meeting, **fields):
    asked = sitting.ask_question(meeting, text="Kapan selesai?", **fields)
    return send("forum:sitting-support", meeting.pk, data={"question": asked.pk})


SAVING = {"email": "warga@desa.example", "consent": "on"}


def saved_search():
    return save_search("pupuk", email="warga@desa.example", consent="Setuju.")


def registration(world, state):
    return RegistrationFactory(invitation=world.invitation(state))


def _keeping(meeting):
    """A file of its own for each: what is sent has been read."""
    return lambda client: client.post(
        reverse("forum_sheet_keep", args=[meeting.pk]), {"file": SimpleUploadedFile("daftar.pdf", b"%PDF-1.7")}
    )


def _registered_at(meeting):
    return meeting.pk, code_of_registration(coming_registrations(meeting).get())


def link_of_bi(world, state, invitation=None):
    if state == "unknown":
        return "tidak-dikenal"
    Organisation.objects.filter(pk=world.bi.pk).update(email="bi@contoh.id")
    _keys, [fresh] = make_links(invitation or world.invitation(state), [world.bi], "bi@contoh.id")
    return fresh.url.rstrip("/").rpartition("/")[2]


def with_mandate(world, state):
    invitation, file = world.invitation(state), SimpleUploadedFile("surat.pdf", b"%PDF-1.7")
    answer = {"answer": "represented", "delegate": Delegate(name="Sari", mandate=file)}
    answer_invitation(invitation, organisation=world.bi, by=world.users["member"], **answer)
    return fetch("forum:mandate", invitation.pk, world.bi.pk)


def _line_of(world, state):
    """What to bring to a meeting that BI is invited to."""
    return BringItem.objects.create(invitation=world.invitation(state), text="Data")


def bringing(world, state):
    line = _line_of(world, state)
    return send("forum:bring", line.invitation_id, line.pk, world.bi.pk, data={"brings": "1"})


def bringing_by_link(world, state):
    line = _line_of(world, state)
    return send("forum:answer-link-bring", link_of_bi(world, state, line.invitation), line.pk, data={"brings": "1"})


def _brought(world, state):
    file = SimpleUploadedFile("data.pdf", b"%PDF-1.7")
    return bring_material(_line_of(world, state), organisation=world.bi, file=file, by=world.users["member"])


def material(world, state):
    brought = _brought(world, state)
    return fetch("forum:material", brought.invitation_id, brought.pk)


def material_by_link(world, state):
    brought = _brought(world, state)
    return fetch("forum:answer-link-material", link_of_bi(world, state, brought.invitation), brought.pk)


def decision(world, state):
    minutes = world.minutes(state)
    return fetch("minutes:decision", minutes.pk, 1)


def compiled(name, minutes, *args):
    return lambda client: client.get(f"{reverse(name, args=args)}?rantai={minutes.pk}")


def thinking(minutes):
    """As a browser that says that the form stands on this site."""
    address, here = reverse("minutes:opinion", args=[minutes.pk]), {"sec-fetch-site": "same-origin"}
    return lambda client: client.post(address, {"level": "very"}, headers=here)


def dumped(world, state):
    keep_dump()
    return fetch("dump-download")


def person_without_login():
    return PersonFactory(user=None, email=f"{uuid.uuid4().hex}@contoh.id")


def failed_task(**told):
    return DBTaskResult.objects.create(
        status="FAILED",
        task_path="forum.services.tasks.send_overdue_letters",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
        started_at=timezone.now(),
        return_value=told or None,
    )


UNSENT = {"to": "penuh@contoh.id", "subject": "Undangan", "problem": "refused", "answer": "550 full"}
COMMENTING = {"text": "Mohon diperjelas.", "clause": "dik-1", "audience": "public"}
ANSWERING = {"disposition": "noted", "reason": "Dicatat."}
MERGED = {"text": "Membentuk tim bersama.", "seen": "Membentuk Tim Open Government."}
REPORTING = {"part": "comment", "reason": "personal_data"}
REDACTION = {"part": "inputs:1", "quote": "", "ground": "17h", "note": "Rahasia pribadi."}
RALAT = {"part": "inputs:1", "quote": "sosialisasi", "words": "Sosialisasi", "reason": "Salah tulis."}
HIDING = {**REPORTING, "note": "Memuat NIK."}


def _joining(minutes):
    target = f"minutes.actionitem:{minutes.action_items.get().pk}"
    return send("minutes_joins", minutes.pk, 1, data={"join": target})


REPORT = {"state": "done", "note": "Selesai.", "audience": "public"}
CONFIRMING = {"decision": "confirm", "reason": ""}
PROPOSING = {"title": "Data dasa wisma", "reason": "Belum lengkap."}
CITIZEN = {
    "clause": "dik-1", "text": "Sebut desa kami.", "kind": "citizen", "email": "warga@desa.example", "consent": "on",
}  # fmt: skip
VISITOR = {"name": "Warga", "consent": "on"}
DOORS = {
    "page of a meeting": lambda w, s: page(w.meeting(s)),
    "page of an invitation": lambda w, s: page(w.invitation(s)),
    "page of minutes": lambda w, s: page(w.minutes(s)),
    "page of a decree": lambda w, s: page(w.decree(s)),
    "socket of a decree": lambda w, s: socket_of(w.decree(s)),
    "feed": lambda w, s: fetch("feed"),
    "wagtailadmin_home": lambda w, s: fetch("wagtailadmin_home"),
    "cms_test_mail": lambda w, s: send("cms_test_mail"),
    "cms_mail_again (a mail)": lambda w, s: send("cms_mail_again", failed_task(mails=[UNSENT]).pk),
    "cms_mail_again (another task)": lambda w, s: send("cms_mail_again", failed_task().pk),
    "cms_tasks": lambda w, s: fetch("cms_tasks"),
    "cms_task_again": lambda w, s: send("cms_task_again", failed_task().pk),
    "cms_accesses": lambda w, s: fetch("cms_accesses"),
    "cms_state": lambda w, s: fetch("cms_state"),
    "alive": lambda w, s: fetch("alive"),
    "numbers": lambda w, s: fetch("numbers"),
    "ready": lambda w, s: fetch("ready"),
    "search for a word of minutes": lambda w, s: w.minutes(s) and found(WORD),
    "search for a word of a decree": lambda w, s: w.decree(s) and found(WORD),
    "forum:meeting-calendar": lambda w, s: fetch("forum:meeting-calendar", w.meeting(s).pk),
    "forum:sitting-screen": lambda w, s: fetch("forum:sitting-screen", w.sitting(s).pk),
    "forum:sitting-room": lambda w, s: fetch("forum:sitting-room", w.sitting(s).pk),
    "forum:sitting-events": lambda w, s: fetch("forum:sitting-events", w.sitting(s).pk),
    "POST forum:sitting-floor (for BI)": lambda w, s: send(
        "forum:sitting-floor", w.sitting(s).pk, data={"organisation": w.bi.pk}
    ),
    "POST forum:sitting-question": lambda w, s: send(
        "forum:sitting-question", w.sitting(s).pk, data={"text": "Kapan selesai?", "organisation": ""}
    ),
    "POST forum:sitting-support (of a question that is shown)": lambda w, s: supporting(
        w.sitting(s), organisation=w.bi, by=w.users["member"]
    ),
    "POST forum:sitting-support (of one that is not checked)": lambda w, s: supporting(
        w.sitting(s), by=AnonymousUser()
    ),
    "forum:sitting-desk": lambda w, s: fetch("forum:sitting-desk", w.sitting(s).pk),
    "POST forum:sitting-desk (the next item)": lambda w, s: send(
        "forum:sitting-desk", w.sitting(s).pk, data={"act": "next"}
    ),
    "forum:sitting-desk-events": lambda w, s: fetch("forum:sitting-desk-events", w.sitting(s).pk),
    "socket of a meeting's room": lambda w, s: socket_at(f"/ws/rapat/{w.sitting(s).pk}/"),
    "socket of the chair's desk": lambda w, s: socket_at(f"/ws/rapat/{w.sitting(s).pk}/meja/"),
    "minutes:notes": lambda w, s: fetch("minutes:notes", w.noted(s).pk),
    "POST minutes:notes (a line)": lambda w, s: send("minutes:notes", w.noted(s).pk, data={"text": "Baris kedua"}),
    "minutes:notes-row": lambda w, s: fetch("minutes:notes-row", w.noted(s).pk, w.line),
    "minutes:notes-events": lambda w, s: fetch("minutes:notes-events", w.noted(s).pk),
    "POST minutes:notes-present (for BI)": lambda w, s: send(
        "minutes:notes-present", w.noted(s).pk, data={"organisation": w.bi.pk}
    ),
    "POST minutes:notes-take": lambda w, s: send("minutes:notes-take", w.noted(s).pk),
    "socket of notes": lambda w, s: socket_at(f"/ws/rapat/{w.noted(s).pk}/notulen/ikuti/"),
    "socket of whoever takes notes": lambda w, s: socket_at(f"/ws/rapat/{w.noted(s).pk}/notulen/"),
    "forum:record": lambda w, s: fetch("forum:record"),
    "forum:chain": lambda w, s: fetch("forum:chain"),
    "forum:newest-head": lambda w, s: signed_head() and fetch("forum:newest-head"),
    "forum:head": lambda w, s: fetch("forum:head", signed_head().seq),
    "forum:head-file": lambda w, s: fetch("forum:head-file", signed_head().seq),
    "forum:head-statement": lambda w, s: fetch("forum:head-statement", signed_head().seq),
    "forum:head (a witness's signature)": lambda w, s: witnessed(signed_head()),
    "forum:head (another signature)": lambda w, s: send("forum:head", signed_head().seq, data={"signature": "x"}),
    "forum:entry": lambda w, s: entry_about(w.meeting(s)),
    "forum:calendar": lambda w, s: fetch("forum:calendar"),
    "forum:organisation-calendar": lambda w, s: w.meeting(s) and fetch("forum:organisation-calendar", w.bi.pk),
    "forum:personal-calendar": lambda w, s: fetch("forum:personal-calendar", w.calendar(s)),
    "forum:calendar-address": lambda w, s: fetch("forum:calendar-address"),
    "POST forum:calendar-address": lambda w, s: send("forum:calendar-address"),
    "forum:invitation-calendar": lambda w, s: fetch("forum:invitation-calendar", w.invitation(s).pk),
    "forum:invitation-letter": lambda w, s: fetch("forum:invitation-letter", w.invitation(s).pk, "pdf"),
    "forum:registration-make": lambda w, s: send(
        "forum:registration-make", w.invitation(s).pk, data={**VISITOR, "email": f"{uuid.uuid4().hex}@contoh.id"}
    ),
    "forum:rsvp-answer (for BI)": lambda w, s: send(
        "forum:rsvp-answer", w.invitation(s).pk, w.bi.pk, data={"answer": "yes", "attendees": 2}
    ),
    "forum:mandate (of BI)": with_mandate,
    "sharing-picture": lambda w, s: fetch("sharing-picture", w.invitation(s).pk if s != "unknown" else 10**9, "0" * 12),
    "forum:short": lambda w, s: fetch("forum:short", "0" if s == "unknown" else int_to_base36(w.invitation(s).pk)),
    "forum:answer-link (of BI)": lambda w, s: fetch("forum:answer-link", link_of_bi(w, s)),
    "POST forum:answer-link (of BI)": lambda w, s: send("forum:answer-link", link_of_bi(w, s), data={"answer": "yes"}),
    "forum:answer-link-renew (of BI)": lambda w, s: send("forum:answer-link-renew", link_of_bi(w, s)),
    "forum:bring (for BI)": bringing,
    "forum:material (of BI)": material,
    "forum:answer-link-bring (of BI)": bringing_by_link,
    "forum:answer-link-material (of BI)": material_by_link,
    "forum:answer-link-letter (of BI)": lambda w, s: fetch("forum:answer-link-letter", link_of_bi(w, s), "docx"),
    "forum:answer-link-calendar (of BI)": lambda w, s: fetch("forum:answer-link-calendar", link_of_bi(w, s)),
    "forum:registration-confirm": lambda w, s: send("forum:registration-confirm", registration(w, "open").token),
    "forum:registration-cancel": lambda w, s: send("forum:registration-cancel", registration(w, "open").token),
    "forum:membership-admit (a newcomer at BI)": lambda w, s: fetch("forum:membership-admit", w.newcomer().pk),
    "POST forum:membership-admit (a newcomer at BI)": lambda w, s: send("forum:membership-admit", w.newcomer().pk),
    "forum_answers": lambda w, s: fetch("forum_answers", w.invitation(s).pk),
    "forum:door-code (a registration's)": lambda w, s: fetch("forum:door-code", *_registered_at(w.held_meeting())),
    "forum:door-code (another code)": lambda w, s: fetch("forum:door-code", w.held_meeting().pk, "AAAA2222"),
    "forum:self-check-in": lambda w, s: fetch("forum:self-check-in", room_code(w.held_meeting())),
    "POST forum:self-check-in (as a visitor)": lambda w, s: send(
        "forum:self-check-in", room_code(w.held_meeting()), data={"umum-name": "Warga", "umum-consent": "on"}
    ),
    "POST forum:self-check-in (for BI)": lambda w, s: send(
        "forum:self-check-in",
        room_code(w.held_meeting()),
        data={"by_membership": 1, "membership": w.users["member"].person.memberships.get().pk},
    ),
    "forum_door": lambda w, s: fetch("forum_door", w.held_meeting().pk),
    "forum_door_record (a registration)": lambda w, s: send(
        "forum_door_record", w.held_meeting().pk, data={"who": f"registration:{w.coming.pk}"}
    ),
    "forum_door_withdraw": lambda w, s: send(
        "forum_door_withdraw", w.held_meeting().pk, w.present().pk, data={"reason": "Salah catat."}
    ),
    "forum_door_capacity": lambda w, s: send(
        "forum_door_capacity", w.held_meeting().pk, w.present().pk, data={"place": "KPI"}
    ),
    "forum_sheet": lambda w, s: fetch("forum_sheet", w.held_meeting().pk),
    "forum_sheet_file": lambda w, s: fetch("forum_sheet_file", w.held_meeting().pk, "docx"),
    "forum_sheet_typing": lambda w, s: fetch("forum_sheet_typing", w.held_meeting().pk),
    "POST forum_sheet_typing": lambda w, s: send(
        "forum_sheet_typing", w.held_meeting().pk, data={"who": f"registration:{w.coming.pk}", "lines": 1}
    ),
    "forum_sheet_keep": lambda w, s: _keeping(w.held_meeting()),
    "forum_sheet_scan": lambda w, s: fetch("forum_sheet_scan", w.held_meeting().pk, w.scan().pk),
    "forum_sheet_remove": lambda w, s: send("forum_sheet_remove", w.held_meeting().pk, w.scan().pk),
    "forum_room": lambda w, s: fetch("forum_room", w.held_meeting().pk),
    "forum_send_preview": lambda w, s: fetch("forum_send_preview", w.invitation(s).pk),
    "POST forum_send_preview": lambda w, s: send(
        "forum_send_preview", w.invitation(s).pk, data={"revision": str(w.invitation(s).latest_revision_id)}
    ),
    "POST forum_list_keep": lambda w, s: send("forum_list_keep", data={"name": f"Daftar {s}", "organisation": w.bi.pk}),
    "POST forum_answers_act (addresses of the chosen ones)": lambda w, s: send(
        "forum_answers_act", w.invitation(s).pk, data={"organisation": w.bi.pk, "addresses": ""}
    ),
    "POST forum_answers_act (once more to the chosen ones)": lambda w, s: send(
        "forum_answers_act", w.invitation(s).pk, data={"organisation": w.bi.pk, "again": ""}
    ),
    "forum_answer_record (for BI)": lambda w, s: fetch("forum_answer_record", w.invitation(s).pk, w.bi.pk),
    "POST forum_answer_record (for BI)": lambda w, s: send(
        "forum_answer_record", w.invitation(s).pk, w.bi.pk, data={"answer": "yes", "attendees": 1, "way": "phone"}
    ),
    "forum:agenda-proposals": lambda w, s: fetch("forum:agenda-proposals", w.proposed_for(s).pk),
    "POST forum:agenda-proposals (for BI)": lambda w, s: send(
        "forum:agenda-proposals", w.proposed_for(s).pk, data={**PROPOSING, "organisation": w.bi.pk}
    ),
    "POST forum:agenda-proposal-withdraw": lambda w, s: send("forum:agenda-proposal-withdraw", w.proposal(s).pk),
    "forum_proposals": lambda w, s: fetch("forum_proposals", w.proposed_for(s).pk),
    "forum_proposal": lambda w, s: fetch("forum_proposal", w.proposal(s).pk),
    "POST forum_proposal (accepting)": lambda w, s: send(
        "forum_proposal", w.proposal(s).pk, data={"decision": "accept"}
    ),
    "POST forum_proposal (declining)": lambda w, s: send(
        "forum_proposal", w.proposal(s).pk, data={"decision": "decline", "reason": "Sudah dibahas."}
    ),
    "file of a paper": lambda w, s: address_of(w.paper(s).url),
    "forum_answer_link (of BI)": lambda w, s: send("forum_answer_link", w.invitation(s).pk, w.bi.pk),
    "forum_cancel_meeting": lambda w, s: fetch("forum_cancel_meeting", w.meeting(s).pk),
    "POST forum_cancel_meeting": lambda w, s: send(
        "forum_cancel_meeting", w.meeting(s).pk, data={"reason": "Berhalangan."}
    ),
    "forum:poll (BI is asked)": lambda w, s: fetch("forum:poll", w.poll().pk),
    "POST forum:poll-answer (for BI)": lambda w, s: _suits(w.poll(), w.bi),
    "forum:poll-link (of BI)": lambda w, s: fetch("forum:poll-link", _poll_link(w.poll(), w.bi)),
    "forum:poll-link (another)": lambda w, s: fetch("forum:poll-link", "tidak-dikenal"),
    "POST forum:poll-link (of BI)": lambda w, s: _suits_by_link(w.poll(), w.bi),
    "forum_poll_record (for BI)": lambda w, s: fetch("forum_poll_record", w.poll().meeting_id, w.bi.pk),
    "POST forum_poll_record (for BI)": lambda w, s: _told_by_phone(w.poll(), w.bi),
    "forum_poll": lambda w, s: fetch("forum_poll", w.meeting(s).pk),
    "POST forum_poll_choose (the first date)": lambda w, s: _chosen(w.poll()),
    "forum_series": lambda w, s: fetch("forum_series", w.meeting(s).pk),
    "POST forum_series (the next month)": lambda w, s: _repeating(w.meeting(s)),
    "forum_registrations_csv": lambda w, s: send("forum_registrations_csv", w.invitation(s).pk),
    "forum_withdraw": lambda w, s: fetch("forum_withdraw", w.invitation(s).pk),
    "POST forum_withdraw": lambda w, s: send("forum_withdraw", w.invitation(s).pk, data={"reason": "Keliru."}),
    "forum_reset_second_factor (administrators)": lambda w, s: fetch("forum_reset_second_factor", w.users["member"].pk),
    "POST forum_reset_second_factor (administrators)": lambda w, s: send(
        "forum_reset_second_factor", w.users["member"].pk
    ),
    "forum_date_readings": lambda w, s: fetch("forum_date_readings", query="?date=besok"),
    "forum_session": lambda w, s: fetch("forum_session"),
    "forum_import": lambda w, s: fetch("forum_import", "organisasi"),
    "forum_import (a table)": lambda w, s: send("forum_import", "organisasi", data={"table": "[]"}),
    "meetings_month": lambda w, s: fetch("meetings_month"),
    "forum_doubles": lambda w, s: fetch("forum_doubles", "organisasi"),
    "forum_merge": lambda w, s: fetch("forum_merge", "organisasi", OrganisationFactory().pk),
    "POST forum_merge": lambda w, s: send(
        "forum_merge", "organisasi", OrganisationFactory().pk, data={"into": OrganisationFactory().pk}
    ),
    "forum_table": lambda w, s: fetch("forum_table", w.brought().pk),
    "POST forum_table (taking it)": lambda w, s: send("forum_table", w.brought().pk, data={"take": ""}),
    "forum_table_wrong": lambda w, s: fetch("forum_table_wrong", w.brought().pk),
    "forum_import_template": lambda w, s: fetch("forum_import_template", "orang"),
    "cms_introduce": lambda w, s: fetch("cms_introduce"),
    "forum_invite_people": lambda w, s: fetch("forum_invite_people"),
    "POST forum_invite_people": lambda w, s: send("forum_invite_people", data={"people": [person_without_login().pk]}),
    "forum_invite_person": lambda w, s: send("forum_invite_person", person_without_login().pk),
    "privacy": lambda w, s: fetch("privacy"),
    "accessibility": lambda w, s: fetch("accessibility"),
    "information": lambda w, s: fetch("information"),
    "dump": lambda w, s: fetch("dump"),
    "dump-download": dumped,
    "information-download": lambda w, s: fetch("information-download", "csv"),
    "personal-mine": lambda w, s: fetch("personal-mine"),
    "personal-take-out": lambda w, s: send("personal-take-out"),
    "personal-erase": lambda w, s: fetch("personal-erase"),
    "personal_erase": lambda w, s: fetch("personal_erase", person_without_login().pk),
    "POST personal_erase": lambda w, s: _erasing(person_without_login()),
    "minutes:decision": decision,
    "minutes:excerpt": lambda w, s: fetch("minutes:excerpt", w.minutes(s).pk, 1, "docx"),
    "minutes:download": lambda w, s: fetch("minutes:download", w.minutes(s).pk, "docx"),
    "minutes:circulated": lambda w, s: fetch("minutes:circulated", w.minutes(s).pk),
    "minutes:circulated (a correction)": lambda w, s: send(
        "minutes:circulated", w.minutes(s).pk, data={"text": "Jumlah hadir keliru."}
    ),
    "minutes:agree": lambda w, s: send("minutes:agree", w.minutes(s).pk),
    "minutes:correction": lambda w, s: _of_correction(w.correction(s), fetch),
    "POST minutes:correction (declining)": lambda w, s: _of_correction(
        w.correction(s), send, data={"act": "decline", "words": "Sudah tepat."}
    ),
    "minutes:guest": lambda w, s: fetch("minutes:guest", _guest_link(w.minutes(s))),
    "minutes:guest (another)": lambda w, s: fetch("minutes:guest", "tidak-dikenal"),
    "POST minutes:guest (a correction)": lambda w, s: send(
        "minutes:guest", _guest_link(w.minutes(s)), data={"text": "Jumlah hadir keliru."}
    ),
    "POST minutes:guest-agree": lambda w, s: send("minutes:guest-agree", _guest_link(w.minutes(s))),
    "POST minutes:guest-reply": lambda w, s: _replies_by_link(w.minutes(s)),
    "minutes:approve": lambda w, s: send("minutes:approve", w.minutes(s, is_over=True).pk),
    "minutes:action": lambda w, s: fetch("minutes:action", w.minutes(s).pk, 1),
    "minutes:action-report": lambda w, s: send("minutes:action-report", w.minutes(s).pk, 1, data=REPORT),
    "minutes:action-evidence": lambda w, s: fetch("minutes:action-evidence", *w.evidence(s)),
    "minutes:statements": lambda w, s: fetch("minutes:statements", w.bi.pk),
    "minutes:statements-download": lambda w, s: fetch("minutes:statements-download", w.bi.pk, "csv"),
    "minutes:actions": lambda w, s: fetch("minutes:actions"),
    "minutes:actions-feed": lambda w, s: fetch("minutes:actions-feed"),
    "minutes:actions-download": lambda w, s: fetch("minutes:actions-download", "csv"),
    "minutes_tracking": lambda w, s: fetch("minutes_tracking"),
    "POST minutes_tracking (a table)": lambda w, s: send("minutes_tracking", data={"table": "[]"}),
    "minutes_tracking_template": lambda w, s: fetch("minutes_tracking_template"),
    "minutes_actions": lambda w, s: fetch("minutes_actions"),
    "minutes_joins": lambda w, s: fetch("minutes_joins", w.minutes(s).pk, 1),
    "POST minutes_joins": lambda w, s: _joining(w.minutes(s)),
    "minutes:my-actions": lambda w, s: fetch("minutes:my-actions"),
    "minutes:bundle": lambda w, s: fetch("minutes:bundle", w.minutes(s).pk),
    "minutes:seen": lambda w, s: fetch("minutes:seen", w.minutes(s).pk),
    "minutes:opinion": lambda w, s: fetch("minutes:opinion", w.minutes(s).pk),
    "POST minutes:opinion": lambda w, s: thinking(w.minutes(s)),
    "minutes:series": lambda w, s: compiled("minutes:series", w.minutes(s)),
    "minutes:series-download": lambda w, s: compiled("minutes:series-download", w.minutes(s), "docx"),
    "minutes_readers": lambda w, s: fetch("minutes_readers"),
    "minutes_class": lambda w, s: fetch("minutes_class", w.minutes(s).pk),
    "POST minutes_class": lambda w, s: send("minutes_class", w.minutes(s).pk, data={"kind": "berkala"}),
    "minutes:edition": lambda w, s: fetch("minutes:edition", w.mended(s).pk, 1),
    "minutes:edition-download": lambda w, s: fetch("minutes:edition-download", w.mended(s).pk, 1, "docx"),
    "minutes:internal": lambda w, s: fetch("minutes:internal", w.minutes(s).pk),
    "minutes:internal-download": lambda w, s: fetch("minutes:internal-download", w.minutes(s).pk, "docx"),
    "minutes_redactions": lambda w, s: fetch("minutes_redactions", w.minutes(s).pk),
    "POST minutes_redactions": lambda w, s: send("minutes_redactions", w.minutes(s).pk, data=REDACTION),
    "minutes_public_preview": lambda w, s: fetch("minutes_public_preview", w.minutes(s).pk),
    "minutes_template": lambda w, s: fetch("minutes_template"),
    "POST minutes_template (reset)": lambda w, s: send("minutes_template", data={"reset": "1"}),
    "minutes_template_preview": lambda w, s: fetch("minutes_template_preview"),
    "minutes_to_sign": lambda w, s: fetch("minutes_to_sign", w.minutes(s).pk, "docx"),
    "minutes_text_intake": lambda w, s: fetch("minutes_text_intake", w.minutes(s).pk),
    "POST minutes_text_intake": lambda w, s: _bringing_words(w.minutes(s)),
    "minutes_ralat": lambda w, s: fetch("minutes_ralat", w.minutes(s).pk),
    "POST minutes_ralat": lambda w, s: send("minutes_ralat", w.minutes(s).pk, data=RALAT),
    "minutes_hidings": lambda w, s: fetch("minutes_hidings", w.minutes(s).pk),
    "POST minutes_hidings": lambda w, s: send("minutes_hidings", w.minutes(s).pk, data=HIDING | {"part": "inputs:1"}),
    "minutes_hiding": lambda w, s: _deciding_part(w.hidden_part(s), fetch),
    "POST minutes_hiding (a second person)": lambda w, s: _deciding_part(w.hidden_part(s), send, data=CONFIRMING),
    "POST minutes_hiding (who proposed it)": lambda w, s: _deciding_part(
        w.hidden_part(s, by=w.secretariat), send, data=CONFIRMING
    ),
    "minutes_step (circulate)": lambda w, s: send("minutes_step", w.minutes(s).pk, "circulate"),
    "decrees:feed": lambda w, s: fetch("decrees:feed", w.decree(s).pk),
    "decrees:organisation-feed": lambda w, s: fetch("decrees:organisation-feed", w.bi.pk),
    "decrees:version-list": lambda w, s: fetch("decrees:version-list", w.decree(s).pk),
    "decrees:version-detail": lambda w, s: fetch("decrees:version-detail", w.decree(s).pk, 1),
    "decrees:compare": lambda w, s: fetch("decrees:compare", w.decree(s).pk, 1, 2),
    "decrees:compare-choose": lambda w, s: fetch("decrees:compare-choose", w.decree(s).pk, query="?dari=1&ke=2"),
    "decrees:download": lambda w, s: fetch("decrees:download", w.decree(s).pk, 1, "docx"),
    "decrees:register": lambda w, s: fetch("decrees:register", w.decree(s).pk),
    "decrees:register-file": lambda w, s: fetch("decrees:register-file", w.decree(s).pk, "json"),
    "decrees:round-summary": lambda w, s: fetch("decrees:round-summary", w.decree(s).pk, 1),
    "decrees:for-me": lambda w, s: fetch("decrees:for-me", w.decree(s).pk),
    "decrees:events": lambda w, s: fetch("decrees:events", w.decree(s).pk),
    "decrees:comment-detail (to the public)": lambda w, s: _detail(w.comment(s)),
    "decrees:comment-detail (to members)": lambda w, s: _detail(w.comment(s, audience="members")),
    "decrees:comment-detail (within BI)": lambda w, s: _detail(w.discussion(s)),
    "decrees:answer-detail": lambda w, s: _of(w.answered_comment(s), fetch, "decrees:answer-detail"),
    "decrees:answer-react": lambda w, s: _of(w.answered_comment(s), fetch, "decrees:answer-react"),
    "POST decrees:answer-react": lambda w, s: _of(
        w.answered_comment(s), send, "decrees:answer-react", data={"stance": "objects", "reason": "Belum terjawab."}
    ),
    "decrees:position-send": lambda w, s: _of(w.discussion(s), fetch, "decrees:position-send"),
    "POST decrees:position-send": lambda w, s: _of(
        w.discussion(s),
        send,
        "decrees:position-send",
        data=_fresh({"text": "Sikap BI.", "audience": "public", "step": "send"}),
    ),
    "decrees:discussion-place": lambda w, s: _of(w.lost_discussion(), fetch, "decrees:discussion-place"),
    "POST decrees:discussion-place": lambda w, s: _of(
        w.lost_discussion(), send, "decrees:discussion-place", data={"clause": "dik-1"}
    ),
    "decrees:comment-add": lambda w, s: fetch("decrees:comment-add", *_version(w, s), query="?clause=dik-1"),
    "POST decrees:comment-add": lambda w, s: send("decrees:comment-add", *_version(w, s), data=_fresh(COMMENTING)),
    "decrees:clause-detail": lambda w, s: fetch("decrees:clause-detail", w.decree(s).pk, 2, 1),
    "decrees:clause-comments": lambda w, s: fetch("decrees:clause-comments", w.decree(s).pk, 2, 1),
    "decrees:comment-support": lambda w, s: _of(w.comment_of_others(s), fetch, "decrees:comment-support"),
    "POST decrees:comment-support": lambda w, s: _of(w.comment_of_others(s), send, "decrees:comment-support"),
    "decrees:comment-join": lambda w, s: _of(w.comment_of_others(s), fetch, "decrees:comment-join"),
    "POST decrees:comment-join": lambda w, s: _joint(w.comment_of_others(s)),
    "decrees:letters": lambda w, s: fetch("decrees:letters", w.decree(s).pk),
    "POST decrees:letters": lambda w, s: _bringing(w, w.comment(s).version.decree),
    "decrees:letter (of BI)": lambda w, s: _letter(w.letter(s), fetch, "letter"),
    "POST decrees:letter (of BI)": lambda w, s: _letter(w.letter(s), send, "letter", data={"sure": "1"}),
    "decrees:letter (taken in)": lambda w, s: _letter(w.letter(s, taken=True), fetch, "letter"),
    "decrees:letter-file (taken in)": lambda w, s: _letter(w.letter(s, taken=True), fetch, "letter-file"),
    "decrees:letter-part (of BI)": lambda w, s: _part(w.letter(s), fetch),
    "POST decrees:letter-part (of BI)": lambda w, s: _part(w.letter(s), send, data={"edition": 1, "confirm": "1"}),
    "decrees:letter-place (taken in)": lambda w, s: _letter_place(w.letter(s, taken=True)),
    "decrees:comment-edit": lambda w, s: _of(w.comment(s), fetch, "decrees:comment-edit"),
    "POST decrees:comment-edit": lambda w, s: _of(w.comment(s), send, "decrees:comment-edit", data={"text": "Lain."}),
    "POST decrees:comment-reply": lambda w, s: _to(w.comment(s), "decrees:comment-reply", _fresh({"text": "Setuju."})),
    "decrees_admin:drafts": lambda w, s: fetch("decrees_admin:drafts"),
    "decrees_admin:desk": lambda w, s: fetch("decrees_admin:desk", w.decree(s).pk),
    "decrees_admin:circulate": lambda w, s: fetch("decrees_admin:circulate", _changed(w, s).pk),
    "POST decrees_admin:circulate": lambda w, s: send(
        "decrees_admin:circulate", _changed(w, s).pk, data={"changelog": "Perubahan.", "reason": "Tanggapan."}
    ),
    "decrees_admin:round-open": lambda w, s: fetch("decrees_admin:round-open", _changed(w, s).pk),
    "decrees_admin:round-change": lambda w, s: _round(w, s, fetch, "decrees_admin:round-change"),
    "POST decrees_admin:round-close": lambda w, s: _round(w, s, send, "decrees_admin:round-close"),
    "decrees_admin:comments": lambda w, s: fetch("decrees_admin:comments", w.decree(s).pk),
    "decrees_admin:comments-results": lambda w, s: fetch("decrees_admin:comments-results", w.decree(s).pk),
    "decrees_admin:answer": lambda w, s: _asked(w.comment(s)),
    "POST decrees_admin:answer": lambda w, s: _to(w.comment(s), "decrees_admin:answer", ANSWERING),
    "decrees_admin:assign": lambda w, s: fetch("decrees_admin:assign", w.comment(s).version.decree_id),
    "POST decrees_admin:assign": lambda w, s: _assigning(w, w.comment(s)),
    "decrees_admin:waiting": lambda w, s: fetch("decrees_admin:waiting", w.carried()[0].version.decree_id),
    "decrees_admin:reattach": lambda w, s: _placing(w.carried()[0], fetch, "reattach"),
    "POST decrees_admin:reattach": lambda w, s: _placing(w.carried()[0], send, "reattach", data={"clause": "dik-1"}),
    "POST decrees_admin:confirm-place": lambda w, s: _placing(w.carried()[1], send, "confirm-place"),
    "decrees_admin:wording": lambda w, s: fetch("decrees_admin:wording", w.decree(s).pk),
    "POST decrees_admin:wording": lambda w, s: _taking(_wording(w, s)),
    "POST decrees_admin:wording-return": lambda w, s: _returning(_wording(w, s)),
    "decrees_admin:wording-merge": lambda w, s: _placing(_wording(w, s), fetch, "wording-merge"),
    "POST decrees_admin:wording-merge": lambda w, s: _placing(_wording(w, s), send, "wording-merge", data=MERGED),
    "decrees_admin:references": lambda w, s: fetch("decrees_admin:references", w.decree(s).pk),
    "POST decrees_admin:references": lambda w, s: send("decrees_admin:references", w.decree(s).pk, data={"agreed": []}),
    "decrees_admin:text-intake": lambda w, s: fetch("decrees_admin:text-intake", w.decree(s).pk),
    "POST decrees_admin:text-intake": lambda w, s: _bringing_text(w.decree(s)),
    "decrees_admin:origins": lambda w, s: fetch("decrees_admin:origins", w.carried()[0].version.decree_id),
    "POST decrees_admin:origins": lambda w, s: _explaining(w.carried()[0]),
    "POST decrees:comment-answer": lambda w, s: _to(w.comment(s), "decrees:comment-answer", ANSWERING),
    "decrees:paper": lambda w, s: fetch("decrees:paper", w.decree(s).pk, 2),
    "decrees:notices": lambda w, s: fetch("decrees:notices"),
    "POST decrees:notices": lambda w, s: send("decrees:notices", data={"how": "daily"}),
    "search:data": lambda w, s: fetch("search:data", query="?q=pupuk"),
    "search:feed": lambda w, s: fetch("search:feed", query="?q=pupuk"),
    "search:save": lambda w, s: fetch("search:save", query="?q=pupuk"),
    "POST search:save": lambda w, s: lambda client: client.post(f"{reverse('search:save')}?q=pupuk", SAVING),
    "search:follow-draft": lambda w, s: fetch("search:follow-draft", w.decree(s).pk),
    "POST search:follow-draft": lambda w, s: send("search:follow-draft", w.decree(s).pk, data=SAVING),
    "search:follow-tag": lambda w, s: fetch("search:follow-tag", w.decree(s).pk, "legal"),
    "POST search:follow-tag": lambda w, s: send("search:follow-tag", w.decree(s).pk, "legal", data=SAVING),
    "search:follow-organisation": lambda w, s: fetch("search:follow-organisation", w.bi.pk),
    "POST search:follow-organisation": lambda w, s: send("search:follow-organisation", w.bi.pk, data=SAVING),
    "search:follow-sector": lambda w, s: fetch("search:follow-sector", w.bi.sector_id),
    "POST search:follow-sector": lambda w, s: send("search:follow-sector", w.bi.sector_id, data=SAVING),
    "forum:organisation": lambda w, s: fetch("forum:organisation", w.bi.slug),
    "search:saved": lambda w, s: fetch("search:saved", saved_search().token),
    "POST search:saved": lambda w, s: send("search:saved", saved_search().token),
    "search:saved-stop": lambda w, s: fetch("search:saved-stop", saved_search().token),
    "POST search:saved-stop": lambda w, s: send("search:saved-stop", saved_search().token),
    "search:saved-all": lambda w, s: fetch("search:saved-all", saved_search().owner_token),
    "POST search:saved-all": lambda w, s: send("search:saved-all", saved_search().owner_token),
    "decrees:notices-stop": lambda w, s: fetch("decrees:notices-stop", mailing.STOP.sign(str(w.users["member"].pk))),
    "POST decrees:notices-stop": lambda w, s: send(
        "decrees:notices-stop", mailing.STOP.sign(str(w.users["member"].pk))
    ),
    "POST decrees:notices-read": lambda w, s: send("decrees:notices-read"),
    "decrees:notice (of the member)": lambda w, s: fetch("decrees:notice", _told(w, s).pk),
    "decrees_admin:paper": lambda w, s: fetch("decrees_admin:paper", w.decree(s).pk),
    "POST decrees_admin:paper": lambda w, s: send("decrees_admin:paper", w.decree(s).pk, data=_sheet(w)),
    "decrees:hidings": lambda w, s: fetch("decrees:hidings"),
    "decrees:hiding": lambda w, s: fetch("decrees:hiding", w.hiding(s).pk),
    "decrees:hiding-object": lambda w, s: fetch("decrees:hiding-object", w.hiding(s).pk),
    "POST decrees:hiding-object": lambda w, s: send("decrees:hiding-object", w.hiding(s).pk, data={"words": "Salah."}),
    "decrees:citizen-comment": lambda w, s: _on(w.decree(s), fetch, "decrees:citizen-comment"),
    "POST decrees:citizen-comment": lambda w, s: _on(w.decree(s), send, "decrees:citizen-comment", data=CITIZEN),
    "decrees:citizen-support": lambda w, s: _of(w.comment(s), fetch, "decrees:citizen-support"),
    "POST decrees:citizen-support": lambda w, s: _to(w.comment(s), "decrees:citizen-support", CITIZEN),
    "POST decrees:citizen-support (to members)": lambda w, s: _to(
        w.comment(s, audience="members"), "decrees:citizen-support", CITIZEN
    ),
    "decrees:heard": lambda w, s: fetch("decrees:heard", token_of(w.citizen_comment().citizen)),
    "POST decrees:heard": lambda w, s: _confirming(w.citizen_comment()),
    "decrees:heard-stop": lambda w, s: fetch("decrees:heard-stop", token_of(w.citizen_comment().citizen)),
    "POST decrees:heard-stop": lambda w, s: send("decrees:heard-stop", token_of(w.citizen_comment().citizen)),
    "decrees_admin:checks": lambda w, s: fetch("decrees_admin:checks", w.decree(s).pk),
    "POST decrees_admin:checks": lambda w, s: _checking(w.citizen_comment()),
    "decrees:report": lambda w, s: _of(w.comment(s), fetch, "decrees:report"),
    "POST decrees:report": lambda w, s: _to(w.comment(s), "decrees:report", REPORTING),
    "POST decrees:report (to members)": lambda w, s: _to(
        w.comment(s, audience="secretariat"), "decrees:report", REPORTING
    ),
    "decrees_admin:hidings": lambda w, s: fetch("decrees_admin:hidings", w.hiding(s).comment.version.decree_id),
    "decrees_admin:hiding-propose": lambda w, s: _of(w.comment(s), fetch, "decrees_admin:hiding-propose"),
    "POST decrees_admin:hiding-propose": lambda w, s: _to(w.comment(s), "decrees_admin:hiding-propose", HIDING),
    "decrees_admin:hiding": lambda w, s: _deciding(w.hiding(s), fetch),
    "POST decrees_admin:hiding (a second person)": lambda w, s: _deciding(w.hiding(s), send, data=CONFIRMING),
    "POST decrees_admin:hiding (who proposed it)": lambda w, s: _deciding(
        w.hiding(s, by=w.secretariat), send, data=CONFIRMING
    ),
    "decrees_admin:report": lambda w, s: _reported(w.comment(s), fetch),
    "POST decrees_admin:report": lambda w, s: _reported(w.comment(s), send, data={"outcome": "Tetap ditampilkan."}),
    "decrees_admin:requests": lambda w, s: fetch("decrees_admin:requests", w.decree(s).pk),
    "POST decrees_admin:requests": lambda w, s: send("decrees_admin:requests", w.decree(s).pk, data=_question(w)),
    "POST decrees_admin:request-withdraw": lambda w, s: _withdrawing(w, w.decree(s)),
}


def _told(world, state):
    return Notification.objects.get(user=world.users["member"], comment=world.answered_comment(state))


def _erasing(person):
    return send("personal_erase", person.pk, data={"address": person.email})


def _all_days(poll):
    return {f"slot_{slot.pk}": "yes" for slot in poll.slots.all()}


def _suits(poll, organisation):
    return send("forum:poll-answer", poll.pk, organisation.pk, data=_all_days(poll))


def _told_by_phone(poll, organisation):
    return send("forum_poll_record", poll.meeting_id, organisation.pk, data={**_all_days(poll), "way": "phone"})


def _poll_link(poll, organisation):
    Organisation.objects.filter(pk=organisation.pk).update(email="bi@contoh.id")
    with links_in_mail(poll, [organisation], "bi@contoh.id") as [fresh]:
        return fresh["url"].rstrip("/").rpartition("/")[2]


def _guest_link(minutes):
    """Whoever has it is the guest."""
    token = new_link()
    guest = PresentGuest.objects.create(minutes=minutes, key="name:tamu", address="tamu@contoh.id")
    link = {"occasion": "told", "address": guest.address, "key": key_of(token)}
    GuestLink.objects.create(guest=guest, circulation=minutes.circulations.last(), **link)
    return token


def _replies_by_link(minutes):
    token = _guest_link(minutes)
    asked = correct_by_link(guest_link_of(token), text="Jumlah hadir keliru.")
    return send("minutes:guest-reply", token, asked.pk, data={"act": "reply", "words": "Menurut catatan saya."})


def _suits_by_link(poll, organisation):
    return send("forum:poll-link", _poll_link(poll, organisation), data=_all_days(poll))


def _chosen(poll):
    return send("forum_poll_choose", poll.meeting_id, data={"slot": poll.slots.first().pk})


def _repeating(meeting):
    rule = Rule.MONTHLY_BY_DATE
    data = {"rule": rule, "count": 1, "day": days_after(meeting.first_day, rule, 1)[0].isoformat(), "make": "1"}
    return send("forum_series", meeting.pk, data=data)


def _sheet(world):
    said = {"version": 2, "seen": 2, "clause": "dik-1", "text": "Setuju.", "received_on": timezone.localdate()}
    return _fresh({**said, "organisation": world.bi.pk})


def _question(world):
    return {"organisations": world.bi.pk, "question": "Apakah jelas?", "due": timezone.localdate()}


def _withdrawing(world, decree):
    asked = {"organisations": [world.bi], "question": "Apakah jelas?", "due": timezone.localdate()}
    request = ask_for_input(world.round, **asked, by=world.secretariat)[0]
    return send("decrees_admin:request-withdraw", decree.pk, request.pk)


def _of_correction(correction, how, **data):
    return how("minutes:correction", correction.minutes_id, correction.pk, **data)


def _deciding_part(hiding, how, **data):
    return how("minutes_hiding", hiding.minutes_id, hiding.pk, **data)


def _deciding(hiding, how, **data):
    return how("decrees_admin:hiding", hiding.comment.version.decree_id, hiding.pk, **data)


def _reported(comment, how, **data):
    report = report_words(comment, reason="personal_data")
    return how("decrees_admin:report", comment.version.decree_id, report.pk, **data)


def _fresh(data):
    return {**data, "token": uuid.uuid4()}


def _on(decree, how, name, **data):
    return how(name, decree.pk, decree.newest.number, **data)


def _confirming(row):
    return send("decrees:heard", token_of(row.citizen), data={"comment": row.pk})


def _checking(row):
    confirm_comment(row)
    data = {"group": f"g{row.pk}", f"g{row.pk}-asked": row.pk, "decision": "hear"}
    return send("decrees_admin:checks", row.citizen.decree_id, data=data)


def _version(world, state):
    comment = world.comment(state)
    return comment.version.decree_id, comment.version.number


def _detail(comment):
    return fetch("decrees:comment-detail", comment.version.decree_id, comment.pk)


def _to(comment, name, data):
    return send(name, comment.version.decree_id, comment.pk, data=data)


def _joint(comment):
    words = words_digest(comment, comment.replies.all())
    return _of(comment, send, "decrees:comment-join", data={"words": words})


def _bringing(world, decree):
    data = {"organisation": world.bi.pk, "version": 2, "received_on": str(timezone.localdate()), "pasted": LETTER}
    return send("decrees:letters", decree.pk, data=data)


def _letter(letter, how, name, **data):
    return how(f"decrees:{name}", letter.decree_id, letter.pk, **data)


def _part(letter, how, **data):
    part = letter.parts.exclude(state="unused").first()
    return how("decrees:letter-part", letter.decree_id, letter.pk, part.pk, **data)


def _letter_place(letter):
    return fetch("decrees:letter-place", letter.decree_id, letter.parts.last().pk)


def _of(comment, how, name, **data):
    return how(name, comment.version.decree_id, comment.pk, **data)


def _assigning(world, comment):
    decree = comment.version.decree
    set_grants(decree, {**grants_of(decree), world.watching: {DecreePermission.ANSWER}})
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    data = {"comments": comment.pk, "organisation": world.watching.pk, "due": tomorrow}
    return send("decrees_admin:assign", decree.pk, data=data)


def _asked(comment):
    return fetch("decrees_admin:answer", comment.version.decree_id, comment.pk)


def _wording(world, state):
    return world.comment(state, text="", proposed="Membentuk tim.")


def _bringing_words(minutes):
    words = {"text": "Dibahas anggaran.", "revision": minutes.latest_revision_id or ""}
    return send("minutes_text_intake", minutes.pk, data={**words, "look": "1", "take": "1"})


def _bringing_text(decree):
    words = {"text": "MEMUTUSKAN:\nKESATU: Membentuk tim.", "revision": decree.latest_revision_id or ""}
    return send("decrees_admin:text-intake", decree.pk, data={**words, "look": "1", "take": "1"})


def _taking(comment):
    return send("decrees_admin:wording", comment.version.decree_id, data={"comment": comment.pk})


def _returning(comment):
    adopt_amendment(comment, by=secretariat_user())
    return send("decrees_admin:wording-return", comment.version.decree_id, data={"comment": comment.pk})


def _placing(comment, how, name, **data):
    return how(f"decrees_admin:{name}", comment.version.decree_id, comment.pk, **data)


def _explaining(comment):
    """The first change of the newest version is said to come from a comment on the one before."""
    decree = comment.version.decree
    hunk = changes_of(decree.newest)[0].hunk.id
    return send("decrees_admin:origins", decree.pk, data={f"c-{hunk}": comment.pk, f"r-{hunk}": ""})


def _changed(world, state):
    """A draft whose round is over and whose text was written further."""
    comment = world.comment(state)
    return rewritten(comment.version.decree, rec_b="bahwa ditulis lagi;")


def _round(world, state, how, name):
    decree = world.decree(state)
    return how(name, decree.pk, world.round.pk)


def outcome(answer):
    if isinstance(answer, str):
        return answer
    if answer.status_code == 302 and re.search(r"login", answer["Location"]):
        return "login"
    return "ok" if answer.status_code in (201, 302, 303) else str(answer.status_code)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield World()


@pytest.fixture(scope="module")
def turn_to(world):
    """The cells of one state follow each other, around the same decree and the same minutes."""
    with contextlib.ExitStack() as made:
        stands = [""]

        def turn_to(state):
            if stands != [state]:
                made.close()
                stands[:] = [state]
                made.enter_context(undone())
                world.standing = world.open_round(state).decree if "round" in state else None
                world.written = None  # also for those that are made now
                world.written = world.minutes(state) if state in State else None

        yield turn_to
        world.standing = world.written = None


@pytest.fixture(scope="module")
def state(request, turn_to):
    """Of its module, so that it is made before the test's own transaction begins; pytest asks for it in each test."""
    turn_to(request.param)
    return request.param


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "state"), BY_STATE, ids=lambda part: part.replace(" ", "_"), indirect=["state"])
def test_door_opens_for_those_who_may_and_only_for_them(world, address, state):
    answers, way = {}, door(address)(world, state)
    for person, user in world.users.items():
        with undone():  # nobody finds the change done
            client = AttentiveClient()
            if user:
                client.force_login(user)
            answers[person] = outcome(way(client))
            assert client.late == set()
    assert answers == TABLE[address, state]


def names(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


OURS = r"(forum|minutes|decrees)(:|_)|cms_|personal|(feed|alive|ready|numbers|privacy|information(-download)?)$"


def test_every_address_of_ours_is_in_the_table():
    ours = {name for name in names(get_resolver()) if re.match(OURS, name)}
    assert {name for name in ours if not any(name in address for address, _ in TABLE)} == set()
