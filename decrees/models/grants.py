"""What may be granted on one decree, and where django-guardian keeps it; `decrees.permissions` alone writes it."""

from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase


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


LABELS = {
    DecreePermission.VIEW_DRAFT: _("may read"),
    DecreePermission.COMMENT: _("may comment"),
    DecreePermission.PROPOSE: _("may propose wording"),
    DecreePermission.ANSWER: _("may answer"),
}


class DecreeGrant(GroupObjectPermissionBase):
    """A foreign key instead of guardian's generic row: the database itself removes a grant with its decree."""

    content_object = models.ForeignKey("decrees.DecreePage", on_delete=models.CASCADE, related_name="grants")

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        default_permissions = ()
