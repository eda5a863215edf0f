"""May X have words hidden, decide about it, look at them, object."""

from decrees.models import Comment, Concealment
from decrees.permissions.reading import can_see_comment
from decrees.permissions.writing import speaking_for
from forum.models.access import holds
from forum.permissions import Anyone, is_secretariat

VIEW_HIDDEN_WORDS = "decrees.view_hidden_words"


def can_hide(user: Anyone, comment: Comment) -> bool:
    """Propose it, and show again what was hidden: the secretariat. What an organisation discusses among its own it
    cannot read."""
    return is_secretariat(user) and not comment.is_private and can_see_comment(user, comment)


def can_decide_hiding(user: Anyone, concealment: Concealment) -> bool:
    """The second person: the same duty, another login."""
    return can_hide(user, concealment.comment) and concealment.by_id not in (None, user.pk)


def can_look(user: Anyone, concealment: Concealment) -> bool:
    """At the hidden words: whoever is to decide, as long as that is open; afterwards a permission of its own."""
    deciding = concealment.is_open and can_hide(user, concealment.comment)
    return deciding or (holds(user, VIEW_HIDDEN_WORDS) and can_see_comment(user, concealment.comment))


def can_object_to_hiding(user: Anyone, concealment: Concealment) -> bool:
    """Whoever speaks for the organisation that commented."""
    comment = concealment.comment
    return speaking_for(user, comment.organisation) is not None and can_see_comment(user, comment)
