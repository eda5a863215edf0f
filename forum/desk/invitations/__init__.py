"""Invitations at the desk: who answered, and what goes out."""
