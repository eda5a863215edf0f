"""Channels' layer on Redis, in which nobody waits for a Redis that is away: what it loses is fetched (docs/live.md)."""

import asyncio
from collections.abc import Collection
from typing import Any

from channels_redis.pubsub import RedisPubSubChannelLayer

from cms.stores.outages import outage_of

SECONDS = 1.0


class PatientChannelLayer(RedisPubSubChannelLayer):
    """Raises AwayError at once while Redis is away. `receive` alone waits: that is what it is for."""

    def __init__(self, *, address: str, **options: Any) -> None:
        super().__init__(hosts=[{"address": address, "socket_connect_timeout": SECONDS}], **options)
        self._outage = outage_of(address)

    async def _ask(self, method: str, *args: Any) -> Any:
        with self._outage.noticed():
            async with asyncio.timeout(SECONDS):
                return await getattr(self._get_layer(), method)(*args)

    async def heard(self, groups: Collection[str]) -> set[str]:
        """Those of the groups that some process has joined. Channels does not ask this, Redis can answer it."""
        with self._outage.noticed():
            async with asyncio.timeout(SECONDS):
                return await self._heard({self._get_layer()._get_group_channel_name(group): group for group in groups})

    async def _heard(self, groups: dict[str, str]) -> set[str]:
        (shard,) = self._get_layer()._shards
        shard._ensure_redis()
        counted = await shard._redis.pubsub_numsub(*groups)
        return {groups[name.decode()] for name, readers in counted if readers}

    async def new_channel(self, prefix: str = "specific.") -> str:
        return await self._ask("new_channel", prefix)

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        await self._ask("send", channel, message)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await self._ask("group_send", group, message)

    async def group_add(self, group: str, channel: str) -> None:
        await self._ask("group_add", group, channel)

    async def group_discard(self, group: str, channel: str) -> None:
        await self._ask("group_discard", group, channel)
