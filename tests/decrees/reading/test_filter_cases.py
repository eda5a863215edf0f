"""Which comments the filter keeps, by the table that static/js/filter.js must meet too (tests/e2e/test_cases.py)."""

import pytest

from decrees.models import Answer, Comment
from decrees.reading.filters import Wanted
from forum.models import Organisation, Sector
from tests.cases import cases

TABLE = cases("filter")


def comment(organisation, sector, tag, disposition, seq):
    made = Comment(organisation=Organisation(slug=organisation, sector=Sector(slug=sector)), tag=tag, seq=seq)
    made.shown_replies = []
    if disposition:
        made.answer = Answer(disposition=disposition)
    return made


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: "/".join(map(str, list(case.values())[:-2])))
def test_the_filter_keeps_what_the_table_says(case):
    wanted = Wanted(case["who"], case["state"], case["tag"], case.get("since", 0))
    comments = {name: comment(**given) for name, given in TABLE["comments"].items()}
    assert [name for name, one in comments.items() if wanted.keeps(one, case["own"])] == case["kept"]
