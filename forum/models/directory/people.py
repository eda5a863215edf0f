"""People, organisations, posts and memberships, after Popolo (popoloproject.com)."""

import datetime
from typing import Any, ClassVar

from django.apps import apps
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.merging import Mergeable
from forum.models.directory.overlapping import require_once
from forum.models.querysets import MembershipQuerySet
from forum.models.typed import TypedText


class EmailUserManager(UserManager["User"]):
    def _create_user(self, email: str, password: str | None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":  # type: ignore[override]
        return self._create_user(email, password, **extra)

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":  # type: ignore[override]
        return self._create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(TypedText, AbstractUser):
    """A login. Who the person is, and for whom they speak, stands in Person and Membership."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = EmailUserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="login_once_per_email",
                violation_error_message=_("Another login has this email address."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """However it is spelled, it is one address."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class GroupOwner(TypedText, models.Model):
    """Has a Django group of its own, so that access to one decree can be granted to it."""

    group = models.OneToOneField(Group, on_delete=models.PROTECT, editable=False, related_name="%(class)s")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.group_id is None:
            self.group = Group.objects.create(name=f"{self._meta.model_name}:{self.slug}")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """The group goes along: its name must be free for another of the same slug."""
        gone = super().delete(*args, **kwargs)
        self.group.delete()
        return gone


class Sector(GroupOwner):
    """The part of society that an organisation comes from (Indonesian: unsur)."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    slug = models.SlugField(_("slug"), unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class OrganisationKind(TypedText, models.Model):
    """What sort of office it is (Indonesian: dinas, badan, kecamatan …). Each region keeps its own."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    starts_with = models.TextField(
        _("names begin with"),
        blank=True,
        help_text=_("One beginning on each line. Who is entered without a kind gets this one by the name."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("kind of organisation")
        verbose_name_plural = _("kinds of organisations")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    def fits(self, name: str) -> bool:
        """Whole words only: 'Badan' begins 'Badan Pendapatan', not 'Badannya'."""
        return any(f"{name} ".casefold().startswith(f"{word} ".casefold()) for word in self.starts_with.splitlines())


class Organisation(Mergeable, GroupOwner):
    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("sector"))
    kind = models.ForeignKey(
        OrganisationKind,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("kind"),
        help_text=_("Empty for a new one: by its name."),
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("part of")
    )
    address = models.TextField(_("address"), blank=True)
    email = models.EmailField(_("office email"), blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), blank=True)
    is_forum_member = models.BooleanField(
        _("member of the forum"), default=False, help_text=_("Members are shown first in the directory.")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        permissions = [("act_as_secretariat", _("May act as the secretariat of the forum"))]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name that fits in a badge."""
        return self.short_name or self.name


class Person(Mergeable, TypedText, models.Model):
    """Somebody the forum knows; a login is optional."""

    name = models.CharField(_("name"), max_length=200)
    honorific_prefix = models.CharField(_("title before the name"), max_length=60, blank=True)
    honorific_suffix = models.CharField(_("title after the name"), max_length=60, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    rank = models.CharField(
        _("rank"), max_length=80, blank=True, help_text=_("As below a signature: Pembina Utama Muda.")
    )
    employee_number = models.CharField(
        _("employee number (NIP)"),
        max_length=30,
        blank=True,
        help_text=_("Only for the letters that the person signs; never shown on the site."),
    )
    user = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("login")
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        suffix = f", {self.honorific_suffix}" if self.honorific_suffix else ""
        return f"{self.honorific_prefix} {self.name}{suffix}".strip()


class Post(TypedText, models.Model):
    """An office that somebody holds: 'Kepala Dinas Kominfo'."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="posts", verbose_name=_("organisation")
    )
    label = models.CharField(_("office"), max_length=200)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["organisation__name", "label"]
        constraints = [models.UniqueConstraint(fields=["organisation", "label"], name="post_once_per_organisation")]

    def __str__(self) -> str:
        return self.label


class Membership(models.Model):
    """A person in an organisation, from one date to another. Rights last exactly as long."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships", verbose_name=_("post")
    )
    on_behalf_of = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="memberships_on_behalf",
        verbose_name=_("on behalf of"),
    )
    start_date = models.DateField(_("from"))
    reads_from = models.DateField(
        _("reads the internal discussion from"), null=True, editable=False, help_text=_("Empty: all of it.")
    )
    end_date = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day on which it counts."))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-start_date", "person__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="membership_ends_after_start",
                violation_error_message=_("A membership cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation.label}"

    def clean(self) -> None:
        super().clean()
        named = [one for one in (self.organisation_id, self.on_behalf_of_id) if one]
        if self._state.adding and apps.get_model("forum.ForumSettings").objects.filter(citizens__in=named).exists():
            raise ValidationError(_("It stands for citizens who comment without a login: nobody speaks for it."))
        require_once(self)

    @property
    def speaks_for(self) -> Organisation:
        return self.on_behalf_of or self.organisation

    @property
    def organisations(self) -> list[Organisation]:
        """Those that the person begins to speak for."""
        return [self.organisation, *([self.on_behalf_of] if self.on_behalf_of else [])]

    @property
    def last_day_if_ended_now(self) -> datetime.date:
        """Yesterday; of a membership that began today, today: it cannot end before it starts."""
        return max(self.start_date, clock.today() - datetime.timedelta(days=1))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever is new reads from the first day on. A day before the one on which it is entered does not count."""
        if self._state.adding:
            self.reads_from = max(self.start_date, clock.today())
        super().save(*args, **kwargs)
