"""Long parts of a draft have a line of their own, which counts what its reader may see; short ones have none."""

import re

import pytest

from decrees.reading.layout import MANY
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, commented, member_of, opened
from tests.factories.blocks import citation, diktum

pytestmark = pytest.mark.django_db


def draft(citations):
    """A version with that many citations, and somebody who takes part."""
    organisation = OrganisationFactory(short_name="BI")
    body = [
        *(citation(f"Undang-Undang Nomor {n}", id=f"cit-{n}") for n in range(citations)),
        diktum("Isi.", id="dik-1"),
    ]
    version = circulated(body=body)
    opened(version, organisation)
    return version, member_of(organisation)


def lines(version, user=None, query=""):
    html = as_(user).get(version.decree.url + query).content.decode()
    found = re.findall(r'<details class="folded-part"( open)?>\s*<summary[^>]*>(.*?)</summary>', html, re.S)
    return [(bool(is_open), " ".join(re.sub("<[^>]+>", " ", words).split())) for is_open, words in found]


def test_only_a_long_part_is_folded():
    assert lines(draft(MANY)[0]) == []
    assert lines(draft(MANY + 1)[0]) == [(False, f"{MANY + 1} butir")]


def test_its_line_counts_what_its_reader_may_see_and_the_filter_keeps():
    version, member = draft(MANY + 1)
    said = commented(version, member, clause="cit-3")
    commented(version, member, clause="cit-4", audience="members")
    commented(version, member, clause="cit-5", audience=f"organisation:{said.organisation_id}")
    assert lines(version) == [(False, f"{MANY + 1} butir · 1 komentar")]
    assert lines(version, member) == [(False, f"{MANY + 1} butir · 2 komentar")]
    assert lines(version, member, "?keadaan=terjawab") == [(False, f"{MANY + 1} butir")]


def test_it_is_open_for_whoever_comes_for_a_comment_in_it():
    version, member = draft(MANY + 1)
    within, outside = (commented(version, member, clause=clause) for clause in ("cit-3", "dik-1"))
    assert [is_open for is_open, _ in lines(version, query=f"?komentar={within.pk}")] == [True]
    assert [is_open for is_open, _ in lines(version, query=f"?komentar={outside.pk}")] == [False]
