"""Minutes of several meetings compiled: what belongs together, all of it and nothing that its reader may not read."""

import io
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from wagtail.models import PageViewRestriction

from forum.documents.model import all_text
from forum.models import Organisation
from minutes.archive.series import Asked, asked, sum_up
from minutes.models import MinutesPage
from minutes.models.states import State
from minutes.services import join_decision, redact, report_action
from minutes.services import propose_hiding as propose_to_hide
from minutes.views.series import kept
from minutes.views.series.paper import build_series
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    bring_to,
    meeting_page,
    member_of,
    minutes_page,
    said,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
SERIES = "minutes:series"


@pytest.fixture
def kpi():
    return OrganisationFactory(name="KPI")


@pytest.fixture(scope="module")
def four(kept_for_all):
    """Three meetings, one after the other, and a fourth that has nothing to do with them: keys of their minutes."""
    bi, made, before = OrganisationFactory(name="Bojonegoro Institute"), [], None
    for n in range(1, 4):
        meeting = meeting_page(title=f"Rapat ke-{n}", previous_meeting=before)
        made.append(_minutes(meeting, bi, n))
        before = meeting
    return [one.pk for one in (*made, _minutes(meeting_page(title="Rapat lain"), bi, 9))]


@pytest.fixture
def chain(four):
    """The three, and the fourth."""
    *found, other = (MinutesPage.objects.get(pk=pk) for pk in four)
    return found, other


@pytest.fixture
def bi(chain):
    """Was there each time."""
    return Organisation.objects.get(name="Bojonegoro Institute")


def _minutes(meeting, organisation, n, **fields):
    return minutes_page(
        meeting=meeting,
        title=f"Notula {n}",
        present=[organisation],
        discussion=[said(f"Pembahasan {n}", organisation)],
        inputs=[f"Masukan {n}"],
        decisions=[f"Keputusan {n}"],
        actions=[(f"Tugas {n}", None)],
        state=State.PUBLISHED,
        **fields,
    )


def read(user=None, query="", **told):
    return as_(user).get(f"{reverse(SERIES)}?{query}", told)


def paper(user=None, **told):
    return all_text(build_series(Asked.read({name: str(value) for name, value in told.items()}, user or as_nobody())))


def as_nobody():
    return AnonymousUser()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_chain_is_the_same_from_each_of_its_meetings(chain, place):
    found, _other = chain
    html = read(rantai=found[place].pk).content.decode()
    for n in (1, 2, 3):
        for words in ("Notula", "Pembahasan", "Masukan", "Keputusan", "Tugas"):
            assert f"{words} {n}" in html
    assert "Notula 9" not in html
    contents = html.partition("<ol>")[2]
    assert contents.index("Notula 1") < contents.index("Notula 2") < contents.index("Notula 3")
    assert "3 keputusan" in html


def test_paper_has_contents_decisions_open_follow_ups_and_each_record(chain):
    found, _other = chain
    words = paper(rantai=found[0].pk)
    for said_once in ("HIMPUNAN NOTULA", "Daftar Isi", "Ikhtisar Keputusan", "Tindak Lanjut yang Belum Selesai"):
        assert words.count(said_once) >= 1
    for n in (1, 2, 3):
        assert f"Keputusan {n}" in words
        assert f"Pembahasan {n}" in words
    assert "9" not in words.split("Daftar Isi")[1].split("Ikhtisar")[0]


def test_what_is_done_is_no_longer_among_what_is_open(chain):
    found, _other = chain
    report_action(found[1].action_items.get(), state="done", note="Selesai.", by=secretariat_user())
    summed = sum_up(Asked.read({"rantai": str(found[0].pk)}, as_nobody()).minutes)
    assert [row.item.text for row in summed.open] == ["Tugas 1", "Tugas 3"]
    assert summed.closed == 1
    assert len(summed.decisions) == 3


def test_filters_of_the_archive_narrow_it(chain, kpi):
    _minutes(meeting_page(title="Rapat KPI"), kpi, 7)
    html = read(organisation=kpi.slug).content.decode()
    assert "Notula 7" in html
    assert "Notula 1" not in html
    assert "Notula 7" in read(year="bukan", kind="tak-dikenal").content.decode()  # what is no value is left out


def test_minutes_whose_decisions_led_to_something_belong_together(chain):
    found, _other = chain
    action = found[2].action_items.get()
    target = f"minutes.actionitem:{action.pk}"
    join_decision(found[0], number=1, target=target, by=secretariat_user())
    html = read(menuju=target).content.decode()
    assert "Notula 1" in html
    assert "Notula 2" not in html
    assert "Tugas 3" in html  # what they led to, in the title


def test_what_somebody_may_not_know_of_is_404_and_stays_out(chain, bi):
    found, _other = chain
    PageViewRestriction.objects.create(page=found[1], restriction_type=PageViewRestriction.LOGIN)
    html = read(rantai=found[0].pk).content.decode()
    assert "Notula 1" in html
    assert "Notula 2" not in html
    assert "Keputusan 2" not in paper(rantai=found[0].pk)
    assert read(rantai=found[1].pk).status_code == 404
    assert as_().get(reverse("minutes:series-download", args=["pdf"]), {"rantai": found[1].pk}).status_code == 404
    assert "Notula 2" in read(member_of(bi), rantai=found[0].pk).content.decode()
    draft = minutes_page(meeting=meeting_page(), state=State.CIRCULATED)
    assert read(secretariat_user(), rantai=draft.pk).status_code == 404
    assert read(menuju="decrees.decreepage:4711").status_code == 404


def test_hidden_and_blacked_out_words_are_neither_on_the_page_nor_on_the_paper(kpi):
    secretariat = secretariat_user()
    minutes = minutes_page(
        meeting=meeting_page(),
        present=[kpi],
        inputs=["Bapak Karto sakit", "Tetap terbaca"],
        decisions=["Rumah Karto dikunjungi"],
        discussion=[said("NIK 3522010101010001", kpi)],
        state=State.CIRCULATED,
        is_over=True,
        by=secretariat,
    )
    redact(minutes, part="inputs:1", quote="Karto", ground="17h", note="Rahasia pribadi.", by=secretariat)
    minutes = bring_to(minutes, State.PUBLISHED, by=secretariat)
    part = f"discussion:{next(iter(minutes.discussion)).id}"
    told = {"reason": "personal_data", "note": "NIK.", "at_once": True}
    propose_to_hide(minutes, part=part, by=secretariat_user(), **told)
    propose_to_hide(minutes, part="decisions:1", by=secretariat_user(), **told)
    for words in (read(rantai=minutes.pk).content.decode(), paper(rantai=minutes.pk)):
        assert "Tetap terbaca" in words
        assert "Bapak" in words
        for secret in ("Bapak Karto", "3522010101010001", "Rumah Karto"):
            assert secret not in words


def test_more_than_fits_is_cut_to_the_newest_and_says_so(chain, monkeypatch):
    monkeypatch.setattr(asked, "MOST", 2)
    found, _other = chain
    wanted = Asked.read({"rantai": str(found[0].pk)}, as_nobody())
    assert [one.title for one in wanted.minutes] == ["Notula 2", "Notula 3"]
    assert wanted.is_cut
    assert "Ada lebih banyak" in read(rantai=found[0].pk).content.decode()


def test_short_one_is_handed_out_at_once_and_the_same_each_time(chain):
    found, _other = chain
    address = reverse("minutes:series-download", args=["docx"])
    first, again = (as_().get(address, {"rantai": found[0].pk}) for _ in range(2))
    content = b"".join(first.streaming_content)
    assert first.status_code == 200
    assert content == b"".join(again.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert "Keputusan 3" in opened.read("word/document.xml").decode()


def test_long_one_is_made_in_the_background_for_all_who_may_read_the_same(chain, monkeypatch, settings):
    monkeypatch.setattr(kept, "AT_ONCE", 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    found, _other = chain
    address, told = reverse("minutes:series-download", args=["odt"]), {"rantai": found[0].pk}
    waiting = as_().get(address, told)
    assert waiting.status_code == 202
    assert reverse(SERIES) in waiting.content.decode()
    assert as_().get(address, told).status_code == 202  # somebody is at it
    kept.make_series.func(f"rantai={found[0].pk}", "odt", None)
    made = as_(member_of(OrganisationFactory())).get(address, told)
    assert made.status_code == 200
    assert b"".join(made.streaming_content)[:2] == b"PK"


def test_what_cannot_be_drawn_says_why_and_is_not_tried_at_each_request(chain, monkeypatch):
    found, _other = chain
    monkeypatch.setattr(kept, "MOST_CHARACTERS", 10)
    address, told = reverse("minutes:series-download", args=["docx"]), {"rantai": found[0].pk}
    assert as_().get(address, told).status_code == 503
    monkeypatch.setattr(kept, "AT_ONCE", 0)
    kept.make_series.func(f"rantai={found[0].pk}", "docx", None)
    assert as_().get(address, told).status_code == 503


def test_nothing_found_has_a_page_and_no_paper(chain):
    assert "Tidak ada notula" in read(year="1999").content.decode()
    assert as_().get(reverse("minutes:series-download", args=["pdf"]), {"year": "1999"}).status_code == 404
    assert as_().get(reverse("minutes:series-download", args=["exe"])).status_code == 404


def test_page_asks_the_same_however_many_records_there_are(kpi, django_assert_max_num_queries):
    for n in range(1, 7):
        _minutes(meeting_page(title=f"Rapat ke-{n}"), kpi, n)
    with django_assert_max_num_queries(60) as six:
        read(year="", organisation=kpi.slug)
    for n in range(7, 12):
        _minutes(meeting_page(title=f"Rapat ke-{n}"), kpi, n)
    with django_assert_max_num_queries(len(six)):
        read(year="", organisation=kpi.slug)
