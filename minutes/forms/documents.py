"""The form of a document in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from forum.forms.uploads import require_honest
from minutes import permissions
from search.reading.files import told_state

WHY = _(
    "This file was circulated with minutes and is part of the record: it is neither replaced nor deleted. Upload the "
    "other file as a new document, reopen the minutes with a reason, and attach the new one."
)


class KeptDocumentForm(BaseDocumentForm):
    """`settings.WAGTAILDOCS_DOCUMENT_FORM_BASE`. Title, tags and collection of a circulated file may be changed: the
    minutes show the title that they gave it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_kept = self.instance.pk is not None and permissions.is_kept(self.instance.pk)
        if self.instance.pk is not None and "file" in self.fields:
            told = [str(WHY) if self.is_kept else "", told_state(self.instance)]
            self.fields["file"].help_text = " ".join(filter(None, told))

    def clean_file(self) -> Any:
        if self.is_kept and "file" in self.changed_data:
            raise ValidationError(WHY, code="kept")
        if "file" in self.changed_data:
            require_honest(self.cleaned_data["file"])
        return self.cleaned_data["file"]
