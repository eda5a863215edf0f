"""The events of a decree, with the words that a timeline shows ('Dinas Kominfo' + sentence)."""

from django.utils.translation import gettext_lazy as _

from forum.ledger import define

DECREE_PUBLISHED = define("decree.published", _("published the page of the draft"))
DECREE_CHANGED = define("decree.changed", _("changed the page of the draft"))
DECREE_WITHDRAWN = define("decree.withdrawn", _("withdrew the page of the draft"))
VERSION_CIRCULATED = define("version.circulated", _("circulated a version"))
ROUND_OPENED = define("round.opened", _("opened a round of comments"))
ROUND_CHANGED = define("round.changed", _("changed who takes part in the round"))
ROUND_CLOSED = define("round.closed", _("closed the round of comments"))
COMMENT_ADDED = define("comment.added", _("commented on the draft"))
ANSWER_GIVEN = define("answer.given", _("answered a comment"))
ANSWER_CHANGED = define("answer.changed", _("changed an answer"))
COMMENT_ASSIGNED = define("comment.assigned", _("said who is to answer a comment"))
ANSWER_ACCEPTED = define("answer.accepted", _("accepted the answer to its comment"))
OBJECTION_MAINTAINED = define("objection.maintained", _("maintained its objection"))
POSITION_SENT = define("position.sent", _("sent its position"))
DISCUSSION_CONCLUDED = define("discussion.concluded", _("made its own discussion into a position"))
COMMENTS_CARRIED = define("comments.carried", _("carried the comments to the next version"))
COMMENT_REATTACHED = define("comment.reattached", _("put a comment in its place"))
