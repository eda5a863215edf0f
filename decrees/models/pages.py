"""The list of drafts, and the page of one decree in the making."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, Revision, Site
from wagtail.search import index

from decrees import text
from decrees.drafting.blocks import DecreeBodyBlock
from decrees.drafting.clause_ids import match_clause_ids
from decrees.drafting.references.renumbering import Place, meanings
from decrees.models.access import reads_draft
from decrees.models.drafts import Round, Version, days_until
from decrees.models.grants import DecreePermission
from decrees.models.querysets import DecreePageQuerySet
from forum.models import ForumSettings, RecordedPage
from forum.models.memory import Prepared, remembered


class DecreeIndexPage(RecordedPage):
    """All drafts that a reader may know of."""

    ledger_prefix = "page"
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["decrees.DecreePage"]
    template = "decrees/page/list.html"
    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of drafts")


class DecreePage(RecordedPage):
    """One decree: its text while it is being written. What was circulated stands in Version."""

    class Reading(models.TextChoices):
        PUBLIC = "public", _("everybody")
        INVITED = "invited", _("only those invited to it")

    ledger_prefix = "decree"
    shown_without = ("body",)
    template = "decrees/page/page.html"
    parent_page_types: ClassVar[list[str]] = ["decrees.DecreeIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    summary = models.TextField(_("in plain words"), blank=True, help_text=_("What it is for and whom it concerns."))
    reading = models.CharField(_("who may read it"), max_length=10, choices=Reading.choices, default=Reading.INVITED)
    body = StreamField(DecreeBodyBlock(), verbose_name=_("text"), blank=True)
    signatory = models.CharField(
        _("name of the signatory"), max_length=120, blank=True, help_text=_("In full, without titles.")
    )
    copies = models.TextField(_("copies to"), blank=True, help_text=_("One line each."))

    # [clause, field, number in its text, clause that it means] of each reference whose number is not right any more and
    # that nobody has looked at yet.
    undecided_references = models.JSONField(null=True, blank=True, editable=False)

    # Set while an editor's form is being saved.
    loaded_revision: Revision | None = None
    # Set while a person's decision on the references is being saved.
    references_decided = False

    objects = PageManager.from_queryset(DecreePageQuerySet)()

    content_panels: ClassVar[list[Any]] = [
        HelpPanel(template="decrees/desk/editor/help.html"),
        HelpPanel(template="decrees/desk/lint/panel.html", heading=_("Worth a look"), classname="collapsible"),
        FieldPanel("title", help_text=_("What stands after TENTANG, without abbreviations.")),
        FieldPanel("summary"),
        FieldPanel("reading"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("signatory"), FieldPanel("copies")], heading=_("At the end")),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("public_text")]

    class Meta:
        verbose_name = _("draft decree")
        verbose_name_plural = _("draft decrees")
        permissions = [(permission.value, permission.value) for permission in DecreePermission]

    def may_be_seen_by(self, user: Any) -> bool:
        return reads_draft(user, self)

    @cached_property
    def days_left(self) -> int | None:
        """For lists `with_progress`: until the last round closes; None once it is over."""
        return days_until(self.round_closes_at) if self.round_closed_at is None else None

    @property
    def stage(self) -> str | Promise:
        """For lists `with_progress`: where the draft stands, in a word."""
        if self.newest_number is None:
            return _("being written")
        if self.days_left is not None:
            return _("in consultation")
        return _("being answered") if self.comment_count > self.answered_count else _("circulated")

    @property
    def newest(self) -> Version | None:
        found = remembered(("newest version", self.pk), lambda: NEWEST(self.pk))
        return self._own(found[0]) if found else None

    @property
    def current_round(self) -> Round | None:
        """The last round, open or over."""
        return self.rounds.select_related("version").first()

    def clean(self) -> None:
        super().clean()
        try:
            self.require_single_ids()
        except ValidationError as refused:
            raise ValidationError({"body": refused}) from refused

    def require_single_ids(self) -> None:
        """A block's id is its clause's identity: what is said on one must not stand at two. The editor's "Duplicate"
        gives new ids; a copied page is another decree."""
        if repeated := text.repeated_ids(self.body.get_prep_value()):
            first, second, *_rest = next(iter(repeated.values()))
            raise ValidationError(
                _(
                    "Two parts of the text have the same identity: “%(first)s” and “%(second)s”. "
                    "Duplicate one of them with its own button, then delete the one it was made from."
                )
                % {"first": first, "second": second}
            )

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Clauses that were retyped, split or merged keep their identity. References keep their words; those whose
        clause bears another number now are noted, for a person to decide.

        Compared with what the editor's form was filled from: it is saved many times before it is filled anew. A page
        without revisions is its own first one.
        """
        earlier = self.loaded_revision or self.latest_revision
        if self.references_decided:
            self.undecided_references = None
        elif earlier is None:
            self._compare_with(DecreePage.objects.get(pk=self.pk))
        elif earlier != kwargs.get("overwrite_revision"):
            self._compare_with(earlier.as_object())
        return super().save_revision(*args, **kwargs)

    def _compare_with(self, earlier: "DecreePage") -> None:
        before = earlier.body.get_prep_value()
        blocks = match_clause_ids(before, self.body.get_prep_value())
        self.body = self.body.stream_block.to_python(blocks)
        meant = meanings(before, blocks, earlier.meant_references)
        self.undecided_references = [[*place, target] for place, target in meant.items()] or None

    @property
    def meant_references(self) -> dict[Place, str]:
        """What the undecided references mean."""
        return {(clause, field, number): target for clause, field, number, target in self.undecided_references or ()}

    def open_round(self) -> Round | None:
        """The round that takes comments at this moment, for a request that only reads: when it first asks."""
        return remembered(("open round", self.pk), self._open_round)

    def know_round(self, held: Round | None) -> None:
        """What was found with the row locked is not asked for again, as long as this is remembered."""
        held = self._own(held) if held and held.is_open else None
        remembered(("open round", self.pk), lambda: held)

    def _open_round(self) -> Round | None:
        found = next((one for one in NOT_CLOSED(self.pk) if one.is_open), None)
        return self._own(found) if found else None

    def _own(self, found: Any) -> Any:
        """A row of this draft, which need not ask for it again."""
        found.decree = self
        return found

    def as_document(self) -> text.Document:
        """The text as it stands in this object, with the region's names."""
        names = ForumSettings.for_site(self.get_site() or Site.objects.get(is_default_site=True))
        return text.build(
            self.body.get_prep_value(),
            title=self.title.upper(),
            office=names.decree_office.upper(),
            province=_province(names.province),
            place=names.place,
            signatory=self.signatory.upper(),
            copies=self.copies.splitlines(),
        )

    def public_text(self) -> str:
        """What search may know: the newest circulated text, and only if everybody may read it."""
        if self.reading != self.Reading.PUBLIC:
            return ""
        newest = self.newest
        return "\n\n".join(filter(None, [self.summary, text.plain(newest.document) if newest else ""]))

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return super().get_sitemap_urls(request) if self.reading == self.Reading.PUBLIC else []


NEWEST: Prepared[Version] = Prepared(lambda decree: Version.objects.filter(decree=decree)[:1])
# One at the most, and its time may be over.
NOT_CLOSED: Prepared[Round] = Prepared(
    lambda decree: Round.objects.filter(decree=decree, closed_at=None).select_related("version")
)


def _province(name: str) -> str:
    name = name.upper()
    return name if not name or name.startswith("PROVINSI ") else f"PROVINSI {name}"
