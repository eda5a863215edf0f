"""What is found, and by which terms. Made from the record; never edited."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from forum.models.querysets import closed_to, withheld_from

# Of each kind of page that is not for everybody: those that one person may know of.
READABLE: list[Callable[[Any], models.QuerySet[Any]]] = []


class DocumentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """For everybody, or on a page that is for this person; public at this moment, and not kept from this person by
        Wagtail's privacy."""
        found = self.filter(readers_q(user)).filter(Q(page=None) | Q(page__live=True))
        for restriction in closed_to(user):
            found = found.exclude(page__path__startswith=restriction.page.path)
        return found

    def not_withheld_from(self, user: Any) -> "DocumentQuerySet":
        """The same, for whoever goes through very many: all but those on the few pages that are withheld."""
        return self.filter(readers_q(user)).exclude(page__in=withheld_from(user))


def readers_q(user: Any) -> Q:
    return Q(for_everybody=True) | opened_q(user) if user.is_authenticated else Q(for_everybody=True)


def opened_q(user: Any) -> Q:
    """On a page that is open to this person."""
    condition = Q(pk__in=[])
    for pages in READABLE:
        condition |= Q(page__in=pages(user).values("pk"))
    return condition


class Document(models.Model):
    """One thing that is found. `facets` are terms of the index as well: `:year:2017`."""

    class Kind(models.TextChoices):
        MINUTES = "notula", _("Minutes")
        DECISION = "keputusan", _("Decisions")
        ACTION = "tindak-lanjut", _("Follow-ups")
        DRAFT = "rancangan", _("Drafts")
        COMMENT = "tanggapan", _("Comments and answers")
        MEETING = "rapat", _("Meetings")
        INVITATION = "undangan", _("Invitations")
        PAGE = "halaman", _("Pages")
        FILE = "berkas", _("Files")
        ORGANISATION = "organisasi", _("Organisations")

    key = models.CharField(max_length=100, unique=True)
    owner = models.CharField(max_length=80, db_index=True, help_text=_("The row that it is made from."))
    kind = models.CharField(max_length=20, choices=Kind.choices)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, related_name="+")
    for_everybody = models.BooleanField(default=True, help_text=_("Otherwise for those who may read its page."))
    address = models.CharField(max_length=255, blank=True, help_text=_("Behind that of the page; whole without one."))
    title = models.CharField(max_length=500)
    day = models.DateField(null=True)
    facets = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)  # last: SQLite reads a long row only as far as it must

    objects = DocumentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "-day", "-id"], name="search_newest_of_kind"),
            models.Index(fields=["page"], condition=Q(for_everybody=False), name="search_not_for_everybody"),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        if self.page is None or self.address.startswith("/"):
            return self.address
        return f"{self.page.url}{self.address}"


class Term(models.Model):
    """`rapat` as it stands in a text, `~rapat` as a root, `#4` as one of a group of synonyms, `@2017-05-09` a day,
    `:kind:notula` a facet."""

    text = models.CharField(max_length=100, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """No constraint on the term: whoever takes the last one away must not hinder who adds another at that moment."""

    pk = models.CompositePrimaryKey("document_id", "term_id")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, db_index=False, related_name="postings")
    term = models.ForeignKey(Term, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    weight = models.SmallIntegerField()

    class Meta:
        default_permissions = ()
        # Where a word stands often, only those documents are looked at in which it weighs most.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("term"), F("weight").desc(), F("document"), name="search_heaviest_postings")
        ]

    def __str__(self) -> str:
        return f"{self.term_id} in {self.document_id}"
