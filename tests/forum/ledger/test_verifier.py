"""The single file that anybody can run: entries and chains that fit, and every way in which they do not."""

import json

import pytest

from forum import events, ledger
from forum.audiences import MEMBERS
from forum.ledger import proofs
from minutes.events import ACTION_DONE
from tests.factories import OrganisationFactory
from tests.forum.ledger.verifier import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    for number in range(3):
        organisation = OrganisationFactory()
        ledger.append(events.MEETING_CHANGED, target=organisation, by=None, data={"title": f"Rapat {number} – “jadi”"})
        ledger.append(events.RSVP_ANSWERED, target=organisation, by=None, audience=MEMBERS, content=[number])
        ledger.append(ACTION_DONE, target=organisation, by=None, content="Selesai.", data={"number": number})
    return json.loads(json.dumps(proofs.chain_file(1)))


def test_chain_of_the_site_fits(tmp_path, chain):
    count = len(chain["entries"])
    code, lines = verify(tmp_path, chain)
    open_ = sum("entry" in one for one in chain["entries"])
    assert (code, lines) == (0, [f"[FITS] rantai/chain: entries 1–{count}, {open_} open, {count - open_} closed"])


def test_it_speaks_indonesian(tmp_path, chain):
    code, lines = verify(tmp_path, chain, language="id")
    assert code == 0
    assert lines[0].startswith("[COCOK] rantai/chain: catatan 1–")


def change(one, **values):
    one["entry"] |= values


def changed_office(entries):
    change(entries[-1], actor_label="Kepala Dinas")
    return "entry {last} was changed: it is not what its leaf covers"


def changed_leaf(entries):
    entries[-2]["leaf"] = "0" * 64
    return "entry {before} was changed: its digest is another"


def changed_and_sealed_again(entries):
    one = entries[-3]
    change(one, actor_label="Kepala Dinas")
    one["leaf"] = ledger.digest_of(one["entry"])
    one["digest"] = ledger.digest_of({key: one[key] for key in ("seq", "previous", "leaf")})
    return "entry {before} does not continue the one before"


def removed(entries):
    del entries[-2]
    return "entry {before} is missing"


def told_twice(entries):
    entries.append({**entries[-1], "digest": "1" * 64})
    return "entry {last} exists in two forms: history is forked"


def other_content(entries):
    entries[-1]["content"]["sha256"] = ledger.digest_of("Belum.")
    return "entry {last}: the content is not the recorded one"


@pytest.mark.parametrize(
    "tamper", [changed_office, changed_leaf, changed_and_sealed_again, removed, told_twice, other_content]
)
def test_chain_that_was_changed_is_named(tmp_path, chain, tamper):
    last = chain["entries"][-1]["seq"]
    told = tamper(chain["entries"]).format(last=last, before=last - 1)
    assert verify(tmp_path, chain) == (1, [f"[DOES NOT FIT] rantai/chain: {told}"])


def test_parts_and_single_entries_are_joined(tmp_path, chain):
    first, rest = {**chain, "entries": chain["entries"][:4]}, {**chain, "entries": chain["entries"][4:]}
    assert verify(tmp_path, rest, first)[0] == 0
    assert verify(tmp_path, first, rest, proofs.entry_file(2))[0] == 0


def test_chain_that_does_not_begin_at_one_is_not_called_whole(tmp_path, chain):
    code, lines = verify(tmp_path, {**chain, "entries": chain["entries"][2:]})
    assert code == 2
    assert "the chain begins at 3, not at 1" in lines[0]


def test_entries_sealed_in_the_earlier_way_are_counted_apart(tmp_path, chain):
    early = [{"seq": one["seq"]} for one in chain["entries"][:2]]
    code, lines = verify(tmp_path, {**chain, "entries": [*early, *chain["entries"][2:]]})
    assert code == 2
    assert "entries 1–2 are sealed in the earlier way" in lines[0]


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"schema": "x"}', '{"schema": ["mufakat.chain/1"]}', '{"schema": "mufakat.chain/1"}', "[" * 99_999],
)
def test_what_is_no_file_of_ours_is_said_to_be_none(tmp_path, text):
    code, lines = verify(tmp_path, text)
    assert code == 2
    assert lines[0].startswith("[NOT CHECKED]")


def test_missing_file_and_no_file_at_all_are_told(tmp_path):
    code, lines = verify(tmp_path, options=["ada.json"])
    assert (code, "cannot be read" in lines[0]) == (2, True)
    assert verify(tmp_path)[0] == 2
