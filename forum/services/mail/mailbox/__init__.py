"""The mailbox that mails come back to: letters that did not arrive, and answers of calendar programs."""

from forum.services.mail.mailbox.reading import MailboxError, read_mailbox

__all__ = ["MailboxError", "read_mailbox"]
