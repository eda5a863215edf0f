"""Tells the demo through the services, in the order in which it happened. What is there already stays."""

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Site

from cms.demo import people
from cms.demo.drafts import load_decree
from cms.demo.gatherings import announce_next_meeting, load_meetings
from cms.demo.plain import save
from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum import services
from forum.models import ForumSettings, Organisation, Person, Post, Sector, Team, TeamMembership, TeamTask, User

FOUNDED = datetime.date(2017, 1, 2)
Say = Callable[[str], Any]


def load(say: Say) -> None:
    """Load everything that is missing. Raises nothing when run again; only a meeting in the future is renewed."""
    home = prepare_site()
    admin = _admin()
    if not Sector.objects.exists():
        say("Organisations, people and teams …")
        with transaction.atomic():
            _people(admin)
            _name_the_house(home)
    secretariat = User.objects.get(email="sekretariat@mufakat.example")
    if load_meetings(secretariat, say):
        say("The decree in three drafts …")
        load_decree(secretariat)
    announce_next_meeting(secretariat)
    say(
        f"Demo logins: sekretariat@, bi@, idfos@, kpi@, akademisi@, bappeda@, hukum@, admin@mufakat.example – {people.PASSWORD}"
    )


def _admin() -> User:
    email = "admin@mufakat.example"
    return User.objects.filter(email=email).first() or User.objects.create_superuser(
        email, people.PASSWORD, first_name="Admin"
    )


def _people(admin: User) -> None:
    for order, (slug, name, name_en) in enumerate(people.SECTORS):
        save(Sector, admin, slug=slug, name=name, name_en=name_en, sort_order=order)
    for office in people.ORGANISATIONS:
        save(
            Organisation, admin, name=office.name, short_name=office.short, slug=office.slug, address=office.address,
            sector=Sector.objects.get(slug=office.sector), is_forum_member=office.member,
            parent=Organisation.objects.filter(slug=office.parent).first(),
        )  # fmt: skip
    for person in people.PEOPLE:
        _person(person, admin)
    for order, team in enumerate(people.TEAMS):
        _team(team, order, admin)


def _person(demo: people.DemoPerson, admin: User) -> None:
    organisation = Organisation.objects.get(slug=demo.organisation)
    post = save(Post, admin, organisation=organisation, label=demo.post)
    person = save(Person, admin, name=demo.name, email=f"{demo.key}@mufakat.example")
    if demo.login:
        # A known password instead of the invitation's mail: the demo is for trying.
        person.user = User.objects.create_user(person.email, people.PASSWORD, first_name=person.name)
        person.save()
    services.start_membership(person, organisation=organisation, post=post, start_date=FOUNDED, by=admin)
    if demo.key == "sekretariat":
        person.user.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))


def _team(demo: people.DemoTeam, order: int, admin: User) -> None:
    def team(slug: str) -> Team | None:
        return Team.objects.filter(slug=slug).first()

    made = Team()
    made.tasks = [TeamTask(text=text, sort_order=place) for place, text in enumerate(demo.tasks)]
    made.memberships = [
        TeamMembership(
            role=role,
            office=office,
            organisation=Organisation.objects.get(slug=slug),
            start_date=FOUNDED,
            sort_order=place,
        )
        for place, (role, office, slug) in enumerate(demo.seats)
    ]
    save(
        Team, admin, instance=made, name=demo.name, slug=demo.slug, kind=demo.kind, description=demo.description,
        sort_order=order, parent=team(demo.parent), directed_by=team(demo.directed_by),
        supervised_by=team(demo.supervised_by),
    )  # fmt: skip


def _name_the_house(home: Any) -> None:
    home.intro = (
        "Tempat pemerintah daerah, organisasi masyarakat sipil, dan akademisi bermusyawarah. Setiap undangan, notula, dan "
        "tanggapan atas rancangan keputusan tercatat di sini dan dapat dibaca siapa pun."
    )
    home.save_revision().publish()
    names = ForumSettings.for_site(Site.objects.get(is_default_site=True))
    names.forum_name = "Forum Pemerintahan Terbuka Bojonegoro"
    names.region, names.province, names.place = "Kabupaten Bojonegoro", "Jawa Timur", "Bojonegoro"
    names.decree_office = "BUPATI BOJONEGORO"
    names.secretariat = Organisation.objects.get(slug="dinas-kominfo")
    names.letterhead = (
        "PEMERINTAH KABUPATEN BOJONEGORO\nDINAS KOMUNIKASI DAN INFORMATIKA\nJalan P. Mas Tumapel Nomor 1 Bojonegoro"
    )
    names.contact_email = "sekretariat@mufakat.example"
    names.save()
