"""By which triggers the database keeps versions, rounds, comments and answers as they are; migrations made them."""

from forum.ledger.hiding import two_people_hide
from forum.ledger.record_pages import page_on_record_stays
from forum.ledger.triggers import Function, is_taken, on_postgresql, on_sqlite, only_added
from forum.models.typed import BLANKS

_GATE, _HOLDS = "decrees.0005_gate", "decrees.0007_gate_holds"
_REASONS = "decrees.0013_reasons_that_can_be_seen"
_ADDED, _HIDING = "decrees.0017_answers_are_added", "decrees.0018_hidden_words"
_GUARD = "decrees.0019_one_guard"
_SEVERAL = "decrees.0089_several_passages"
_TOGETHER = "decrees.0093_wordings_together"


def _abort(reason: str) -> str:
    return f"SELECT RAISE(ABORT, '{reason}')"


def _raise(reason: str) -> str:
    return f"RAISE EXCEPTION '{reason}'"


only_added(
    _GUARD, "version", "decrees_version", "a circulated version never changes",
    unique=[("id", ""), ("decree_id number", "")],
)  # fmt: skip
only_added(_GUARD, "placement", "decrees_placement", "a step of a comment never changes")

page_on_record_stays(_GUARD, "decree_page", "decrees_decreepage")

# --- the gate: no round closes and no version is circulated over a comment without its answer

# What counts is the answer that the comment names: that is the one that is shown, and it is never taken away again.

_WAITS = "a comment still lacks its answer"
_CLOSES = "NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL"


_OPEN = (
    "EXISTS (SELECT 1 FROM decrees_comment c JOIN decrees_version v ON v.id = c.version_id "
    "WHERE {} AND c.parent_id IS NULL AND c.audience NOT LIKE 'organisation:%' AND c.answer_id IS NULL)"
)


def _refused_if(condition: str, reason: str) -> str:
    return f"BEGIN IF {condition} THEN {_raise(reason)}; END IF; RETURN NEW; END"


_ROUND_WAITS = f"{_CLOSES} AND {_OPEN.format('c.round_id = NEW.id')}"
_DECREE_WAITS = _OPEN.format("v.decree_id = NEW.decree_id")

_ROUND_GATE = Function("round_gate", _refused_if(_ROUND_WAITS, _WAITS))
_VERSION_GATE = Function("version_gate", _refused_if(_DECREE_WAITS, _WAITS))

on_sqlite(_ADDED, "round_gate", "decrees_round", "UPDATE", _abort(_WAITS), when=_ROUND_WAITS)
on_sqlite(_ADDED, "version_gate", "decrees_version", "INSERT", _abort(_WAITS), when=_DECREE_WAITS)
on_postgresql(_ADDED, "round_gate", "decrees_round", "UPDATE", _ROUND_GATE)
on_postgresql(_ADDED, "version_gate", "decrees_version", "INSERT", _VERSION_GATE)

# --- what the gate counts stays as it is

_FIXED = ("version_id", "round_id", "parent_id", "audience", "clause", "start", '"end"', "quote", "is_position")
_BELONGS, _OVER = "where a comment belongs never changes", "the round is closed"
_COMMENT_KEPT = "a comment is never removed"


def _moved(differs: str) -> str:
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in _FIXED)


def _reopened(differs: str) -> str:
    return f"OLD.closed_at IS NOT NULL AND NEW.closed_at {differs} OLD.closed_at"


_CLOSED = "EXISTS (SELECT 1 FROM decrees_round r WHERE r.id = NEW.round_id AND r.closed_at IS NOT NULL)"

on_sqlite(_GATE, "comment_stays", "decrees_comment", "UPDATE", _abort(_BELONGS), when=_moved("IS NOT"))
on_sqlite(_GATE, "comment_in_time", "decrees_comment", "INSERT", _abort(_OVER), when=_CLOSED)
on_sqlite(_HOLDS, "comment_no_delete", "decrees_comment", "DELETE", _abort(_COMMENT_KEPT))
on_sqlite(_HOLDS, "round_stays", "decrees_round", "UPDATE", _abort(_OVER), when=_reopened("IS NOT"))

on_sqlite(
    _GUARD, "round_not_replaced", "decrees_round", "INSERT", _abort("a round is never replaced"),
    when=is_taken("decrees_round", [("id", ""), ("decree_id", "{row}.closed_at IS NULL")]),
)  # fmt: skip

_COMMENT_STAYS = Function("comment_stays", _refused_if(_moved("IS DISTINCT FROM"), _BELONGS))
# FOR SHARE waits for somebody who is closing the round, and sees that it is closed.
_UNLESS_CLOSED = (
    "DECLARE closed timestamptz; BEGIN SELECT closed_at INTO closed FROM decrees_round WHERE id = NEW.round_id "
    "FOR SHARE; IF closed IS NOT NULL THEN {}; END IF; RETURN NEW; END"
)
_IN_TIME = Function("comment_in_time", _UNLESS_CLOSED.format(_raise(_OVER)))
_COMMENT_KEEPS = Function("comment_keeps", f"BEGIN {_raise(_COMMENT_KEPT)}; END")
_ROUND_STAYS = Function("round_stays", _refused_if(_reopened("IS DISTINCT FROM"), _OVER))

on_postgresql(_GATE, "comment_stays", "decrees_comment", "UPDATE", _COMMENT_STAYS)
on_postgresql(_GATE, "comment_in_time", "decrees_comment", "INSERT", _IN_TIME)
on_postgresql(_HOLDS, "comment_no_delete", "decrees_comment", "DELETE", _COMMENT_KEEPS)
on_postgresql(_HOLDS, "round_stays", "decrees_round", "UPDATE", _ROUND_STAYS)

_OTHERS = "NEW.further {} OLD.further"
_PASSAGES_STAY = Function("comment_passages_stay", _refused_if(_OTHERS.format("IS DISTINCT FROM"), _BELONGS))
on_sqlite(
    _SEVERAL, "comment_passages_stay", "decrees_comment", "UPDATE", _abort(_BELONGS), when=_OTHERS.format("IS NOT")
)
on_postgresql(_SEVERAL, "comment_passages_stay", "decrees_comment", "UPDATE", _PASSAGES_STAY)

_ORDERED = "NEW.structure {0} OLD.structure OR NEW.together_with_id {0} OLD.together_with_id"
_ORDER_STAYS = Function("comment_order_stays", _refused_if(_ORDERED.format("IS DISTINCT FROM"), _BELONGS))
on_sqlite(
    _TOGETHER, "comment_order_stays", "decrees_comment", "UPDATE", _abort(_BELONGS), when=_ORDERED.format("IS NOT")
)
on_postgresql(_TOGETHER, "comment_order_stays", "decrees_comment", "UPDATE", _ORDER_STAYS)

# --- a reason can be seen: invisible characters open no gate. The constraints of the models refuse only the empty text.

_UNSEEN = "a reason that cannot be seen"
# SQLite has no escapes, PostgreSQL no NUL; of a text that begins with NUL SQLite's GLOB sees nothing.
_GLOB = ",".join(f"{first or 1},45,{last}" for first, last in BLANKS)
_CLASS = "".join(f"\\U{first or 1:08x}-\\U{last:08x}" for first, last in BLANKS)


def _blank_on_sqlite(column: str) -> str:
    return f"NEW.{column} NOT GLOB '*[^' || char({_GLOB}) || ']*'"


def _blank_on_postgresql(column: str) -> str:
    return f"NEW.{column} !~ '[^{_CLASS}]'"


def _can_be_seen(name: str, table: str, columns: tuple[str, ...], *, only: str = "", update_of: str = "") -> None:
    """`only`: which rows need these columns; `update_of`: what may be written later and is then asked again."""
    blank = {ask: " OR ".join(map(ask, columns)) for ask in (_blank_on_sqlite, _blank_on_postgresql)}
    refused = {ask: f"({words}) AND {only}" if only else words for ask, words in blank.items()}
    events = ["INSERT", *([f"UPDATE OF {update_of}"] if update_of else [])]
    for event in events:
        once = f"{name}_{event.partition(' ')[0].lower()}"
        on_sqlite(_REASONS, once, table, event, _abort(_UNSEEN), when=refused[_blank_on_sqlite])
    calls = Function(name, _refused_if(refused[_blank_on_postgresql], _UNSEEN))
    on_postgresql(_REASONS, name, table, " OR ".join(events), calls)


_can_be_seen("answer_reason", "decrees_answer", ("reason",), update_of="reason")
_can_be_seen(
    "reaction_reason", "decrees_reaction", ("reason",), only="NEW.stance = 'objects'", update_of="reason, stance"
)
_can_be_seen(
    "origin_reason", "decrees_origin", ("reason",), only="NEW.comment_id IS NULL", update_of="reason, comment_id"
)
_can_be_seen("version_reason", "decrees_version", ("changelog", "reason"))

# --- answers, and what is said to them, are added; the comment names those that stand

_STEPPED = (
    "EXISTS (SELECT 1 FROM decrees_hiddenwords w JOIN decrees_concealmentstep s ON s.concealment_id = w.concealment_id "
    "WHERE w.entry = OLD.seq AND s.step = '{}')"
)
# For a guard of words that may otherwise never change: the one case in which they go.
WORDS_ERASED = _STEPPED.format("erased")

_IS = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}
only_added(
    _GUARD, "answer", "decrees_answer", "an answer never changes, another is added",
    columns='id comment_id disposition "group" office answered_at', login="answered_by_id", once="seq",
    erased="reason", erasing=WORDS_ERASED,
)  # fmt: skip
only_added(
    _GUARD, "reaction", "decrees_reaction", "a reaction to an answer never changes, another is added",
    columns="id answer_id stance office at seq", login="by_id", erased="reason", erasing=WORDS_ERASED,
)  # fmt: skip

_NEWER = "the answer of a comment and the reaction to it only ever give way to newer ones"
_OF_ITS_OWN = (
    "NOT EXISTS (SELECT 1 FROM decrees_answer a WHERE a.id = NEW.answer_id AND a.comment_id = NEW.id)",
    "NEW.reaction_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM decrees_reaction r WHERE r.id = NEW.reaction_id AND r.answer_id = NEW.answer_id)",
)


def _goes_back(vendor: str) -> str:
    """NULL is older than every row: what stands can give way, never go."""
    answer, reaction = _OF_ITS_OWN
    older = "COALESCE(NEW.{0}, 0) < COALESCE(OLD.{0}, 0)"
    same = f"NEW.answer_id {_IS[vendor]} OLD.answer_id"
    return (
        f"{older.format('answer_id')} OR NEW.answer_id IS NOT NULL AND {answer} OR {reaction} "
        f"OR {same} AND {older.format('reaction_id')}"
    )


_NAMES = "NEW.answer_id IS NOT NULL OR NEW.reaction_id IS NOT NULL"
_MOVES = "UPDATE OF answer_id, reaction_id"
_UNANSWERED = Function("comment_unanswered", _refused_if(_NAMES, _NEWER))
_ANSWERED = Function("comment_answered", _refused_if(_goes_back("postgresql"), _NEWER))

on_sqlite(_ADDED, "comment_unanswered", "decrees_comment", "INSERT", _abort(_NEWER), when=_NAMES)
on_sqlite(
    _GUARD, "comment_not_replaced", "decrees_comment", "INSERT", _abort(_COMMENT_KEPT),
    when=is_taken("decrees_comment", [("id", ""), ("position_of_id", "")]),
)  # fmt: skip
on_sqlite(_ADDED, "comment_answered", "decrees_comment", _MOVES, _abort(_NEWER), when=_goes_back("sqlite"))
on_postgresql(_ADDED, "comment_unanswered", "decrees_comment", "INSERT", _UNANSWERED)
on_postgresql(_ADDED, "comment_answered", "decrees_comment", _MOVES, _ANSWERED)

# --- words go out of sight by two people, and are erased only when both said so

_SEALED = "hidden words stay until they are erased"
only_added(_GUARD, "concealment", "decrees_concealment", "the hiding of words never changes")
only_added(
    _GUARD, "concealment_words", "decrees_hiddenwords", "the hiding of words never changes",
    unique=[("id", ""), ("concealment_id entry", "")],
)  # fmt: skip
only_added(
    _GUARD, "concealment_step", "decrees_concealmentstep", "a step of a hiding never changes",
    columns="id at seq by_id office concealment_id step", erased="words", erasing=WORDS_ERASED,
    unique=[
        ("id", ""),
        ("concealment_id", "{row}.step IN ('confirmed', 'refused', 'lapsed')"),
        ("concealment_id", "{row}.step IN ('lifted', 'erased')"),
    ],
)  # fmt: skip
only_added(
    _GUARD, "report", "decrees_report", "what a reader reported stays, and what was decided",
    columns="id at seq comment_id part reason words", once="closed_at outcome office",
)  # fmt: skip

two_people_hide(
    _GUARD, "concealment", hidings="decrees_concealment", steps="decrees_concealmentstep", relation="concealment_id",
)  # fmt: skip

_HIDDEN_CHANGE = (
    "(NEW.text {differs} OLD.text OR NEW.proposed {differs} OLD.proposed) AND "
    f"{_STEPPED.format('confirmed')} AND NOT {_STEPPED.format('lifted')} AND NOT {WORDS_ERASED}"
)

on_sqlite(
    _HIDING,
    "comment_sealed",
    "decrees_comment",
    "UPDATE",
    _abort(_SEALED),
    when=_HIDDEN_CHANGE.format(differs="IS NOT"),
)
_COMMENT_SEALED = Function("comment_sealed", _refused_if(_HIDDEN_CHANGE.format(differs="IS DISTINCT FROM"), _SEALED))
on_postgresql(_HIDING, "comment_sealed", "decrees_comment", "UPDATE", _COMMENT_SEALED)
