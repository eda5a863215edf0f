"""A picture is drawn anew before it is kept: nothing of the file that was brought survives but what is seen.

Neither where and with which telephone it was taken, nor what else was hidden in or behind it.
"""

import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageSequence

ORIENTATION = 0x0112
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
# How it is shown. All else that a format can tell (words, places, programs, colours of a camera) goes.
KEPT = ("transparency", "duration", "loop", "disposal")
QUALITY = 90


class Drawn(ContentFile):
    """A picture that was drawn here."""


def drawn_anew(file: Any) -> Drawn:
    """Raises ValidationError for what is no picture, or too large."""
    file.seek(0)
    try:
        with Pillow.open(file, formats=FORMATS) as picture:
            _require_size(picture)
            return Drawn(_drawn(picture), name=file.name)
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        raise ValidationError(_("This picture is damaged and cannot be drawn."), code="damaged") from error


def _require_size(picture: Pillow.Image) -> None:
    """All frames together: a small file may hold thousands of large ones."""
    points = picture.width * picture.height * getattr(picture, "n_frames", 1)
    if points > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(
            _("This picture is too large: %(points)d million points, and %(most)d million are allowed.")
            % {"points": points // 1_000_000, "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
            code="too_large",
        )


def _drawn(picture: Pillow.Image) -> bytes:
    turned, kind = Pillow.Exif(), picture.format
    if orientation := picture.getexif().get(ORIENTATION):
        turned[ORIENTATION] = orientation
    first, *others = _frames(picture)
    out = io.BytesIO()
    # The same steps of brightness as before, so that drawing it again loses next to nothing.
    quality: Any = "keep" if kind == "JPEG" and first is picture else QUALITY
    frames = {"save_all": True, "append_images": others} if others else {}
    durations = [one.info.get("duration", 0) for one in (first, *others)]
    first.save(out, kind, quality=quality, exif=turned, **frames, **({"duration": durations} if others else {}))
    return out.getvalue()


def _frames(picture: Pillow.Image) -> Iterator[Pillow.Image]:
    if getattr(picture, "n_frames", 1) == 1:
        picture.load()
        yield _bare(_in_common_colours(picture))
        return
    for frame in ImageSequence.Iterator(picture):
        yield _bare(_in_common_colours(frame.copy()))


def _bare(picture: Pillow.Image) -> Pillow.Image:
    picture.info = {name: value for name, value in picture.info.items() if name in KEPT}
    return picture


def _in_common_colours(picture: Pillow.Image) -> Pillow.Image:
    """A profile of colours is a file within the file: the colours are kept, as sRGB, and it goes."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        common, own = ImageCms.createProfile("sRGB"), io.BytesIO(profile)
        try:
            changed = ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(own), common, outputMode=mode)
            return changed or picture
        except ImageCms.PyCMSError:
            pass  # a profile that cannot be read changes no colours
    return picture.convert("RGB") if picture.mode == "CMYK" else picture
