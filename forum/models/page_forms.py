"""The editor's form of a page: it asks for no address that the title already gives."""

from typing import Any

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page


class RecordedPageForm(WagtailAdminPageForm):
    """A title may be typed before the script has come that derives the slug from it; the page then derives it itself.

    Meetings often bear the same title: a slug that nobody chose and that is taken is numbered instead of refused.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        is_public = self.instance.pk and self.instance.live
        derived = slug == slugify(self.cleaned_data.get("title", ""), allow_unicode=True)
        if derived and not is_public and not Page._slug_is_available(slug, self.parent_page, self.instance):
            return self.instance.slug
        return slug
