"""Two editions from one source: what is blacked out is read nowhere by those who may not, and by the secretariat and
those present in the internal edition."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from wagtail.documents.models import Document

from cms.reading import due
from forum import clock
from forum.ledger.proofs import chain_file
from forum.models import LedgerEntry
from minutes import services
from minutes.documents import paper
from minutes.documents.data import changed_minutes
from minutes.models import Attachment, KeptFinding, MinutesPage, Redaction, RedactionLift
from search.index import rebuild
from search.models import index
from tests.clients import as_
from tests.factories import OrganisationFactory, bring_to, member_of, minutes_archive, minutes_page, secretariat_user
from tests.factories.minutes import said
from tests.forum.ledger.verifier import verify
from tests.minutes.test_hidden_parts import in_zip

pytestmark = pytest.mark.django_db
NIK, NAME, PHONE, COST = "3522011203850001", "Ngatiyem", "081234567890", "penawaran CV Rahasia"
SECRETS = (NIK, NAME, PHONE, COST)
WHY = {"ground": "17h", "note": "Uji konsekuensi: keluarga korban."}


class Scene:
    """Approved minutes with secret words in every kind of part; some stand in several."""

    def __init__(self):
        minutes_archive()
        self.by = secretariat_user()
        self.bi, self.kpi = member_of(OrganisationFactory()), member_of(OrganisationFactory())
        draft = minutes_page(
            present=[self.bi.person.memberships.get().organisation],
            discussion=[
                said(f"Warga NIK {NIK} hadir.", office=f"Ibu {NAME}"),
                {"type": "paragraph", "value": f"<p>Menurut <b>{NAME[:4]}</b>{NAME[4:]}: {COST.upper()}.</p>"},
            ],
            inputs=[f"Hubungi {PHONE} segera", "Jalan rusak"],
            decisions=[f"Bantuan rapat bagi {NAME}"],
            actions=[(f"Menelepon {PHONE}", "2020-01-01")],
            by=self.by,
        )
        self.document = Document.objects.create(title="KTP", file=ContentFile(NIK.encode(), name="ktp.txt"))
        draft = draft.get_latest_revision_as_object()
        draft.attachments.add(Attachment(title=f"KTP {NAME}", document=self.document))
        decision = draft.decisions.all()[0]
        decision.dissent = f"KPI: {COST} belum dibahas"
        draft.save_revision(user=self.by)
        with clock.moved_to(clock.now() - datetime.timedelta(days=9)):
            minutes = services.circulate_minutes(MinutesPage.objects.get(pk=draft.pk), by=self.by)
            services.correct_minutes(
                minutes, part="inputs:1", quote=PHONE, proposed="tanpa nomor", text=f"Nomor {NAME}!", by=self.bi
            )
        self.minutes = bring_to(MinutesPage.objects.get(pk=minutes.pk), "approved", by=self.by)
        one, two = self.minutes.circulated_revision.as_object().discussion
        self.statement, self.paragraph = f"discussion:{one.id}", f"discussion:{two.id}"

    def redact(self, part, quote="", **given):
        return services.redact(self.minutes, part=part, quote=quote, **{**WHY, "by": self.by, **given})

    def black_out(self):
        self.redact(self.statement, NIK, ground="pdp")
        self.redact(self.statement, NAME)
        self.redact("inputs:1", PHONE)
        self.redact(self.paragraph, COST, ground="17b")
        self.redact(f"attachments:{self.document.pk}")

    def publish(self):
        self.minutes = services.publish_minutes(self.minutes, over_findings=True, by=self.by)
        services.report_action(self.minutes.action_items.get(), state="done", note=f"{NAME} ditelepon", by=self.by)

    def next_edition(self):
        minutes = services.reopen_minutes(self.minutes, reason=f"Kabar dari {NAME}", by=self.by)
        draft = minutes.get_latest_revision_as_object()
        draft.inputs.set([row for row in draft.inputs.all() if row.number == 1])
        draft.save_revision(user=self.by)
        self.minutes = bring_to(MinutesPage.objects.get(pk=minutes.pk), "published", by=self.by)

    def ralat(self):
        part = next(part for part in (self.statement,))
        services.mend_slip(self.minutes, part=part, quote="hadir.", words="hadir!", reason=f"Tanda, {NAME}", by=self.by)
        self.minutes = MinutesPage.objects.get(pk=self.minutes.pk)

    def read(self, user=None):
        """What each outlet gives this reader."""
        client, minutes = as_(user), MinutesPage.objects.get(pk=self.minutes.pk)
        rebuild()

        def get(name, *args):
            response = client.get(reverse(name, args=args))
            content = b"".join(response) if response.streaming else response.content
            return content if response.status_code == 200 else b""

        for name, url in (("page", minutes.url), ("archive", minutes.get_parent().get_parent().url), ("file", None)):
            response = client.get(url or self.document.url)
            yield name, b"".join(response).decode(errors="ignore") if response.status_code == 200 else ""
        for word in SECRETS:
            for place in ("/notula/", reverse("search")):
                answered = client.get(place, {"q": word}).content.decode()
                yield f"{place} {word}", word if minutes.url in answered else ""
        yield "json", get("minutes:download", minutes.pk, "json").decode()
        for file_format in ("docx", "odt"):
            yield file_format, in_zip(get("minutes:download", minutes.pk, file_format))
        yield "whole meeting", in_zip(get("minutes:bundle", minutes.pk))
        yield "list of information", get("information").decode() + get("information-download", "csv").decode()
        yield "excerpt", in_zip(get("minutes:excerpt", minutes.pk, 1, "docx"))
        yield "decision", get("minutes:decision", minutes.pk, 1).decode()
        yield "feed", get("feed").decode()
        yield "sitemap", client.get("/sitemap.xml").content.decode()
        yield "meeting", client.get(minutes.meeting.url).content.decode()
        for number in range(1, minutes.edition):
            yield f"edition {number}", get("minutes:edition", minutes.pk, number).decode()
            yield f"edition {number} json", get("minutes:edition-download", minutes.pk, number, "json").decode()
            yield f"edition {number} docx", in_zip(get("minutes:edition-download", minutes.pk, number, "docx") or ZIP)
        yield "internal", get("minutes:internal", minutes.pk).decode()
        yield "internal json", get("minutes:internal-download", minutes.pk, "json").decode()

    def stored(self):
        minutes = MinutesPage.objects.get(pk=self.minutes.pk)
        yield "every paper", repr(paper.build_minutes(minutes))
        yield "text of the archive", minutes.published_text
        yield "index of the search", repr([*index.Document.objects.values(), *index.Term.objects.values()])
        yield "chain", json.dumps(chain_file(1))
        yield "what is due", "".join(one.title for one in due.actions_overdue())

    def found(self, user=None):
        read = [*self.read(user), *self.stored()]
        return {name: {one for one in SECRETS if one.casefold() in text.casefold()} for name, text in read}


ZIP = b"PK\x05\x06" + bytes(18)


@pytest.fixture
def scene():
    return Scene()


def test_no_outlet_of_the_public_has_a_byte_of_it_and_the_internal_edition_has_all(scene):
    scene.black_out()
    scene.publish()
    for change in (lambda: None, scene.ralat, scene.next_edition):
        change()
        for reader in (None, scene.kpi):
            assert {name: words for name, words in scene.found(reader).items() if words} == {}
        for reader in (scene.by, scene.bi):
            seen = {name: words for name, words in scene.found(reader).items() if words}
            assert seen.keys() == {"internal", "internal json", "file", "whole meeting"}
            assert seen["internal"] == set(SECRETS)
    page = as_().get(scene.minutes.url).content.decode()
    assert "█████ [dihitamkan: UU 14/2008 Pasal 17 huruf h]" in page
    assert "UU 27/2022: data pribadi" in page
    assert [*changed_minutes()] == []


def test_without_redaction_everybody_reads_it_with_the_same_set_up(scene):
    scene.publish()
    found = scene.found()
    assert found["page"] == set(SECRETS)
    for name in ("json", "docx", "odt", "every paper", "text of the archive"):
        assert found[name] >= {NAME, PHONE, COST}
    assert found["file"] == {NIK}
    assert found["internal"] == set()
    assert (found[f"/notula/ {NAME}"], found[f"{reverse('search')} {PHONE}"]) == ({NAME}, {PHONE})


def test_redaction_of_the_next_edition_changes_nothing_before_it_is_public(scene):
    scene.publish()
    scene.minutes = services.reopen_minutes(scene.minutes, reason="Data pribadi", by=scene.by)
    redaction = scene.redact("inputs:1", PHONE)
    assert PHONE in as_().get(scene.minutes.url).content.decode()
    assert PHONE not in as_(scene.by).get(reverse("minutes_public_preview", args=[scene.minutes.pk])).content.decode()
    scene.minutes = bring_to(scene.minutes, "published", by=scene.by)
    first = reverse("minutes:edition", args=[scene.minutes.pk, 1])
    for url in (scene.minutes.url, first):
        assert PHONE not in as_().get(url).content.decode()
    scene.minutes = services.reopen_minutes(scene.minutes, reason="Ternyata nomor kantor", by=scene.by)
    services.unredact(redaction, reason="Nomor kantor.", by=scene.by)
    assert PHONE not in as_().get(scene.minutes.url).content.decode()
    scene.minutes = bring_to(scene.minutes, "published", by=scene.by)
    for url in (scene.minutes.url, first):
        assert PHONE in as_().get(url).content.decode()
    told = LedgerEntry.objects.filter(verb__in=["minutes.redacted", "minutes.unredacted"]).order_by("seq")
    assert [(one.verb, one.data) for one in told] == [
        ("minutes.redacted", {"part": "inputs:1", "reason": "17h"}),
        ("minutes.unredacted", {"part": "inputs:1", "reason": "17h"}),
    ]
    assert RedactionLift.objects.get().words == "Nomor kantor."


def test_preview_is_byte_for_byte_what_the_public_gets(scene):
    def main(response):
        page = response.content.decode()
        return page[page.index("<main") : page.index("</main>")].partition('id="seq-')[
            0
        ]  # the entry of the publication

    scene.black_out()
    shown = as_(scene.by).get(reverse("minutes_public_preview", args=[scene.minutes.pk]))
    assert "no-store" in shown["Cache-Control"]
    assert LedgerEntry.objects.filter(verb="minutes.published").count() == 0
    scene.minutes = services.publish_minutes(scene.minutes, over_findings=True, by=scene.by)
    public = as_().get(scene.minutes.url)
    assert main(shown) == main(public)
    assert "dihitamkan" in main(public)
    assert as_(scene.bi).get(reverse("minutes_public_preview", args=[scene.minutes.pk])).status_code == 302


def test_publication_asks_about_what_looks_like_personal_data(scene):
    with pytest.raises(ValidationError, match="data pribadi"):
        services.publish_minutes(scene.minutes, by=scene.by)
    desk = reverse("minutes_redactions", args=[scene.minutes.pk])
    page = as_(scene.by).get(desk).content.decode()
    assert page.count('value="keep"') == 3  # the number, and the telephone in two rows
    step = reverse("minutes_step", args=[scene.minutes.pk, "publish"])
    assert NIK in as_(scene.by).get(step).content.decode()
    as_(scene.by).post(desk, {"act": "black", "part": scene.statement, "words": NIK, "kind": "nik"})
    as_(scene.by).post(desk, {"act": "keep", "words": PHONE, "kind": "phone", "reason": "Nomor kantor."})
    assert as_(scene.by).get(desk).content.decode().count('value="keep"') == 0
    as_(scene.by).post(step)
    minutes = MinutesPage.objects.get(pk=scene.minutes.pk)
    assert minutes.live
    page = as_().get(minutes.url).content.decode()
    assert (NIK in page, PHONE in page) == (False, True)
    assert LedgerEntry.objects.get(verb="minutes.personal_data_kept").audience == "secretariat"


def test_desk_keeps_what_was_typed_and_refuses_what_cannot_be(scene):
    desk = reverse("minutes_redactions", args=[scene.minutes.pk])
    refused = as_(scene.by).post(desk, {"part": "inputs:1", "quote": "bukan di sini", "ground": "17h", "note": "Sebab"})
    assert refused.status_code == 422
    assert "bukan di sini" in refused.content.decode()
    for wrong in ({"part": "inputs:9"}, {"ground": "18a"}, {"note": " "}, {"quote": "."}):
        with pytest.raises(ValidationError):
            scene.redact(**{"part": "inputs:1", "quote": PHONE, **wrong})
    with pytest.raises(PermissionDenied):
        scene.redact("inputs:1", PHONE, by=scene.bi)
    scene.redact("inputs:1", PHONE)
    with pytest.raises(ValidationError, match="sudah"):
        scene.redact("inputs:1", PHONE)
    with pytest.raises(ValidationError, match="judul"):
        scene.redact("decisions:1", "rapat")
    scene.publish()
    with pytest.raises(ValidationError, match="edisi berikutnya"):
        scene.redact("inputs:2")


def test_nothing_that_is_handed_out_lets_the_words_be_guessed_and_the_verifier_says_so(scene, tmp_path):
    scene.redact("inputs:1", PHONE)
    sha256 = scene.minutes.digest
    scene.publish()
    data = as_().get(reverse("minutes:download", args=[scene.minutes.pk, "json"])).json()
    chain = chain_file(1)
    assert sha256 not in json.dumps([chain, data])
    code, lines = verify(tmp_path, data, chain)
    assert code == 2
    assert any("1 parts of the minutes are hidden, on record" in line for line in lines)
    data["hidden"][0]["reason"] = "17a"
    assert verify(tmp_path, data, chain)[0] == 1


def test_rows_about_the_public_edition_never_change(scene):
    redaction = scene.redact("inputs:1", PHONE)
    services.keep_finding(scene.minutes, words=NIK, kind="nik", reason="Contoh.", by=scene.by)
    services.unredact(redaction, reason="Salah.", by=scene.by)
    scene.publish()
    rows = ((Redaction, "note"), (RedactionLift, "words"), (KeptFinding, "reason"))
    for model, field in rows:
        for change in (
            lambda m=model, f=field: m.objects.update(**{f: "lain"}),
            lambda m=model: m.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
                change()
