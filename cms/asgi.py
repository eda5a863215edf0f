"""HTTP and sockets in one process (daphne)."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

from cms.settings.starting import serving

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
os.environ.setdefault("SERVES_PEOPLE", "on")
django_application = serving(get_asgi_application)

# Consumers and tasks touch models, so they may be imported only after Django is set up.
from cms.middleware.maintenance import ClosedSockets  # noqa: E402
from cms.middleware.sockets import LoginMiddleware, SocketMiddleware  # noqa: E402
from cms.middleware.stopping import StoppingMiddleware  # noqa: E402
from cms.services.queue import start_embedded  # noqa: E402
from decrees.live.routing import websocket_urlpatterns  # noqa: E402
from forum.views.sitting import socket  # noqa: E402
from minutes.views.notes import socket as notes_socket  # noqa: E402

addresses = [*socket.websocket_urlpatterns, *notes_socket.websocket_urlpatterns, *websocket_urlpatterns]
sockets = ClosedSockets(AuthMiddlewareStack(LoginMiddleware(URLRouter(addresses))))
application = StoppingMiddleware(
    ProtocolTypeRouter(
        {"http": django_application, "websocket": SocketMiddleware(AllowedHostsOriginValidator(sockets))}
    )
)
start_embedded()
