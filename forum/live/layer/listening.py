"""Who listens: a frame is drawn for the groups in which some process has readers, and for no others.

The layer itself knows, so there is nothing to be out of date. Whoever joins while a frame is being drawn joined after
the commit: what they are greeted with counts it already.
"""

from collections.abc import Collection

from channels.layers import InMemoryChannelLayer, get_channel_layer


async def heard(groups: Collection[str]) -> set[str]:
    """Those of the groups that somebody has joined, in this process or in another."""
    layer = get_channel_layer()
    if isinstance(layer, InMemoryChannelLayer):
        return {group for group in groups if layer.groups.get(group)}
    found: set[str] = await layer.heard(groups)
    return found
