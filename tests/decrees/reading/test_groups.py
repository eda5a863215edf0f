"""On a long page the comments on a clause are one line, which leads to them; short pages stay as they are."""

import re

import pytest
from django.urls import reverse

from decrees import services
from decrees.reading.threads.lines import CROWDED, FULL, LONG, NEWEST, is_line
from decrees.text import title_of
from tests.clients import as_
from tests.factories import OrganisationFactory, answered, circulated, commented, member_of, opened, secretariat_user

pytestmark = pytest.mark.django_db


def long_draft(*, on_each=LONG + 1, **fields):
    """A version with one comment too many on one clause, and their writer."""
    organisation = OrganisationFactory(short_name="BI")
    version = circulated()
    opened(version, organisation)
    member = member_of(organisation)
    for number in range(on_each):
        commented(version, member, clause="dik-1", text=f"Usul {number}.", **fields)
    return version, member


def page_of(version, user=None, query=""):
    return as_(user).get(version.decree.url + query).content.decode()


def notes_of(html, clause="dik-1"):
    return html.split(f'data-comments="{clause}"')[1].split('data-comments="')[0]


def cards_of(version, user=None, place=4):
    return as_(user).get(reverse("decrees:clause-comments", args=[version.decree_id, version.number, place]))


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def contents_of(html):
    entries = html.partition('id="comment-contents"')[2].partition("</details>")[0]
    found = re.findall(r'<li><a href="#k-([^"]+)"[^>]*>([^<]+)</a>(.*?)</li>', entries, re.S)
    return [(clause, label, plain(rest)) for clause, label, rest in found]


def cards(html):
    return re.findall(r'id="komentar-(\d+)"', html)


@pytest.mark.parametrize(
    ("on_clause", "on_page", "folded"),
    [
        (CROWDED + 1, LONG, False),
        (CROWDED, LONG + 1, False),
        (CROWDED + 1, LONG + 1, True),
        (1, FULL + 1, True),
        (0, FULL + 1, False),
    ],
)
def test_a_crowded_clause_of_a_long_page_is_a_line_and_every_clause_of_a_very_long_one(on_clause, on_page, folded):
    assert is_line([None] * on_clause, on_page) == folded


def test_line_says_how_many_and_the_newest_words_and_leads_to_the_clause():
    version, _member = long_draft()
    line = notes_of(page_of(version))
    assert cards(line) == []
    assert f"{LONG + 1} komentar" in plain(line)
    assert f"{LONG + 1} belum dijawab" in plain(line)
    assert f"Usul {LONG}." in line
    link = re.search(r'<a href="([^"#]+)#komentar"', line)[1]
    assert len(cards(as_().get(link).content.decode())) == LONG + 1


def test_cards_are_fetched_with_what_is_open_and_newest_in_sight():
    version, member = long_draft()
    answered(version.decree)
    commented(version, member, clause="dik-1", text="Yang terbaru.")
    earlier, in_sight = (
        cards_of(version).content.decode().split("</details>\n", 1)[0],
        cards_of(version).content.decode(),
    )
    assert len(cards(in_sight)) == LONG + 2
    assert f"{LONG + 2 - NEWEST} komentar lagi yang sudah dijawab" in plain(earlier)


def test_what_the_reader_may_not_read_is_in_no_line_and_no_count():
    version, member = long_draft(audience="members")
    commented(version, member, clause="dik-1", text="Untuk umum.")
    assert f'data-shown="{LONG + 2}"' in notes_of(page_of(version, member))
    public = notes_of(page_of(version))
    assert "notes-line" not in public
    assert len(cards(public)) == len(cards(cards_of(version).content.decode())) == 1
    assert len(cards(cards_of(version, member).content.decode())) == LONG + 2


def test_line_tells_only_what_the_filter_keeps():
    version, _member = long_draft()
    assert 'data-shown="0"' in notes_of(page_of(version, query="?keadaan=terjawab"))
    kept = notes_of(page_of(version, query="?keadaan=belum"))
    assert f'data-shown="{LONG + 1}"' in kept
    assert "?keadaan=belum#komentar" in kept


def test_title_has_a_page_of_its_own_too():
    version, member = long_draft()
    for _ in range(CROWDED + 1):
        commented(version, member, clause=title_of(version.document).id)
    link = re.search(r'<a href="([^"#]+)#komentar"', notes_of(page_of(version), title_of(version.document).id))[1]
    assert len(cards(as_().get(link).content.decode())) == CROWDED + 1


def test_whoever_comes_for_a_comment_finds_its_clause_open_without_a_script_too():
    version, member = long_draft()
    last = commented(version, member, clause="dik-1", text="Yang dicari.")
    for comment in (last, commented(version, member, parent=last)):
        own = as_().get(reverse("decrees:comment-detail", args=[version.decree_id, comment.pk])).content.decode()
        assert f'href="{version.decree.url}?komentar={last.pk}#komentar-{comment.pk}"' in own
        assert f'id="komentar-{comment.pk}"' in notes_of(page_of(version, query=f"?komentar={last.pk}"))


def test_a_clause_that_is_not_there_is_not_found():
    version, _member = long_draft(on_each=1)
    assert cards_of(version, place=99).status_code == 404


def test_list_at_the_head_of_a_long_page_counts_what_stands_at_each_clause_and_what_the_filter_leaves():
    version, member = long_draft()
    commented(version, member, clause="rec-a")
    html = page_of(version)
    counted = contents_of(html)
    many = LONG + 1
    assert counted == [
        ("rec-a", "Menimbang huruf a", "1 · 1 belum dijawab"),
        ("dik-1", "Diktum KESATU", f"{many} · {many} belum dijawab"),
    ]
    before = version.comments.latest("seq").seq - 1
    later = page_of(version, query=f"?sejak={before}")
    assert contents_of(later) == [("rec-a", "Menimbang huruf a", "1 · 1 belum dijawab")]
    assert f"1 dari {many + 1} komentar" in plain(later)
    assert "comment-contents" not in page_of(circulated())


def test_what_was_answered_or_replied_to_since_is_new_again():
    version, member = long_draft()
    comment = version.comments.earliest("pk")
    since = version.comments.latest("seq").seq
    assert contents_of(page_of(version, query=f"?sejak={since}")) == []
    commented(version, member, parent=comment, clause="")
    only = [("dik-1", "Diktum KESATU", "1 · 1 belum dijawab")]
    assert contents_of(page_of(version, query=f"?sejak={since}")) == only
    assert len(contents_of(page_of(version, query="?sejak=bukan-angka"))) == 1


def test_line_names_those_answered_first_and_the_discussions_of_the_readers_own_organisation_last():
    version, member = long_draft()
    within = f"organisation:{version.comments.first().organisation_id}"
    inside = commented(version, member, clause="dik-1", audience=within)
    outside = list(version.comments.exclude(pk=inside.pk).order_by("pk"))
    services.answer_comment(outside[-1], disposition="noted", reason="Dicatat.", by=secretariat_user())
    [tag] = re.findall(r'<p class="notes-line"(.*?)>', notes_of(page_of(version, member)), re.S)
    ids = [int(one) for one in re.search(r'data-ids="([\d ]+)"', tag)[1].split()]
    assert ids == [one.pk for one in (outside[-1], *outside[:-1], inside)]
    assert ('data-answered="1"' in tag, 'data-private="1"' in tag) == (True, True)
    assert "data-private" not in notes_of(page_of(version))
