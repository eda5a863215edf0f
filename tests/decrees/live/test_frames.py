"""How much a frame asks of the database: who writes waits for it."""

import datetime

import pytest

from decrees import events, services
from forum import clock, live
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT
from forum.models import LedgerEntry
from tests.factories import OrganisationFactory, circulated, commented, member_of, open_draft, opened
from tests.factories.decrees import next_version

pytestmark = pytest.mark.django_db

# The comment with its replies, and the numbers before it; three channels are drawn from that.
QUERIES = 2
SUPPORTED = QUERIES + 4  # support, changes, earlier answers, and in whose name it was given
CARRIED = QUERIES + 1  # where it stands now


def drawn():
    """The last entry for each channel, as it is pushed."""
    entry = LedgerEntry.objects.latest("seq")
    return lambda: [live.frame(entry, channel) for channel in (PUBLIC, MEMBERS, SECRETARIAT)]


@pytest.mark.parametrize("replies", [0, 1, 3])
def test_frame_of_a_comment_or_a_reply_asks_as_often(django_assert_num_queries, replies):
    version, _, member = open_draft()
    parent = commented(version, member)
    for _ in range(replies):
        commented(version, member, parent=parent)
    draw = drawn()
    with django_assert_num_queries(QUERIES):
        frames = draw()
    offered = [f"/komentar/{parent.pk}/balas/" in frame["html"] for frame in frames]
    assert offered == [False, replies == 0, False]


def test_frame_asks_for_support_only_where_there_is_some(django_assert_num_queries):
    bi, kpi = OrganisationFactory(short_name="BI"), OrganisationFactory(short_name="KPI")
    version = circulated()
    opened(version, bi, kpi)
    services.support_comment(commented(version, member_of(bi)), by=member_of(kpi))
    draw = drawn()
    with django_assert_num_queries(SUPPORTED):
        frames = draw()
    assert all('class="supports"' in frame["html"] for frame in frames)


def test_frame_of_a_carried_thread_asks_where_it_stands(django_assert_num_queries):
    version, _, member = open_draft()
    parent = commented(version, member)
    new = next_version(version, dik_1="Membentuk Tim Pemerintahan Terbuka.")
    opened(new, parent.organisation)
    commented(new, member, parent=parent)
    draw = drawn()
    with django_assert_num_queries(CARRIED):
        frames = draw()
    assert [(frame["version"], frame["earlier"]["version"]) for frame in frames] == [(2, 1)] * 3


def test_comment_drawn_alone_is_the_one_drawn_among_others_when_a_round_is_open_and_when_none_is():
    version, _, member = open_draft()
    commented(version, member)
    commented(version, member)
    first, last = LedgerEntry.objects.filter(verb=events.COMMENT_ADDED).order_by("seq")
    for days, offered in ((0, True), (-400, False)):
        with clock.moved_to(clock.now() + datetime.timedelta(days=days)):
            alone = live.frame(LedgerEntry.objects.get(seq=last.seq), MEMBERS)
            for entry in (first, last):
                entry.drawn_with, entry.frame_parts = [first, last], {}
            assert alone == live.frame(last, MEMBERS)
            assert ("/balas/" in alone["html"]) == offered
