"""Where django-guardian keeps who may do what with one decree; `decrees.permissions` alone reads and writes it."""

from django.db import models
from guardian.models import GroupObjectPermissionBase


class DecreeGrant(GroupObjectPermissionBase):
    """A foreign key instead of guardian's generic row: the database itself removes a grant with its decree."""

    content_object = models.ForeignKey("decrees.DecreePage", on_delete=models.CASCADE, related_name="grants")

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        default_permissions = ()
