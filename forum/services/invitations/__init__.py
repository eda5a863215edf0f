"""Invitations: sent, answered, registered for."""
