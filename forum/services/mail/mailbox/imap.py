"""A mailbox of an IMAP server (RFC 9051), opened to be read only: nothing in it is moved, marked or deleted."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from django.conf import settings

PORTS = {"imap": 143, "imaps": 993}
LARGEST = 2_000_000  # bytes; reports and replies are small
LOCAL = ("localhost", "127.0.0.1", "::1")


class MailboxError(Exception):
    """The mailbox cannot be read. Says nothing of what is in it, nor of the password."""


@dataclass(frozen=True, slots=True)
class Message:
    """`content` is empty for one that is too large."""

    uid: int
    content: bytes


class Mailbox:
    def __init__(self, server: imaplib.IMAP4, validity: int) -> None:
        self.server, self.validity = server, validity

    @classmethod
    @contextlib.contextmanager
    def opened(cls, url: str) -> Iterator[Self]:
        """Raises MailboxError for whatever the network or the server does meanwhile."""
        server = None
        try:
            server = _connected(url)
            yield cls(server, _validity(server, urlsplit(url).path.strip("/") or "INBOX"))
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            raise MailboxError(type(error).__name__) from None
        finally:
            if server:
                with contextlib.suppress(imaplib.IMAP4.error, OSError):
                    server.logout()

    def after(self, uid: int, *, most: int) -> list[int]:
        """The numbers of the next messages. A server answers with the last one where there is none."""
        found = self._asked("SEARCH", None, f"UID {uid + 1}:*")
        numbers = b" ".join(one for one in found if one).split()
        return sorted(int(one) for one in numbers if int(one) > uid)[:most]

    def fetch(self, uid: int) -> Message:
        """The server is asked for no more than `LARGEST`, whatever there is."""
        found = self._asked("FETCH", str(uid), f"(RFC822.SIZE BODY.PEEK[]<0.{LARGEST}>)")
        parts = [one for one in found if isinstance(one, tuple)]
        content = parts[0][1] if parts else b""
        return Message(uid, content if len(content) < LARGEST else b"")

    def _asked(self, command: str, *values: Any) -> list[Any]:
        said, found = self.server.uid(command, *[value for value in values if value is not None])
        if said != "OK":
            raise imaplib.IMAP4.error(command)
        return found


def _connected(url: str) -> imaplib.IMAP4:
    """Encrypted, or on this machine."""
    asked = urlsplit(url)
    host, port = asked.hostname or "", asked.port or PORTS[asked.scheme]
    if asked.scheme == "imaps":
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            host, port, ssl_context=ssl.create_default_context(), timeout=settings.EMAIL_TIMEOUT
        )
    else:
        server = imaplib.IMAP4(host, port, timeout=settings.EMAIL_TIMEOUT)
        if host not in LOCAL:
            server.starttls(ssl.create_default_context())
    server.login(unquote(asked.username or ""), unquote(asked.password or ""))
    return server


def _validity(server: imaplib.IMAP4, folder: str) -> int:
    said, _many = server.select(f'"{folder}"', readonly=True)
    told = server.untagged_responses.get("UIDVALIDITY") or server.response("UIDVALIDITY")[1]
    number = re.search(r"\d+", str(told[0])) if told else None
    if said != "OK" or number is None:
        raise imaplib.IMAP4.error("SELECT")
    return int(number.group())
