"""Whoever keeps one signed head finds out whatever was done to the history before it. Ed25519 as RFC 8032 has it."""

import copy
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from forum.ledger.seal import GENESIS, canonical, digest_of
from tests.forum.ledger.verifier import verifier

# RFC 8032, section 7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_of_the_rfc_hold_and_no_other(key, message, signature):
    data = bytes.fromhex(message)
    assert verifier.is_signed(data, signature, key)
    assert not verifier.is_signed(data + b"!", signature, key)
    assert not verifier.is_signed(data, signature, VECTORS[0][0] if key != VECTORS[0][0] else VECTORS[1][0])
    for at in (0, 63, 64, 127):
        flipped = f"{signature[:at]}{int(signature[at], 16) ^ 1:x}{signature[at + 1 :]}"
        assert not verifier.is_signed(data, flipped, key)


def test_signature_that_was_made_longer_or_spelled_otherwise_does_not_hold():
    key, message, signature = VECTORS[1]
    s = int.from_bytes(bytes.fromhex(signature[64:]), "little") + ORDER
    malleable = signature[:64] + s.to_bytes(32, "little").hex()
    for other in (malleable, signature + "00", signature[:-2], "", "x" * 128):
        assert not verifier.is_signed(bytes.fromhex(message), other, key)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_any_signature_of_another_library_holds(secret, message):
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes_raw().hex(), key.sign(message).hex()
    assert verifier.is_signed(message, signature, public)
    assert not verifier.is_signed(message + b" ", signature, public)


# --- a chain, its head, and what somebody with the database's password may do to it


def seal(entries):
    """Every leaf and digest as they must be."""
    previous = GENESIS
    for seq, one in enumerate(entries, start=1):
        one["seq"], one["previous"] = seq, previous
        if "entry" in one:
            one["entry"]["seq"] = seq
            one["leaf"] = digest_of(one["entry"])
        previous = one["digest"] = digest_of({key: one[key] for key in ("seq", "previous", "leaf")})
    return entries


def entry(number):
    told = {"verb": "meeting.changed", "actor": digest_of(str(number)), "data": {"title": f"Rapat {number}"}}
    return {"entry": told} if number % 3 else {"leaf": digest_of(f"closed {number}")}


def chain(length):
    return seal([entry(number) for number in range(length)])


def signed(entries, seq, since=1):
    head = {"schema": "mufakat.head/1", "site": "", "seq": seq, "digest": entries[seq - 1]["digest"], "since": since}
    statement = canonical(head)
    return {
        "schema": "mufakat.signed-head/1",
        "statement": statement.decode(),
        "public_key": PUBLIC,
        "signature": KEY.sign(statement).hex(),
    }


def code(entries, *heads):
    report = verifier.Report("en")
    files = {"chain": {"schema": "mufakat.chain/1", "next": None, "entries": entries}}
    files |= {f"head {number}": head for number, head in enumerate(heads)}
    verifier.check_all(report, json.loads(json.dumps(files)), None)
    return report.code


def reword(entries, at, value):
    one = entries[at]
    if "entry" in one:
        one["entry"]["data"] = {"title": f"Lain {value}"}
    else:
        one["leaf"] = digest_of(f"other {value}")


def remove(entries, at, value):
    del entries[at]


def insert(entries, at, value):
    entries.insert(at, entry(value + 1000))


def swap(entries, at, value):
    other = (at + 1 + value % (len(entries) - 1)) % len(entries)
    entries[at], entries[other] = entries[other], entries[at]


def replace_all_from(entries, at, value):
    entries[at:] = [entry(number + value + 1000) for number in range(len(entries) - at)]


def cut(entries, at, value):
    del entries[at:]


def withhold(entries, at, value):
    """Say that nobody can compute the first entries."""
    entries[: at + 1] = [{"seq": seq} for seq in range(1, at + 2)]


ATTACKS = [reword, remove, insert, swap, replace_all_from, cut]


@given(st.data(), st.integers(2, 25))
def test_every_other_history_is_found_by_whoever_kept_one_head(data, length):
    """However it is done, and though everything is sealed again, as far as the witness's head reaches."""
    entries = chain(length)
    kept = signed(entries, data.draw(st.integers(1, length)))
    seq = json.loads(kept["statement"])["seq"]
    forged = copy.deepcopy(entries)
    for _ in range(data.draw(st.integers(1, 3))):
        attack, value = data.draw(st.sampled_from(ATTACKS)), data.draw(st.integers(0, 50))
        if len(forged) > 1:
            attack(forged, data.draw(st.integers(0, min(seq, len(forged)) - 1)), value)
    forged = seal(forged)
    changed = [one["digest"] for one in forged[:seq]] != [one["digest"] for one in entries[:seq]]
    if forged:
        assert code(forged, kept) == (1 if changed else 0)


@given(st.data(), st.integers(2, 25))
def test_changes_that_are_not_sealed_again_are_found_without_a_witness(data, length):
    entries = chain(length)
    one = entries[data.draw(st.integers(0, length - 1))]
    key = data.draw(st.sampled_from(["leaf", "digest", "previous"]))
    at = data.draw(st.integers(0, 63))
    one[key] = f"{one[key][:at]}{int(one[key][at], 16) ^ data.draw(st.integers(1, 15)):x}{one[key][at + 1 :]}"
    assert code(entries) == 1


@given(st.integers(2, 25), st.data())
def test_two_heads_of_a_fork_do_not_fit_one_chain(length, data):
    """The site shows different histories to different people: those compare what they kept."""
    ours = chain(length)
    theirs = copy.deepcopy(ours)
    at = data.draw(st.integers(0, length - 1))
    reword(theirs, at, 7)
    seal(theirs)
    assert code(ours, signed(ours, length)) == code(theirs, signed(theirs, length)) == 0
    assert code(ours, signed(ours, length), signed(theirs, data.draw(st.integers(at + 1, length)))) == 1


@given(st.integers(2, 25), st.data())
def test_chain_that_withholds_what_could_be_computed_is_found(length, data):
    entries = chain(length)
    kept = signed(entries, length)
    withhold(entries, data.draw(st.integers(0, length - 1)), 0)
    assert code(entries, kept) == 1


def test_head_beyond_a_chain_that_goes_on_is_not_checked_and_one_beyond_its_end_is_bad():
    entries = chain(9)
    report = verifier.Report("en")
    part = {"schema": "mufakat.chain/1", "next": "https://…", "entries": entries[:5]}
    verifier.check_all(report, {"chain": part, "head": signed(entries, 9)}, None)
    assert report.code == 2
    assert code(entries[:5], signed(entries, 9)) == 1


def test_head_with_another_key_or_a_signature_that_does_not_hold_is_bad():
    entries = chain(3)
    head = signed(entries, 3)
    assert code(entries, {**head, "signature": head["signature"][::-1]}) == 1
    assert code(entries, {**head, "witnesses": [{"name": "BI", "public_key": PUBLIC, "signature": "00" * 64}]}) == 1
    report = verifier.Report("en")
    chain_file = {"schema": "mufakat.chain/1", "next": None, "entries": entries}
    verifier.check_all(report, {"chain": chain_file, "head": head}, "0" * 64)
    assert report.code == 1


def test_chain_without_any_entry_is_found_by_whoever_kept_a_head():
    assert code([], signed(chain(3), 3)) == 1
