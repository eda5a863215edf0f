"""Reports about mails that did not arrive (RFC 3464): which mail, and why. What they say is never trusted further."""

import re
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser, HeaderParser
from email.policy import compat32
from typing import Any

from forum.services.mail import Problem

LONGEST = 300
STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
MESSAGE_ID = re.compile(r"<([0-9A-Za-z._-]{8,80})@[^<>\s@]+>")
# By the enhanced status code (RFC 3463), without its first number.
PROBLEMS = {
    (1, None): Problem.NO_MAILBOX,
    (2, 1): Problem.CLOSED,
    (2, 2): Problem.FULL,
    (2, 3): Problem.TOO_LARGE,
    (3, 4): Problem.TOO_LARGE,
    (4, None): Problem.NO_WAY,
    (7, None): Problem.UNWANTED,
}


@dataclass(frozen=True, slots=True)
class Report:
    """`tokens` are those of the Message-IDs that it names: at most one is that of a mail of ours."""

    tokens: tuple[str, ...]
    problem: Problem
    is_final: bool
    said: str


def report_in(message: EmailMessage) -> Report | None:
    """None: it is no report of a failure. That something is late, or arrived, is none."""
    if message.get_content_type() != "multipart/report":
        return None
    blocks = [block for part in _parts(message, "message/delivery-status") for block in _blocks(part)]
    failed = [one for one in blocks if str(one.get("Action", "")).strip().lower() == "failed"]
    if not failed:
        return None
    said = _line(failed[0].get("Diagnostic-Code", "")) or _line(failed[0].get("Status", ""))
    status = STATUS.search(str(failed[0].get("Status", ""))) or STATUS.search(said)
    return Report(
        tokens=tuple(_tokens(message, blocks)),
        problem=_problem(status),
        is_final=status is None or status.group(1) == "5",
        said=said,
    )


def _problem(status: re.Match[str] | None) -> Problem:
    subject, detail = (int(status.group(2)), int(status.group(3))) if status else (0, 0)
    return PROBLEMS.get((subject, detail)) or PROBLEMS.get((subject, None)) or Problem.RETURNED


def _blocks(part: Any) -> list[Message]:
    """Of a machine's report: the block about the mail, then one for each address."""
    content = part.get_payload()
    if isinstance(content, list):
        return [one for one in content if isinstance(one, Message)]
    text = part.get_payload(decode=True) or b""
    return [BytesHeaderParser(policy=compat32).parsebytes(one) for one in re.split(rb"\r?\n\r?\n", text) if one.strip()]


def _tokens(message: EmailMessage, blocks: list[Message]) -> list[str]:
    """The mail that came back, whole or its head alone, or the report itself says which it was."""
    named = [str(one.get("Original-Message-ID", "")) for one in blocks]
    for part in _parts(message, "message/rfc822"):
        inner = part.get_payload()
        named += [str(one.get("Message-ID", "")) for one in inner if isinstance(one, Message)]
    for part in _parts(message, "text/rfc822-headers"):
        text = (part.get_payload(decode=True) or b"").decode("ascii", errors="replace")
        named.append(str(HeaderParser(policy=compat32).parsestr(text).get("Message-ID", "")))
    return list(dict.fromkeys(found.group(1) for one in named if (found := MESSAGE_ID.search(one))))


def _parts(message: EmailMessage, kind: str) -> list[Any]:
    return [part for part in message.walk() if part.get_content_type() == kind]


def _line(words: Any) -> str:
    return re.sub(r"[^\x20-\x7e]+", " ", str(words)).strip()[:LONGEST]
