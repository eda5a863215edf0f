"""The ledger's table: rows are only ever added (the database itself refuses more)."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.audiences import ORGANISATION, ROLES, Audience
from forum.events import sentence_of
from forum.models.directory.people import Organisation, User
from forum.models.memory import Prepared
from forum.models.typed import TypedText


class AudienceField(models.CharField[str, Audience]):
    """Text in the database, an `Audience` in Python. A row with what is no audience is not saved (ValueError)."""

    def from_db_value(self, value: str | None, *args: Any) -> Audience | None:
        return None if value is None else Audience(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return Audience.parse(super().pre_save(model_instance, add))

    def deconstruct(self) -> Any:
        """For migrations it is a plain field: SQLite would rebuild the table without its triggers for another."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def audience_is_spelled_right(name: str) -> models.CheckConstraint:
    """For a table with an `audience`: what the database itself can say of its form."""
    spelled = models.Q(audience__in=[str(role) for role in ROLES]) | models.Q(audience__startswith=ORGANISATION)
    return models.CheckConstraint(condition=spelled, name=name)


class LedgerEntry(models.Model):
    """One public or internal fact. Holds digests, never text, so that text can still be redacted with a trace."""

    seq = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    verb = models.CharField(_("event"), max_length=60)
    audience = AudienceField(
        _("audience"), max_length=40, help_text=_("public, members, secretariat or organisation:<id>")
    )
    # Kept as plain numbers in the chain: a login or organisation may go, its entries stay as they are.
    actor = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    actor_label = models.CharField(_("by"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    target = models.CharField(_("about"), max_length=80, db_index=True, help_text=_("app.model:id"))
    page_id = models.BigIntegerField(null=True, db_index=True)
    data = models.JSONField(default=dict)
    content = models.CharField(_("digest of the content"), max_length=64, blank=True)
    previous = models.CharField(_("previous digest"), max_length=64)
    # Secret: with it, what outsiders are not told could be guessed. None of entries made before there were salts.
    salt = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["seq"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["page_id", "seq"], name="ledger_page_seq")]
        constraints = [audience_is_spelled_right("entry_audience_form")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language, to follow the office that did it."""
        return sentence_of(self.verb, self.data)

    @cached_property
    def frame_parts(self) -> dict[Any, Any]:
        """What the frames of all its channels share, by the function that found it (`forum.live.found_together`)."""
        return {}

    @cached_property
    def drawn_with(self) -> list["LedgerEntry"]:
        """The entries whose frames are drawn at the same time; what they show is asked for together."""
        return [self]


class EntryPage(models.Model):
    """Under which pages an entry is told: its own (`page_id`, sealed with it), and others that it concerns.

    An index beside the chain, outside its digests: it can be made anew, and proves nothing.
    """

    entry = models.ForeignKey(LedgerEntry, on_delete=models.DO_NOTHING, related_name="pages")
    page_id = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page_id", "entry"], name="entry_once_for_a_page")]

    def __str__(self) -> str:
        return f"{self.entry_id} on {self.page_id}"


class EntryReason(TypedText, models.Model):
    """Why it was done, in the words of whoever did it. The entry has their digest as `content`, or in its data."""

    entry = models.OneToOneField(LedgerEntry, on_delete=models.DO_NOTHING, primary_key=True, related_name="reason")
    text = models.TextField(_("reason"))

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


class LedgerHead(models.Model):
    """The one row that writers queue for: last number and digest."""

    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.seq)


_HEAD: Prepared[str] = Prepared(lambda: LedgerHead.objects.values_list("digest", flat=True))


def head_digest() -> str:
    """The digest of the last entry: another with every change that anybody could see, also where a backup went back."""
    return _HEAD()[0]


HEX_KEY = RegexValidator(r"\A[0-9a-f]{64}\Z", _("Enter the key as 64 characters: digits and the letters a to f."))


class Witness(TypedText, models.Model):
    """Somebody outside who keeps signed heads, so that a rewritten history is found."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    email = models.EmailField(_("email address"), blank=True, help_text=_("Every new signed head is mailed there."))
    public_key = models.CharField(
        _("public key"),
        max_length=64,
        blank=True,
        validators=[HEX_KEY],
        help_text=_("Ed25519, 64 hexadecimal characters. Needed only by those who also sign."),
    )

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class SignedHead(models.Model):
    """The ledger's head at one moment, signed by the installation: whoever keeps it can prove what stood before it.

    `statement` is, to the byte, what was signed. Keys and signatures are Ed25519 in hex.
    """

    seq = models.BigIntegerField(_("number"), primary_key=True)
    digest = models.CharField(_("digest"), max_length=64)
    at = models.DateTimeField(_("time"))
    statement = models.TextField()
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["-seq"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.seq)


class Countersignature(models.Model):
    """A witness's signature of the same statement. Name and key are kept as they were."""

    head = models.ForeignKey(SignedHead, on_delete=models.DO_NOTHING, related_name="countersignatures")
    name = models.CharField(max_length=200)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["head", "public_key"], name="countersigned_once")]

    def __str__(self) -> str:
        return f"{self.head_id} {self.name}"
