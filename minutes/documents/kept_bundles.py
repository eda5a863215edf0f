"""A large ZIP of a meeting is made in the background and kept under a key of all that is in it: only who may read all
of that comes to the same key."""

import datetime
from collections.abc import Callable
from typing import IO, Protocol

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django_tasks import task

from forum import clock
from forum.models import User
from forum.permissions import Anyone
from minutes.documents.bundle import Bundle, bundle_of
from minutes.models import MinutesPage

AT_ONCE = 5_000_000  # bytes of files
FOLDER = "bundles"
KEPT_FOR = datetime.timedelta(days=2)
GIVEN_UP = 10 * 60  # seconds after which one that did not go on is begun again


class Packed(Protocol):
    """What is made in the background. `key`: the same for those who may read the same."""

    @property
    def key(self) -> str: ...

    def written(self, told: Callable[[int], None] = ...) -> IO[bytes]: ...


def ready(bundle: Bundle, minutes: MinutesPage, user: Anyone) -> IO[bytes] | None:
    """A small one at once; a large one is made in the background, once for all who may read the same. None: not yet."""
    if bundle.size <= AT_ONCE:
        return bundle.written()
    if (kept := file_of(bundle)) is None and begin(bundle):
        make_bundle.enqueue(minutes.pk, user.pk)
        kept = file_of(bundle)
    return kept


@task()
def make_bundle(minutes_id: int, user_id: int | None) -> None:
    """As this reader may read it by now."""
    user = User.objects.get(pk=user_id) if user_id else AnonymousUser()
    minutes = MinutesPage.objects.visible_to(user).filter(pk=minutes_id).first()
    if minutes is not None:
        keep(bundle_of(minutes, user))


def file_of(bundle: Packed) -> IO[bytes] | None:
    """None if it is not there, or not whole: its size is noted when all of it is."""
    store, path = storages["private"], _path(bundle)
    try:
        with store.open(f"{path}.size") as noted:
            size = int(noted.read())
        return store.open(path) if store.size(path) == size else None
    except (OSError, ValueError):
        return None


def begin(bundle: Packed) -> bool:
    """False while somebody is at it."""
    return bool(cache.add(_told(bundle), 0, GIVEN_UP))


def progress_of(bundle: Packed) -> int:
    """How many of its parts are through, as far as this process can know."""
    return int(cache.get(_told(bundle)) or 0)


def keep(bundle: Packed) -> None:
    """Twice is the same as once."""
    if file_of(bundle) is not None:
        return
    store, path = storages["private"], _path(bundle)
    with bundle.written(lambda done: cache.set(_told(bundle), done, GIVEN_UP)) as file:
        for left_over in (path, f"{path}.size"):
            store.delete(left_over)
        store.save(path, File(file))
        store.save(f"{path}.size", ContentFile(str(store.size(path)).encode()))


def forget_bundles() -> str:
    store = storages["private"]
    try:
        names = store.listdir(FOLDER)[1]
    except FileNotFoundError:
        names = []
    old = [name for name in names if store.get_modified_time(f"{FOLDER}/{name}") < clock.now() - KEPT_FOR]
    for name in old:
        store.delete(f"{FOLDER}/{name}")
    return f"{len(old)} files of whole meetings forgotten"


def _path(bundle: Packed) -> str:
    return f"{FOLDER}/{bundle.key}.zip"


def _told(bundle: Packed) -> str:
    return f"bundle:{bundle.key}"
