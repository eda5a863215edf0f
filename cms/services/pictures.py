"""A photo tells where and with which telephone it was taken: what is uploaded forgets that before it is kept."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.db.models.signals import pre_save
from django.dispatch import receiver
from PIL import Image as Pillow
from wagtail.images import get_image_model

ORIENTATION = 0x0112


@receiver(pre_save, sender=get_image_model())
def forget_traces(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not instance.file or instance.file._committed:
        return
    clean = without_traces(instance.file)
    if clean is not None:
        instance.file.file = ContentFile(clean, name=instance.file.name)
        instance._set_image_file_metadata()


def without_traces(file: Any) -> bytes | None:
    """The same picture without Exif and XMP, but the right way up; None if it has neither."""
    file.open()
    with Pillow.open(file) as picture:
        told = picture.getexif()
        if not told and "xmp" not in picture.info:
            file.seek(0)
            return None
        kept = Pillow.Exif()
        if ORIENTATION in told:
            kept[ORIENTATION] = told[ORIENTATION]
        quality: Any = "keep" if picture.format == "JPEG" else 90
        out = io.BytesIO()
        animated = getattr(picture, "is_animated", False)
        picture.save(out, picture.format, quality=quality, exif=kept, save_all=animated)
    return out.getvalue()
