"""The secrets of second factors as they stand in the database: sealed, under the key that is set now."""

import base64
import logging
import secrets
from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.db import transaction

from forum.services.logins import sealing

log = logging.getLogger(__name__)
PURPOSE = "second factor"
MARK = "sealed:"
SECRETS = ("secret", "seed")  # of an app, of the codes on paper; of a key only its public half is kept


def sealed(secret: str) -> str:
    return MARK + sealing.seal(secret, purpose=PURPOSE)


def opened(stored: str) -> str:
    """What nobody sealed is given as it stands. Under a lost key: a secret that nobody has, so that no code fits."""
    if not stored.startswith(MARK):
        return stored
    secret = sealing.unseal(stored.removeprefix(MARK), purpose=PURPOSE)
    if secret is None:
        log.error("The secret of a second factor opens with none of the keys (DATA_ENCRYPTION_KEY).")
        return base64.b32encode(secrets.token_bytes(20)).decode()
    return secret


def seal_all() -> int:
    """Under the first key, also what stands open from before; how many rows."""
    count = 0
    for pk in list(Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            if row and (anew := dict(_sealed_anew(row.data))):
                Authenticator.objects.filter(pk=pk).update(data=row.data | anew)
                count += 1
    return count


def _sealed_anew(data: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name in SECRETS:
        if stored := data.get(name, ""):
            plain = not stored.startswith(MARK)
            anew = sealed(stored) if plain else _under_first_key(stored)
            if anew:
                yield name, anew


def _under_first_key(stored: str) -> str | None:
    anew = sealing.seal_anew(stored.removeprefix(MARK), purpose=PURPOSE)
    return anew and MARK + anew


def count_unopened() -> int:
    rows = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("data", flat=True)
    return sum(any(_is_lost(data.get(name, "")) for name in SECRETS) for data in rows.iterator())


def _is_lost(stored: str) -> bool:
    return stored.startswith(MARK) and sealing.unseal(stored.removeprefix(MARK), purpose=PURPOSE) is None
