"""An installation as deploy/ describes it, below a folder of its own: units, nginx and settings, with paths and ports
of the test in place of those of a server."""

import configparser
import os
import re
import shlex
import ssl
import subprocess
import sys
from pathlib import Path

from tests.test_architecture import ROOT

UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
SERVERS = ("mufakat-web", "mufakat-live", "mufakat-worker")


def unit(name):
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str
    found.read(ROOT / f"deploy/systemd/{name}.service")
    return found["Service"]


def command_of(name, ports):
    """Its ExecStart, word for word but for where the software lies and the ports."""
    line = unit(name)["ExecStart"].replace("/opt/mufakat/.venv/bin/python ", f"{sys.executable} ")
    line = line.replace("/opt/mufakat/.venv/bin", str(Path(sys.executable).parent))
    for usual, port in ports.items():
        line = re.sub(rf"\b{usual}\b", str(port), line)
    return shlex.split(line)


def settings_of(text, **given):
    """deploy/mufakat.env as somebody fills it in."""
    for name, value in given.items():
        text, found = re.subn(rf"(?m)^{name}=.*$", lambda _: f"{name}={value}", text)  # noqa: B023
        assert found == 1, name
    return text


def environment_of(text):
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {"PATH": os.environ["PATH"], **dict(line.split("=", 1) for line in lines)}


def nginx_files(folder, ports):
    """The site's configuration inside the smallest nginx.conf; returns its path."""
    certificate(folder)
    site = (ROOT / "deploy/nginx/mufakat.conf").read_text()
    site = re.sub(r"(?m)^    listen \[::\].*\n", "", site)
    site = re.sub(r"listen (\d+)", lambda found: f"listen 127.0.0.1:{ports[int(found[1])]}", site)
    for usual in (8001, 8002):
        site = site.replace(f"127.0.0.1:{usual}", f"127.0.0.1:{ports[usual]}")
    site = site.replace("forum.example.go.id", "localhost").replace("/var/lib/mufakat", str(folder / "data"))
    site = site.replace("/etc/letsencrypt/live/localhost", str(folder))
    site = site.replace("/etc/nginx/mufakat-proxy.conf", str(ROOT / "deploy/nginx/mufakat-proxy.conf"))
    site = site.replace("/var/log/nginx", str(folder)).replace("/var/lib/nginx", str(folder))
    site = site.replace("/opt/mufakat", str(ROOT))
    (folder / "site.conf").write_text(site)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"daemon off; {user} pid {folder}/nginx.pid; error_log {folder}/nginx.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary} include {folder}/site.conf; }}\n"
    )
    return folder / "nginx.conf"


def certificate(folder):
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)


def trusting(folder):
    return ssl.create_default_context(cafile=folder / "fullchain.pem")
