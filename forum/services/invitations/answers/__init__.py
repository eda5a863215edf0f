"""Answers to an invitation: by a login, by the secretariat for somebody, by the link in a mail."""
