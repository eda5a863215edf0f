"""May X do Y to a draft. With `forum.permissions` the only module that mentions groups or guardian.

A decree's page is readable by everybody or by invitation. What an organisation or a sector may do beyond reading is
data: object permissions of its group on that decree, granted when a round opens.
"""

import datetime
from collections.abc import Iterable, Mapping, Set
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models
from django.db.models import Case, Q, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm, remove_perm

from decrees.models.grants import DecreeGrant
from forum import live
from forum.ledger import MEMBERS, PUBLIC, SECRETARIAT, organisation_audience
from forum.models import ForumSettings, Membership, Organisation, Sector, User
from forum.permissions import Anyone, can_view_page, is_secretariat, organisations_of, require

if TYPE_CHECKING:
    from decrees.models import Comment, DecreePage

__all__ = ["require"]


class DecreePermission(StrEnum):
    """What a group may be granted on one decree. Writing implies reading."""

    VIEW_DRAFT = "view_draft"
    COMMENT = "comment_on_draft"
    PROPOSE = "propose_wording"
    ANSWER = "answer_comments"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]

    @property
    def implied(self) -> frozenset["DecreePermission"]:
        """This and all that it makes no sense without."""
        implied = {self, DecreePermission.VIEW_DRAFT}
        if self is DecreePermission.PROPOSE:
            implied.add(DecreePermission.COMMENT)
        return frozenset(implied)


# For a slip of the pen one's own words may be changed; later one adds.
GRACE = datetime.timedelta(minutes=15)
LABELS = {
    DecreePermission.VIEW_DRAFT: _("may read"),
    DecreePermission.COMMENT: _("may comment"),
    DecreePermission.PROPOSE: _("may propose wording"),
    DecreePermission.ANSWER: _("may answer"),
}
Grantee: TypeAlias = Organisation | Sector
Grants: TypeAlias = Mapping[Grantee, Set[DecreePermission]]


# --- reading ---------------------------------------------------------------------------------------------------------


def reads_all(user: Anyone) -> bool:
    """The secretariat also reads what is not published yet."""
    return is_secretariat(user)


def _invited(user: Anyone) -> models.QuerySet[DecreeGrant]:
    """Grants that reach a person today through the groups of their organisations and sectors."""
    if not user.is_authenticated or not organisations_of(user).exists():
        return DecreeGrant.objects.none()
    return DecreeGrant.objects.filter(group__user=user)


def may_read(user: Anyone) -> Q:
    """Which decrees: a filter for their queryset."""
    if reads_all(user):
        return Q()
    return Q(reading="public") | Q(pk__in=_invited(user).values("content_object"))


def can_view(user: Anyone, decree: "DecreePage") -> bool:
    return can_view_page(user, decree)


def taking_part(user: Anyone) -> Q:
    """Which decrees grant a person something: a filter for their queryset."""
    return Q(pk__in=_invited(user).values("content_object"))


def people_of(organisation: Organisation) -> models.QuerySet[User]:
    """Logins that speak for an organisation today."""
    through = Q(on_behalf_of=organisation) | Q(organisation=organisation)
    current = Membership.objects.current().filter(through, person__user__is_active=True)
    return User.objects.filter(pk__in=current.values("person__user"))


def channel_of(user: Anyone, decree: "DecreePage") -> str:
    """The one role channel a reader belongs to. 'members' are those whom this decree grants something."""
    if is_secretariat(user):
        return SECRETARIAT
    return MEMBERS if held(user, decree) else PUBLIC


def channels_of(user: Anyone, decree: "DecreePage") -> list[str]:
    """The role channel, and one for each organisation the person speaks for."""
    return [channel_of(user, decree), *own_audiences(user)]


def channel_among(channels: list[str], audience: str) -> str:
    """On which of a reader's channels (role first) an entry for this audience reaches them."""
    return audience if audience in channels else channels[0]


def audiences_of(user: Anyone, decree: "DecreePage") -> set[str]:
    """The audiences whose entries and comments on this decree a person may read."""
    channel, *organisations = channels_of(user, decree)
    return {*live.READS[channel], *organisations}


def own_audiences(user: Anyone) -> list[str]:
    if not user.is_authenticated:
        return []
    return [organisation_audience(organisation) for organisation in organisations_of(user)]


def may_read_comment(user: Anyone) -> Q:
    """Which comments, on decrees that the person may see: a filter for their queryset."""
    if not user.is_authenticated:
        return Q(audience=PUBLIC)
    personal = Q(author=user) | Q(audience__in=own_audiences(user))
    if is_secretariat(user):
        return personal | Q(audience__in=live.READS[SECRETARIAT])
    invited = Q(audience=MEMBERS, version__decree__in=_invited(user).values("content_object"))
    return Q(audience=PUBLIC) | invited | personal


def can_see_comment(user: Anyone, comment: "Comment") -> bool:
    return type(comment).objects.visible_to(user).filter(pk=comment.pk).exists()


# --- writing ---------------------------------------------------------------------------------------------------------


def held(user: Anyone, decree: "DecreePage") -> frozenset[DecreePermission]:
    """What this decree grants a person today, through organisation and sector."""
    codenames = _invited(user).filter(content_object=decree.pk).values_list("permission__codename", flat=True)
    return frozenset(map(DecreePermission, codenames))


def can_comment(user: Anyone, decree: "DecreePage") -> bool:
    """Granted, speaking for an organisation, and a round is open that has not reached its closing time."""
    return DecreePermission.COMMENT in writing_rights(user, decree)


def voice_in(user: Anyone, decree: "DecreePage") -> tuple[Organisation, str] | None:
    """For which organisation a person comments here, and the office: the newest membership that may."""
    groups = decree.grants.filter(permission__codename=DecreePermission.COMMENT).values("group")
    through = Q(organisation__group__in=groups) | Q(organisation__sector__group__in=groups)
    membership = Membership.objects.filter(through).voice_of(user)
    if membership is None:
        return None
    organisation = membership.on_behalf_of or membership.organisation
    return organisation, office_in(user, organisation)


def can_propose(user: Anyone, decree: "DecreePage") -> bool:
    return DecreePermission.PROPOSE in writing_rights(user, decree)


def writing_rights(user: Anyone, decree: "DecreePage") -> frozenset[DecreePermission]:
    """What of the granted a person may use now: nothing of it while no round is open."""
    rights = held(user, decree)
    return rights if rights and decree.open_round() else frozenset()


def can_answer(user: Anyone, decree: "DecreePage") -> bool:
    """Also after the round: answers come when they are ready."""
    return is_secretariat(user) or DecreePermission.ANSWER in held(user, decree)


def answering(decree: "DecreePage") -> models.QuerySet[Organisation]:
    """Organisations whose people may answer comments here: those granted it, and the secretariat's own."""
    granted = _granted(decree, DecreePermission.ANSWER)
    secretariat = ForumSettings.objects.exclude(secretariat=None).values("secretariat")
    return Organisation.objects.filter(granted | Q(pk__in=secretariat)).select_related("sector").order_by("name")


def commenting(decree: "DecreePage") -> models.QuerySet[Organisation]:
    """Organisations whose people may comment while a round is open."""
    granted = _granted(decree, DecreePermission.COMMENT)
    return Organisation.objects.filter(granted).select_related("sector").order_by("name")


def heard_first(decree: "DecreePage") -> models.QuerySet[Organisation]:
    """All organisations, those that may comment here first: on paper anybody can be heard."""
    others = Case(When(_granted(decree, DecreePermission.COMMENT), then=0), default=1)
    return Organisation.objects.order_by(others, "name")


def _granted(decree: "DecreePage", permission: DecreePermission) -> Q:
    """Organisations to which this is granted on a decree, to themselves or to their sector."""
    groups = decree.grants.filter(permission__codename=permission).values("group")
    return Q(group__in=groups) | Q(sector__group__in=groups)


def can_react(user: Anyone, comment: "Comment") -> bool:
    """To the answer: whoever speaks for the organisation that commented, also after the round."""
    return speaking_for(user, comment.organisation) is not None and can_see_comment(user, comment)


def speaking_for(user: Anyone, organisation: Organisation) -> Membership | None:
    """The membership through which a person speaks for an organisation today, or None."""
    if not user.is_authenticated:
        return None
    through = Q(on_behalf_of=organisation) | Q(on_behalf_of=None, organisation=organisation)
    return Membership.objects.of(user).current().filter(through).select_related("post").order_by("-pk").first()


def office_in(user: Anyone, organisation: Organisation) -> str:
    """As it stands on a card: the office, and the organisation spoken for."""
    membership = speaking_for(user, organisation)
    office = membership.post.label if membership and membership.post else ""
    return ", ".join(filter(None, [office, organisation.name]))


def can_send_position(user: Anyone, discussion: "Comment") -> bool:
    """In the name of the organisation whose own discussion it is, while a round is open."""
    decree = discussion.version.decree
    voice = voice_in(user, decree)
    own = voice is not None and discussion.audience == organisation_audience(voice[0])
    return own and can_comment(user, decree)


def is_voice_of(user: Anyone, comment: "Comment") -> bool:
    """Speaking here for the organisation that commented."""
    voice = voice_in(user, comment.version.decree)
    return voice is not None and voice[0].pk == comment.organisation_id


def can_support(user: Anyone, comment: "Comment") -> bool:
    """Whoever may comment now, for a comment of another organisation that more than one may read. Replies are not."""
    decree = comment.version.decree
    voice = voice_in(user, decree)
    other = voice is not None and voice[0].pk != comment.organisation_id
    open_to_others = comment.parent_id is None and not comment.is_private
    return other and open_to_others and can_comment(user, decree) and can_see_comment(user, comment)


def can_edit(user: Anyone, comment: "Comment") -> bool:
    """One's own words, while they are fresh and nobody has built on them."""
    own = user.is_authenticated and comment.author_id == user.pk
    return own and comment.is_fresh and can_comment(user, comment.version.decree)


def can_place(user: Anyone, comment: "Comment") -> bool:
    """Put a carried comment in its place: the secretariat; for its own discussion the organisation alone."""
    if comment.is_private:
        return speaking_for(user, comment.organisation) is not None and can_see_comment(user, comment)
    return can_circulate(user, comment.version.decree) and can_see_comment(user, comment)


def can_circulate(user: Anyone, decree: "DecreePage") -> bool:
    """Circulate versions, open and close rounds, change who takes part."""
    return is_secretariat(user)


def can_use_audience(user: Anyone, decree: "DecreePage", audience: str) -> bool:
    """One may address those one belongs to, and the secretariat."""
    return audience in {*audiences_of(user, decree), SECRETARIAT}


# --- grants ----------------------------------------------------------------------------------------------------------


def grants_of(decree: "DecreePage") -> dict[Grantee, set[DecreePermission]]:
    """Who may do what with a decree: sectors first, then organisations."""
    held_by: dict[int, set[DecreePermission]] = {}
    for group_id, codename in decree.grants.values_list("group_id", "permission__codename"):
        held_by.setdefault(group_id, set()).add(DecreePermission(codename))
    return {grantee: held_by[grantee.group_id] for grantee in grantees(held_by)}


def grantees(group_ids: Iterable[int]) -> list[Grantee]:
    group_ids = list(group_ids)
    organisations = Organisation.objects.filter(group__in=group_ids).select_related("sector")
    return [*Sector.objects.filter(group__in=group_ids), *organisations]


def set_grants(decree: "DecreePage", grants: Grants) -> set[Grantee]:
    """Grant exactly this, with all that it implies; returns those for whom something changed."""
    before, after = grants_of(decree), _complete(grants)
    changed = {grantee for grantee in {*before, *after} if before.get(grantee, set()) != after.get(grantee, set())}
    for grantee in changed:
        new, old = after.get(grantee, set()), before.get(grantee, set())
        for permission in new - old:
            assign_perm(permission.value, grantee.group, decree)
        for permission in old - new:
            remove_perm(permission.value, grantee.group, decree)
    return changed


def _complete(grants: Grants) -> dict[Any, set[DecreePermission]]:
    return {
        grantee: {implied for permission in permissions for implied in DecreePermission(permission).implied}
        for grantee, permissions in grants.items()
        if permissions
    }


def people_in(grantees: Iterable[Grantee]) -> models.QuerySet[User]:
    """Logins that a change for these organisations and sectors reaches."""
    return User.objects.filter(groups__in=[grantee.group_id for grantee in grantees]).distinct()


def preset_grants(preset: str) -> dict[Grantee, set[DecreePermission]]:
    """What a preset fills in before the secretariat changes it."""
    writing = {DecreePermission.VIEW_DRAFT, DecreePermission.COMMENT}
    members: list[Grantee] = list(Organisation.objects.filter(is_forum_member=True).select_related("sector"))
    match preset:
        case "members":
            return {member: writing | {DecreePermission.PROPOSE} for member in members}
        case "comments":
            return {member: set(writing) for member in members}
        case "sectors":
            return {sector: writing | {DecreePermission.PROPOSE} for sector in Sector.objects.all()}
    return {}
