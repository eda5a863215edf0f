"""Ralat: a slip of the pen in published minutes is mended by three clicks, and everybody sees it; what changes the
sense is refused. Every edition stays."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from decrees.models import NotificationPreference
from forum.models import LedgerEntry
from minutes import services
from minutes.documents.data import changed_minutes
from minutes.models import Edition, MinutesPage, Ralat
from minutes.models.states import State
from tests.clients import as_
from tests.factories import OrganisationFactory, bring_to, member_of, minutes_page, said, secretariat_user

pytestmark = pytest.mark.django_db
WORDS = {"quote": "Pelakasana", "words": "Pelaksana", "reason": "salah tulis"}


class Scene:
    def __init__(self, **fields):
        self.by = secretariat_user()
        self.bi = OrganisationFactory()
        self.speaker, self.silent = member_of(self.bi), member_of(self.bi)
        NotificationPreference.objects.create(user=self.silent, how="never")
        self.minutes = minutes_page(
            present=[self.bi],
            discussion=[said("Tim Pelakasana melapor.")],
            inputs=["Sosialisai di 12 desa"],
            decisions=["Dibentuk tim kecil, 5 setuju"],
            state="published",
            by=self.by,
            **fields,
        )
        [block] = self.minutes.discussion
        self.part = f"discussion:{block.id}"

    def mend(self, **given):
        return services.mend_slip(self.minutes, **{"part": self.part, **WORDS, "by": self.by, **given})

    def page(self, *edition):
        url = reverse("minutes:edition", args=[self.minutes.pk, *edition]) if edition else self.minutes.url
        return as_().get(url).content.decode()


@pytest.fixture
def scene():
    return Scene()


def test_ralat_takes_three_clicks_and_is_visible_as_one(scene, django_capture_on_commit_callbacks):
    desk = as_(scene.by)
    scene.by.is_superuser = True  # reads the editor of pages
    scene.by.save()
    editor = desk.get(reverse("wagtailadmin_pages:edit", args=[scene.minutes.pk])).content.decode()
    address = reverse("minutes_ralat", args=[scene.minutes.pk])
    assert address in editor  # the first click; the second chooses the row, the third publishes
    assert scene.part in desk.get(address).content.decode()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, {"part": scene.part, **WORDS})
    page = scene.page()
    assert "edisi 2" in page
    assert "Tim Pelaksana melapor." in page
    for told in (
        "Koreksi setelah terbit",
        "Pelakasana",
        "salah tulis",
        reverse("minutes:edition", args=[scene.minutes.pk, 1]),
    ):
        assert told in page
    assert "Disahkan" in page  # nobody has to approve it again
    entry = LedgerEntry.objects.get(verb="minutes.mended")
    assert (entry.audience, entry.data) == ("public", {"part": scene.part, "edition": 2})
    [message] = mail.outbox
    assert message.to == [scene.speaker.email]
    assert "Tim Pelakasana melapor." in message.body
    assert "Tim Pelaksana melapor." in message.body
    assert [*changed_minutes()] == []


def test_earlier_edition_stands_beside_the_new_as_page_and_files(scene):
    assert as_().get(reverse("minutes:edition", args=[scene.minutes.pk, 1])).status_code == 302
    scene.mend()
    earlier = scene.page(1)
    assert "Pelakasana" in earlier[earlier.index("<article") :]
    assert "<del>" in earlier[: earlier.index("<article")]
    assert "Edisi ini sudah diganti" in earlier
    assert "noindex" in earlier
    data = as_().get(reverse("minutes:edition-download", args=[scene.minutes.pk, 1, "json"])).json()
    assert (data["edition"], data["superseded_by"]) == (1, 2)
    assert data["sha256"] == data["proof"]["content"]["sha256"]
    assert "Pelakasana" in str(data["content"])
    assert as_().get(reverse("minutes:edition-download", args=[scene.minutes.pk, 1, "pdf"])).content[:4] == b"%PDF"
    for number in (0, 3):
        assert as_().get(f"/notula/{scene.minutes.pk}/edisi/{number}/").status_code == 404


def test_what_changes_the_sense_is_refused_and_says_why(scene):
    refused = {
        "nomor desa": {"part": "inputs:1", "quote": "12", "words": "13"},
        "a decision": {"part": "decisions:1", "quote": "kecil", "words": "Kecil"},
        "other words": {"quote": "melapor", "words": "mundur"},
        "not there": {"quote": "bukan di sini", "words": "x"},
        "no reason": {"reason": " "},
        "nothing": {"quote": "Tim", "words": "Tim"},
    }
    for given in refused.values():
        with pytest.raises(ValidationError):
            scene.mend(**given)
    address = reverse("minutes_ralat", args=[scene.minutes.pk])
    kept = as_(scene.by).post(address, {**WORDS, "part": "inputs:1", "quote": "12", "words": "13"})
    assert kept.status_code == 422
    assert "Sebuah angka atau tanggal akan berubah" in kept.content.decode()
    with pytest.raises(PermissionDenied):
        scene.mend(by=scene.speaker)
    assert MinutesPage.objects.get(pk=scene.minutes.pk).edition == 1
    services.reopen_minutes(scene.minutes, reason="Angka salah", by=scene.by)
    with pytest.raises(PermissionDenied):
        scene.mend()


def test_log_tells_ralat_and_reopening_in_order_and_every_edition_stays(scene):
    scene.mend()
    scene.minutes = services.reopen_minutes(
        MinutesPage.objects.get(pk=scene.minutes.pk), reason="Angka salah", by=scene.by
    )
    assert "Angka salah" in scene.page()
    scene.minutes = bring_to(scene.minutes, State.PUBLISHED, by=scene.by)
    scene.mend(part="inputs:1", quote="Sosialisai", words="Sosialisasi")
    page = scene.page()
    log = page[page.index('id="koreksi"') :]
    assert [log.index(f"Edisi {number}</b>") for number in (4, 3, 2)] == sorted(
        log.index(f"Edisi {number}</b>") for number in (4, 3, 2)
    )
    assert list(Edition.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert all(scene.page(number) for number in (1, 2, 3))
    for rows, field in ((Edition.objects, "digest"), (Ralat.objects, "after")):
        with pytest.raises(DatabaseError, match="an edition stays"), transaction.atomic():
            rows.update(**{field: "lain"})


def test_mails_of_corrections_leave_out_who_wants_none(scene, django_capture_on_commit_callbacks):
    minutes = services.reopen_minutes(scene.minutes, reason="Angka salah", by=scene.by)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        services.circulate_minutes(minutes, by=scene.by)
    assert [message.to for message in mail.outbox] == [[scene.speaker.email]]
    said_by = {scene.silent: 0, scene.speaker: 1}
    for speaker, mails in said_by.items():
        correction = services.correct_minutes(minutes, text="Keliru.", by=speaker)
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            services.decline_correction(correction, reason="Tidak.", by=scene.by)
        assert len(mail.outbox) == mails
