"""docs/ledger.md is all that somebody needs who computes the digests again."""

import datetime
import hashlib
import json
import re
from pathlib import Path

from forum import ledger
from forum.events import EVENTS
from forum.ledger.proofs import proof_of
from forum.ledger.seal import GENESIS
from forum.models import LedgerEntry

DOCS = (Path(__file__).resolve().parents[3] / "docs/ledger.md").read_text()
AT = datetime.datetime(2026, 3, 2, 3, 4, 5, tzinfo=datetime.UTC)


def written():
    return json.loads(re.search(r"```json\n(.+?)\n```", DOCS, re.DOTALL)[1])


def example():
    """The entries of the worked example, as the site would tell them."""
    answer = LedgerEntry(
        seq=1, at=AT, verb="answer.given", audience="public", actor_id=7, actor_label="Kepala Dinas, Dinas Kominfo",
        organisation_id=3, target="decrees.answer:5", page_id=12, previous=GENESIS, salt="a" * 64,
        data={"comment": 5, "disposition": "noted", "place": "Diktum KESATU", "clause": "dik-1"},
        content=ledger.digest_of([5, "noted", "Dicatat – terima kasih."]),
    )  # fmt: skip
    answer.digest = ledger.seal(answer)
    login = LedgerEntry(
        seq=2, at=AT, verb="login.invited", audience="secretariat", actor_id=7, actor_label="Dinas Kominfo",
        organisation_id=3, target="forum.person:9", previous=answer.digest, salt="b" * 64,
    )  # fmt: skip
    login.digest = ledger.seal(login)
    return [proof_of(answer, is_open=True), proof_of(login, is_open=False)]


def test_worked_example_is_what_the_site_would_tell():
    assert written() == example()


def digest(value):
    """As the page says, with nothing of ours."""
    spelled = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def test_worked_example_can_be_computed_from_what_the_page_says():
    first, second = written()
    content = first["content"]
    assert digest([5, "noted", "Dicatat – terima kasih."]) == content["sha256"]
    assert digest([content["key"], content["sha256"]]) == first["entry"]["content"]
    assert digest(first["entry"]) == first["leaf"]
    for entry, previous in ((first, GENESIS), (second, first["digest"])):
        assert entry["previous"] == previous
        assert digest({key: entry[key] for key in ("seq", "previous", "leaf")}) == entry["digest"]


def test_content_of_every_event_is_told_as_it_is_defined():
    rows = [line.strip("|").split("|") for line in DOCS.split("| verb |")[1].splitlines() if line.startswith("| `")]
    told = {
        verb: (content.strip(), shown.strip() == "yes")
        for verbs, content, shown in rows
        for verb in re.findall(r"`([\w.]+)`", verbs)
    }
    assert told == {verb: (e.content, e.open_content) for verb, e in EVENTS.items() if e.content}
