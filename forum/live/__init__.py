"""Push after commit: a ledger entry becomes one frame per audience, and every socket of that audience gets it.

`frames` renders and publishes, `hub` is what each process does with it; the others are its parts (docs/live.md).
"""

from forum.live.frames import (
    CONTROL_GROUP,
    RENDERERS,
    entries_for,
    found_together,
    frame,
    group_of,
    last_of,
    last_seq,
    publish,
    publish_state,
    renders,
    revoke,
)
from forum.live.hub import Hub, close_all, local_hub
from forum.live.layer.sending import use_own_loop
from forum.live.missed import numbered
from forum.live.replay import replay
from forum.live.sockets import Send, Socket

__all__ = [
    "CONTROL_GROUP",
    "RENDERERS",
    "Hub",
    "Send",
    "Socket",
    "close_all",
    "entries_for",
    "found_together",
    "frame",
    "group_of",
    "last_of",
    "last_seq",
    "local_hub",
    "numbered",
    "publish",
    "publish_state",
    "renders",
    "replay",
    "revoke",
    "use_own_loop",
]
