"""The secretariat circulates the next version of the scene's draft, without its second recital and with other words in
KESATU, and opens a round on it."""

import django

django.setup()

from decrees.models import Round  # noqa: E402
from decrees.services import close_round  # noqa: E402
from forum.models import Organisation  # noqa: E402
from tests.factories import answered, body, circulated, opened, rewritten, secretariat_user  # noqa: E402


def main():
    by = secretariat_user(email="berikutnya@mufakat.example")
    round_ = Round.objects.get()
    answered(round_.decree, by=by)
    close_round(round_, by=by)
    blocks = [block for block in body(dik_1="Membentuk Tim Open Government Daerah.") if block["id"] != "rec-b"]
    version = circulated(rewritten(round_.decree, blocks=blocks), by=by)
    opened(version, *Organisation.objects.filter(name__in=["BI", "KPI", "IDFoS"]), by=by)


main()
