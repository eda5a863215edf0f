"""The editor's forms: one asks for no address that the title already gives, one copies a page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from forum.models.typed import clean_line, require_words

# Said by the form that saves itself while somebody types (static/js/desk/unfinished.js).
BY_ITSELF = "saves-itself"
NO_ALIAS = _("A page of the record has one address. Copy it, or link to it.")


class RecordedPageForm(WagtailAdminPageForm):
    """A title may be typed before the script has come that derives the slug from it; the page then derives it itself.

    Meetings often bear the same title: a slug that nobody chose and that is taken is numbered instead of refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def is_valid(self) -> bool:
        """A row in which something cannot be, a date of which half is typed, does not keep the form from saving itself:
        what cannot be is left as it was saved last, a new row is left out. Whoever presses the button is told."""
        if super().is_valid() or BY_ITSELF not in self.data or not self.is_bound:
            return super().is_valid()
        kept = {name: getattr(self, name) for name in ("instance", "subscription", "parent_page", "for_user")}
        self.__init__(self._without_what_cannot_be(), self.files, **kept)  # type: ignore[misc]
        self.defer_required_fields()
        return super().is_valid()

    def _without_what_cannot_be(self) -> Any:
        data = self.data.copy()
        for formset in self.formsets.values():
            for form in formset.forms:
                for name in [name for name in form.errors if name in form.fields] or list(form.errors and form.fields):
                    data.setlist(form.add_prefix(name), _as_sent(form.initial.get(name)))
                if form.errors and form.instance.pk is None and any(form[one].field.required for one in form.errors):
                    data[form.add_prefix("DELETE")] = "on"
        return data

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if self.instance.pk and self.instance.is_of_record:
            return self._kept(slug)
        derived = slug == slugify(self.cleaned_data.get("title", ""), allow_unicode=True)
        if derived and not Page._slug_is_available(slug, self.parent_page, self.instance):
            return self.instance.slug
        return slug

    def _kept(self, slug: str) -> str:
        """Papers and mails name the address. An empty one, or that of a new title, was not asked for."""
        stored: str = Page.objects.values_list("slug", flat=True).get(pk=self.instance.pk)
        if slug not in ("", stored, slugify(self.cleaned_data.get("title", ""), allow_unicode=True)):
            raise ValidationError(_("The address of a page that was published stays as it is."), code="address")
        return stored

    def clean_expire_at(self) -> Any:
        if self.cleaned_data["expire_at"]:
            raise ValidationError(_("A page does not end by itself: withdraw it, with a reason."), code="expires")
        return None


def _as_sent(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [str(getattr(one, "pk", one)) for one in (value if isinstance(value, list) else [value])]


class RecordedPageCopyForm(CopyForm):
    """Without Wagtail's alias (RecordedPage.save refuses it), and a copy is a draft: published, it would be mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        self.fields.pop("publish_copies", None)

    def clean_new_title(self) -> str:
        return require_words(clean_line(self.cleaned_data["new_title"]))

    def clean(self) -> Any:
        if self.data.get("alias"):
            raise ValidationError(NO_ALIAS, code="alias")
        return super().clean()
