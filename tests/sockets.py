"""A reader's socket without a server, as patient as a busy machine asks: Channels' own waits for one second."""

from channels.testing import WebsocketCommunicator

PATIENCE = 30


class Socket(WebsocketCommunicator):
    async def receive_output(self, timeout=PATIENCE):
        return await super().receive_output(max(timeout, PATIENCE))

    async def wait(self, timeout=PATIENCE):
        await super().wait(max(timeout, PATIENCE))
