"""Pictures are drawn anew on every way into the site; a form has drawn them already and says what is wrong."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

from cms.stores.drawing import Drawn, drawn_anew


@receiver(pre_save, sender=get_image_model())
def draw_picture(sender: Any, instance: Any, **kwargs: Any) -> None:
    if _is_brought(instance.file):
        instance.file.file = drawn_anew(instance.file)
        instance._set_image_file_metadata()


@receiver(pre_save, sender=UserProfile)
def draw_portrait(sender: Any, instance: UserProfile, **kwargs: Any) -> None:
    """Wagtail's form takes any kind of picture: one that we do not draw is not kept."""
    if _is_brought(instance.avatar):
        try:
            instance.avatar.file = drawn_anew(instance.avatar)
        except ValidationError:
            instance.avatar = ""


def _is_brought(file: Any) -> bool:
    return bool(file) and not file._committed and not isinstance(file.file, Drawn)
