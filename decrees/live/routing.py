"""Addresses of the sockets."""

from django.urls import URLPattern, path

from decrees.live.consumers import decree_socket

websocket_urlpatterns: list[URLPattern] = [
    path("ws/rancangan/<int:pk>/", decree_socket),  # type: ignore[arg-type]  # an ASGI application, not a view
]
