"""What was missed is drawn once for all who missed it, is never much, and shows nothing that went out of sight."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from decrees import services
from decrees.views.replay import MOST
from forum.audiences import MEMBERS, PUBLIC
from forum.models import LedgerEntry
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, commented, member_of, open_draft, opened, secretariat_user
from tests.factories.decrees import next_version, proposed

pytestmark = pytest.mark.django_db

# A stranger's replay of which nothing is kept.
DRAWN = 15
# The same again: the draft and whether it may be read, what was missed and its numbers, and the ledger's head.
KEPT = 4


def replayed(version, user=None, after=0, **extra):
    return as_(user).get(reverse("decrees:events", args=[version.decree_id]), {"after": after}, **extra)


def everything(more):
    """Every kind of frame, and of each as many as wanted: a version carried, rounds, support, answers, wordings."""
    bi, kpi = OrganisationFactory(short_name="BI"), OrganisationFactory(short_name="KPI")
    version, desk = circulated(), secretariat_user()
    round_ = opened(version, bi, kpi)
    one, other = member_of(bi), member_of(kpi)
    for _ in range(more):
        comment = commented(version, one)
        commented(version, other, parent=comment)
        services.support_comment(comment, by=other)
        services.answer_comment(comment, disposition="noted", reason="Ya.", by=desk)
        proposed(version, one, "menyusun", "menyusun bersama")
    asked = {"clause": "dik-1", "question": "Cukup?", "due": round_.closes_on}
    services.ask_for_input(round_, organisations=[bi], **asked, by=desk)
    newer = next_version(version, dik_1="Membentuk Tim Pemerintahan Terbuka.")
    opened(newer, bi, kpi)
    return newer


def as_many_queries(version, count):
    client, address = as_(), reverse("decrees:events", args=[version.decree_id])
    client.get(address, {"after": 10**9})  # the first request of a day brings memberships in step
    for expected in (DRAWN, KEPT):
        with count(expected):
            answer = client.get(address)
    return answer.json()["frames"]


@pytest.mark.parametrize("more", [1, 4])
def test_replay_asks_as_often_for_thirty_entries_as_for_ten_and_hardly_at_all_the_second_time(
    django_assert_num_queries, more
):
    frames = as_many_queries(everything(more), django_assert_num_queries)
    assert len(frames) > 5 * more
    assert len(frames) <= MOST


def test_what_is_replayed_is_what_was_kept_for_each_channel_and_language():
    version, _, member = open_draft()
    commented(version, member, audience="members")
    commented(version, member)
    drawn, kept = ([replayed(version, user).json() for user in (None, member)] for _ in range(2))
    assert kept == drawn
    assert [{frame["channel"] for frame in answer["frames"]} for answer in drawn] == [{PUBLIC}, {MEMBERS}]
    english = replayed(version, headers={"cookie": "django_language=en"}).json()["frames"][-1]["text"]
    assert "commented on" in english
    assert "mengomentari" in replayed(version).json()["frames"][-1]["text"]


def test_hidden_words_are_in_no_frame_that_was_kept():
    version, _, member = open_draft()
    comment = commented(version, member, text="Rumah 3522011203850001.")
    desk, second = secretariat_user(), secretariat_user()
    assert "3522011203850001" in replayed(version).content.decode()
    hiding = services.propose_hiding(comment, reason="personal_data", note="Sebuah NIK.", by=desk)
    services.confirm_hiding(hiding, by=second)
    for reader in (None, member, desk):
        assert "3522011203850001" not in replayed(version, reader).content.decode()


def test_who_missed_more_than_can_be_told_is_told_to_load_the_page_again():
    version, _, member = open_draft()
    first = LedgerEntry.objects.latest("seq").seq
    for _ in range(MOST):
        commented(version, member)
    answer = replayed(version, after=first).json()
    assert (len(answer["frames"]), answer["reload"]) == (MOST, False)
    commented(version, member)
    assert replayed(version, after=first).json() == {"seq": first, "frames": [], "reload": True}


def test_one_address_asks_only_so_often_and_others_still_do(settings):
    settings.REPLAYS_PER_ADDRESS = 2
    version = circulated()
    network = [f"2001:db8::{number}" for number in range(1, 4)]
    answers = [replayed(version, REMOTE_ADDR=address) for address in network]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert replayed(version, REMOTE_ADDR="2001:db8:0:1::1").status_code == 200
    settings.REPLAYS_PER_ADDRESS = 0
    assert replayed(version, REMOTE_ADDR=network[0]).status_code == 200


def test_what_is_kept_has_an_end():
    size = caches["drawn"]._max_entries
    assert 0 < size <= 1000
