"""Questions of the secretariat's own: asked in the form, kept with their words, shown, taken out, forgotten."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from cms.reading.personal import as_json
from forum import services
from forum.models import InvitationPage, Registration, RegistrationQuestion
from tests.factories import invitation_page, member_of
from tests.forum.services.invitations.test_waiting_list import asked, came

pytestmark = pytest.mark.django_db
FORM = {"name": "Siti", "email": "siti@contoh.id", "consent": "on"}


@pytest.fixture
def invitation(secretariat):
    invitation = invitation_page()
    kinds = RegistrationQuestion.Type
    invitation.questions = [
        RegistrationQuestion(label="Dari mana Anda tahu?", field_type=kinds.LINE, key="tahu"),
        RegistrationQuestion(label="Usul Anda", field_type=kinds.LINES, key="usul"),
        RegistrationQuestion(
            label="Makan siang", field_type=kinds.ONE, choices="Nasi, lauk\nTanpa daging", key="makan", required=True
        ),
        RegistrationQuestion(label="Sesi", field_type=kinds.SEVERAL, choices="Pagi\nSiang", key="sesi"),
        RegistrationQuestion(label="Menginap?", field_type=kinds.YES_NO, key="inap"),
    ]
    return services.publish_page(invitation, by=secretariat)


ANSWERS = {
    "tahu": "Radio\x00 \u202edesa",
    "usul": "Satu\r\ndua",
    "makan": "Nasi, lauk",
    "sesi": ["Pagi", "Siang"],
    "inap": "no",
}
KEPT = ["Radio desa", "Satu\ndua", "Nasi, lauk", "Pagi; Siang", "Tidak"]


def sent(reader, invitation, **answers):
    data = {**FORM, **{f"answer_{key}": value for key, value in {**ANSWERS, **answers}.items()}}
    return reader.post(f"/undangan/{invitation.pk}/daftar/", data)


def test_form_asks_them_and_keeps_the_answers_with_the_words_of_the_question(reader, invitation, settings):
    settings.LANGUAGE_CODE = "id"
    page = reader.get(invitation.url).content.decode()
    assert all(one.label in page for one in invitation.questions.all())
    assert "checked" not in page.partition('id="daftar"')[2]
    assert sent(reader, invitation).status_code == 302
    one = Registration.objects.get()
    assert [(answer["question"], answer["answer"]) for answer in one.answers] == list(
        zip([each.label for each in invitation.questions.all()], KEPT, strict=True)
    )


def test_what_is_missing_too_long_or_was_not_offered_is_refused_and_nothing_typed_is_lost(reader, invitation):
    wrong = {"makan": "", "tahu": "x" * 301, "usul": "y" * 3_001, "sesi": ["Malam"], "inap": "mungkin"}
    response = sent(reader, invitation, **wrong)
    assert response.status_code == 422
    assert set(response.context["registration"].errors) == {f"answer_{key}" for key in wrong}
    page = response.content.decode()
    assert "x" * 301 in page
    assert 'value="Siti"' in page
    chosen = sent(reader, invitation, makan="").context["registration"]["answer_sesi"].value()
    assert chosen == ["Pagi", "Siang"]
    assert sent(reader, invitation, karangan="tidak ditanyakan").status_code == 302  # nobody asked: nothing is kept
    assert "tidak ditanyakan" not in str(Registration.objects.get().answers)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"karangan": "x"}, "question"),
        ({}, "required"),
        ({"makan": "Sate"}, "choice"),
        ({"makan": "Tanpa daging", "usul": "x" * 5_001}, "long"),
    ],
)
def test_service_takes_no_answer_that_the_form_would_refuse(invitation, answers, code):
    with pytest.raises(ValidationError) as refusal:
        asked(invitation, "ani", answers=answers)
    assert (refusal.value.code, Registration.objects.count()) == (code, 0)


def test_choice_needs_something_to_choose_from():
    question = RegistrationQuestion(label="Makan", field_type=RegistrationQuestion.Type.ONE, choices="Nasi")
    with pytest.raises(ValidationError):
        question.clean()
    question.choices += "\nRoti"
    question.clean()


def test_secretariat_reads_and_takes_out_the_answers_and_no_cell_is_a_formula(reader, invitation, secretariat):
    came(invitation, "siti", answers={"makan": "Tanpa daging", "tahu": "=1+1"}, photographs="no")
    RegistrationQuestion.objects.filter(key="tahu").delete()  # asked earlier: its words stay with the answer
    invitation = InvitationPage.objects.get()
    reader.force_login(secretariat)
    page = reader.get(f"/admin/forum/undangan/{invitation.pk}/").content.decode()
    assert all(word in page for word in ("Dari mana Anda tahu?", "=1+1", "Tanpa daging", "no photographs"))
    head, row = csv.reader(io.StringIO(services.export_registrations(invitation, by=secretariat)))
    told = dict(zip(head, row, strict=True))
    assert (told["Dari mana Anda tahu?"], told["Makan siang"], told["Sesi"]) == ("'=1+1", "Tanpa daging", "")
    response = reader.post(f"/admin/forum/undangan/{invitation.pk}/unduh/", {"format": "xlsx"})
    cells = {cell.value: cell for cell in load_workbook(io.BytesIO(response.content)).active[2]}
    assert (cells["=1+1"].data_type, cells["=1+1"].quotePrefix) == ("s", True)


def test_answers_are_the_persons_own_and_go_with_the_rest(invitation, bi):
    login = member_of(bi, email="siti@contoh.id")
    one = came(invitation, "siti", answers={"makan": "Tanpa daging"}, photographs="yes")
    assert "Makan siang: Tanpa daging" in str(as_json(login, login.person))
    services.forget_registrations(at=timezone.now() + timezone.timedelta(days=800))
    one.refresh_from_db()
    assert (one.name, one.answers, one.photographs) == ("–", [], "")


def test_photographs_are_asked_apart_and_nothing_is_said_for_anybody(reader, invitation):
    field = reader.get(invitation.url).context["registration"]["photographs"]
    assert (field.value(), field.field.required) == (None, False)
    sent(reader, invitation)
    assert Registration.objects.get().photographs == ""


def test_preview_shows_questions_that_are_not_saved_yet(invitation, rf, secretariat):
    invitation.questions = [RegistrationQuestion(label="Baru?", key="baru")]
    request = rf.get("/")
    request.user = secretariat
    assert "Baru?" in str(invitation.get_preview_context(request, "")["registration"])
