"""A mail server on a port of its own, that can refuse, fall silent, break off and recover."""

import contextlib
import socketserver
import threading


class MailServer(socketserver.ThreadingTCPServer):
    """`refuses` maps an address (or "*") to the answer it gets; `taken` are (address, message) in order."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.refuses, self.taken, self.goodbye = {}, [], True
        self.speaks, self.asked = threading.Event(), threading.Event()
        self.speaks.set()

    @property
    def port(self):
        return self.server_address[1]

    @property
    def recipients(self):
        return sorted(address for address, _ in self.taken)

    def fall_silent(self):
        """Connections are taken, and then nothing is said until `speaks` is set."""
        self.speaks.clear()


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError):
            self.server.asked.set()
            self.server.speaks.wait(30)
            self.say("220 ready")
            self.recipients = []
            while self.answer(self.rfile.readline().decode().strip()):
                pass

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def answer(self, line):
        """False when the conversation is over."""
        command, _, rest = line.partition(" ")
        if not line or (command.upper() == "QUIT" and not self.server.goodbye):
            return False
        getattr(self, f"on_{command.lower()}", self.on_other)(rest)
        return command.upper() != "QUIT"

    def on_other(self, rest):
        self.say("250 ok")

    def on_quit(self, rest):
        self.say("221 bye")

    def on_rset(self, rest):
        self.recipients = []
        self.say("250 ok")

    def on_rcpt(self, rest):
        address = rest.partition("<")[2].partition(">")[0]
        refusal = self.server.refuses.get(address) or self.server.refuses.get("*")
        if refusal is None:
            self.recipients.append(address)
        self.say(refusal or "250 ok")

    def on_data(self, rest):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        self.server.taken += [(address, "".join(lines)) for address in self.recipients]
        self.say("250 taken")


@contextlib.contextmanager
def mail_server():
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.speaks.set()
        server.shutdown()
