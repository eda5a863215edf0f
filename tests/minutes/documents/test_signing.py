"""A berita acara: the day in words, who met, what was agreed, and as many signatories as it needs."""

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import make_aware
from wagtail.test.utils.form_data import inline_formset

from forum import clock
from forum.documents import FORMATS, render
from forum.documents.model import Signatures
from forum.models import ForumSettings
from minutes import services
from minutes.documents import paper
from minutes.documents.excerpt import build_excerpt
from minutes.models import Attendance, MinutesPage, Signatory, content
from minutes.models.states import State
from minutes.reading.decisions import decision_of
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
    bring_to,
    meeting_page,
    minutes_page,
    secretariat_user,
)
from tests.forum.documents.invitations.test_signatures import FORMS, expected, held, in_order
from tests.forum.documents.readers import words
from tests.minutes.desk.test_publishing import editor_form

pytestmark = pytest.mark.django_db
DAY = make_aware(datetime.datetime(2017, 5, 9, 13))
NIP = "19700101 199503 1 001"


def agreement(*signatories, state=State.PUBLISHED, present=None, **fields):
    desk = secretariat_user()
    present = present or [OrganisationFactory()]
    meeting = meeting_page(title="Rapat Kerja Sama Data", starts_at=DAY, agenda=["Data desa"])
    fields = {"kind": "berita_acara", "started_at": DAY, "number": "027/5"} | fields
    page = minutes_page(meeting=meeting, present=present, decisions=["Data dibagi", "Ditinjau"], by=desk, **fields)
    draft = page.get_latest_revision_as_object()
    draft.signatories = [sign(n, one) for n, one in enumerate(signatories)]
    draft.save_revision(user=desk)
    minutes = bring_to(MinutesPage.objects.get(pk=page.pk), state, by=desk)
    return minutes.get_latest_revision_as_object() if state == State.DRAFT else minutes


def sign(place, row):
    row.sort_order = place
    row.full_clean(exclude=["minutes"])
    return row


def both():
    post = PostFactory(label="Kepala Dinas Kominfo")
    person = PersonFactory(name="Budi Santosa", rank="Pembina", employee_number=NIP)
    MembershipFactory(person=person, organisation=post.organisation, post=post, start_date=DAY.date())
    institute = OrganisationFactory(name="Bojonegoro Institute")
    return institute, [
        Signatory(role="Pihak Pertama", post=post),
        Signatory(role="Pihak Kedua", organisation=institute, office="Ketua", name="Ani Lestari"),
        Signatory(role="Saksi", office="Dekan", name="Citra"),
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_paper_spells_the_day_names_who_met_and_what_was_agreed_and_closes(format):
    institute, rows = both()
    minutes = agreement(*rows, present=[institute])
    text = " ".join(words(render(paper.build_minutes(minutes), format), format)).replace("\u00a0", " ")
    parts = [
        "BERITA ACARA RAPAT KERJA SAMA DATA NOMOR: 027/5",
        "Pada hari ini, Selasa tanggal sembilan bulan Mei tahun dua ribu tujuh belas (09-05-2017), pukul 13.00 WIB",
        "telah dilaksanakan Rapat Kerja Sama Data, dihadiri oleh:",
        "Bojonegoro Institute (2 orang)",
        "Rapat menyepakati hal-hal sebagai berikut:",
        "Data dibagi",
        "Ditinjau",
        "Demikian berita acara ini dibuat",
        "PIHAK PERTAMA,",
    ]
    assert in_order(parts, text), text
    for party in (
        ["PIHAK PERTAMA,", "KEPALA DINAS KOMINFO,", "BUDI SANTOSA", "Pembina"],
        ["PIHAK KEDUA,", "KETUA", "BOJONEGORO INSTITUTE,", "Ani Lestari"],
        ["SAKSI,", "DEKAN,", "Citra"],
    ):
        assert in_order(party, text), text
    assert NIP not in text


def test_signatures_stand_two_on_each_line_and_the_first_line_has_place_and_date():
    ForumSettings.objects.update_or_create(defaults={"place": "Bojonegoro"}, site_id=1)
    institute, rows = both()
    document = paper.build_minutes(agreement(*rows, present=[institute]))
    lines = [block for block in document.blocks if isinstance(block, Signatures)]
    assert [(one.left.name, one.right.name) for one in lines] == [("BUDI SANTOSA", "Ani Lestari"), ("Citra", "")]
    assert [one.right.before for one in lines] == [("Bojonegoro, 9 Mei 2017",), ()]
    assert document.blocks[-2:] == tuple(lines)


def test_excerpt_of_minutes_without_a_chair_is_signed_by_the_first_who_signed_them_on_the_paper_of_the_forum():
    ForumSettings.objects.update_or_create(defaults={"place": "Bojonegoro", "letter_paper": "a4"}, site_id=1)
    institute, rows = both()
    minutes = agreement(*rows, present=[institute])
    document = build_excerpt(minutes, decision_of(minutes, 1))
    [signed] = [block for block in document.blocks if isinstance(block, Signatures)]
    assert (signed.right.name, signed.right.before) == ("BUDI SANTOSA", ("Bojonegoro, 9 Mei 2017",))
    assert signed.right.office.startswith("PIHAK PERTAMA,")
    assert document.paper == "a4"


@pytest.mark.parametrize("format", FORMATS)
def test_all_forms_of_signature_that_letters_know_stand_on_one_paper(format):
    forms = [replace(form, name=f"Hendro {name.title()}", second=None) for name, form in FORMS.items()]
    rows = [
        Signatory(
            post=held(form),
            signing=form.signing,
            in_name_of=PostFactory(label=form.above["in_name_of"]) if form.above else None,
            through=PostFactory(label=form.above["through"]) if "through" in form.above else None,
        )
        for form in forms
    ]
    document = paper.build_minutes(agreement(*rows, state=State.DRAFT, started_at=clock.now()), to_be_signed=True)
    signed = replace(document, blocks=tuple(one for one in document.blocks if isinstance(one, Signatures)))
    text = " ".join(words(render(signed, format), format)).replace("\u00a0", " ")
    for form in forms:
        assert in_order(expected(form), text), (form.office, text)


def test_notula_is_signed_by_several_where_they_are_entered_and_else_by_the_chair():
    institute, rows = both()
    several = paper.build_minutes(agreement(*rows, present=[institute], kind="notula"))
    assert [one.left.name for one in several.blocks if isinstance(one, Signatures)] == ["BUDI SANTOSA", "Citra"]
    alone = paper.build_minutes(agreement(kind="notula")).blocks[-1]
    assert (alone.left, alone.right.office) == (None, "Pimpinan Rapat,")


def test_page_and_data_name_who_signs_without_the_number_of_an_employee(client):
    institute, rows = both()
    minutes = agreement(*rows, present=[institute])
    page = client.get(minutes.url).content.decode()
    text = " ".join(strip_tags(page).split())
    assert in_order(["Pada hari ini, Selasa tanggal sembilan bulan Mei", "PIHAK PERTAMA,", "BUDI SANTOSA"], text)
    data = client.get(reverse("minutes:download", args=[minutes.pk, "json"])).json()["content"]
    assert [one["name"] for one in data["shown"]["signatures"]] == ["BUDI SANTOSA", "Ani Lestari", "Citra"]
    assert [one[0] for one in data["signatories"]] == ["Pihak Pertama", "Pihak Kedua", "Saksi"]
    assert NIP not in page
    assert NIP not in str(data)


def test_who_signed_stays_when_the_office_changes_hands_and_the_digest_covers_it():
    institute, rows = both()
    minutes = agreement(*rows, present=[institute], state=State.CIRCULATED)
    before = repr(paper.build_minutes(minutes.circulated_revision.as_object()))
    rows[0].post.memberships.all().delete()
    assert repr(paper.build_minutes(minutes.circulated_revision.as_object())) == before
    draft = minutes.get_latest_revision_as_object()
    draft.signatories = list(draft.signatories.all())[:2]
    assert content.digest_of(draft) != minutes.digest


def test_signatory_changed_after_circulation_stops_the_approval():
    institute, rows = both()
    desk = secretariat_user()
    minutes = agreement(*rows, present=[institute], state=State.CIRCULATED)
    for one in minutes.recipients.all():
        member = MembershipFactory(organisation=one.organisation).person.user
        services.agree_with_minutes(minutes, by=member)
    draft = minutes.get_latest_revision_as_object()
    draft.signatories = list(draft.signatories.all())[:2]
    draft.save_revision(user=desk)
    with pytest.raises(Exception, match=r"changed after it was circulated|diubah setelah diedarkan"):
        services.approve_minutes(minutes, by=secretariat_user())


def test_paper_to_sign_has_the_numbers_and_is_no_draft_once_approved():
    institute, rows = both()
    approved = paper.build_minutes(agreement(*rows, present=[institute], state=State.APPROVED), to_be_signed=True)
    assert approved.running_head == ""
    assert f"NIP {NIP}" in repr(approved)
    draft = agreement(Signatory(office="Ketua", name="Ani"), present=[institute], state=State.DRAFT)
    assert paper.build_minutes(draft, to_be_signed=True).running_head == paper.DRAFT


def test_organisation_signs_only_if_it_was_present(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    came, away = OrganisationFactory(), OrganisationFactory()
    minutes = minutes_page(present=[])
    url = reverse("wagtailadmin_pages:edit", args=[minutes.pk])

    def save(organisation):
        attendance = [
            {"organisation": one.pk, "status": status, "people": people}
            for one, status, people in ((came, Attendance.Status.PRESENT, 1), (away, Attendance.Status.EXCUSED, 0))
        ]
        row = {"organisation": organisation.pk, "office": "Ketua", "name": "Ani", "signing": "own"}
        lists = {"attendance": inline_formset(attendance), "signatories": inline_formset([row])}
        return client.post(url, editor_form(minutes, **lists))

    refused = save(away)
    assert (refused.status_code, away.name in refused.content.decode()) == (200, True)
    assert signatories_of(minutes) == 0
    assert save(came).status_code == 302
    assert signatories_of(minutes) == 1


def signatories_of(minutes):
    return MinutesPage.objects.get(pk=minutes.pk).get_latest_revision_as_object().signatories.count()
