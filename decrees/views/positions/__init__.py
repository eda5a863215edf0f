"""Positions of organisations: sent from a discussion of their own, brought as letters, joined by others."""
