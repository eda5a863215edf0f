"""What is measured: a draft under comment, and one more comment on it. Run as a module, it makes the database."""

import json
import sys
import uuid

ORGANISATIONS, MEMBERS = 20, 200
BUSY = (24, 182, 446)  # comments of drafts that are read


def add_comment(decree_pk):
    """By the member who made the first comment, on the clause of that comment, through the service."""
    from decrees.models import Comment
    from decrees.services import add_comment

    first = Comment.objects.filter(version__decree=decree_pk).earliest("pk")
    return add_comment(
        first.version.decree,
        version=first.version,
        clause=first.clause,
        text="Mohon diktum ini dirinci: siapa yang melapor, kepada siapa, dan setiap kapan laporan itu dibuka. " * 4,
        token=uuid.uuid4(),
        by=first.author,
    )


def main():
    import django

    django.setup()
    from io import StringIO

    from django.core.management import call_command
    from django.test import Client

    from decrees.models import DecreePage
    from tests.factories import OrganisationFactory, circulated, commented, member_of, opened
    from tests.factories.busy import busy_draft

    call_command("migrate", verbosity=0, stdout=StringIO())
    call_command("load_demo", force=True, verbosity=0, stdout=StringIO())
    organisations = [OrganisationFactory(short_name=f"Org {number}") for number in range(ORGANISATIONS)]
    version = circulated()
    opened(version, *organisations)
    members = [member_of(organisations[number % ORGANISATIONS]) for number in range(MEMBERS)]
    commented(version, members[0])
    sessions = []
    for member in members:
        client = Client()
        client.force_login(member)
        sessions.append(client.cookies["sessionid"].value)
    demo = DecreePage.objects.get(slug="tim-ogp").pk
    scene = {"demo": demo, "decree": version.decree_id, "path": version.decree.url}
    for comments in BUSY:
        scene[f"busy_{comments}"] = busy_draft(comments)[0].decree.url
    json.dump({**scene, "session": sessions[0], "sessions": sessions}, sys.stdout)


if __name__ == "__main__":
    main()
