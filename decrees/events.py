"""The events of a decree, with the words that a timeline shows ('Dinas Kominfo' + sentence)."""

from django.utils.translation import gettext_lazy as _

from forum.events import define

DECREE_PUBLISHED = define("decree.published", _("published the page of the draft"))
DECREE_CHANGED = define("decree.changed", _("changed the page of the draft"))
DECREE_WITHDRAWN = define("decree.withdrawn", _("withdrew the page of the draft"))
VERSION_CIRCULATED = define("version.circulated", _("circulated a version"))
ROUND_OPENED = define("round.opened", _("opened a round of comments"))
ROUND_CHANGED = define("round.changed", _("changed who takes part in the round"))
ROUND_CLOSED = define("round.closed", _("closed the round of comments"))
COMMENT_ADDED = define("comment.added", _("commented on the draft"))
COMMENT_RECEIVED = define("comment.received_on_paper", _("typed in a comment that was received on paper"))
COMMENT_EDITED = define("comment.edited", _("changed its comment"))
COMMENT_SUPPORTED = define("comment.supported", _("supported a comment"))
SUPPORT_WITHDRAWN = define("support.withdrawn", _("withdrew its support"))
ANSWER_GIVEN = define("answer.given", _("answered a comment"))
ANSWER_CHANGED = define("answer.changed", _("changed an answer"))
COMMENT_ASSIGNED = define("comment.assigned", _("said who is to answer a comment"))
ANSWER_ACCEPTED = define("answer.accepted", _("accepted the answer to its comment"))
OBJECTION_MAINTAINED = define("objection.maintained", _("maintained its objection"))
POSITION_SENT = define("position.sent", _("sent its position"))
DISCUSSION_CONCLUDED = define("discussion.concluded", _("made its own discussion into a position"))
COMMENTS_CARRIED = define("comments.carried", _("carried the comments to the next version"))
COMMENT_REATTACHED = define("comment.reattached", _("put a comment in its place"))
CHANGES_EXPLAINED = define("changes.explained", _("said where changes come from"))
INPUT_ASKED = define("input.asked", _("asked an organisation for input"))
INPUT_WITHDRAWN = define("input.withdrawn", _("withdrew a request for input"))
DIGEST_SENT = define("digest.sent", _("mailed what is new"))
WORDING_TAKEN = define("wording.taken", _("took a proposed wording into the text"))
WORDING_RETURNED = define("wording.returned", _("put the text back as it was before a proposed wording"))
