"""A citizen's number in published minutes is read everywhere, is hidden by two people, and is then found nowhere: the
gap stands instead."""

import datetime
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document

from cms.reading import due
from forum import clock
from forum.ledger.proofs import chain_file
from forum.models import LedgerEntry
from minutes import services
from minutes.documents import paper
from minutes.documents.data import changed_minutes
from minutes.models import Attachment, HiddenPart, HidingStep, MinutesPage
from tests.clients import as_
from tests.factories import OrganisationFactory, bring_to, member_of, minutes_archive, minutes_page, secretariat_user
from tests.factories.minutes import said
from tests.forum.ledger.verifier import verify

pytestmark = pytest.mark.django_db
NIK = {
    "statement": "3522011203850001",
    "paragraph": "3522011203850002",
    "input": "3522011203850003",
    "decision": "3522011203850004",
    "action": "3522011203850005",
    "attachment": "3522011203850006",
}
WORDS = {"reason": "personal_data", "note": "Sebuah NIK."}


def in_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "".join(file.read(name).decode(errors="ignore") for name in file.namelist())


class Scene:
    """Published minutes with a number in every kind of part, and in a file and its name."""

    def __init__(self):
        minutes_archive()
        self.first, self.second = secretariat_user(), secretariat_user()
        self.bi = member_of(OrganisationFactory())
        draft = minutes_page(
            present=[self.bi.person.memberships.get().organisation],
            discussion=[
                said(f"Warga NIK {NIK['statement']} hadir.", office="Ketua RT"),
                {"type": "paragraph", "value": f"<p>Menurut <b>{NIK['paragraph']}</b>.</p>"},
            ],
            inputs=[f"Bantuan untuk {NIK['input']}"],
            decisions=[f"Disepakati bagi {NIK['decision']}"],
            actions=[(f"Menghubungi {NIK['action']}", "2020-01-01")],
            by=self.first,
        )
        words = NIK["attachment"].encode()
        self.document = Document.objects.create(title="KTP", file=ContentFile(words, name=f"{NIK['attachment']}.txt"))
        draft = draft.get_latest_revision_as_object()
        draft.attachments.add(Attachment(title=f"KTP {NIK['attachment']}", document=self.document))
        draft.save_revision(user=self.first)
        self.minutes = bring_to(MinutesPage.objects.get(pk=draft.pk), "published", by=self.first)
        [one, two] = self.minutes.discussion
        self.parts = {
            "statement": f"discussion:{one.id}",
            "paragraph": f"discussion:{two.id}",
            "input": "inputs:1",
            "decision": "decisions:1",
            "action": "action_items:1",
            "attachment": f"attachments:{self.document.pk}",
        }

    def propose(self, part="statement"):
        return services.propose_hiding(self.minutes, part=self.parts[part], **WORDS, by=self.first)

    def hide(self, *parts):
        return [services.confirm_hiding(self.propose(part), by=self.second).hiding for part in parts or NIK]

    def data(self):
        return as_().get(reverse("minutes:download", args=[self.minutes.pk, "json"])).json()

    def read(self):
        """What each outlet gives."""
        public, minutes = as_(), MinutesPage.objects.get(pk=self.minutes.pk)
        yield "page", public.get(minutes.url).content.decode()
        yield "json", json.dumps(self.data())
        for file_format in ("docx", "odt"):
            yield file_format, in_zip(public.get(reverse("minutes:download", args=[minutes.pk, file_format])).content)
        yield "every paper", repr(paper.build_minutes(minutes))
        yield "text of the archive", minutes.published_text
        yield "feed", public.get(reverse("feed")).content.decode()
        yield "chain", json.dumps(chain_file(1))
        file = public.get(self.document.url)
        yield "file", b"".join(file).decode(errors="ignore") if file.status_code == 200 else ""
        yield (
            "report on a follow-up",
            (as_(self.bi).get(reverse("minutes:action-report", args=[minutes.pk, 1])).content.decode()),
        )
        yield "what is due", "".join(one.title for one in due.actions_overdue())

    def found(self):
        return {name: {kind for kind, nik in NIK.items() if nik in content} for name, content in self.read()}


@pytest.fixture
def scene():
    return Scene()


READ_BEFORE = {
    "page": set(NIK),
    "json": set(NIK),
    "docx": set(NIK),
    "odt": set(NIK),
    "every paper": set(NIK),
    "text of the archive": set(NIK) - {"attachment"},
    "feed": set(),
    "chain": set(),
    "file": {"attachment"},
    "report on a follow-up": {"action"},
    "what is due": {"action"},
}


def test_what_was_read_everywhere_is_found_nowhere_and_comes_back(scene):
    assert scene.found() == READ_BEFORE
    hidings = scene.hide()
    assert scene.found() == {name: set() for name in READ_BEFORE}
    page = as_().get(scene.minutes.url).content.decode()
    assert page.count("Disembunyikan: memuat data pribadi — ") == len(NIK)
    assert [*changed_minutes()] == []  # the words are still there, sealed
    for hiding in hidings:
        services.lift_hiding(hiding, reason="Bukan NIK.", by=scene.first)
    assert scene.found() == READ_BEFORE


def test_search_finds_hidden_words_no_more(scene):
    def hits():
        return MinutesPage.objects.search(NIK["statement"]).count()

    assert hits() == 1
    scene.hide("statement")
    assert hits() == 0


def test_hidden_part_stays_hidden_in_the_circulated_text_and_the_next_edition(scene):
    scene.hide("statement", "decision")
    minutes = services.reopen_minutes(scene.minutes, reason="Salah tanggal", by=scene.first)
    minutes = services.circulate_minutes(minutes, by=scene.first)
    text = as_(scene.bi).get(reverse("minutes:circulated", args=[minutes.pk])).content.decode()
    assert NIK["input"] in text
    minutes = bring_to(minutes, "published", by=scene.first)
    for read in (text, as_().get(minutes.url).content.decode(), minutes.published_text):
        assert NIK["statement"] not in read
        assert NIK["decision"] not in read
    assert NIK["decision"] in minutes.decisions.get().text


def test_only_the_secretariat_opens_a_hidden_file(scene):
    scene.hide("attachment")
    found = [as_(user).get(scene.document.url).status_code for user in (None, scene.bi, scene.second)]
    assert found == [404, 404, 200]


def test_it_takes_two_people(scene):
    hiding = scene.propose()
    assert [one.title for one in due.parts_to_decide()] == [scene.minutes.title]
    assert NIK["statement"] in scene.minutes.published_text
    with pytest.raises(PermissionDenied):
        services.confirm_hiding(hiding, by=scene.first)
    with pytest.raises(PermissionDenied):
        services.confirm_hiding(hiding, by=scene.bi)
    address = reverse("minutes_hiding", args=[scene.minutes.pk, hiding.pk])
    refused = as_(scene.first).post(address, {"decision": "confirm"})
    assert refused.status_code == 422
    assert "orang lain yang memutuskan" in refused.content.decode()
    row = HidingStep(hiding=hiding, step="confirmed", by=scene.first, seq=1, at=clock.now())
    with pytest.raises(DatabaseError, match="it takes a second person"), transaction.atomic():
        row.save()
    assert hiding.state == "proposed"
    as_(scene.second).post(address, {"decision": "confirm"})
    assert HiddenPart.objects.get().state == "confirmed"
    assert due.parts_to_decide() == []


def test_personal_data_goes_at_once_and_comes_back_unless_a_second_person_confirms_it(scene):
    def at_once(part, **said):
        given = {**WORDS, **said}
        return services.propose_hiding(scene.minutes, part=scene.parts[part], at_once=True, **given, by=scene.first)

    def is_read(part):
        return NIK[part] in as_().get(scene.minutes.url).content.decode()

    with pytest.raises(ValidationError):
        at_once("input", reason="abuse")
    with clock.moved_to(timezone.now() - datetime.timedelta(days=4)):
        at_once("input")
        kept, refused = at_once("statement"), at_once("decision")
        assert not any(map(is_read, ["input", "statement", "decision"]))
        assert due.parts_to_decide()[0].late
        services.confirm_hiding(kept, by=scene.second)
        services.refuse_hiding(refused, reason="Bukan NIK.", by=scene.second)
        assert MinutesPage.objects.get(pk=scene.minutes.pk).published_text.count("Disembunyikan") == 2
    assert list(map(is_read, ["input", "statement", "decision"])) == [True, False, True]
    call_command("erase_hidden_words", stdout=io.StringIO())
    assert services.lapse_hidings() == 0
    assert NIK["input"] in MinutesPage.objects.get(pk=scene.minutes.pk).published_text
    told = LedgerEntry.objects.filter(verb__startswith="minutes.", verb__contains="hid", audience="public")
    assert list(told.order_by("seq").values_list("verb", flat=True)) == [
        *["minutes.part_hidden"] * 3, "minutes.hiding_confirmed", "minutes.hiding_refused", "minutes.hiding_lapsed",
    ]  # fmt: skip
    with pytest.raises(ValidationError):
        at_once("input")
    scene.propose("input")
    assert "Masukan 1" in as_().get(reverse("decrees:hidings")).content.decode()


def test_words_of_a_hidden_part_are_looked_at_with_a_record(scene):
    [hiding] = scene.hide("input")
    address = reverse("minutes_hiding", args=[scene.minutes.pk, hiding.pk])
    assert NIK["input"] not in as_(scene.second).get(address).content.decode()
    looked = as_(scene.second).post(address, {"look": "1"})
    assert NIK["input"] in looked.content.decode()
    assert "no-store" in looked["Cache-Control"]
    assert as_(scene.bi).post(address, {"look": "1"}).status_code == 302  # to the login
    entry = LedgerEntry.objects.get(verb="minutes.hidden_read")
    assert (entry.actor, entry.audience, entry.data["part"]) == (scene.second, "secretariat", "inputs:1")


def test_correction_and_note_on_a_follow_up_are_hidden_and_the_text_can_still_be_checked(scene):
    minutes = services.reopen_minutes(scene.minutes, reason="Salah tanggal", by=scene.first)
    minutes = services.circulate_minutes(minutes, by=scene.first)
    correction = services.correct_minutes(minutes, text=f"Salah: {NIK['input']}", by=scene.bi)
    item = minutes.action_items.get()
    done = services.report_action(item, state="done", note=f"Kepada {NIK['decision']}", by=scene.first)
    address = reverse("minutes:circulated", args=[minutes.pk])
    scene.hide("input", "decision", "action")
    assert NIK["input"] in as_(scene.bi).get(address).content.decode()
    assert NIK["decision"] in as_().get(minutes.url).content.decode()
    withheld = LedgerEntry.objects.get(verb="action.done").content
    assert withheld in json.dumps(chain_file(1))
    for part in (f"corrections:{correction.pk}", f"reports:{done.pk}"):
        hiding = services.propose_hiding(minutes, part=part, **WORDS, by=scene.first)
        services.confirm_hiding(hiding, by=scene.second)
    for page in (as_(scene.bi).get(address), as_(scene.first).get(address), as_().get(minutes.url)):
        assert NIK["input"] not in page.content.decode()
        assert NIK["decision"] not in page.content.decode()
    assert withheld not in json.dumps(chain_file(1))
    assert {one["part"] for one in scene.data()["hidden"]} == {
        scene.parts[kind] for kind in ("input", "decision", "action")
    }


def test_rows_of_a_hiding_never_change(scene):
    scene.hide("input")
    for rows, field in ((HiddenPart.objects.all(), "note"), (HidingStep.objects.all(), "words")):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            rows.update(**{field: "lain"})
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            rows._raw_delete("default")
    open_one = scene.propose("decision")
    lifted = HidingStep(hiding=open_one, step="lifted", by=scene.second, seq=1, at=clock.now())
    with pytest.raises(DatabaseError, match="only what was hidden"), transaction.atomic():
        lifted.save()


def test_what_cannot_be_hidden_is_refused(scene):
    def propose(**given):
        services.propose_hiding(scene.minutes, **{"part": "inputs:1", **WORDS, "by": scene.first, **given})

    for wrong in ({"part": "inputs:7"}, {"reason": "unwelcome"}, {"note": " "}):
        with pytest.raises(ValidationError):
            propose(**wrong)
    propose()
    with pytest.raises(ValidationError):
        propose()
    with pytest.raises(PermissionDenied):
        services.propose_hiding(minutes_page(state="circulated"), part="inputs:1", **WORDS, by=scene.first)


def test_desk_proposes_refuses_and_keeps_what_was_typed(scene):
    address = reverse("minutes_hidings", args=[scene.minutes.pk])
    kept = as_(scene.first).post(address, {"part": "inputs:1", "note": "Sebuah NIK."})
    assert kept.status_code == 422
    assert "Sebuah NIK." in kept.content.decode()
    as_(scene.first).post(address, {"part": "inputs:1", **WORDS})
    hiding = HiddenPart.objects.get()
    one = reverse("minutes_hiding", args=[scene.minutes.pk, hiding.pk])
    assert as_(scene.second).post(one, {"decision": "refuse"}).status_code == 422
    as_(scene.second).post(one, {"decision": "refuse", "reason": "Bukan NIK."})
    assert HiddenPart.objects.get().state == "refused"
    assert NIK["input"] in as_().get(scene.minutes.url).content.decode()


def test_log_asks_the_database_the_same_for_any_number(scene):
    def read():
        with CaptureQueriesContext(connection) as queries:
            log = as_().get(reverse("decrees:hidings")).content.decode()
        return log, len(queries)

    scene.hide("input")
    read()  # what the first request of a process asks
    _log, asked = read()
    scene.hide("statement", "decision", "attachment")
    log, asked_for_more = read()
    assert asked_for_more == asked
    assert all(place in log for place in ("Pembahasan, bagian 1", "Masukan 1", "Keputusan 1", "Lampiran"))


def test_everybody_reads_what_was_hidden_why_and_by_whom(scene):
    scene.propose("decision")
    scene.hide("input")
    log = as_().get(reverse("decrees:hidings")).content.decode()
    assert "Masukan 1" in log
    assert "Keputusan 1" not in log
    entries = LedgerEntry.objects.filter(verb__startswith="minutes.", verb__contains="hid").order_by("seq")
    told = [(entry.verb, entry.audience.kind, entry.data["part"], entry.actor) for entry in entries]
    assert told == [
        ("minutes.hiding_proposed", "secretariat", "decisions:1", scene.first),
        ("minutes.hiding_proposed", "secretariat", "inputs:1", scene.first),
        ("minutes.part_hidden", "public", "inputs:1", scene.second),
    ]


def test_nothing_that_is_handed_out_lets_a_hidden_number_be_guessed(scene):
    sha256 = scene.minutes.digest
    assert sha256 in json.dumps(chain_file(1))
    scene.hide("input")
    handed_out = json.dumps([chain_file(1), scene.data()])
    assert sha256 not in handed_out
    assert LedgerEntry.objects.filter(content=sha256).exists()


def test_verifier_says_hidden_on_record_and_finds_what_was_changed(scene, tmp_path):
    scene.hide("input")
    data, chain = scene.data(), chain_file(1)
    code, lines = verify(tmp_path, data, chain)
    assert code == 2
    assert any("1 parts of the minutes are hidden, on record" in line for line in lines)
    changed = {
        "another reason": lambda file: file["hidden"][0].update(reason="abuse"),
        "another part": lambda file: file["hidden"][0].update(part="decisions:1"),
        "another entry": lambda file: file["hidden"][0].update(proof=file["proof"], entry=file["proof"]["seq"]),
        "entry rewritten": lambda file: file["hidden"][0]["proof"]["entry"]["data"].update(part="decisions:1"),
        "another title": lambda file: file["content"].update(title="Lain"),
        "another page": lambda file: file.update(page=1),
    }
    for change in changed.values():
        file = json.loads(json.dumps(data))
        change(file)
        assert verify(tmp_path, file, chain)[0] == 1
