"""What somebody could do a while ago, and cannot any more: said so, instead of calling it not theirs to do."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from decrees.models import Comment, DecreePage
from decrees.models.comments import GRACE
from decrees.models.grants import DecreePermission
from decrees.permissions.grants import held
from decrees.permissions.writing import can_comment
from forum.permissions import Anyone


def too_late_to_comment(user: Anyone, decree: DecreePage) -> str:
    """For whoever may comment here while a round is open; '' for all others, and while one is."""
    if can_comment(user, decree) or DecreePermission.COMMENT not in held(user, decree):
        return ""
    return _("No round of comments is open on this draft now. What was said before stays, and so does this page.")


def too_late_to_edit(user: Anyone, comment: Comment) -> str:
    """For the author of words that could be changed for some minutes; '' for all others, and during those."""
    own = user.is_authenticated and comment.author_id == user.pk
    if not own or comment.is_position or comment.is_fresh or comment.gap is not None:
        return ""
    words = _(
        "One's own words can be changed for %(minutes)s minutes, until %(time)s in this case. Now they stand as they "
        "were read. Add to them by a reply: it is shown right below, as an addition."
    )
    time = date_format(localtime(comment.fresh_until), "j F Y, H.i")
    return words % {"minutes": int(GRACE.total_seconds() // 60), "time": time}
