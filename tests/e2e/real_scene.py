"""The meetings of `tests.factories.real_minutes`, and somebody who takes their minutes. Prints them with their lines.

Run as a process of its own, like `scene`.
"""

import json
import sys
from io import StringIO

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from cms.services.preparing import prepare_site  # noqa: E402
from tests.e2e.meeting_scene import secretariat, session_of  # noqa: E402
from tests.factories import real_minutes as real  # noqa: E402


def main():
    call_command("migrate", verbosity=0, stdout=StringIO())
    prepare_site()
    meetings = [(typed, real.meeting_of(typed)) for typed in real.ALL.values()]
    told = [{"title": typed.title, "meeting": page.pk, "lines": typed.lines} for typed, page in meetings]
    json.dump({"path": "/", "meetings": told, "sessions": {"office": session_of(secretariat())}}, sys.stdout)


main()
