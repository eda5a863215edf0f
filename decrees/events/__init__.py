"""The events of a decree, with the words that a timeline shows ('Dinas Kominfo' + sentence).

`place` is what a clause was called, in Indonesian as on paper; `clause` is its id, which stays when it is renumbered.
"""

from django.utils.translation import gettext_lazy as _

from decrees.events.participation import (
    CITIZEN_COMMENT_CAME,
    CITIZEN_COMMENT_REFUSED,
    CITIZEN_COMMENT_WITHDRAWN,
    CITIZEN_SUPPORT_WITHDRAWN,
    CITIZEN_SUPPORTED,
    CITIZENS_FORGOTTEN,
    COMMENT,
    COMMENT_HEARD,
    COMMENT_JOINED_BY_CITIZENS,
    COMMENT_LEFT_BY_CITIZEN,
    LETTER_FILE_DELETED,
    LETTER_RECEIVED,
    LETTER_TAKEN,
    ON_PASSAGES,
    SAID,
)
from forum.events import AS_THE_COMMENT, FIELDS, TITLE, WITHDRAWAL, define

# Of what stands in another file; all that is defined here is for everybody too.
__all__ = [
    "CITIZENS_FORGOTTEN",
    "CITIZEN_COMMENT_CAME",
    "CITIZEN_COMMENT_REFUSED",
    "CITIZEN_COMMENT_WITHDRAWN",
    "CITIZEN_SUPPORTED",
    "CITIZEN_SUPPORT_WITHDRAWN",
    "COMMENT_HEARD",
    "COMMENT_JOINED_BY_CITIZENS",
    "COMMENT_LEFT_BY_CITIZEN",
    "LETTER_FILE_DELETED",
    "LETTER_RECEIVED",
    "LETTER_TAKEN",
]

ROUND = ("version", "closes", "taking_part")
ANSWER = ("comment", "disposition", "place", "clause")
# `answer` is the number of the entry of the answer that it was said to.
REACTION = ("comment", "answer", "place", "clause")
INPUT = ("of", "version", "place", "clause", "due")

DECREE_PUBLISHED = define(
    "decree.published", _("published the page of the draft"), in_feed=True, data=TITLE, content=FIELDS
)
DECREE_CHANGED = define("decree.changed", _("changed the page of the draft"), data=TITLE, content=FIELDS)
DECREE_WITHDRAWN = define("decree.withdrawn", _("withdrew the page of the draft"), **WITHDRAWAL)
VERSION_CIRCULATED = define(
    "version.circulated",
    _("circulated a version"),
    in_feed=True,
    data=["version"],
    content="the text (`text` of the download)",
    open_content=True,
)
ROUND_OPENED = define(
    "round.opened",
    _("opened a round of comments"),
    in_feed=True,
    data=ROUND,
    content="[sha256 of the version, closes, closed, rights by grantee]",
)
ROUND_CHANGED = define(
    "round.changed",
    _("changed who takes part in the round"),
    in_feed=True,
    data=ROUND,
    content="[sha256 of the version, closes, closed, rights by grantee]",
)
ROUND_CLOSED = define(
    "round.closed",
    _("closed the round of comments"),
    in_feed=True,
    data=ROUND,
    content="[sha256 of the version, closes, closed, rights by grantee]",
)
COMMENT_ADDED = define(
    "comment.added",
    _("commented on the draft"),
    audience=AS_THE_COMMENT,
    data=ON_PASSAGES,
    content=SAID,
    open_content=True,
)
COMMENT_RECEIVED = define(
    "comment.received_on_paper",
    _("typed in a comment that was received on paper"),
    data=ON_PASSAGES,
    content=SAID,
    open_content=True,
)
COMMENT_EDITED = define(
    "comment.edited",
    _("changed its comment"),
    audience=AS_THE_COMMENT,
    data=ON_PASSAGES,
    content=f"[sha256 of {SAID} before, after]",
    open_content=True,
)
COMMENT_SUPPORTED = define(
    "comment.supported",
    _("supported a comment"),
    audience=AS_THE_COMMENT,
    data=COMMENT,
    content="[comment, organisation]",
    open_content=True,
)
COMMENT_JOINED = define(
    "comment.joined",
    _("joined a position: its words are its own as well"),
    audience=AS_THE_COMMENT,
    data=COMMENT,
    content="[comment, organisation, sha256 of the words]",
    open_content=True,
)
COMMENT_LEFT = define(
    "comment.left",
    _("left a joint position"),
    audience=AS_THE_COMMENT,
    data=COMMENT,
    content="[comment, organisation]",
    open_content=True,
)
SUPPORT_WITHDRAWN = define(
    "support.withdrawn",
    _("withdrew its support"),
    audience=AS_THE_COMMENT,
    data=COMMENT,
    content="[comment, organisation]",
    open_content=True,
)
ANSWER_GIVEN = define(
    "answer.given",
    _("answered a comment"),
    audience=AS_THE_COMMENT,
    in_feed=True,
    daily=True,
    data=ANSWER,
    content="[comment, disposition, reason]",
    open_content=True,
)
ANSWER_CHANGED = define(
    "answer.changed",
    _("changed an answer"),
    audience=AS_THE_COMMENT,
    in_feed=True,
    daily=True,
    data=ANSWER,
    content="[comment, disposition, reason]",
    open_content=True,
)
COMMENT_ASSIGNED = define(
    "comment.assigned",
    _("said who is to answer a comment"),
    audience="secretariat",
    data=["comment", "to", "due"],
    content="[comment, organisation, day]",
)
ANSWER_ACCEPTED = define(
    "answer.accepted",
    _("accepted the answer to its comment"),
    audience=AS_THE_COMMENT,
    data=REACTION,
    content="[comment, reason of the answer, stance, words]",
    open_content=True,
)
OBJECTION_MAINTAINED = define(
    "objection.maintained",
    _("maintained its objection"),
    audience=AS_THE_COMMENT,
    data=REACTION,
    content="[comment, reason of the answer, stance, words]",
    open_content=True,
)
POSITION_SENT = define(
    "position.sent", _("sent its position"), audience=AS_THE_COMMENT, data=ON_PASSAGES, content=SAID, open_content=True
)
DISCUSSION_CONCLUDED = define(
    "discussion.concluded", _("made its own discussion into a position"), audience=("organisation",), data=COMMENT
)
COMMENTS_CARRIED = define(
    "comments.carried",
    _("carried the comments to the next version"),
    audience=AS_THE_COMMENT,
    data=["version", "kept", "recased", "moved", "edited", "replaced", "orphaned"],
    content="[comment, from version, state, clause, start, end] for each",
    open_content=True,
)
COMMENT_REATTACHED = define(
    "comment.reattached",
    _("put a comment in its place"),
    audience=AS_THE_COMMENT,
    data=COMMENT,
    content="[comment, sha256 of the version, state, clause, start, end]",
    open_content=True,
)
CHANGES_EXPLAINED = define(
    "changes.explained",
    _("said where changes come from"),
    audience=AS_THE_COMMENT,
    data=["version", "changes", "comments"],
    content="[sha256 of the version, changes, [change, comment] for each]",
    open_content=True,
)
INPUT_ASKED = define(
    "input.asked",
    _("asked an organisation for input"),
    data=INPUT,
    content="[organisation, clause, question, day]",
    open_content=True,
)
INPUT_WITHDRAWN = define(
    "input.withdrawn",
    _("withdrew a request for input"),
    data=INPUT,
    content="[organisation, clause, question, day]",
    open_content=True,
)
DIGEST_SENT = define("digest.sent", _("mailed what is new"), audience="secretariat", data=["through"])
WORDING_TAKEN = define(
    "wording.taken",
    _("took a proposed wording into the text"),
    audience="secretariat",
    data=["comment", "place", "clause", "structure", "unchanged"],
    content="[comment, clause, before, after]",
)
WORDING_RETURNED = define(
    "wording.returned",
    _("put the text back as it was before a proposed wording"),
    audience="secretariat",
    data=["comment", "place", "clause"],
    content="[comment, clause, before, after]",
)
# --- words that go out of sight; no entry holds the words, nor the explanation
HIDING = ("comment", "place", "clause", "of", "reason")
WHY = "[entries of the words, reason, explanation]"
HIDING_PROPOSED = define(
    "hiding.proposed", _("proposed to hide words"), audience="secretariat", data=HIDING, content=WHY
)
WORDS_HIDDEN = define(
    "words.hidden", _("hid words"), audience=AS_THE_COMMENT, in_feed=True, data=[*HIDING, "provisional"], content=WHY
)
HIDING_CONFIRMED = define(
    "hiding.confirmed",
    _("confirmed that words stay hidden"),
    audience=AS_THE_COMMENT,
    data=HIDING,
    content="text of the reason",
)
HIDING_REFUSED = define(
    "hiding.refused", _("refused to hide words"), audience=AS_THE_COMMENT, data=HIDING, content="text of the reason"
)
HIDING_LAPSED = define(
    "hiding.lapsed",
    _("shows words again: nobody else confirmed in time that they be hidden"),
    audience=AS_THE_COMMENT,
    in_feed=True,
    data=HIDING,
)
HIDING_LIFTED = define(
    "hiding.lifted",
    _("shows hidden words again"),
    audience=AS_THE_COMMENT,
    in_feed=True,
    data=HIDING,
    content="text of the reason",
)
HIDING_OBJECTED = define(
    "hiding.objected",
    _("objected to the hiding of its words"),
    audience=AS_THE_COMMENT,
    in_feed=True,
    data=HIDING,
    content="text of the objection",
)
HIDING_UPHELD = define(
    "hiding.upheld",
    _("answered the objection: the words stay hidden"),
    audience=AS_THE_COMMENT,
    in_feed=True,
    data=HIDING,
    content="text of the reason",
)
WORDS_ERASED = define("words.erased", _("erased hidden words"), audience=AS_THE_COMMENT, data=HIDING)
HIDDEN_WORDS_READ = define("hidden.read", _("looked at hidden words"), audience="secretariat", data=HIDING)
WORDS_REPORTED = define("words.reported", _("received the report of a reader"), audience="secretariat", data=HIDING)
REPORT_CLOSED = define(
    "report.closed",
    _("decided about a reader's report"),
    audience="secretariat",
    data=HIDING,
    content="text of what was decided",
)
