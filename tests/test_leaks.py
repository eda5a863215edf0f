"""What is not for everybody stays with its readers: a word of its own in each field, sought in every answer.

Every address that shows something, filled with what there is, is asked by everybody; of each answer, files opened, each
word of somebody else's is a leak.
"""

import datetime
import io
import itertools
import re
import uuid
import zipfile
from typing import NamedTuple

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile
from django.urls import get_resolver
from django.utils import timezone
from django.utils.http import int_to_base36
from wagtail.documents.models import Document
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import StandardPage
from cms.services.dump import keep_dump
from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from decrees.models import Comment, Concealment, DecreePage, Letter, LetterPart, Notification
from decrees.permissions import DecreePermission
from decrees.services import ask_for_input, change_grants, propose_hiding
from decrees.services.citizens import refuse_comments
from decrees.services.notifying.mailing import STOP
from forum import services
from forum.models import (
    AgendaPaper,
    AgendaProposal,
    BringItem,
    BroughtTable,
    DatePoll,
    ForumSettings,
    InvitationPage,
    InvitedPerson,
    Invitee,
    LedgerEntry,
    Link,
    Material,
    MeetingPage,
    Membership,
    Organisation,
    Person,
    Presence,
    Registration,
    Sector,
    SignedSheet,
)
from forum.models.directory.outside import read_links
from forum.models.invitations import Delegate
from forum.reading.attendance.codes import code_of_registration, room_code
from forum.services import sitting
from forum.services.attendance.recording import Arrival
from minutes.models import Correction, Elsewhere, Evidence, Exhibit, HiddenPart, MinutesPage, NoteWords
from minutes.services import confirm_hiding, correct_minutes, report_action
from minutes.services import propose_hiding as propose_to_hide_part
from search.index import rebuild
from search.models import SavedSearch
from search.models.index import Document as Found
from tests.clients import as_
from tests.factories import OrganisationFactory, SectorFactory, bring_to, member_of, secretariat_user
from tests.factories.citizens import asked, for_citizens, heard, waiting
from tests.factories.decrees import body, circulated, commented, decree_page, in_a_week, opened, rewritten
from tests.factories.forum import PostFactory, RegistrationFactory, invitation_page, meeting_page
from tests.factories.minutes import minutes_page, said

# Forms under a comment find it as its own page does; one of them is walked.
SAME_DOOR = re.compile(r"komentar/<[^>]+>/(balas|jawab|ubah|tempat|laporkan|dukung|sikap)/")
# Stands beside each of the words, so that a search finds all that its reader may read.
SOUGHT = "mufakatologi"
FORMATS = ("docx", "json", "xlsx")
OURS = re.compile(
    "(admin/)?(rancangan|notula|tindak-lanjut|minutes|undangan|rapat|forum"
    "|informasi-publik|catatan|pratinjau|penyembunyian|pemberitahuan|wakil|kalender|jajak|hadir)"
)
NOBODY = frozenset[str]()
STAFF = frozenset({"secretariat"})
BI = frozenset({"BI", "secretariat"})
READING = BI | {"academic"}
BI_ALONE = frozenset({"BI"})
SIGNED_IN = frozenset({"BI", "office", "academic", "secretariat"})


class Word(NamedTuple):
    what: str
    readers: frozenset[str]


class House:
    """Something hidden of every kind. `words`: who may read which word."""

    def __init__(self):
        self.words = {}
        prepare_site()
        self.home = Site.objects.get().root_page
        self.bi = OrganisationFactory(name="BI", is_forum_member=True, email="")
        self.office = OrganisationFactory(is_forum_member=True, sector=SectorFactory(slug="opd"))
        host = OrganisationFactory(name="Dinas")
        self.secretariat = member_of(host, is_staff=True)
        self.secretariat.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
        ForumSettings.objects.create(site=Site.objects.get(), secretariat=host)
        self.member = member_of(self.bi, email=f"{self.word('a login', BI, plain=True)}@contoh.id", first_name="Sari")
        self.people = {
            "public": None,
            "BI": self.member,
            "office": member_of(self.office),
            "academic": member_of(OrganisationFactory(sector=SectorFactory(slug="akademisi"))),
            "secretariat": self.secretariat,
        }
        person = self.member.person
        person.email = f"{self.word('a person', STAFF, plain=True)}@contoh.id"
        person.phone = self.word("a phone", STAFF, plain=True)
        person.employee_number = self.word("an employee number", STAFF, plain=True)
        person.save()
        self.make_meetings()
        self.make_answers()
        self.make_polls()
        self.make_sitting()
        self.make_minutes()
        self.make_decrees()
        self.make_plain_pages()

    def word(self, what, readers, *, plain=False):
        token = f"zq{len(self.words)}x{len(what)}qz"
        self.words[token] = Word(what, readers)
        return token if plain else f"{token} {SOUGHT}"

    def told(self, what, readers, *fields):
        return {name: self.word(f"{what}: {name}", readers) for name in fields}

    # --- meetings and invitations

    def hidden_meeting(self, what, readers, **fields):
        words = self.told(what, readers, "title", "room", "address", "summary")
        link = f"https://contoh.id/{self.word(f'{what}: link', STAFF, plain=True)}"  # nobody is invited
        return meeting_page(
            **words,
            slug=uuid.uuid4().hex,
            online_url=link,
            agenda=[self.word(f"{what}: agenda", readers)],
            host=self.bi,
            **fields,
        )

    def make_meetings(self):
        draft = self.hidden_meeting("a meeting not published", STAFF, live=False)
        closed = self.hidden_meeting("a meeting of one group", BI)
        restriction = PageViewRestriction.objects.create(page=closed, restriction_type="groups")
        restriction.groups.add(self.bi.group)
        signed_in = self.hidden_meeting("a meeting for who is signed in", SIGNED_IN)
        PageViewRestriction.objects.create(page=signed_in, restriction_type="login")
        password = self.hidden_meeting("a meeting behind a password", STAFF)
        PageViewRestriction.objects.create(page=password, restriction_type="password", password="x")
        self.public = meeting_page(host=self.bi, title=f"Rapat terbuka {SOUGHT}")
        edited = self.public.get_latest_revision_as_object()
        edited.title, edited.room = self.word("a draft of a title", STAFF), self.word("a draft of a room", STAFF)
        edited.save_revision()
        link = f"https://contoh.id/{self.word('a public meeting: link', BI, plain=True)}"
        soon = meeting_page(slug="segera", starts_at=timezone.now() + datetime.timedelta(minutes=30), online_url=link)
        invitation_page(parent=soon, slug="kepada-bi", to=[self.bi], is_open=False)
        invitation_page(parent=soon, slug="terbuka-segera")
        for meeting in (draft, closed, signed_in, password):
            signed = {"signed_by": PostFactory(), "signatory": self.member.person}
            opening = invitation_page(subject=meeting, title=f"Undangan {SOUGHT}", **signed)
            services.publish_page(opening, by=self.secretariat)
        invitation_page(parent=draft, title=f"Undangan {SOUGHT}")
        gone = self.hidden_meeting("a meeting withdrawn", STAFF)
        services.publish_page(gone, by=self.secretariat)
        # Its title stood on the public page; the page that is left says that it was withdrawn.
        del self.words[gone.title.split()[0]]
        services.withdraw_page(gone, reason="Keliru.", by=self.secretariat)

    def make_answers(self):
        fields = ("title", "opening", "closing", "contact", "copies_to", "number", "enclosure")
        words = self.told("a letter to BI", BI, *fields)
        bring = [self.word("a letter to BI: bring", BI)]
        self.letter = invitation_page(
            parent=self.public, slug="surat", to=[self.bi], is_open=False, bring=bring, **words
        )
        services.publish_page(self.letter, by=self.secretariat)
        note = self.word("an answer to a letter", BI)
        sent = self.told("a delegation", BI, "name", "position", "substitute")
        file = ContentFile(f"%PDF-1.7 {self.word('a mandate', BI)}".encode(), "surat.pdf")
        answer = {"answer": "yes", "note": note, "delegate": Delegate(mandate=file, **sent)}
        services.answer_invitation(self.letter, organisation=self.bi, by=self.member, **answer)
        line = self.letter.bring_items.get()
        file = ContentFile(f"%PDF-1.7 {self.word('a material', BI)}".encode(), "bahan.pdf")
        services.bring_material(line, organisation=self.bi, file=file, by=self.member)
        self.make_invited_alone()
        open_letter = invitation_page(parent=self.public, slug="terbuka")
        words = self.told("a registration", STAFF, "name", "from_organisation", "needs")
        self.make_agenda()
        address = self.word("a registration: address", STAFF, plain=True)
        answer = {"key": "x", "question": "?", "answer": self.word("a registration: answer", STAFF)}
        RegistrationFactory(invitation=open_letter, email=f"{address}@contoh.id", answers=[answer], **words)
        held = meeting_page(host=self.bi, slug="berlangsung", starts_at=timezone.now())
        words = self.told("attendance", STAFF, "name", "from_organisation", "position")
        services.check_in(held, [Arrival(**words)], way="desk", by=self.secretariat)
        scan = f"%PDF-1.7 {self.word('a signed sheet', STAFF)}".encode()
        services.keep_sheet(held, content=scan, kind="pdf", by=self.secretariat)

    def make_invited_alone(self):
        words = self.told("somebody invited alone", STAFF, "name", "phone")
        address = self.word("somebody invited alone: address", STAFF, plain=True)
        siti = InvitedPerson.objects.create(email=f"{address}@contoh.id", office="Camat", **words)
        self.letter.invitees.add(Invitee(person=siti, sort_order=9))
        services.publish_page(self.letter, by=self.secretariat)
        note = self.word("what somebody invited alone said", STAFF)
        sent = self.told("somebody sent in their place", STAFF, "name", "position")
        answer = {"answer": "represented", "note": note, "way": "phone", "delegate": Delegate(**sent)}
        published = InvitationPage.objects.get(pk=self.letter.pk)
        services.record_answer(published, organisation=siti, by=self.secretariat, **answer)

    def make_agenda(self):
        invited = BI | {"office"}  # a member of the forum, and one letter is open
        file = self.document(self.word("a paper: title", invited), self.word("a paper: file", invited))
        AgendaPaper.objects.create(meeting=self.public, document=file, audience=AgendaPaper.Audience.INVITED)
        words = self.told("a proposal for an agenda", BI, "title", "reason")
        proposal = services.propose_item(self.public, organisation=self.bi, by=self.member, **words)
        reason = self.word("why a proposal is declined", BI)
        services.decline_proposal(proposal, reason=reason, by=self.secretariat)

    def make_polls(self):
        meeting = meeting_page(live=False, slug="dicari", title=self.word("a poll: title", BI))
        days = [timezone.now() + datetime.timedelta(days=day) for day in (10, 11)]
        asked = {"organisations": [self.bi], "note": self.word("a poll: note", BI), "closes_at": days[0]}
        poll = services.open_poll(meeting, slots=[(day, None) for day in days], by=self.secretariat, **asked)
        answers = dict.fromkeys(poll.slots.values_list("pk", flat=True), "yes")
        said = {"answers": answers, "note": self.word("a reply to a poll", BI)}
        services.answer_poll(poll, organisation=self.bi, by=self.member, **said)

    def make_sitting(self):
        """Questions that are not checked, not shown and taken from the list; and a room of one group."""
        opening = {"starts_at": timezone.now(), "host": self.bi}
        room = meeting_page(**opening, slug="hari-ini", title=f"Rapat hari ini {SOUGHT}")
        sitting.open_questions(room, by=self.secretariat)
        nobody = AnonymousUser()
        for what in ("not checked", "not shown"):
            told = self.told(f"a question {what}", STAFF, "text", "name")
            question = sitting.ask_question(room, by=nobody, **told)
        sitting.hide_question(question, by=self.secretariat)
        taken = sitting.ask_question(
            room, text=self.word("a question taken away", STAFF), organisation=self.bi, by=self.member
        )
        sitting.hide_question(taken, by=self.secretariat)
        closed = self.hidden_meeting("a room of one group", BI, starts_at=timezone.now())
        restriction = PageViewRestriction.objects.create(page=closed, restriction_type="groups")
        restriction.groups.add(self.bi.group)
        sitting.open_speaking_list(closed, by=self.secretariat)
        sitting.add_speaker(closed, name=self.word("a citizen who speaks", BI), by=self.secretariat)

    # --- minutes

    def hidden_minutes(self, what, readers, state, parent=None):
        text = {name: self.word(f"{what}: {name}", readers) for name in ("said", "input", "decision", "action")}
        return minutes_page(
            title=self.word(f"{what}: title", readers),
            slug=uuid.uuid4().hex,
            meeting=parent or meeting_page(host=self.bi),
            present=[self.bi],
            discussion=[said(text["said"])],
            inputs=[text["input"]],
            decisions=[text["decision"]],
            actions=[(text["action"], None)],
            state=state,
            by=self.secretariat,
        )

    def make_minutes(self):
        self.hidden_minutes("minutes not circulated", STAFF, "draft")
        circulated_minutes = self.hidden_minutes("minutes circulated", BI, "circulated")
        self.attach(circulated_minutes)
        words = self.word("a correction", BI)
        correct_minutes(circulated_minutes, text=words, by=self.member)
        closed = PageViewRestriction.objects.filter(restriction_type="groups").earliest("pk").page.specific
        self.hidden_minutes("minutes of a meeting of one group", BI, "published", parent=closed)
        hidden = self.word("a hidden part", STAFF)
        inputs = [hidden, f"Tetap {SOUGHT}"]
        public = minutes_page(
            meeting=self.public, present=[self.bi], inputs=inputs, state="published", by=self.secretariat
        )
        why = self.word("why a part is hidden", STAFF)
        file = ContentFile(f"%PDF-1.7 {self.word('evidence: file', SIGNED_IN)}".encode(), "bukti.pdf")
        shown = [Exhibit(file=file, title=self.word("evidence: title", SIGNED_IN), audience="members")]
        item = public.action_items.get()
        report_action(item, state="done", note=f"Selesai {SOUGHT}", evidence=shown, by=self.member)
        self.hide_links(public.meeting)
        hiding = propose_to_hide_part(public, part="inputs:1", reason="personal_data", note=why, by=secretariat_user())
        confirm_hiding(hiding, by=self.secretariat)

    def hide_links(self, before):
        """Of a hidden follow-up, and of a hidden report: the id in another system may tell who complained."""
        minutes = minutes_page(meeting=meeting_page(previous_meeting=before), present=[self.bi], by=self.secretariat)
        draft = minutes.get_latest_revision_as_object()
        [item] = draft.action_items.all()
        item.links = self.links("a link of a hidden follow-up")
        draft.action_items.set([item])
        draft.save_revision(user=self.secretariat)
        minutes = bring_to(MinutesPage.objects.get(pk=minutes.pk), "published", by=self.secretariat)
        report = report_action(
            minutes.action_items.get(),
            state="running",
            note=f"Diteruskan {SOUGHT}",
            elsewhere=Elsewhere([Link(**one) for one in self.links("a link of a hidden report")], "Diproses"),
            by=self.member,
        )
        for part in ("action_items:1", f"reports:{report.pk}"):
            hiding = propose_to_hide_part(
                minutes, part=part, reason="personal_data", note="Warga", by=secretariat_user()
            )
            confirm_hiding(hiding, by=self.secretariat)

    def links(self, what):
        return [one.as_json() for one in read_links(f"LAPOR! 1234567 – {self.word(what, STAFF)}")]

    def attach(self, minutes):
        minutes.attachments.create(document=self.document("Berkas", self.word("a file", BI)))

    def document(self, title, content):
        file = Document(title=title, file=ContentFile(content.encode(), "berkas.txt"))
        file._set_document_file_metadata()
        file.save()
        return file

    # --- drafts

    def make_decrees(self):
        hidden = self.told("a draft not published", STAFF, "title")
        decree_page(live=False, body=body(rec_a=self.word("a draft not published: text", STAFF)), **hidden)
        invited = self.told("a draft for those invited", READING, "title")
        text = body(rec_a=self.word("a draft for those invited: text", READING))
        self.commented_draft("a draft for those invited", READING, reading="invited", body=text, **invited)
        self.commented_draft("a public draft", None, title=f"Rancangan {SOUGHT}")

    def commented_draft(self, what, readers, **fields):
        version = circulated(by=self.secretariat, **fields)
        academics = self.people["academic"].person.memberships.get().organisation.sector
        grants = {
            self.bi: {DecreePermission.COMMENT, DecreePermission.PROPOSE},
            academics: {DecreePermission.VIEW_DRAFT},
        }
        round_ = opened(version, grants=grants, by=self.secretariat)
        audiences = {
            "members": readers or SIGNED_IN,
            "secretariat": BI,
            f"organisation:{self.bi.pk}": BI_ALONE,
        }
        for audience, who in audiences.items():
            text = self.word(f"{what}: a comment to {audience}", who)
            words = self.word(f"{what}: wording to {audience}", who)
            commented(version, self.member, text=text, proposed=words, audience=audience)
        text = self.word(f"{what}: hidden words", NOBODY)
        comment = commented(version, self.member, text=text)
        why = self.word(f"{what}: why they are hidden", STAFF)
        propose_hiding(comment, reason="personal_data", note=why, at_once=True, by=secretariat_user())
        ask = {"organisations": [self.bi], "question": "Apakah jelas?", "due": in_a_week().date()}
        ask_for_input(round_, **ask, by=self.secretariat)
        self.hear_citizens(what, round_, grants)
        rewritten(version.decree, rec_b=self.word(f"{what}: the editor's next text", STAFF))

    def hear_citizens(self, what, round_, grants):
        """Not confirmed, waiting for the check, not published, and published without the name."""
        open_to_all = {**grants, for_citizens(): {DecreePermission.COMMENT}}
        change_grants(round_, grants=open_to_all, by=self.secretariat)
        address = f"{self.word('a citizen: address', NOBODY, plain=True)}@contoh.id"
        said = {"email": address, "name": self.word(f"{what}: a citizen's name", NOBODY)}
        asked(round_.version, text=self.word(f"{what}: not confirmed", NOBODY), **said)
        waiting(round_.version, text=self.word(f"{what}: waiting for the check", STAFF), **said)
        refused = waiting(round_.version, text=self.word(f"{what}: not published", STAFF), **said)
        note = self.word(f"{what}: why it is not published", STAFF)
        refuse_comments([refused], reason="abuse", note=note, by=self.secretariat)
        heard(round_.version, by=self.secretariat, **said)

    # --- plain pages

    def make_plain_pages(self):
        draft = StandardPage(live=False, slug="draf", **self.told("a plain page not published", STAFF, "title"))
        self.home.add_child(instance=draft)
        closed = StandardPage(slug="tertutup", **self.told("a plain page of one group", BI, "title"))
        self.home.add_child(instance=closed)
        restriction = PageViewRestriction.objects.create(page=closed, restriction_type="groups")
        restriction.groups.add(self.bi.group)

    # --- addresses

    def addresses(self):
        rebuild()
        keep_dump()
        for route in routes(get_resolver().url_patterns):
            names = re.findall(r"<(?:\w+:)?(\w+)>", route)
            for keys in self.keys_of(route) if names else [{}]:
                for values in itertools.product(*(keys[name] for name in names)):
                    yield "/" + filled(route, values)
        pages = Page.objects.filter(depth__gt=1).specific()
        yield from (page.url or f"/{page.slug}/" for page in pages)
        yield from (page.get_parent().url + f"{page.slug}/" for page in pages if page.get_parent().url)
        yield from (f"/cari/?q={SOUGHT}&jenis={kind}" for kind in ("", *Found.Kind))
        yield from (f"/cari/{outlet}/?q={SOUGHT}" for outlet in ("data", "umpan"))
        yield from (document.url for document in Document.objects.all())
        yield from ("/sitemap.xml", "/sitemap/keputusan.xml", "/sitemap/tindak-lanjut.xml", "/umpan/")

    def keys_of(self, route):
        """By name in the address; several where they belong together."""
        if "rancangan" in route:
            return [self.keys_of_decree(decree) for decree in DecreePage.objects.all()]
        kinds = {"notula": MinutesPage, "minutes": MinutesPage, "undangan": InvitationPage, "rapat": MeetingPage}
        kinds |= {
            "penyembunyian": Concealment,
            "pemberitahuan": Notification,
            "orang": Person,
            "wakil": Membership,
            "jajak": DatePoll,
            "usulan": AgendaProposal,
            "tabel": BroughtTable,
            "organisasi": Organisation,
            "sektor": Sector,
        }
        model = next((kinds[part] for part in route.split("/") if part in kinds), Page)
        keys = list(model.objects.values_list("pk", flat=True))
        return [
            {
                "pk": keys,
                "correction_pk": Correction.objects.values_list("pk", flat=True),
                "evidence_pk": Evidence.objects.values_list("pk", flat=True),
                "hiding_pk": HiddenPart.objects.values_list("pk", flat=True) if "minutes" in route else keys,
                "seq": [LedgerEntry.objects.latest("seq").seq],  # the chain holds all of them
                "token": [*(SavedSearch if "cari" in route else Registration).objects.values_list("token", flat=True)],
                "room": [room_code(meeting) for meeting in MeetingPage.objects.all()],
                "presence_pk": Presence.objects.values_list("pk", flat=True),
                "sheet_pk": SignedSheet.objects.values_list("pk", flat=True),
                "code": [code_of_registration(one) for one in Registration.objects.all()]
                if "hadir" in route
                else [int_to_base36(pk) for pk in Page.objects.values_list("pk", flat=True)],
                "digest": ["0" * 12],
                "word": [STOP.sign(str(self.member.pk))],
                "number": [1],
                "kind": ["organisasi", "orang"],
                "slug": [self.bi.slug],
                "organisation_id": [self.bi.pk],
                "organisation_pk": [self.bi.pk],
                "item_pk": BringItem.objects.values_list("pk", flat=True),
                "material_pk": Material.objects.values_list("pk", flat=True),
                "of": [self.bi.pk, *(f"p{one.pk}" for one in InvitedPerson.objects.all())],
                "format": FORMATS,
                "step": ["reopen"],
                "row": NoteWords.objects.values_list("row", flat=True),
            }
        ]

    def keys_of_decree(self, decree):
        return {
            "pk": [decree.pk],
            "number": [1],
            "place": [1],
            "old": [1],
            "new": [1],
            "comment_pk": Comment.objects.filter(version__decree=decree).values_list("pk", flat=True),
            "hiding_pk": Concealment.objects.filter(comment__version__decree=decree).values_list("pk", flat=True),
            "round_pk": decree.rounds.values_list("pk", flat=True),
            "request_pk": [1],
            "letter_pk": Letter.objects.filter(decree=decree).values_list("pk", flat=True),
            "part_pk": LetterPart.objects.filter(letter__decree=decree).values_list("pk", flat=True),
            "report_pk": [1],
            "file_format": FORMATS,
        }


def routes(patterns, before=""):
    """Ours, but what is no page of its own: sign-in, Wagtail's editors' rooms."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        elif (OURS.match(route) and not SAME_DOOR.search(route)) or pattern.name == "wagtailadmin_home":
            yield route


def filled(route, values):
    remaining = iter(values)
    return re.sub(r"<[^>]+>", lambda match: str(next(remaining)), route)


def text_of(response):
    """All that an answer holds, files opened."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode(errors="replace") + str(response.headers)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return " ".join(file.read(name).decode(errors="replace") for name in file.namelist())


TOKEN = re.compile(r"zq\d+x\d+qz")


pytestmark = pytest.mark.long


@pytest.fixture
def house(db):
    return House()


def test_no_answer_holds_a_word_that_its_reader_may_not_read(house):
    leaks, seen = set(), set()
    addresses = list(dict.fromkeys(house.addresses()))
    for name, user in house.people.items():
        client = as_(user)
        for address in addresses:
            if address.startswith("/admin/") and name != "secretariat":
                continue
            for token in set(TOKEN.findall(text_of(client.get(address)))) & house.words.keys():
                word = house.words[token]
                if name in word.readers:
                    seen.add(word)
                else:
                    leaks.add((name, word.what, address))
    assert sorted(leaks) == []
    # The walk gets somewhere: whatever has readers outside the editors' rooms was found by them.
    assert {word for word in house.words.values() if word.readers - STAFF} - seen == set()
