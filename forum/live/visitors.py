"""Limits the sockets of one address or login. The limit is high, because whole offices share one address."""

import ipaddress
from collections import Counter
from typing import Any

from django.conf import settings

NETWORK_BITS = 64


def address_of(scope: dict[str, Any]) -> str:
    """The same address as for the rate limits of HTTP; for IPv6 its network. Empty if there is none."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    hops = [one for name, value in scope["headers"] if name == b"x-forwarded-for" for one in value.split(b",")]
    if proxies and len(hops) >= proxies:
        return network_of(hops[-proxies].decode("latin-1").strip())
    return network_of((scope.get("client") or [""])[0])


def network_of(address: str) -> str:
    """The network of an IPv6 address, because whoever has one of its addresses has them all."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 4:
        return address
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, NETWORK_BITS), strict=False))


class Visitors:
    """Counts the sockets of this process by login, or by address for readers who are not signed in."""

    def __init__(self) -> None:
        self._by_address: Counter[str] = Counter()

    def admit(self, address: str) -> bool:
        """Whether one more socket is allowed; then it is counted, until `leave`."""
        limit = settings.SOCKETS_PER_ADDRESS
        if address and limit and self._by_address[address] >= limit:
            return False
        self._by_address[address] += 1
        return True

    def leave(self, address: str) -> None:
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]


visitors = Visitors()
