"""Five drafts in a row with two hundred comments: nothing that was said is silently lost."""

import copy
import random
from collections import Counter

import pytest

from cms.demo.data import decree as demo
from decrees import permissions, services
from decrees.models import Anchor, Comment
from decrees.reading.page import read
from decrees.register import Register
from decrees.text import find, walk
from decrees.text.anchoring.targets import words_at
from forum import ledger
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT
from tests.factories import OrganisationFactory, circulated, commented, decree_page, member_of, opened
from tests.factories.decrees import next_version, secretariat_user

pytestmark = pytest.mark.django_db
WORDS = [
    "terbuka",
    "bersama",
    "setiap",
    "wajib",
    "paling",
    "lambat",
    "masyarakat",
    "sesuai",
    "dengan",
    "peraturan",
    "tertentu",
]


def edited(blocks, chance):
    """The third draft further edited at random: words changed, clauses dropped, renamed, moved, split and joined."""
    blocks = copy.deepcopy(blocks)
    _edit_list(blocks, chance)
    for block in blocks:
        if block["type"] == "diktum":
            _edit_list(block["value"]["points"], chance)
        if block["type"] == "annex":
            for inner in block["value"]["body"]:
                _edit_list(inner["value"].get("rows", []) if isinstance(inner["value"], dict) else [], chance)
    return blocks


def _edit_list(blocks, chance):
    for block in blocks:
        if isinstance(block["value"], str) and chance.random() < 0.4:
            block["value"] = _reworded(block["value"], chance)
        elif isinstance(block["value"], dict) and block["value"].get("text") and chance.random() < 0.5:
            block["value"]["text"] = _reworded(block["value"]["text"], chance)
    movable = [n for n, block in enumerate(blocks) if block["type"] not in ("annex",)]
    if len(movable) > 2:
        blocks.pop(chance.choice(movable))
        one = blocks.pop(chance.choice(movable[:-1]))
        same = [n for n, block in enumerate(blocks) if block["type"] == one["type"]]
        blocks.insert(chance.choice(same) if same else 0, one)
        other = blocks[chance.choice(movable[:-1])]
        other["id"] = demo.clause_id(str(chance.random()))


def _reworded(text, chance):
    words = text.split()
    for _n in range(chance.randint(1, 4)):
        at = chance.randrange(len(words))
        words[at : at + chance.randint(0, 2)] = chance.sample(WORDS, chance.randint(0, 3))
        words = words or ["lain"]
    return " ".join(words)


def drafts(chance):
    yield demo.draft_2()
    blocks = demo.draft_3()
    yield blocks
    for _n in range(2):
        blocks = edited(blocks, chance)
        yield blocks


def say(version, member, number, chance):
    """On passages long and short, on whole clauses, to everybody and to fewer, some answered."""
    own = permissions.own_audiences(member)[0]
    clauses = [clause for clause in walk(version.document) if clause.text]
    for n in range(number):
        clause = chance.choice(clauses)
        start = chance.randrange(len(clause.text))
        end = min(len(clause.text), start + chance.choice([3, 12, 40, 200]))
        if n % 4 == 0 or not clause.text[start:end].strip():
            start = end = None
        audience = chance.choice([PUBLIC, PUBLIC, MEMBERS, SECRETARIAT, own])
        comment = commented(version, member, clause=clause.id, start=start, end=end, audience=audience)
        if n % 3 == 0:
            commented(version, member, clause="", parent=comment)
        if n % 5 == 0 and audience != own:
            services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=secretariat_user())


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_comments_over_five_drafts_are_placed_or_in_the_queue(seed):
    chance, desk, bi = random.Random(seed), secretariat_user(), OrganisationFactory(short_name="BI")
    member = member_of(bi)
    version = circulated(decree_page(body=demo.draft_1(), title="Tim OGP"), by=desk)
    for blocks in [*drafts(chance), None]:
        opened(version, bi, by=desk)
        say(version, member, 40, chance)
        if blocks is None:
            break
        version = next_version(version, blocks=blocks, by=desk, references="Disengaja.")
        check(version, member)
    threads = Comment.objects.threads()
    assert (threads.count(), version.number) == (200, 5)
    states = Counter(Anchor.objects.filter(version=version).values_list("state", flat=True))
    assert sum(states.values()) == 160
    steps = Counter(Anchor.objects.values_list("state", flat=True))
    # Words that are replaced as a whole, or in their letter case alone, are rare among random ones.
    assert {*steps, Anchor.State.REPLACED, Anchor.State.RECASED} == set(Anchor.State.values)
    assert ledger.verify() is None
    check_stories(version, member)


def check_stories(version, member):
    """The register tells of each of them where it was made and every step since, as it was recorded."""
    rows = Register(version.decree, member).rows()
    recorded = {}
    for step in Anchor.objects.order_by("pk").select_related("version"):
        recorded.setdefault(step.comment_id, []).append((step.version.number, step.state, step.clause_label))
    assert {row.comment.pk for row in rows} == set(Comment.objects.threads().values_list("pk", flat=True))
    for row in rows:
        made, *steps = row.story
        assert (made.version, made.place) == (row.comment.version.number, row.comment.clause_label)
        assert [(step.version, step.state, step.place) for step in steps] == recorded.get(row.comment.pk, [])
        assert [step.version for step in row.story] == list(range(row.comment.version.number, 6))
        assert row.answer or row.comment.version.number == 5 or not row.asks


def check(version, member):
    """Every earlier thread is on this page or at its foot, and has one step to each version since it was made."""
    earlier = list(Comment.objects.threads().filter(version__number__lt=version.number).select_related("version"))
    numbers = {}
    for step in Anchor.objects.select_related("version"):
        numbers.setdefault(step.comment_id, []).append(step.version.number)
        if not step.lost and step.version_id == version.pk:
            assert find(version.document, step.clause)
            assert words_at(version.document, step.target).strip()
    for comment in earlier:
        assert numbers[comment.pk] == list(range(comment.version.number + 1, version.number + 1))
    reading = read(version.decree, version, member)
    shown = {comment.pk for comment in reading.threads}
    assert shown == {comment.pk for comment in Comment.objects.visible_to(member).threads()}
    beside = [comment.pk for part in reading.parts.values() for place in part for comment in all_of(place)]
    assert sorted([*beside, *(comment.pk for comment in reading.lost)]) == sorted(shown)
    orphaned = {step.comment_id for step in Anchor.objects.waiting_on(version) if step.lost}
    assert {comment.pk for comment in reading.lost} == orphaned & shown


def all_of(place):
    yield from place.comments
    for inner in place.places:
        yield from all_of(inner)
