"""The form of a picture in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL.Image import DecompressionBombError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.stores.drawing import drawn_anew


class DrawnImageField(WagtailImageField):
    """Wagtail's looks into the file to count its points, and stumbles over one that says to be huge."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError, DecompressionBombError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class DrawnImageForm(BaseImageForm):
    """`settings.WAGTAILIMAGES_IMAGE_FORM_BASE`."""

    file = DrawnImageField(label=_("File"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return drawn_anew(file) if "file" in self.changed_data else file
