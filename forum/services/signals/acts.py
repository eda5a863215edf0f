"""What a login changes in the editors' rooms past our services: files, settings, logins. Each act leaves an entry.

Only what a person does there is told: services write their own entries, and what a command does is nobody's act.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.dispatch import receiver
from taggit.models import TaggedItem
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Page,
    ReferenceIndex,
    Site,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from forum import events, ledger, live
from forum.audiences import PUBLIC, SECRETARIAT
from forum.ledger.acting import acting_user, first_time
from forum.models.directory.people import Organisation, User
from forum.models.meetings import AgendaPaper
from forum.models.pages import visible_page_ids
from forum.models.settings import ForumSettings
from forum.services.signals.logins import ADMINISTRATOR, tell_both, tell_everybody

# What happened to a row: the names of its fields that changed; None: it is new, or it goes.
Changed: TypeAlias = frozenset[str] | None
Tell: TypeAlias = Callable[[Any, Changed, bool, User], None]
UNTOLD = frozenset({"last_login"})
# Of a file, counted when somebody first looks at it: nobody changed it then.
COUNTED = frozenset({"file_size", "file_hash"})


def hear(tell: Tell, *kinds: type[models.Model]) -> None:
    """From now on `tell(row, changed, goes, by)` is called for each act of a person on rows of these kinds."""

    def remember(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
        if acting_user():
            instance.stored_fields = sender._base_manager.filter(pk=instance.pk).values().first()

    def told(sender: type[models.Model], instance: Any, created: bool, **kwargs: Any) -> None:
        if by := acting_user():
            changed = None if created else _changed(instance)
            if changed is None or changed:
                with transaction.atomic():
                    tell(instance, changed, False, by)

    def told_before_it_goes(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
        if by := acting_user():
            tell(instance, None, True, by)

    for kind in kinds:
        name = kind._meta.label_lower
        pre_save.connect(remember, sender=kind, weak=False, dispatch_uid=f"remember {name}")
        post_save.connect(told, sender=kind, weak=False, dispatch_uid=f"tell {name}")
        pre_delete.connect(told_before_it_goes, sender=kind, weak=False, dispatch_uid=f"tell the end of {name}")


def _changed(instance: Any) -> frozenset[str]:
    before = instance.stored_fields or {}
    now = type(instance)._base_manager.filter(pk=instance.pk).values().first() or {}
    counted = {name for name in COUNTED if not before.get(name)}
    return frozenset(name for name, value in now.items() if before.get(name) != value) - UNTOLD - counted


# --- files


def tell_file(file: Any, changed: Changed, goes: bool, by: User) -> None:
    """For everybody, with its title, where the file stands on a page that everybody may read."""
    first_time("file", file)
    pages = _pages_with(file)
    is_public = bool(visible_page_ids(AnonymousUser(), [page.pk for page in pages]))
    verb = events.FILE_REMOVED if goes else events.FILE_ADDED if changed is None else events.FILE_CHANGED
    if changed and "file" in changed:
        verb = events.FILE_REPLACED
    data: dict[str, Any] = {"title": file.title} if is_public else {}
    if is_public and verb == events.FILE_REPLACED:
        data["sha256"] = [_digest(file, file.stored_fields["file"]), _digest(file, file.file.name)]
    ledger.append(
        verb,
        target=file,
        page=pages[0] if pages else None,
        also=pages,
        by=by,
        audience=PUBLIC if is_public else SECRETARIAT,
        data=data,
        content=[file.title, file.file_hash],
    )


def _digest(file: Any, name: str) -> str:
    """Empty where the file is there no more."""
    storage = file.file.storage
    if not storage.exists(name):
        return ""
    with storage.open(name) as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()


@receiver(m2m_changed, sender=TaggedItem)
def tell_of_tags(sender: Any, instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Where the form changed nothing else of the file."""
    by = acting_user()
    if by and action in ("post_add", "post_remove") and pk_set and first_time("file", instance):
        with transaction.atomic():
            tell_file(instance, frozenset({"tags"}), False, by)


def _pages_with(file: models.Model) -> list[Page]:
    """None of a paper that is not for everybody: nobody else hears of it."""
    if (
        isinstance(file, get_document_model())
        and AgendaPaper.objects.not_for_everybody().filter(document=file).exists()
    ):
        return []
    standing = ReferenceIndex.get_references_to(file).values_list("object_id", "base_content_type__model")
    return list(Page.objects.filter(pk__in=[int(key) for key, model in standing if model == "page"], live=True))


# --- settings


def tell_settings(settings: ForumSettings, changed: Changed, goes: bool, by: User) -> None:
    """Which organisation is the secretariat is for everybody: its logins act in that name."""
    before = settings.stored_fields or {} if changed else {}
    names = _labels(before.get("secretariat_id"), settings.secretariat_id)
    ledger.append(
        events.SETTINGS_CHANGED,
        target=settings,
        by=by,
        content={field.attname: getattr(settings, field.attname) for field in settings._meta.concrete_fields},
        data={
            "fields": sorted(changed or ()),
            **({"secretariat": names} if changed is None or "secretariat_id" in changed else {}),
        },
    )


def _labels(*keys: int | None) -> list[str]:
    known = Organisation.objects.in_bulk([key for key in keys if key])
    return [known[key].label if key in known else "" for key in keys]


def tell_technical(row: models.Model, changed: Changed, goes: bool, by: User) -> None:
    """What belongs to a workflow is told of the workflow."""
    about = getattr(row, "workflow", row)
    if first_time(events.SITE_CHANGED, about):
        ledger.append(events.SITE_CHANGED, target=about, by=by, data={"record": about._meta.model_name})


@receiver(m2m_changed, sender=GroupApprovalTask.groups.through)
def tell_who_checks_drafts(sender: Any, instance: Any, action: str, **kwargs: Any) -> None:
    by = acting_user()
    if by and action in ("post_add", "post_remove", "pre_clear"):
        with transaction.atomic():
            tell_technical(instance, None, False, by)


# --- logins


def tell_login(login: Any, changed: Changed, goes: bool, by: User) -> None:
    """Which fields changed, never what they hold: an address is personal data."""
    verb = events.LOGIN_REMOVED if goes else events.LOGIN_MADE if changed is None else events.LOGIN_CHANGED
    ledger.append(verb, target=login, by=by, data={"fields": sorted(changed)} if changed else {})
    made_for_all = {ADMINISTRATOR} if (changed is None and login.is_superuser) else set()
    tell_everybody(login, changed or made_for_all, by=by)
    if changed and "email" in changed:
        tell_both(login, login.stored_fields["email"])


# --- what Wagtail does to many rows at once, without their signals


@transaction.atomic
def tell_of_many(action: str, rows: Iterable[models.Model], *, by: User) -> None:
    for row in rows:
        if action == "set_active_state" and isinstance(row, User):
            row.refresh_from_db()
            tell_login(row, frozenset({"is_active"}), False, by)
            if not row.is_active:
                live.revoke(row)
        elif action == "add_to_collection":
            tell_file(row, frozenset({"collection"}), False, by)


hear(tell_file, get_document_model(), get_image_model())
hear(tell_settings, ForumSettings)
hear(tell_login, User)
hear(
    tell_technical,
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Redirect,
    Site,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
