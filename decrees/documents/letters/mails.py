"""A saved mail: who wrote what about what, and the letter that came with it."""

import email
import email.policy
from email.message import EmailMessage
from html.parser import HTMLParser

_HEAD = ("From", "To", "Cc", "Date", "Subject")
_BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4"}
MOST_ATTACHED = 3


def of_mail(content: bytes) -> tuple[str, list[bytes]]:
    """The words with the head that people read, and the contents of what is attached."""
    mail = email.message_from_bytes(content, policy=email.policy.default)
    head = [f"{name}: {mail[name]}" for name in _HEAD if mail[name]]
    attached = [part.get_payload(decode=True) for part in mail.iter_attachments() if isinstance(part, EmailMessage)]
    files = [each for each in attached if isinstance(each, bytes) and each]
    return "\n".join([*head, "", _body(mail)]), files[:MOST_ATTACHED]


def _body(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, ValueError):  # a character set that nobody knows
        payload = body.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return _bare(text) if body.get_content_subtype() == "html" else text


def _bare(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("style", "script", "head")
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "script", "head")
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self.silent <= 0:
            self.words.append(data)
