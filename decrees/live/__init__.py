"""Frames for sockets, and who may hear which."""
