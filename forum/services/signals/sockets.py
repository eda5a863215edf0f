"""Logins are changed by Django and Wagtail; the live channel hears of it: no socket outlives its reader's rights."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver

from forum import live
from forum.models.directory.people import User


@receiver(user_logged_out)
def close_sockets_at_logout(sender: type[User], user: User | None, **kwargs: Any) -> None:
    """All of the login's: those of its other devices come back, the others come back as the public."""
    if user is not None:
        live.revoke(user)


@receiver(post_save, sender=User)
def close_sockets_of_who_may_not_sign_in(sender: type[User], instance: User, **kwargs: Any) -> None:
    """Nor any more what their organisations discuss, once they have become administrators."""
    if not instance.is_active or instance.is_superuser:
        live.revoke(instance)


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def close_sockets_when_duties_change(
    sender: Any, instance: Any, action: str, pk_set: set[int] | None, reverse: bool, **kwargs: Any
) -> None:
    """From either side: a login gets or loses a group, or a group its logins."""
    if action in ("post_add", "post_remove", "post_clear"):
        for user in User.objects.filter(pk__in=pk_set or ()) if reverse else [instance]:
            live.revoke(user)
