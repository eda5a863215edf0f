"""A message is handed to the mail server; if it was not taken, we know whose, why, and whether to try again."""

import contextlib
import re
import smtplib
from dataclasses import dataclass, replace
from typing import Self

from django.core.mail import EmailMessage

from forum.models.invitations.mails import Problem

LONGEST_ANSWER = 300


@dataclass(frozen=True, slots=True)
class Failure:
    """One mail that was not taken. `answer` is what the server said, in its own words. Final: do not try again."""

    to: str
    subject: str
    problem: Problem
    answer: str = ""

    @property
    def is_final(self) -> bool:
        return self.problem in (Problem.REFUSED, Problem.TOO_LATE)

    @property
    def is_of_server(self) -> bool:
        """Every other mail would meet the same."""
        return self.problem in (Problem.SILENT, Problem.UNREACHABLE, Problem.LOGIN)

    def of(self, address: str) -> Self:
        return replace(self, to=address)


class NotSentError(Exception):
    """Nothing of `failures` was sent. Names no address, because errors are written into logs."""

    def __init__(self, *failures: Failure) -> None:
        self.failures = failures
        super().__init__(", ".join(sorted({failure.problem.value for failure in failures})))

    @property
    def is_final(self) -> bool:
        return all(failure.is_final for failure in self.failures)


def in_words(problem: str) -> str:
    return str(Problem(problem).label)


def hand_over(message: EmailMessage) -> None:
    """Give one mail for one person to the mail server. Raises NotSentError.

    A server that has taken it and then does not say goodbye has taken it: it is not sent again.
    """
    connection = message.get_connection()
    try:
        connection.open()
        connection.send_messages([message])
    except (smtplib.SMTPException, OSError) as error:
        problem, answer = _understood(error)
        to = ", ".join(message.to)
        raise NotSentError(Failure(to, str(message.subject), problem, answer)) from None
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.close()


def _understood(error: Exception) -> tuple[Problem, str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _of_code(code, Problem.REFUSED), _told(code, said)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Problem.LOGIN, _told(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPDataError):
        return _of_code(error.smtp_code, Problem.REFUSED), _told(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPResponseException):
        return _of_code(error.smtp_code, Problem.OTHER), _told(error.smtp_code, error.smtp_error)
    # smtplib says of a silence within the conversation that the connection was closed.
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return Problem.SILENT, ""
    if isinstance(error, smtplib.SMTPException):
        return Problem.OTHER, _short(str(error))
    return Problem.UNREACHABLE, _short(getattr(error, "strerror", "") or str(error))


def _of_code(code: int, for_good: Problem) -> Problem:
    return Problem.LATER if 400 <= code < 500 else for_good


def _told(code: int, said: bytes | str) -> str:
    return _short(f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}")


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text)[:LONGEST_ANSWER]
