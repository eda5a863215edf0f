"""Words that went from one clause into another are told as such, at both ends."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from decrees.reading.comparison import VersionComparison
from decrees.text import find
from decrees.text.redline import compare, hunks, relocations
from tests.factories import open_draft
from tests.factories.blocks import diktum, document, item
from tests.factories.decrees import body, next_version

PLAN = "menyusun rencana aksi daerah setiap tahun"
REPORT = "melaporkan hasilnya kepada Bupati melalui Sekretaris Daerah"


def tasks(*points):
    """A diktum with these points, named p0, p1 …"""
    return document(diktum("Tim bertugas:", *(item(words, id=f"p{n}") for n, words in enumerate(points)), id="d"))


def found(old, new):
    return [(each.gone.old_id, each.come.clause_id, each.words) for each in relocations(hunks(compare(old, new)))]


MERGED = tasks(f"{PLAN} dan {REPORT}.")
APART = tasks(f"{PLAN}; dan", f"{REPORT}.")


def test_merging_two_points_says_where_the_words_of_one_went():
    assert found(APART, MERGED) == [("p1", "p0", REPORT)]


def test_splitting_a_point_says_where_the_words_of_the_new_one_stood():
    assert found(MERGED, APART) == [("p0", "p1", REPORT)]


def test_each_end_leads_to_the_other_and_names_its_place():
    comparison = VersionComparison(APART, MERGED)
    [(gone, [went]), (come, [came])] = sorted(
        comparison.relocations_by_change.items(), key=lambda pair: not pair[1][0].went
    )
    assert (went.other, went.place, went.words) == (come, "diktum KESATU huruf a", REPORT)
    assert (came.other, came.place, came.words) == (gone, "diktum KESATU huruf b", REPORT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # A few words that any clause may have.
        (tasks(PLAN, "menilai kinerja perangkat daerah."), tasks(f"{PLAN} bersama perangkat daerah.")),
        # In two places now: which of them they went to is nobody's to say.
        (tasks(PLAN, REPORT, "x."), tasks(f"{PLAN} dan {REPORT}", "y", f"serta {REPORT}")),
        # A clause that moved as a whole is told to have moved.
        (tasks(PLAN, REPORT), document(diktum(REPORT, id="p1"), diktum("Tim bertugas:", item(PLAN, id="p0"), id="d"))),
        # Within one clause.
        (tasks(f"{PLAN}, {REPORT}, menilai, mengawasi"), tasks(f"menilai, mengawasi, {REPORT}, {PLAN}")),
    ],
)
def test_nothing_is_said_where_it_would_be_a_guess(old, new):
    assert found(old, new) == []


POINTS = st.lists(
    st.lists(st.sampled_from(f"{PLAN} {REPORT} dan , ;".split()), max_size=12).map(" ".join), min_size=1, max_size=4
)


@given(POINTS, POINTS)
def test_words_that_crossed_were_taken_out_there_and_put_in_here(old, new):
    before, after = tasks(*old), tasks(*new)
    for gone, come, words in relocations(hunks(compare(before, after))):
        assert words in come.new
        assert come.new in find(after, come.clause_id).text
        assert words.casefold().split()[0].strip(",;") in gone.old.casefold()
        assert gone.old_id != come.clause_id


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["", "?tampilan=sisi", "?ringkas=1"])
def test_page_of_a_comparison_tells_it(client, view):
    version, *_ = open_draft()
    blocks = body()
    points = blocks[4]["value"]["points"]
    points[0]["value"] = "menyusun rencana aksi, menilai keterbukaan seluruh badan publik; dan"
    second = next_version(version, blocks=blocks)
    blocks[4]["value"]["points"] = [
        {**points[0], "value": "menyusun rencana aksi;"},
        {**points[0], "id": "poi-x", "value": "menilai keterbukaan seluruh badan publik; dan"},
        points[1],
    ]
    third = next_version(second, blocks=blocks)
    comparison = VersionComparison(second.document, third.document)
    assert len(comparison.relocations_by_change) == 2
    address = reverse("decrees:compare", args=[version.decree_id, second.number, third.number])
    html = client.get(address + view).content.decode()
    for told in comparison.relocations_by_change.values():
        assert f'href="#h-{told[0].other}"' in html
        assert f'id="h-{told[0].other}"' in html
    assert html.count('class="crossed"') == 2
