"""Who else is on a page: rosters of the processes, merged, and shown to its readers."""

from forum.live.presence.rosters import Roster, Rosters, roster_of

__all__ = ["Roster", "Rosters", "roster_of"]
