"""May X comment, propose, support, answer, circulate; and in whose name."""

from operator import attrgetter
from typing import NamedTuple

from django.db import models
from django.db.models import Case, Q, When

from decrees.models import Comment, DecreePage, Round
from decrees.models.access import GRANTED_TO_CITIZENS, granted_to_groups_of, grants_to_citizens
from decrees.models.grants import DecreePermission
from decrees.permissions.grants import granted_to, held
from decrees.permissions.reading import audiences_of, can_see_comment
from forum import clock
from forum.audiences import PUBLIC, SECRETARIAT, Audience
from forum.models import ForumSettings, Membership, Organisation
from forum.models.access import discussions_of, memberships_of
from forum.models.memory import remembered
from forum.permissions import Anyone, is_secretariat, organisations_of

LONGEST_OFFICE = 300


class Representation(NamedTuple):
    """In whose name something is said, and by which office: as both stand on a card."""

    organisation: Organisation
    office: str


def can_comment(user: Anyone, decree: DecreePage) -> bool:
    """Granted, speaking for an organisation, and a round is open that has not reached its closing time."""
    return DecreePermission.COMMENT in writing_rights(user, decree)


def representation_in(user: Anyone, decree: DecreePage, audience: str = PUBLIC) -> Representation | None:
    """For which organisation a person comments here, and the office: the newest membership that may.

    Within an organisation's own discussion they speak for it, whomever they may speak for elsewhere.
    """
    key = ("representation", user.pk, decree.pk, audience, clock.today())
    return remembered(key, lambda: _representation_in(user, decree, audience))


def _representation_in(user: Anyone, decree: DecreePage, audience: str) -> Representation | None:
    if key := Audience(audience).organisation_id:
        discussed = key in discussions_of(user)
        own = next((one for one in organisations_of(user) if discussed and one.pk == key), None)
        return Representation(own, office_in(user, own)) if own else None
    memberships = memberships_of(user)
    wanted = decree.pk, DecreePermission.COMMENT
    groups = {group for *granted, group in granted_to_groups_of(user) if tuple(granted) == wanted}
    may = (one for one in memberships if groups & {one.organisation.group_id, one.organisation.sector.group_id})
    speaking = next((one.speaks_for for one in may), None)
    return Representation(speaking, office_in(user, speaking)) if speaking else None


def representation_for(user: Anyone, decree: DecreePage, organisation: Organisation) -> Representation | None:
    """For just this organisation, whomever a person may speak for besides, as far as it may comment here itself."""
    may = speaking_for(user, organisation) is not None and commenting(decree).filter(pk=organisation.pk).exists()
    return Representation(organisation, office_in(user, organisation)) if may else None


def representation_in_reply(user: Anyone, comment: Comment) -> Representation | None:
    """To what one's own organisation said one adds in its name; to others one replies as anywhere on this draft."""
    decree = comment.version.decree
    own = None if comment.is_private else representation_for(user, decree, comment.organisation)
    return own or representation_in(user, decree, comment.audience)


def representation_of_position(user: Anyone, discussion: Comment) -> Representation | None:
    """The organisation whose own discussion it is, for those of its people who speak for it also outside."""
    own = representation_in(user, discussion.version.decree, discussion.audience) if discussion.is_private else None
    return own and representation_for(user, discussion.version.decree, own.organisation)


def can_propose(user: Anyone, decree: DecreePage, organisation: Organisation | None = None) -> bool:
    """What one organisation is granted it cannot use in the name of another, where it is settled in whose name."""
    granted = organisation is None or _granted(decree, DecreePermission.PROPOSE).filter(pk=organisation.pk).exists()
    return granted and DecreePermission.PROPOSE in writing_rights(user, decree)


def writing_rights(user: Anyone, decree: DecreePage) -> frozenset[DecreePermission]:
    """What of the granted a person may use now: nothing of it while no round is open."""
    rights = held(user, decree)
    return rights if rights and decree.open_round() else frozenset()


def hears_citizens(decree: DecreePage) -> bool:
    """Whoever has no login may comment and support now: a round is open, and its rights name those who stand for them.

    Whether they may read the draft is asked where it is found."""
    return bool(decree.open_round() and GRANTED_TO_CITIZENS(decree.pk))


def citizens_are_heard() -> bool:
    """On any draft, in a round that is not closed yet."""
    return Round.objects.filter(closed_at=None, decree__in=grants_to_citizens().values("content_object")).exists()


def citizens_may_propose(decree: DecreePage) -> bool:
    """Wording, beside the comment: as far as the round grants it to those who stand for citizens."""
    standing = ForumSettings.objects.exclude(citizens=None).values("citizens")
    return hears_citizens(decree) and _granted(decree, DecreePermission.PROPOSE).filter(pk__in=standing).exists()


def can_support_as_citizen(comment: Comment) -> bool:
    """What everybody reads, while citizens are heard."""
    is_open = comment.parent_id is None and comment.audience == PUBLIC
    return is_open and hears_citizens(comment.version.decree)


def can_check(user: Anyone, decree: DecreePage) -> bool:
    """What citizens sent online, before everybody reads it."""
    return is_secretariat(user)


def can_answer(user: Anyone, decree: DecreePage) -> bool:
    """Also after the round: answers come when they are ready."""
    return is_secretariat(user) or DecreePermission.ANSWER in held(user, decree)


def answering(decree: DecreePage, *, of_secretariat: bool = False) -> models.QuerySet[Organisation]:
    """Organisations whose people may answer comments here: those granted it, and the secretariat's own. With
    `of_secretariat` only that: it alone reads what is said to it."""
    granted = Q(pk=None) if of_secretariat else granted_to(decree, DecreePermission.ANSWER)
    secretariat = ForumSettings.objects.exclude(secretariat=None).values("secretariat")
    return Organisation.objects.filter(granted | Q(pk__in=secretariat)).select_related("sector").order_by("name")


def commenting(decree: DecreePage) -> models.QuerySet[Organisation]:
    """Organisations whose people may comment while a round is open."""
    return _granted(decree, DecreePermission.COMMENT).select_related("sector").order_by("name")


def _granted(decree: DecreePage, permission: DecreePermission) -> models.QuerySet[Organisation]:
    return Organisation.objects.filter(granted_to(decree, permission))


def participants_first(decree: DecreePage) -> models.QuerySet[Organisation]:
    """All organisations, those that may comment here first: on paper anybody can be heard."""
    others = Case(When(granted_to(decree, DecreePermission.COMMENT), then=0), default=1)
    return Organisation.objects.order_by(others, "name")


def can_react(user: Anyone, comment: Comment) -> bool:
    """To the answer: whoever speaks for the organisation that commented, also after the round."""
    return speaking_for(user, comment.organisation) is not None and can_see_comment(user, comment)


def speaking_for(user: Anyone, organisation: Organisation) -> Membership | None:
    """The membership through which a person speaks for an organisation today, or None."""
    through = (one for one in memberships_of(user) if one.speaks_for == organisation)
    return max(through, key=attrgetter("pk"), default=None)


def office_in(user: Anyone, organisation: Organisation) -> str:
    """As it stands on a card: the office, and the organisation spoken for."""
    membership = speaking_for(user, organisation)
    office = membership.post.label if membership and membership.post else ""
    return ", ".join(filter(None, [office, organisation.name]))[:LONGEST_OFFICE]


def can_send_position(user: Anyone, discussion: Comment) -> bool:
    """In the name of the organisation whose own discussion it is, while a round is open."""
    may = representation_of_position(user, discussion) is not None and can_comment(user, discussion.version.decree)
    return may and can_see_comment(user, discussion)


def speaks_for_author_of(user: Anyone, comment: Comment) -> bool:
    """A reply would be in the name of the organisation that commented."""
    representation = representation_in_reply(user, comment)
    return representation is not None and representation.organisation.pk == comment.organisation_id


def can_support(user: Anyone, comment: Comment) -> bool:
    """Whoever may comment now, for a comment of another organisation that more than one may read. Replies are not."""
    decree = comment.version.decree
    representation = representation_in(user, decree)
    other = representation is not None and representation.organisation.pk != comment.organisation_id
    open_to_others = comment.parent_id is None and not comment.is_private
    return other and open_to_others and can_comment(user, decree) and can_see_comment(user, comment)


def can_edit(user: Anyone, comment: Comment) -> bool:
    """One's own words while they are fresh; of what came on paper the typing, until the round is closed."""
    if comment.gap is not None:
        return False
    if comment.received_on is not None:
        return can_circulate(user, comment.version.decree) and comment.round.closed_at is None
    own = user.is_authenticated and comment.author_id == user.pk
    return own and comment.is_fresh and can_comment(user, comment.version.decree)


def can_place(user: Anyone, comment: Comment) -> bool:
    """Put a carried comment in its place: the secretariat; for its own discussion the organisation alone."""
    if comment.is_private:
        return speaking_for(user, comment.organisation) is not None and can_see_comment(user, comment)
    return can_circulate(user, comment.version.decree) and can_see_comment(user, comment)


def can_circulate(user: Anyone, decree: DecreePage) -> bool:
    """Circulate versions, open and close rounds, change who takes part."""
    return is_secretariat(user)


def can_use_audience(user: Anyone, decree: DecreePage, audience: str) -> bool:
    """One may address those one belongs to, and the secretariat."""
    return audience in {*audiences_of(user, decree), SECRETARIAT}
