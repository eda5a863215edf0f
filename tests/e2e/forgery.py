"""What somebody with the database and all its secrets may serve instead of the record, but for the witnesses' heads.

Each way takes the files that the site hands out, and gives others in which the public reads something else about the
past. `care` says how well the traces are covered: 0 not at all, 1 what was touched fits itself, 2 so does the chain.
"""

import copy
import json

from forum.ledger.seal import GENESIS, digest_of

CARE = (0, 1, 2)


class Record:
    """The chain by number, and the documents (versions, minutes, registers) by name. What came after `until` no witness
    has seen yet."""

    def __init__(self, entries, documents, until):
        self.entries, self.documents, self.until = entries, documents, until

    def copied(self):
        return Record(dict(self.entries), dict(self.documents), self.until)

    def files(self):
        chain = {"schema": "mufakat.chain/1", "next": None, "entries": list(self.entries.values())}
        return {"chain": chain, **self.documents}

    def changed(self, seq):
        """The entry, to be changed without changing that of the true record."""
        self.entries[seq] = copy.deepcopy(self.entries[seq])
        return self.entries[seq]

    def seal(self, seq, *, care):
        """Cover what was done from `seq` on."""
        if care == 0:
            return
        numbers = [number for number in self.entries if number >= seq]
        for number in numbers if care == 2 else numbers[:1]:
            one = self.changed(number)
            if "leaf" not in one:
                continue
            if care == 2:
                one["previous"] = self.entries[number - 1]["digest"] if number > 1 else GENESIS
            if "entry" in one:
                one["entry"]["seq"] = number
                one["leaf"] = digest_of(one["entry"])
            one["digest"] = digest_of({key: one[key] for key in ("seq", "previous", "leaf")})
        for name, document in self.documents.items():
            if document.get("proof", {}).get("seq") in numbers:
                self.documents[name] = {**document, "proof": self.entries[document["proof"]["seq"]]}

    def renumbered(self, entries, seq, *, care):
        """Other entries in place of all of them, from `seq` on."""
        self.entries = {}
        for number, one in enumerate(entries, start=1):
            self.entries[number] = one if one["seq"] == number else {**copy.deepcopy(one), "seq": number}
        if seq in self.entries:
            self.seal(seq, care=care)


def sealed_numbers(record):
    return [seq for seq, one in record.entries.items() if "leaf" in one and seq <= record.until]


# --- other facts


def reword_entry(record, random, care):
    seq = random.choice([seq for seq in sealed_numbers(record) if "entry" in record.entries[seq]])
    entry = record.changed(seq)["entry"]
    key = random.choice(["actor_label", "at", "verb", "data", "target"])
    entry[key] = {**entry[key], "place": "lain"} if key == "data" else f"{entry[key]} lain"
    record.seal(seq, care=care)


def remove_entry(record, random, care):
    seq = random.choice(sealed_numbers(record))
    left = [one for number, one in record.entries.items() if number != seq]
    if care:
        record.renumbered(left, seq, care=care)
    else:
        record.entries = {one["seq"]: one for one in left}


def insert_entry(record, random, care):
    seq = random.choice(sealed_numbers(record))
    entries = list(record.entries.values())
    entries.insert(seq - 1, {**entries[random.choice(sealed_numbers(record)) - 1], "seq": 0})
    record.renumbered(entries, seq, care=care)


def swap_entries(record, random, care):
    one, other = sorted(random.sample(sealed_numbers(record), 2))
    entries = list(record.entries.values())
    entries[one - 1], entries[other - 1] = entries[other - 1], entries[one - 1]
    record.renumbered(entries, one, care=care)


def cut_the_end(record, random, care):
    first = random.choice(sealed_numbers(record))
    record.entries = {seq: one for seq, one in record.entries.items() if seq < first}


def close_what_can_be_computed(record, random, care):
    """Say that entries are of the old kind, which nobody outside can check."""
    last = random.choice(sealed_numbers(record))
    record.entries = {seq: {"seq": seq} if seq <= last else one for seq, one in record.entries.items()}


# --- other words


def leaves(value, path=()):
    """The paths of all words and numbers in it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        if isinstance(part, (dict, list)):
            yield from leaves(part, (*path, key))
        elif isinstance(part, str) or (isinstance(part, int) and not isinstance(part, bool)):
            yield (*path, key)


def reword(value, path):
    *way, last = path
    for key in way:
        value = value[key]
    value[last] = f"{value[last]} tidak" if isinstance(value[last], str) else value[last] + 1


def recorded_as(record, seq, sha256):
    """The entry covers other content. What it was before is forgotten."""
    one = record.changed(seq)
    one["content"]["sha256"] = sha256
    one["entry"]["content"] = digest_of([one["content"]["key"], sha256])


def reword_text(record, random, care):
    """One word or number of a version or of minutes. Where parts are hidden, the content is said to be unchecked."""
    name = random.choice([name for name, one in record.documents.items() if "proof" in one and not one.get("hidden")])
    document = record.documents[name] = copy.deepcopy(record.documents[name])
    part = "text" if "text" in document else "content"
    reword(document[part], random.choice(list(leaves(document[part]))))
    if care:
        document["sha256"] = digest_of(document[part])
    if care == 2:
        recorded_as(record, document["proof"]["seq"], document["sha256"])
        record.seal(document["proof"]["seq"], care=care)


def reword_comment_or_answer(record, random, care):
    name = random.choice([name for name, one in record.documents.items() if one["schema"] == "mufakat.register/1"])
    document = record.documents[name] = copy.deepcopy(record.documents[name])
    rows = [row for row in document["comments"] if row["answer"] and row["id"] in answers_of(record)]
    row = random.choice(rows)
    if random.random() < 0.5:
        reword(row, ("text",))
    else:
        reword(row["answer"], ("reason",))
        if care == 2:
            seq = answers_of(record)[row["id"]]
            recorded_as(record, seq, digest_of([row["id"], row["answer"]["disposition"], row["answer"]["reason"]]))
            record.seal(seq, care=care)


def answers_of(record):
    """The newest open entry about the answer to each comment."""
    told = {}
    for seq, one in record.entries.items():
        if one.get("entry", {}).get("verb") in ("answer.given", "answer.changed") and "content" in one:
            told[one["entry"]["data"]["comment"]] = seq
    return told


def omit_comment(record, random, care):
    """The register does not show what somebody said."""
    name = random.choice([name for name, one in record.documents.items() if one["schema"] == "mufakat.register/1"])
    document = record.documents[name] = copy.deepcopy(record.documents[name])
    told = [one["entry"] for one in record.entries.values() if "entry" in one]
    said = {entry["target"] for entry in told if entry["verb"] == "comment.added"}
    lists = [document["comments"], *(row["conversation"] for row in document["comments"])]
    shown = [(rows, row) for rows in lists for row in rows if f"decrees.comment:{row['id']}" in said]
    rows, row = random.choice(shown)
    rows.remove(row)


WAYS = [
    reword_entry,
    remove_entry,
    insert_entry,
    swap_entries,
    cut_the_end,
    close_what_can_be_computed,
    reword_text,
    reword_comment_or_answer,
    omit_comment,
]


def plain(data):
    """As it comes over the wire."""
    return json.loads(json.dumps(data))
