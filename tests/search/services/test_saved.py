"""A search is saved without a login: begun by whoever has the address, told once a day, ended with one press."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from forum import clock
from forum.models import LedgerEntry
from search import index
from search.models import Document, SavedSearch
from search.services.saved import forget_searches, tell_all
from tests.factories import meeting_page, secretariat_user

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
ASKED = {"email": "Warga@Desa.example", "consent": "on"}


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """What is done after the commit is done within this block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def publish(title, *, part="", **fields):
    """Something new in the index."""
    index.put(f"paper:{title}", [index.Entry(Document.Kind.DECISION, title, day=clock.now().date(), **fields)])


def link_in(message, name="cari/ikuti"):
    return re.search(rf"https?://[^/]+(/{name}/[^\s]+)", message.body)[1]


@pytest.fixture
def save(client, done):
    def ask(query="q=pupuk", **told):
        with done():
            return client.post(f"{reverse('search:save')}?{query}", {**ASKED, **told})

    return ask


@pytest.fixture
def begun(save, client):
    """One that was confirmed by the link in the mail."""

    def begin(query="q=pupuk"):
        save(query)
        client.post(link_in(mail.outbox.pop()))
        return SavedSearch.objects.latest("pk")

    return begin


def test_mails_begin_with_the_link_and_tell_what_is_new_and_answers_all_words(save, client):
    publish("Harga pupuk bersubsidi tahun lalu")
    assert save("q=pupuk+bersubsidi").status_code == 302
    asked = mail.outbox.pop()
    assert asked.to == ["warga@desa.example"]
    tell_all()
    assert client.get(link_in(asked)).status_code == 200
    tell_all()
    assert mail.outbox == []  # opening is not confirming

    assert client.post(link_in(asked)).status_code == 200
    publish("Pupuk yang disubsidi datang terlambat")
    publish("Pupuk kandang")
    publish("Kereta yang bersubsidi")
    tell_all()

    told = mail.outbox.pop()
    assert "Pupuk yang disubsidi datang terlambat" in told.body
    assert not {word for word in ("kandang", "Kereta", "tahun lalu") if word in told.body}


def test_an_address_gets_one_mail_a_day_for_all_its_searches_and_nothing_twice(begun):
    begun("q=pupuk")
    begun("q=jagung")
    publish("Pupuk baru")
    publish("Jagung baru")
    tell_all()
    publish("Pupuk lagi")
    tell_all()
    first = mail.outbox.pop()
    assert "Pupuk baru" in first.body
    assert "Jagung baru" in first.body
    assert mail.outbox == []

    SavedSearch.objects.update(told_on=clock.now().date() - DAY)
    tell_all()
    second = mail.outbox.pop()
    assert "Pupuk lagi" in second.body
    assert "baru" not in second.body


def test_day_on_which_the_mail_server_took_nothing_is_told_later(begun, settings):
    begun()
    publish("Pupuk baru")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # where nobody listens
    tell_all()
    assert SavedSearch.objects.get().told_on is None

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tell_all()
    assert "Pupuk baru" in mail.outbox.pop().body


def test_what_was_chosen_counts_as_well_as_the_words(begun):
    begun("q=pupuk&jenis=keputusan&organisation=dinas-pertanian")
    publish("Pupuk untuk desa", facets=[":organisation:dinas-perhubungan"])
    tell_all()
    assert mail.outbox == []

    SavedSearch.objects.update(told_on=None)
    publish("Pupuk untuk sawah", facets=[":organisation:dinas-pertanian"])
    tell_all()
    assert "Pupuk untuk sawah" in mail.outbox.pop().body


def test_what_only_some_may_read_is_not_told(begun):
    begun("q=tembakau")
    meeting = meeting_page(title="Rapat tembakau")
    index.put("paper:x", [index.Entry(Document.Kind.DRAFT, "Tembakau", page=meeting.pk, for_everybody=False)])
    tell_all()

    assert mail.outbox == []


def test_one_press_in_the_mail_program_ends_all_and_deletes_the_address(begun):
    begun("q=pupuk")
    begun("q=jagung")
    publish("Pupuk baru")
    tell_all()
    told = mail.outbox.pop()
    stop = re.sub(r"^<https?://[^/]+|>$", "", told.extra_headers["List-Unsubscribe"])
    assert Client().get(stop).status_code == 200
    assert SavedSearch.objects.count() == 2  # mail programs open links

    program = Client(enforce_csrf_checks=True)
    assert program.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SavedSearch.objects.exists()
    assert program.post(stop).status_code == 200  # once more, from an old mail


def test_one_of_several_is_ended_by_its_own_link(begun, client):
    ended, other = begun("q=pupuk"), begun("q=jagung")
    path = reverse("search:saved-stop", args=[ended.token])
    client.get(path)
    assert SavedSearch.objects.count() == 2

    client.post(path)
    assert list(SavedSearch.objects.all()) == [other]
    assert client.get(path).status_code == 404


def test_nobody_learns_what_an_address_looks_for_and_nobody_is_flooded(save, begun):
    known = begun("q=pupuk")
    answers = [save("q=pupuk"), save("q=jagung"), save("q=jagung"), save("q=padi"), save("q=tebu"), save(website="x")]

    assert {answer.status_code for answer in answers} == {302}
    assert len(mail.outbox) <= 3  # an hour, the first one included
    known.refresh_from_db()
    assert known.confirmed_at


def test_form_keeps_what_was_typed_and_says_what_is_wrong_and_a_program_is_stopped(save, client):
    assert client.get(reverse("search:save")).status_code == 302  # nothing is looked for
    page = save(consent="")
    assert page.status_code == 422
    assert b"Warga@Desa.example" in page.content
    assert save(email="bukan alamat").status_code == 422

    answers = [save(email=f"a{n}@desa.example", consent="").status_code for n in range(30)]
    assert answers[-1] == 429
    assert not SavedSearch.objects.exists()


def test_link_that_is_too_old_begins_nothing_and_what_is_over_is_forgotten(save, client, begun):
    kept = begun("q=jagung")
    save()
    late = SavedSearch.objects.latest("pk")
    SavedSearch.objects.filter(pk=late.pk).update(asked_at=clock.now() - DAY)
    assert client.post(reverse("search:saved", args=[late.token])).status_code == 422
    forget_searches()
    assert list(SavedSearch.objects.all()) == [kept]

    SavedSearch.objects.update(kept_until=clock.now().date())
    client.post(reverse("search:saved", args=[kept.token]))  # for another year
    forget_searches(at=clock.now() + 300 * DAY)
    assert SavedSearch.objects.exists()
    forget_searches(at=clock.now() + 400 * DAY)
    assert not SavedSearch.objects.exists()


def test_ledger_says_nothing_of_it(begun):
    secretariat_user()
    before = LedgerEntry.objects.count()
    begun()

    assert LedgerEntry.objects.count() == before
