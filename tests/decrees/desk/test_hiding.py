"""On the desk of a draft: reports of readers, and two people who hide words."""

import pytest
from django.test import Client

from decrees import services
from decrees.models import Comment, Concealment, Report
from decrees.models.hiding import ERASED, stored
from forum import ledger
from tests.clients import as_, desk_url
from tests.factories import commented, secretariat_user

pytestmark = pytest.mark.django_db
NIK = "3522011203850001"


@pytest.fixture
def comment(two):
    version, _round, bi, _kpi = two
    return commented(version, bi, text=f"Rumah NIK {NIK} rusak.")


def at(name, comment, *args):
    return desk_url(name, comment.version.decree_id, *args)


def proposal(**said):
    return {"part": "comment", "reason": "personal_data", "note": "Memuat nomor induk.", **said}


def test_two_people_hide_words_and_the_first_one_cannot_confirm(comment, staff):
    answer = as_(staff).post(at("hiding-propose", comment, comment.pk), proposal(), follow=True)
    assert "menunggu orang kedua" in answer.content.decode()
    hiding = Concealment.objects.get()
    page = at("hiding", comment, hiding.pk)
    own = as_(staff).get(page).content.decode()
    assert 'value="confirm"' not in own
    assert "orang lain yang memutuskan" in own
    assert as_(staff).post(page, {"decision": "confirm"}).status_code == 422
    second = as_(secretariat_user())
    assert 'value="confirm"' in second.get(page).content.decode()
    assert second.post(page, {"decision": "confirm"}).status_code == 302
    assert Comment.objects.get(pk=comment.pk).gap is not None


def test_nothing_typed_is_lost_when_it_is_refused(comment, staff):
    answer = as_(staff).post(at("hiding-propose", comment, comment.pk), proposal(reason="abuse", at_once="on"))
    assert answer.status_code == 422
    assert "Memuat nomor induk." in answer.content.decode()
    hiding = services.propose_hiding(comment, reason="abuse", note="Menghina.", by=staff)
    refused = as_(secretariat_user()).post(at("hiding", comment, hiding.pk), {"decision": "refuse", "reason": " "})
    assert refused.status_code == 422


def test_second_person_looks_at_the_words_on_the_record_and_nobody_sees_them_in_passing(comment, staff):
    hiding = services.propose_hiding(comment, reason="personal_data", note="NIK.", at_once=True, by=staff)
    second, page = as_(secretariat_user()), at("hiding", comment, hiding.pk)
    assert NIK not in second.get(page).content.decode()
    looked = second.post(page, {"look": "1"})
    assert NIK in looked.content.decode()
    assert "no-store" in looked["Cache-Control"]


def test_reports_are_listed_until_somebody_says_what_was_decided(comment, staff):
    report = services.report_words(comment, reason="personal_data", words="Ada nomor induk.")
    listed = as_(staff).get(at("hidings", comment)).content.decode()
    assert "Ada nomor induk." in listed
    assert "1 terbuka" in as_(staff).get(at("desk", comment)).content.decode()
    page = at("report", comment, report.pk)
    assert at("hiding-propose", comment, comment.pk) in as_(staff).get(page).content.decode()
    assert as_(staff).post(page, {"outcome": ""}).status_code == 422
    assert as_(staff).post(page, {"outcome": "Diusulkan disembunyikan."}).status_code == 302
    assert Report.objects.get().closed_at is not None
    assert "0 terbuka" in as_(staff).get(at("desk", comment)).content.decode()


def test_words_of_an_answer_that_stands_no_more_are_hidden_and_erased_too(comment, staff, two, settings):
    """Whoever finds personal data in an answer corrects it first; the earlier one stays readable in its history."""
    services.answer_comment(comment, disposition="noted", reason=f"Warga {NIK} sudah didata.", by=staff)
    objected = services.react_to_answer(
        Comment.objects.get(pk=comment.pk).answer, stance="objects", reason=f"{NIK} belum.", by=two[2]
    )
    services.answer_comment(comment, disposition="noted", reason="Warga sudah didata.", by=staff)
    earlier = objected.answer
    register = f"/rancangan/{comment.version.decree_id}/matriks.json"
    read = {
        "card": lambda: Client().get(comment.get_absolute_url(), follow=True).content.decode(),
        "register": lambda: Client().get(register).content.decode(),
    }
    assert all(words().count(NIK) >= 3 for words in read.values())
    second = secretariat_user()
    for part in ("comment", f"answer-{earlier.seq}", f"reaction-{objected.seq}"):
        page = as_(staff).get(at("hiding-propose", comment, comment.pk)).content.decode()
        assert f'value="{part}"' in page
        as_(staff).post(at("hiding-propose", comment, comment.pk), proposal(part=part))
        services.confirm_hiding(Concealment.objects.latest("pk"), by=second)
    assert not any(NIK in words() for words in read.values())
    settings.HIDDEN_WORDS_KEPT_DAYS = 0
    assert services.erase_hidden_words() == 3
    earlier.refresh_from_db()
    objected.refresh_from_db()
    assert stored(earlier, "reason") == stored(objected, "reason") == ERASED
    assert ledger.verify() is None


@pytest.mark.parametrize("part", ["answer-1", "answer-", "reaction-0", "jawaban-1"])
def test_words_that_are_not_there_are_not_hidden(comment, staff, part):
    answer = as_(staff).post(at("hiding-propose", comment, comment.pk), proposal(part=part))
    assert answer.status_code == 422
    assert not Concealment.objects.exists()
