"""Comments on paper: a numbered print with a code per passage, typed in by the secretariat, counted like all others."""

import datetime
import uuid

import pytest
import segno
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Site

from decrees import events, services
from decrees.desk.paper import LOST, Standing
from decrees.documents.position_sheet import Sheet, listed
from decrees.forms.paper import PaperForm
from decrees.models import Anchor, Comment, Round
from decrees.reading.page import read
from forum import live
from forum.models import ForumSettings, LedgerEntry, Organisation
from tests.factories import (
    OrganisationFactory,
    circulated,
    closed,
    commented,
    decree_page,
    member_of,
    open_draft,
    opened,
    secretariat_user,
)
from tests.factories.blocks import recital
from tests.factories.decrees import next_version, without

pytestmark = pytest.mark.django_db


def today(days=0):
    return timezone.localdate() + datetime.timedelta(days)


def on_paper(round_, *, by=None, organisation=None, **fields):
    fields = {"clause": "dik-1", "text": "Tulis singkatan dengan kepanjangannya.", "received_on": today(), **fields}
    if organisation is None:
        organisation = Organisation.objects.filter(short_name="IDFoS").first() or OrganisationFactory(
            short_name="IDFoS", name="IDFoS Indonesia"
        )
    return services.enter_paper_comment(round_, organisation=organisation, by=by or secretariat_user(), **fields)


def began(round_, days):
    """A round that was opened some days ago and ends when it did."""
    Round.objects.filter(pk=round_.pk).update(opens_at=timezone.now() - datetime.timedelta(days))
    return Round.objects.get(pk=round_.pk)


def ended(round_, days=2):
    round_ = began(round_, days + 10)
    Round.objects.filter(pk=round_.pk).update(closes_at=timezone.now() - datetime.timedelta(days))
    return Round.objects.get(pk=round_.pk)


# --- typing in -------------------------------------------------------------------------------------------------------


def test_what_came_on_paper_stands_beside_its_passage_with_the_day_and_nobodys_name():
    version, round_, _ = open_draft()
    typist = secretariat_user()
    quote = "Membentuk Tim"
    comment = on_paper(round_, by=typist, quote=quote, office="warga Desa Trucuk", tag="wording")
    assert (comment.author, comment.entered_by, comment.audience) == (None, typist, "public")
    assert comment.office == "Kertas: warga Desa Trucuk, IDFoS Indonesia"
    assert (comment.start, comment.end, comment.suffix[:5]) == (0, len(quote), " Open")
    entry = LedgerEntry.objects.get(seq=comment.seq)
    assert (entry.verb, entry.audience, entry.actor) == (events.COMMENT_RECEIVED, "public", typist)
    html = Client().get(version.decree.url).content.decode()
    day = f"{today().day} "
    assert "IDFoS" in html
    assert f'id="komentar-{comment.pk}"' in html
    assert f"Diterima di atas kertas dari IDFoS pada {day}" in html or f"Received on paper from IDFoS on {day}" in html


def test_office_of_a_sheet_without_one_is_the_organisation():
    _, round_, _ = open_draft()
    assert on_paper(round_).office == "Kertas: IDFoS Indonesia"


def test_frame_of_a_paper_comment_is_a_comments_frame():
    version, round_, member = open_draft()
    paper, typed = on_paper(round_), commented(version, member)
    frames = [live.frame(LedgerEntry.objects.get(seq=one.seq), "public") for one in (paper, typed)]
    assert set(frames[0]) == set(frames[1])
    assert frames[0]["comment"] == paper.pk


def test_it_counts_is_answered_supported_and_carried_like_every_other():
    version, round_, member = open_draft()
    paper, typed = on_paper(round_), commented(version, member)
    user = secretariat_user()
    reading = read(version.decree, version, user)
    assert reading.asking_count == 2
    with pytest.raises(ValidationError):
        services.close_round(round_, by=user)
    services.answer_comments([paper, typed], disposition="noted", reason="Dicatat.", by=user)
    assert read(version.decree, version, user).answered_count == 2
    services.close_round(round_, by=user)
    assert {paper, typed} == set(Comment.objects.filter(round=round_, answer__disposition="noted"))


def test_what_was_mistyped_is_corrected_until_the_round_is_closed_by_the_secretariat_alone():
    version, round_, member = open_draft()
    secretariat = secretariat_user()
    fields = {"clause": "dik-1", "received_on": timezone.localdate(), "by": secretariat}
    organisation = member.person.memberships.get().organisation
    comment = services.enter_paper_comment(round_, organisation=organisation, text="Mohom.", proposed="Lain.", **fields)
    Comment.objects.update(created_at=timezone.now() - datetime.timedelta(days=2))
    comment.refresh_from_db()
    edit, client = reverse("decrees:comment-edit", args=[version.decree_id, comment.pk]), Client()
    client.force_login(member)
    assert client.get(edit).status_code == 403
    client.force_login(secretariat)
    assert edit in client.get(version.decree.url).content.decode()
    form = client.get(edit).context["form"]
    client.post(edit, {**form.initial, "text": "Mohon."})
    comment.refresh_from_db()
    assert (comment.text, comment.proposed) == ("Mohon.", "Lain.")
    assert LedgerEntry.objects.filter(verb=events.COMMENT_EDITED).count() == 1
    closed(round_)
    comment.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.edit_comment(comment, text="Lagi.", by=secretariat)


def test_same_token_twice_is_one_comment_and_a_new_one_is_another():
    _, round_, _ = open_draft()
    user, organisation, token = secretariat_user(), OrganisationFactory(), uuid.uuid4()
    first = on_paper(round_, by=user, organisation=organisation, token=token)
    assert on_paper(round_, by=user, organisation=organisation, token=token) == first
    assert on_paper(round_, by=user, organisation=organisation, token=uuid.uuid4()) != first


@pytest.mark.parametrize(
    "wrong",
    [
        {"clause": "tidak-ada"},
        {"quote": "kata yang tidak ada"},
        {"quote": "e"},  # stands there more than once
        {"text": ""},
        {"tag": "lain"},
        {"received_on": 1},  # days from today
        {"received_on": -1},  # before the round was opened
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    _, round_, _ = open_draft()
    wrong = {name: today(value) if isinstance(value, int) else value for name, value in wrong.items()}
    with pytest.raises(ValidationError):
        on_paper(round_, **wrong)
    assert not Comment.objects.exists()
    assert on_paper(round_)


def test_only_the_secretariat_types_in():
    _, round_, member = open_draft()
    with pytest.raises(PermissionDenied):
        on_paper(round_, by=member)
    assert on_paper(round_)


def test_round_that_ended_takes_what_was_received_in_time_and_nothing_later():
    _, round_, _ = open_draft()
    round_ = ended(round_)
    assert on_paper(round_, received_on=round_.closes_on).round == round_
    with pytest.raises(ValidationError):
        on_paper(round_, received_on=round_.closes_on + datetime.timedelta(days=1), organisation=OrganisationFactory())
    assert Comment.objects.count() == 1


def test_closed_round_takes_nothing_and_the_database_agrees():
    version, round_, _ = open_draft()
    services.close_round(round_, by=secretariat_user())
    organisation = OrganisationFactory()
    with pytest.raises(ValidationError):
        on_paper(round_, organisation=organisation)
    fields = {"version": version, "round": round_, "clause": "dik-1", "clause_label": "diktum KESATU"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.create(**fields, text="Terlambat.", organisation=organisation, office="Kertas")
    assert not Comment.objects.exists()


# --- the secretariat's page ------------------------------------------------------------------------------------------


def desk(user=None):
    client = Client()
    client.force_login(user or secretariat_user())
    return client


def page_of(decree):
    return reverse("decrees_admin:paper", args=[decree.pk])


def sheet(organisation, **fields):
    """Filled in on the page of version 1."""
    kept = {"organisation": organisation.pk, "office": "Ketua RT 3", "received_on": today().isoformat()}
    return {**kept, "version": 1, "seen": 1, "token": uuid.uuid4(), "text": "Mohon diperjelas.", **fields}


def confirm(client, url, data):
    """What was typed is shown with its words, and sent once more as the page has it."""
    form = client.post(url, data).context["form"]
    return client.post(url, {**data, "seen": form["seen"].value()})


def numbers_of(version):
    return {place.clause.id: place.number for place, _ in listed(version)}


def test_comments_of_one_sheet_are_typed_in_one_after_the_other():
    version, _, _ = open_draft()
    organisation, client = OrganisationFactory(), desk()
    numbers = numbers_of(version)
    answer = confirm(client, page_of(version.decree), sheet(organisation, numbers=numbers["dik-1"]))
    assert answer.status_code == 302
    form = client.get(answer["Location"]).context["form"]
    kept = {name: str(form[name].value()) for name in ("version", "organisation", "office", "received_on")}
    same = {"organisation": str(organisation.pk), "office": "Ketua RT 3", "received_on": str(today())}
    assert kept == {"version": "1", **same}
    assert form["text"].value() is None
    both = f"{numbers['rec-a']}, {numbers['cit-1']}"
    confirm(client, page_of(version.decree), sheet(organisation, numbers=both))
    assert list(Comment.objects.order_by("pk").values_list("clause", flat=True)) == ["dik-1", "rec-a", "cit-1"]


def test_form_sent_twice_types_in_once():
    version, _, _ = open_draft()
    client, data = desk(), sheet(OrganisationFactory(), clause="dik-1")
    for _time in range(2):
        client.post(page_of(version.decree), data)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"numbers": "999"},
        {"numbers": "satu"},
        {"numbers": "1, 2", "proposed": "Kata lain."},
        {"numbers": "1", "version": 2},
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(wrong):
    version, _, _ = open_draft()
    answer = desk().post(page_of(version.decree), sheet(OrganisationFactory(), **wrong))
    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, "Mohon diperjelas.")
    assert not Comment.objects.exists()


def test_one_wrong_passage_of_several_keeps_all_out():
    version, _, _ = open_draft()
    client, url = desk(), page_of(version.decree)
    seen = client.post(url, sheet(OrganisationFactory(), numbers="1, 2")).context["form"]["seen"].value()
    broken = sheet(OrganisationFactory(), numbers="1, 2", seen=seen, received_on=today(-9))
    assert client.post(url, broken).status_code == 422
    assert not Comment.objects.exists()


def test_number_is_shown_with_its_words_before_anything_is_stored():
    version, _, _ = open_draft()
    client, url = desk(), page_of(version.decree)
    data = sheet(OrganisationFactory(), numbers=numbers_of(version)["dik-1"])
    answer = client.post(url, data)
    [echo] = answer.context["echoes"]
    assert (echo.name, echo.text, echo.now) == ("diktum KESATU", "Membentuk Tim Open Government.", None)
    assert "Membentuk Tim Open Government." in answer.content.decode()
    seen = answer.context["form"]["seen"].value()
    # Another number than the one that was shown is shown again.
    other = client.post(url, {**data, "numbers": numbers_of(version)["rec-a"], "seen": seen})
    assert [echo.name for echo in other.context["echoes"]] == ["Menimbang huruf a"]
    assert not Comment.objects.exists()
    assert client.post(url, {**data, "seen": seen}).status_code == 302
    assert Comment.objects.get().clause == "dik-1"


def test_refusals_stand_at_their_field_with_the_days_that_are_allowed():
    version, _, _ = open_draft()
    client, organisation = desk(), OrganisationFactory()
    early = client.post(page_of(version.decree), sheet(organisation, clause="dik-1", received_on=today(-9)))
    wrong = client.post(page_of(version.decree), sheet(organisation, clause="dik-1", quote="kata yang tidak ada"))
    assert (list(early.context["form"].errors), list(wrong.context["form"].errors)) == (["received_on"], ["quote"])
    day = date_format(today(), "j F Y")
    assert early.context["form"].errors["received_on"][0].count(day) == 2
    assert early.content.decode().count(day) >= 3
    assert not Comment.objects.exists()


# --- sheets of earlier versions --------------------------------------------------------------------------------------


def second_round():
    """(version 1, version 2 under comment), with a recital more before the others: all numbers are one higher."""
    version, _, member = open_draft()
    blocks = [recital("bahwa ini baru;", id="rec-0"), *without("cit-1")]
    newest = next_version(version, blocks=blocks)
    return version, newest, opened(newest, member.person.memberships.get().organisation)


def test_number_of_an_earlier_sheet_is_looked_up_there_and_the_comment_is_carried():
    version, newest, round_ = second_round()
    client, url, number = desk(), page_of(version.decree), numbers_of(version)["rec-a"]
    assert numbers_of(newest)["rec-a"] == number + 1
    answer = client.post(url, sheet(OrganisationFactory(), numbers=number, seen=2))
    [echo] = answer.context["echoes"]
    assert (echo.name, echo.now) == ("Menimbang huruf a", Standing(number + 1, "Menimbang huruf b"))
    confirm(client, url, sheet(OrganisationFactory(), numbers=number))
    comment = Comment.objects.get()
    assert (comment.version, comment.round, comment.clause) == (version, round_, "rec-a")
    step = comment.anchors.get()
    assert (step.version, step.clause, step.clause_label) == (newest, "rec-a", "Menimbang huruf b")
    assert LedgerEntry.objects.get(seq=step.seq).data["version"] == 2
    html = client.get(version.decree.url).content.decode()
    assert f'id="komentar-{comment.pk}"' in html
    # It asks for its answer in this round, and goes on to the next version.
    with pytest.raises(ValidationError):
        services.close_round(round_, by=secretariat_user())
    third = next_version(newest, blocks=without("cit-1"))
    assert comment.anchors.get(version=third).clause == "rec-a"


def test_comment_from_an_earlier_sheet_stands_in_the_register_and_what_was_heard_in_its_round():
    version, newest, round_ = second_round()
    comment = on_paper(round_, version=version, clause="rec-a", quote="keterbukaan", text="Sebutkan dasarnya.")
    decree, client = version.decree_id, Client()
    pages = {
        "version": version.get_absolute_url(),
        "newest": newest.get_absolute_url(),
        "story": comment.get_absolute_url(),
        "register": reverse("decrees:register", args=[decree]),
        "heard": reverse("decrees:round-summary", args=[decree, 2]),
    }
    read_there = {name: client.get(url, follow=True).content.decode() for name, url in pages.items()}
    assert [name for name, html in read_there.items() if "Sebutkan dasarnya." not in html] == []
    frame = live.frame(LedgerEntry.objects.get(seq=comment.seq), "public")
    assert (frame["version"], frame["clause"], frame["earlier"]["version"]) == (2, "rec-a", 1)


def test_clause_of_the_newest_sheet_is_not_mistaken_for_one_of_an_earlier_sheet():
    version, _, _ = second_round()
    client, url = desk(), page_of(version.decree)
    # The list that was shown had version 2's clauses; the sheet is of version 1.
    answer = client.post(url, sheet(OrganisationFactory(), clause="rec-a", seen=2))
    assert [echo.name for echo in answer.context["echoes"]] == ["Menimbang huruf a"]
    assert client.post(url, sheet(OrganisationFactory(), clause="rec-0")).status_code == 422
    assert not Comment.objects.exists()


def test_comment_on_what_is_gone_since_its_sheet_was_printed_waits_for_a_place():
    version, newest, round_ = second_round()
    echo = desk().post(page_of(version.decree), sheet(OrganisationFactory(), numbers=numbers_of(version)["cit-1"]))
    assert echo.context["echoes"][0].now is LOST
    comment = on_paper(round_, version=version, clause="cit-1")
    assert Anchor.objects.waiting_on(newest).get().comment == comment


def test_sheet_of_another_draft_is_refused_and_of_the_newest_version_needs_no_carrying():
    _, newest, round_ = second_round()
    with pytest.raises(ValidationError):
        on_paper(round_, version=circulated())
    assert on_paper(round_, version=newest).anchors.count() == 0


def test_code_on_an_earlier_sheet_leads_to_the_version_it_was_printed_from():
    version, newest, _ = second_round()
    codes = [{line.name: line.url for line in Sheet(one, None).lines}["Menimbang huruf a"] for one in (version, newest)]
    assert [code.partition("/versi/")[2] for code in codes] == ["1/#k-rec-a", "2/#k-rec-0"]
    page = Client().get(reverse("decrees:version-detail", args=[version.decree_id, 1])).content.decode()
    assert 'id="k-rec-a"' in page


def test_without_a_round_there_is_no_form():
    decree, client = decree_page(), desk()
    assert client.get(page_of(decree)).status_code == 200
    assert client.post(page_of(decree), sheet(OrganisationFactory(), clause="dik-1")).status_code == 302
    assert not Comment.objects.exists()


# --- who may not comment on the page ---------------------------------------------------------------------------------


def test_who_speaks_for_no_organisation_is_told_of_the_way_on_paper_while_a_round_is_open():
    secretariat = OrganisationFactory(name="Dinas Kominfo", address="Jalan P. Mas Tumapel 1")
    site = Site.objects.get(is_default_site=True)
    ForumSettings.objects.update_or_create(
        site=site, defaults={"secretariat": secretariat, "contact_email": "sekretariat@contoh.id"}
    )
    version, round_, member = open_draft()
    readers = {"nobody": Client(), "other": desk(member_of(OrganisationFactory())), "member": desk(member)}
    told = {
        name: "mailto:sekretariat@contoh.id" in page(version, reader).partition("<footer")[0]
        for name, reader in readers.items()
    }
    assert told == {"nobody": True, "other": True, "member": False}
    said = page(version, readers["nobody"]).partition("round-closes")[2].partition("mailto:")[0]
    sheet_to_print = reverse("decrees:paper", args=[version.decree_id, 1])
    assert [words for words in ("Dinas Kominfo", "Jalan P. Mas Tumapel 1", sheet_to_print) if words not in said] == []
    closed(round_)
    assert "mailto:sekretariat@contoh.id" not in page(version, readers["nobody"]).partition("<footer")[0]


def page(version, reader):
    return reader.get(version.decree.url).content.decode()


# --- the print -------------------------------------------------------------------------------------------------------


def test_every_passage_has_the_number_it_has_on_the_page_and_leads_there(settings):
    settings.BASE_URL = "https://mufakat.contoh.id"
    version, round_, _ = open_draft()
    lines = Sheet(version, round_).lines
    reading = read(version.decree, version, secretariat_user())
    assert [line.number for line in lines] == [place.number for place in reading.places]
    address = f"https://mufakat.contoh.id/rancangan/{version.decree_id}/versi/1/"
    assert [line.url for line in lines] == [f"{address}#k-{place.clause.id}" for place in reading.places]
    page = Client().get(f"/rancangan/{version.decree_id}/versi/1/").content.decode()
    assert {line.url for line in lines if f'id="{line.url.partition("#")[2]}"' not in page} == set()


def test_code_is_drawn_without_a_style_of_its_own_and_follows_the_address(settings):
    version, round_, _ = open_draft()
    line = Sheet(version, round_).lines[0]
    drawn = segno.make_qr(line.url, error="m")
    assert line.code == drawn.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    assert "style=" not in line.code
    settings.BASE_URL = "https://pindah.contoh.id"
    moved = Sheet(version, round_).lines[0]
    assert moved.url.startswith("https://pindah.contoh.id/")
    assert moved.code != line.code


def test_print_says_where_and_until_when_and_what_it_is():
    secretariat = OrganisationFactory(name="Dinas Kominfo", address="Jalan P. Mas Tumapel 1")
    site = Site.objects.get(is_default_site=True)
    ForumSettings.objects.update_or_create(site=site, defaults={"secretariat": secretariat})
    version, round_, _ = open_draft()
    html = Client().get(reverse("decrees:paper", args=[version.decree_id, 1])).content.decode()
    said = ["Dinas Kominfo", "Jalan P. Mas Tumapel 1", version.digest[:16], "Membentuk Tim Open Government."]
    assert [words for words in said if words not in html] == []
    assert html.count("<svg") >= len(Sheet(version, round_).lines)


def test_print_of_a_draft_for_few_is_for_them():
    version = circulated(reading="invited")
    bi = OrganisationFactory()
    opened(version, bi)
    url = reverse("decrees:paper", args=[version.decree_id, 1])
    assert desk(member_of(bi)).get(url).status_code == 200
    assert Client().get(url).status_code == 404


def test_who_handed_it_in_fits_beside_the_longest_name():
    name = OrganisationFactory(name="N" * Organisation._meta.get_field("name").max_length)
    field = PaperForm.base_fields["office"]
    _, round_, _ = open_draft()
    comment = on_paper(round_, organisation=name, office="K" * field.max_length)
    comment.full_clean(exclude=["author"])


@pytest.mark.parametrize(("paper", "words"), [("f4", "F4, 215 x 330 mm"), ("a4", "A4, 210 x 297 mm")])
def test_sheet_is_for_the_paper_of_the_office_and_says_which(paper, words):
    site = Site.objects.get(is_default_site=True)
    ForumSettings.objects.update_or_create(site=site, defaults={"letter_paper": paper})
    version, *_ = open_draft()
    html = Client().get(reverse("decrees:paper", args=[version.decree_id, 1])).content.decode()
    assert f'data-paper="{paper}"' in html
    assert words in html
