"""A mail that waits in the queue may hold a key to somebody's login: it waits sealed with SECRET_KEY.

Whoever has the database or a backup alone cannot read it.
"""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.mail import EmailMultiAlternatives


def sealed(message: EmailMultiAlternatives) -> str:
    fields = {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "to": list(message.to),
        "alternatives": [list(one) for one in message.alternatives],
    }
    return _box().encrypt(json.dumps(fields).encode()).decode()


def opened(seal: str) -> EmailMultiAlternatives | None:
    """None if it was sealed with another key: SECRET_KEY was changed meanwhile."""
    try:
        fields = json.loads(_box().decrypt(seal.encode()))
    except InvalidToken:
        return None
    return EmailMultiAlternatives(**fields)


def _box() -> Fernet:
    key = hashlib.sha256(f"mail that waits:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
