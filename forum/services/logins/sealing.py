"""What opens a login waits or stays in the database sealed: mails with links, the secrets of second factors.

Whoever has the database or a backup alone cannot read it. Each purpose has a key of its own, made of the first of
DATA_ENCRYPTION_KEY; what older keys or SECRET_KEY sealed is still opened.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(words: str, *, purpose: str) -> str:
    return _boxes(purpose).encrypt(words.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str | None:
    """None if no key that is known here sealed it."""
    try:
        return _boxes(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def seal_anew(sealed: str, *, purpose: str) -> str | None:
    """The same words under the first key; None if no key opens them."""
    try:
        return _boxes(purpose).rotate(sealed.encode()).decode()
    except InvalidToken:
        return None


def _boxes(purpose: str) -> MultiFernet:
    keys = [key.hex() for key in settings.DATA_ENCRYPTION_KEYS] + [settings.SECRET_KEY]
    return MultiFernet([_box(purpose, key) for key in keys])


def _box(purpose: str, key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}:{key}".encode()).digest()))
