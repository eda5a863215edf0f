"""A mail that waits in the queue may hold a key to somebody's login: it waits sealed."""

import json

from django.core.mail import EmailMultiAlternatives

from forum.services.logins import sealing

PURPOSE = "mail that waits"


def sealed(message: EmailMultiAlternatives) -> str:
    fields = {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "to": list(message.to),
        "alternatives": [list(one) for one in message.alternatives],
    }
    return sealing.seal(json.dumps(fields), purpose=PURPOSE)


def opened(seal: str) -> EmailMultiAlternatives | None:
    """None if it was sealed with another key: it was changed meanwhile."""
    words = sealing.unseal(seal, purpose=PURPOSE)
    return None if words is None else EmailMultiAlternatives(**json.loads(words))
