"""A small IMAP server on a real socket: one login, one folder, the commands that reading needs."""

import contextlib
import re
import socketserver
import threading

PASSWORD = "kata sandi/+@"


class Folder:
    """`validity` is what the server numbers its messages by; `breaks_at` the message at which it hangs up."""

    def __init__(self):
        self.messages, self.validity, self.breaks_at, self.commands = {}, 7, None, []

    def add(self, content):
        uid = max(self.messages, default=0) + 1
        self.messages[uid] = content if isinstance(content, bytes) else content.replace("\n", "\r\n").encode()
        return uid


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("* OK ready")
        for line in self.rfile:
            tag, _space, command = line.decode().strip().partition(" ")
            self.server.folder.commands.append(command.split()[0].upper())
            if not self.answer(tag, command):
                return

    def say(self, words):
        self.wfile.write(words.encode() + b"\r\n")

    def answer(self, tag, command):
        folder, name = self.server.folder, command.split()[0].upper()
        if name == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        if name == "LOGIN" and f'"{PASSWORD}"' not in command:
            self.say(f"{tag} NO wrong password")
            return True
        if name == "EXAMINE":
            self.say(f"* {len(folder.messages)} EXISTS\r\n* OK [UIDVALIDITY {folder.validity}] valid")
        if "SEARCH" in command:
            first = int(re.search(r"UID (\d+):\*", command).group(1))
            found = [uid for uid in folder.messages if uid >= first] or list(folder.messages)[-1:]
            self.say(f"* SEARCH {' '.join(map(str, found))}")
        if "FETCH" in command:
            uid, most = int(command.split()[2]), int(re.search(r"<0\.(\d+)>", command).group(1))
            if uid == folder.breaks_at:
                return False
            content = folder.messages[uid][:most]
            self.say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(content)} BODY[]<0> {{{len(content)}}}")
            self.wfile.write(content + b")\r\n")
        self.say(f"{tag} OK done")
        return name != "LOGOUT"


@contextlib.contextmanager
def serving(folder):
    """The port."""
    socketserver.ThreadingTCPServer.daemon_threads = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.folder = folder
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
