"""What comes from outside the forum, or by letter, and is taken into a draft's round."""

from django.utils.translation import gettext_lazy as _

from forum.events import define

COMMENT = ("comment", "version", "place", "clause")
# Also on passages in other clauses: `further` has the place and clause of each.
ON_PASSAGES = (*COMMENT, "further")
# What a comment says. On paper also: the day it was received, the organisation, the office. On several passages at the
# end: [clause, start, end, quote] of each further one.
SAID = "[clause, start, end, quote, text, proposed wording, tag]"

CITIZEN_COMMENT_CAME = define(
    "citizen.comment_came",
    _("confirmed a comment, which waits for the secretariat's check"),
    data=("version", "place", "clause"),
    content="[clause, start, end, quote, text, proposed wording, list of further passages and wordings for these by "
    "clause if there are]",
)
COMMENT_HEARD = define(
    "comment.heard_online",
    _("looked at a comment that a citizen sent online, and published it"),
    data=ON_PASSAGES,
    content=SAID,
    open_content=True,
)
COMMENT_JOINED_BY_CITIZENS = define(
    "comment.joined_by_citizens",
    _("counted citizens who said the same"),
    data=(*COMMENT, "said"),
    content="[comment, numbers of what citizens sent]",
)
CITIZEN_COMMENT_REFUSED = define(
    "citizen.comment_refused",
    _("did not publish a comment that a citizen sent online"),
    data=("version", "place", "clause", "reason"),
    content="[reason, explanation]",
)
CITIZEN_SUPPORTED = define(
    "citizen.supported", _("supported a comment"), data=COMMENT, content="[comment, number of the support]"
)
CITIZEN_COMMENT_WITHDRAWN = define(
    "citizen.comment_withdrawn",
    _("withdrew a comment that was not published yet"),
    data=("version", "place", "clause"),
    content="[number of what the citizen sent]",
)
COMMENT_LEFT_BY_CITIZEN = define(
    "comment.left_by_citizen",
    _("does not stand behind a comment any more that a citizen sent online"),
    data=(*COMMENT, "said"),
    content="[comment, number of what the citizen sent]",
)
CITIZEN_SUPPORT_WITHDRAWN = define(
    "citizen.support_withdrawn",
    _("withdrew the support of a comment"),
    data=COMMENT,
    content="[comment, number of the support]",
)
CITIZENS_FORGOTTEN = define(
    "citizens.forgotten",
    _("erased who the citizens were that were heard online"),
    audience="secretariat",
    data=["count"],
)
LETTER = ("of", "version")
LETTER_RECEIVED = define(
    "letter.received",
    _("received a letter with a position"),
    data=LETTER,
    content="[sha256 of the file, organisation, number of the letter, received on]",
)
LETTER_FILE_DELETED = define(
    "letter.file_deleted",
    _("deleted the file of a letter, as its time is over; its words stay"),
    audience="secretariat",
    data=["version"],
    content="[sha256 of the file]",
)
LETTER_TAKEN = define(
    "letter.taken",
    _("took in a letter with a position"),
    data=(*LETTER, "comments"),
    content="[sha256 of the file, organisation, comments]",
)
