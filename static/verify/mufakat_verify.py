#!/usr/bin/env python3
"""Checks what was downloaded from a Mufakat site: chain, signed heads, versions, minutes with attachments, register.
Needs no network.

    python mufakat_verify.py FILE… [--head SIGNED_HEAD.json] [--key HEX] [--lang id|en]

Exit code: 0 everything fits; 1 something was changed or does not fit; 2 something could not be checked.
"""

import argparse
import hashlib
import json
import locale
import os
import sys

# --- digests, as docs/ledger.md says

GENESIS = "0" * 64


def digest(value):
    """sha256 of the canonical JSON of a value; of a text, of the text itself."""
    if not isinstance(value, str):
        value = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(value.encode()).hexdigest()


# --- Ed25519 as RFC 8032, section 5.1.7, says; verification only

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def _recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not on the curve")
    return P - x if x & 1 != sign else x


def _point(encoded):
    """Extended coordinates (X, Y, Z, T) of 32 bytes; ValueError if they are no point."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    if len(encoded) != 32 or y >= P:
        raise ValueError("no point")
    x = _recover_x(y, sign)
    return x, y, 1, x * y % P


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point, scalar = _add(point, point), scalar >> 1
    return result


def _base():
    y = 4 * pow(5, -1, P) % P
    x = _recover_x(y, 0)
    return x, y, 1, x * y % P


def is_signed(message, signature, public_key):
    """Whether the bytes of `message` were signed; signature and key in hex."""
    try:
        key, made = bytes.fromhex(public_key), bytes.fromhex(signature)
        a, r, s = _point(key), _point(made[:32]), int.from_bytes(made[32:], "little")
    except ValueError:
        return False
    if len(made) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(made[:32] + key + message).digest(), "little") % L
    left, right = _multiply(s, _base()), _add(r, _multiply(k, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


# --- what is told, in Indonesian and English

OK, BAD, OPEN = 0, 1, 2
STATES = {OK: ("COCOK", "FITS"), BAD: ("TIDAK COCOK", "DOES NOT FIT"), OPEN: ("TIDAK DAPAT DIPERIKSA", "NOT CHECKED")}
WORDS = {
    "unreadable": ("berkas tidak terbaca: {}", "the file cannot be read: {}"),
    "attached": ("lampiran notula, sidik {}", "attached to the minutes, sha256 {}"),
    "other file": (
        "bukan lampiran yang tercatat dalam notula: {}",
        "not the file that the minutes have: {}",
    ),
    "unknown": ("bukan berkas yang dikenal: {}", "no kind of file that is known here: {}"),
    "shape": ("isi berkas tidak lengkap: {}", "the file lacks something: {}"),
    "chain": ("catatan {}–{}, {} terbuka, {} tertutup", "entries {}–{}, {} open, {} closed"),
    "earlier": (
        "catatan {}–{} disegel dengan cara lama, tidak dapat dihitung dari luar",
        "entries {}–{} are sealed in the earlier way and cannot be computed outside",
    ),
    "leaf": ("catatan {} diubah: isinya tidak sesuai sidiknya", "entry {} was changed: it is not what its leaf covers"),
    "digest": ("catatan {} diubah: sidiknya tidak sesuai", "entry {} was changed: its digest is another"),
    "previous": ("catatan {} tidak menyambung catatan sebelumnya", "entry {} does not continue the one before"),
    "content": ("catatan {}: isi yang disebut bukan isi yang dicatat", "entry {}: the content is not the recorded one"),
    "two": ("catatan {} ada dalam dua bentuk: riwayat bercabang", "entry {} exists in two forms: history is forked"),
    "gap": ("catatan {} tidak ada", "entry {} is missing"),
    "part": ("rantai dimulai dari {}, bukan 1", "the chain begins at {}, not at 1"),
    "head": ("kepala {} sesuai rantai", "head {} is in the chain"),
    "rewritten": (
        "kepala {} bukan yang ada di rantai: riwayat ditulis ulang",
        "head {} is not the one in the chain: history was rewritten",
    ),
    "short": ("rantai selesai sebelum kepala {}: catatan dihapus", "the chain ends before head {}: entries are gone"),
    "hidden": (
        "menurut kepala, catatan dapat dihitung sejak nomor {}; rantai menutupinya",
        "by the head, entries can be computed from number {} on; the chain withholds that",
    ),
    "beyond": ("kepala {} di luar rantai yang diberikan", "head {} is outside the chain that was given"),
    "signed": ("ditandatangani dengan kunci {}", "signed with the key {}"),
    "unsigned": ("tanda tangan {} tidak sah", "the signature of {} is not valid"),
    "witness": ("disaksikan oleh {} dengan kunci {}", "witnessed by {} with the key {}"),
    "key": ("ditandatangani dengan kunci lain: {}", "signed with another key: {}"),
    "text": ("teks sesuai sha256 {}", "the text is what sha256 {} covers"),
    "text changed": ("teks diubah: bukan yang tercatat", "the text was changed: it is not the one on record"),
    "recorded": ("tercatat sebagai catatan {} pada {}", "on record as entry {} of {}"),
    "unproven": ("tanpa bukti dari catatan", "comes without a proof of the record"),
    "alone": ("catatan {} belum dibandingkan dengan rantai", "entry {} was not compared with a chain"),
    "needs chain": ("berikan juga berkas rantai untuk memeriksa matriks", "give the chain as well to check a register"),
    "comment": ("komentar {} bukan yang tercatat", "comment {} is not what is on record"),
    "selected": (
        "matriks ini sebagian saja; apakah ada komentar yang tidak dimuat tidak diperiksa",
        "this register is a selection; whether it leaves comments out was not checked",
    ),
    "left out": (
        "komentar {} (catatan {}) tidak ada dalam matriks ini",
        "comment {} (entry {}) is missing from this register",
    ),
    "answer": ("jawaban atas komentar {} bukan yang tercatat", "the answer to comment {} is not what is on record"),
    "reaction": (
        "sikap atas jawaban komentar {} bukan yang tercatat",
        "what was said to an answer to comment {} is not what is on record",
    ),
    "register": ("{} komentar dan {} jawaban sesuai catatan", "{} comments and {} answers are as recorded"),
    "concealed": (
        "{} komentar, jawaban, atau tanggapan disembunyikan atau dihapus, dan dicatat; katanya tidak dapat diperiksa",
        "{} comments, answers or reactions are hidden or erased, on record; their words cannot be checked",
    ),
    "unrecorded": (
        "komentar {} disebut disembunyikan, tetapi catatan {} tidak mengatakannya",
        "comment {} is said to be hidden, and entry {} does not say so",
    ),
    "hidden parts": (
        "{} bagian notula disembunyikan, dan dicatat; isi edisi ini tidak dapat diperiksa",
        "{} parts of the minutes are hidden, on record; the content of this edition cannot be checked",
    ),
    "not hidden": (
        "bagian {} disebut disembunyikan, tetapi catatan {} tidak mengatakannya",
        "part {} is said to be hidden, and entry {} does not say so",
    ),
    "closed": ("{} komentar tidak dapat dibandingkan dengan rantai", "{} comments cannot be compared with the chain"),
}


class Report:
    """`unread`: files that are no data of a site, by the word that tells so and its value."""

    def __init__(self, language):
        self.unread = {}
        self.column, self.worst = (1 if language == "en" else 0), set()

    def tell(self, state, name, word, *values):
        self.worst.add(state)
        print(f"[{STATES[state][self.column]}] {name}: {WORDS[word][self.column].format(*values)}")

    @property
    def code(self):
        return next((state for state in (BAD, OPEN) if state in self.worst), OK)


class MismatchError(Exception):
    """Something does not fit: a word of WORDS and its values."""


# --- the chain


def check_entry(one):
    """Compute leaf, digest and content of one entry; MismatchError if they are others than it says."""
    seq = one["seq"]
    if "entry" in one and (digest(one["entry"]) != one["leaf"] or one["entry"]["seq"] != seq):
        raise MismatchError("leaf", seq)
    if digest({"seq": seq, "previous": one["previous"], "leaf": one["leaf"]}) != one["digest"]:
        raise MismatchError("digest", seq)
    content = one.get("content")
    if content and digest([content["key"], content["sha256"]]) != one["entry"]["content"]:
        raise MismatchError("content", seq)


def join(parts):
    """All entries of several files by number; MismatchError if two files tell different ones."""
    entries = {}
    for one in (entry for part in parts for entry in part["entries"]):
        known = entries.setdefault(one["seq"], one)
        if known.get("digest") != one.get("digest"):
            raise MismatchError("two", one["seq"])
        if "entry" in one:
            entries[one["seq"]] = one
    return dict(sorted(entries.items()))


def check_chain(entries):
    """Every entry, and that each continues the one before; MismatchError at the first that does not. Entries before the
    first that has a leaf were sealed in a way that only their keeper can compute."""
    numbers = list(entries)
    if missing := set(range(numbers[0], numbers[-1] + 1)) - set(numbers):
        raise MismatchError("gap", min(missing))
    before = {"digest": GENESIS} if numbers[0] == 1 else {}
    for seq, one in entries.items():
        if "leaf" not in one:
            if "leaf" in before:
                raise MismatchError("digest", seq)
        else:
            if one["previous"] != before.get("digest", one["previous"]):
                raise MismatchError("previous", seq)
            check_entry(one)
        before = one
    return entries


def tell_chain(report, entries):
    name, numbers = "rantai/chain", list(entries)
    earlier = [seq for seq, one in entries.items() if "leaf" not in one]
    shown = sum("entry" in one for one in entries.values())
    if earlier:
        report.tell(OPEN, name, "earlier", earlier[0], earlier[-1])
    if numbers[0] != 1:
        report.tell(OPEN, name, "part", numbers[0])
    if len(earlier) < len(numbers):
        report.tell(OK, name, "chain", numbers[len(earlier)], numbers[-1], shown, len(numbers) - len(earlier) - shown)


# --- signed heads


def check_head(report, name, file, entries, complete, key):
    """`complete`: the chain is given to its end, so that a head beyond it was taken away."""
    head = json.loads(file["statement"])
    signers = [("", file["public_key"], file["signature"])]
    signers += [(one["name"], one["public_key"], one["signature"]) for one in file.get("witnesses", [])]
    for who, public, signature in signers:
        if not is_signed(file["statement"].encode(), signature, public):
            raise MismatchError("unsigned", who or public)
    if key and key.lower() != file["public_key"]:
        raise MismatchError("key", file["public_key"])
    if any("leaf" not in one and seq >= head["since"] for seq, one in entries.items()):
        raise MismatchError("hidden", head["since"])
    found = entries.get(head["seq"], {}).get("digest")
    if found and found != head["digest"]:
        raise MismatchError("rewritten", head["seq"])
    if not found and complete and head["seq"] > max(entries, default=0):
        raise MismatchError("short", head["seq"])
    report.tell(OK, name, "signed", file["public_key"])
    for who, public, _signature in signers[1:]:
        report.tell(OK, name, "witness", who, public)
    report.tell(OK if found else OPEN, name, "head" if found else "beyond", head["seq"])


# --- documents

TEXTS = {
    "mufakat.version/1": ("text", ("version.circulated",)),
    "mufakat.minutes/1": ("content", ("minutes.published", "minutes.changed")),
}


def check_text(report, name, file, entries):
    """A version or minutes: the text, its digest, the entry that recorded it, and that entry in the chain. Of minutes
    with hidden parts the text cannot be checked: entry and chain are, and that the hidings are on record."""
    part, verbs = TEXTS[file["schema"]]
    hidden, proof = file.get("hidden", []), file["proof"]
    found = None if hidden else digest(file[part])
    if not hidden and found != file["sha256"]:
        raise MismatchError("text changed")
    if "entry" not in proof:
        tell_text(report, name, found, hidden)
        report.tell(OPEN, name, "unproven")
        return
    check_entry(proof)
    entry = proof["entry"]
    recorded = None if hidden else proof["content"]["sha256"]
    if recorded != found or entry["verb"] not in verbs or entry["page"] != file["page"]:
        raise MismatchError("text changed")
    if entry["data"].get("version", file.get("number")) != file.get("number"):
        raise MismatchError("text changed")
    if hidden and entry["data"]["title"] != file[part]["title"]:
        raise MismatchError("text changed")
    for one in hidden:
        check_hidden_part(file["page"], one, entries)
    tell_text(report, name, found, hidden)
    report.tell(OK, name, "recorded", proof["seq"], entry["at"])
    known = entries.get(proof["seq"])
    if known and known.get("digest") != proof["digest"]:
        raise MismatchError("two", proof["seq"])
    if not known:
        report.tell(OPEN, name, "alone", proof["seq"])


def tell_text(report, name, found, hidden):
    if hidden:
        report.tell(OPEN, name, "hidden parts", len(hidden))
    else:
        report.tell(OK, name, "text", found)


def check_hidden_part(page, one, entries):
    """MismatchError if the entry that it names says no such thing, or is another in the chain."""
    proof = one["proof"]
    check_entry(proof)
    entry = proof["entry"]
    said = (proof["seq"], entry["verb"], entry["page"], entry["data"].get("part"), entry["data"].get("reason"))
    verb = "minutes.redacted" if entry["verb"] == "minutes.redacted" else "minutes.part_hidden"
    if said != (one["entry"], verb, page, one["part"], one["reason"]):
        raise MismatchError("not hidden", one["part"], one["entry"])
    if entries.get(proof["seq"], proof)["digest"] != proof["digest"]:
        raise MismatchError("two", proof["seq"])


def check_attachments(report, files):
    """Files that are no data of a site: they may be attached to the minutes that were given, by their sha256."""
    minutes = [data["content"] for data in files.values() if data["schema"] == "mufakat.minutes/1"]
    attached = [file for content in minutes for file in content.get("shown", {"files": {}})["files"].values()]
    for path, told in report.unread.items():
        guarded(report, path, check_attachment, report, path, told, attached)


def check_attachment(report, path, told, attached):
    found = sha256_of(path)
    if found and found in [file["sha256"] for file in attached]:
        report.tell(OK, path, "attached", found)
    elif found and os.path.basename(path) in [file["name"] for file in attached]:
        raise MismatchError("other file", found)
    else:
        report.tell(OPEN, path, *told)


def sha256_of(path):
    """Empty for what cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""


MADE = ("comment.added", "comment.received_on_paper", "comment.heard_online", "position.sent")


def said_in(comment):
    """The content of a comment, from its row in the register."""
    passage = passage_in(comment["target"])
    received = comment["received_on"]
    paper = [received, comment["organisation"]["number"], comment["office"]] if received else []
    further = [passage_in(one["target"]) for one in comment.get("further", ())]
    said = [*passage, comment["text"], comment["proposed_wording"], comment["tag"] or "", *paper]
    order = comment.get("proposed_order")
    told = [{"kind": order["kind"], "after": order["after"]}] if order else []
    beside = comment.get("proposed_together_with")
    together = [{"with": beside}] if beside else []
    return [*said, *([further] if further else []), *told, *together]


def passage_in(target):
    """A clause and the words selected in it."""
    clause = target["selector"]
    selectors = clause.get("refinedBy", [{"exact": ""}, {}])
    return [clause["value"][2:], selectors[1].get("start"), selectors[1].get("end"), selectors[0]["exact"]]


def sha256_in(one):
    return one["content"]["sha256"] if one else None


def check_register(report, name, file, entries):
    """Every public comment, its answers and what was said to each against the entries about them, as far as the chain
    tells them."""
    if not entries:
        report.tell(OPEN, name, "needs chain")
        return
    until = file["as_of"]["seq"] or 0
    known = entries.get(until, {}).get("digest")
    if known and known != file["as_of"].get("digest", known):
        raise MismatchError("two", until)
    of_comment, of_answers, of_reactions = about_comments(
        one for one in entries.values() if "content" in one and one["seq"] <= until
    )
    replies = [reply for row in file["comments"] for reply in row.get("conversation", ())]
    if "?" in file["url"] or not all("conversation" in row for row in file["comments"]):
        report.tell(OPEN, name, "selected")
    else:
        check_complete(file, [*file["comments"], *replies], entries, until)
    rows = [(row, of_comment.get(f"decrees.comment:{row['id']}", [])) for row in [*file["comments"], *replies]]
    known = [(row, told) for row, told in rows if told and told[0]["entry"]["verb"] in MADE and len(told) <= 2]
    hidden = sum(check_hidden(row, said, entries) for row, _told in rows for said in all_said(row))
    said = [(row, told) for row, told in known if "hidden" not in row]
    for row, told in said:
        if sha256_in(told[-1]) != expected(row, told):
            raise MismatchError("comment", row["id"])
    for row, _told in known:
        check_answers(row, of_answers.get(row["id"], {}), of_reactions.get(row["id"], []))
    answers = sum("hidden" not in answer for row, _told in known for answer in all_answers(row))
    report.tell(OK, name, "register", len(said), answers)
    if hidden:
        report.tell(OPEN, name, "concealed", hidden)
    if left := sum("hidden" not in row for row, _told in rows) - len(said):
        report.tell(OPEN, name, "closed", left)


def check_complete(file, rows, entries, until):
    """That the register has every comment and reply that the chain tells of its draft."""
    shown = {f"decrees.comment:{row['id']}" for row in rows}
    for seq, one in entries.items():
        entry = one.get("entry", {})
        told = seq <= until and entry.get("verb") in MADE and entry["page"] == file["decree"]["id"]
        if told and entry["target"] not in shown:
            raise MismatchError("left out", entry["target"].partition(":")[2], seq)


def check_hidden(row, said, entries):
    """Whether the words of a comment, an answer or a reaction are hidden; MismatchError if the entry that it names says
    no such thing."""
    hidden = said.get("hidden")
    if not hidden:
        return False
    entry = entries.get(hidden["entry"], {}).get("entry")
    if entry and (entry["verb"], entry["data"].get("reason")) != ("words.hidden", hidden["reason"]):
        raise MismatchError("unrecorded", row["id"], hidden["entry"])
    if entry and said is row and entry["data"].get("comment") != row["id"]:
        raise MismatchError("unrecorded", row["id"], hidden["entry"])
    return True


def all_said(row):
    """The comment, its answers and the reactions to them."""
    answers = all_answers(row)
    return [row, *answers, *(reaction for answer in answers for reaction in answer["reactions"])]


def about_comments(entries):
    """By the number of a comment: what was said, oldest first; the digest of each answer by what its entry is about;
    the entries of the reactions. Where an answer could be overwritten, its newest entry counts."""
    of_comment, of_answers, of_reactions = {}, {}, {}
    for one in entries:
        entry = one["entry"]
        if entry["verb"] in (*MADE, "comment.edited"):
            of_comment.setdefault(entry["target"], []).append(one)
        elif entry["verb"] in ("answer.given", "answer.changed"):
            of_answers.setdefault(entry["data"]["comment"], {})[entry["target"]] = sha256_in(one)
        elif entry["verb"] in ("answer.accepted", "objection.maintained"):
            of_reactions.setdefault(entry["data"]["comment"], []).append(one)
    return of_comment, of_answers, of_reactions


def all_answers(row):
    """The answers of a row with the reactions to each, oldest first."""
    standing = row.get("answer")
    if not standing:
        return []
    last = [standing["reaction"]] if standing["reaction"] else []
    reactions = [*standing.get("earlier_reactions", []), *last]
    return [*row.get("earlier_answers", []), {**standing, "reactions": reactions}]


def check_answers(row, told, reactions):
    """Every answer in its order, and to each what its organisation said, against the entries about them."""
    answers = [(f"decrees.answer:{one.get('number')}", one) for one in all_answers(row)]
    if "earlier_answers" not in row:  # a file from before the history tells the newest answer alone
        told = {target: (list(told.values()) or [None])[-1] for target, _one in answers}
    hidden = [target for target, one in answers if "hidden" in one]  # the chain withholds what they covered
    told = [(target, sha256) for target, sha256 in told.items() if target not in hidden]
    if [(target, digest_of_answer(row, one)) for target, one in answers if target not in hidden] != told:
        raise MismatchError("answer", row["id"])
    for target, answer in answers:
        if "earlier_answers" in row:
            check_reactions(row, answer, [one for one in reactions if one["entry"]["target"] == target])


def digest_of_answer(row, answer):
    return digest([row["id"], answer["disposition"], answer["reason"]]) if answer else None


def check_reactions(row, answer, told):
    """The newest that were said to an answer, none left out that was made since reactions are only added: the entries
    of those name the answer's entry."""
    said = [one for one in answer["reactions"] if "hidden" not in one]
    kept = sum("answer" in one["entry"]["data"] for one in told)
    if not kept <= len(said) <= len(told):
        raise MismatchError("reaction", row["id"])
    for one, entry in zip(said, told[len(told) - len(said) :], strict=True):
        covered = [row["id"], answer["reason"], one["stance"], one["reason"]]
        if "hidden" not in answer and digest(covered) != sha256_in(entry):
            raise MismatchError("reaction", row["id"])


def expected(row, told):
    """What a comment's newest entry covers. An edit covers the words before it and after it; those before a second
    edit are told nowhere any more."""
    last = digest(said_in(row))
    return last if len(told) == 1 else digest([sha256_in(told[0]), last])


# --- the command


def read(report, path):
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except (OSError, ValueError, RecursionError) as error:
        report.unread[path] = ("unreadable", error)
        return None
    kind = data.get("schema") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        report.unread[path] = ("unknown", kind)
        return None
    return data


KINDS = {*TEXTS, "mufakat.chain/1", "mufakat.entry/1", "mufakat.signed-head/1", "mufakat.register/1"}


def guarded(report, name, check, *arguments):
    """Tell what does not fit, or what the file lacks; the result of the check, or None."""
    try:
        return check(*arguments)
    except MismatchError as wrong:
        report.tell(BAD, name, *wrong.args)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        report.tell(OPEN, name, "shape", repr(error))
    return None


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--head", action="append", default=[], metavar="FILE", help="signed head / kepala tertanda")
    parser.add_argument("--key", help="the key that must have signed / kunci penanda tangan (hex)")
    parser.add_argument("--lang", choices=("id", "en"), help="language / bahasa")
    given = parser.parse_args(arguments)
    if not given.files and not given.head:
        parser.error("no file / tidak ada berkas")
    report = Report(given.lang or ("en" if (locale.getlocale()[0] or "").startswith("en") else "id"))
    files = {path: data for path in [*given.files, *given.head] if (data := read(report, path)) is not None}
    check_all(report, files, given.key)
    return report.code


def check_all(report, files, key):
    parts = [data for data in files.values() if data["schema"] == "mufakat.chain/1"]
    parts += [{"entries": [data], "next": ""} for data in files.values() if data["schema"] == "mufakat.entry/1"]
    entries = guarded(report, "rantai/chain", join, parts) or {}
    if entries and guarded(report, "rantai/chain", check_chain, entries):
        tell_chain(report, entries)
    complete = any(part.get("next", "") is None for part in parts)
    for name, data in files.items():
        kind = data["schema"]
        if kind == "mufakat.signed-head/1":
            guarded(report, name, check_head, report, name, data, entries, complete, key)
        elif kind in TEXTS:
            guarded(report, name, check_text, report, name, data, entries)
        elif kind == "mufakat.register/1":
            guarded(report, name, check_register, report, name, data, entries)
    guarded(report, "lampiran/attachments", check_attachments, report, files)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
