"""Tables of cases that the server's code and the browser's must both meet."""

import json
from pathlib import Path


def cases(name):
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
