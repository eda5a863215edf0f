"""Who is in the forum: organisations, people, teams, the names of the house, and a page that explains it."""

import io

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.forms.models import model_to_dict
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont
from wagtail.images.models import Image
from wagtail.models import Site

from cms.demo.data import people
from cms.demo.story import Scene, Story, organisation, user
from cms.models import HomePage, StandardPage
from cms.services.preparing import SECRETARIAT_GROUP
from decrees.models import NotificationPreference
from forum import services
from forum.models import (
    ForumSettings,
    Membership,
    Organisation,
    OutsideSystem,
    Person,
    Post,
    Sector,
    Team,
    TeamMembership,
    TeamTask,
    User,
)

FOUNDED = -28  # the day from which the members of the forum count
INTRO = (
    "Tempat pemerintah daerah, organisasi masyarakat sipil, dan akademisi bermusyawarah. Setiap undangan, notula, dan "
    "tanggapan atas rancangan keputusan tercatat di sini dan dapat dibaca siapa pun."
)
LETTERHEAD = (
    "PEMERINTAH KABUPATEN BOJONEGORO\nDINAS KOMUNIKASI DAN INFORMATIKA\nJalan P. Mas Tumapel Nomor 1 Bojonegoro"
)
ABOUT = """<p>Forum ini mempertemukan perangkat daerah, organisasi masyarakat sipil, dan akademisi Kabupaten Bojonegoro untuk
menyusun dan mengawasi rencana aksi pemerintahan terbuka. Sekretariatnya Dinas Komunikasi dan Informatika.</p>
<h2>Tiga tim</h2><p>Tim Pengarah mengarahkan, Tim Pelaksana melaksanakan, dan Tim Evaluator mengawasi pelaksanaannya.</p>
<embed embedtype="image" id="{picture}" format="fullwidth"
alt="Bagan: Tim Pengarah mengarahkan Tim Evaluator dan Tim Pelaksana; Tim Evaluator mengawasi Tim Pelaksana."/>
<h2>Cara ikut serta</h2><p>Rapat terbuka dapat dihadiri siapa pun setelah mendaftar. Notula dan rancangan keputusan dapat
dibaca tanpa akun; tanggapan disampaikan melalui organisasi anggota forum atau pada lembar kertas.</p>"""
TOO_EARLY = "jadwal-sosialisasi"
SCHEDULE = "<p>Sosialisasi rencana aksi diadakan di Kecamatan Trucuk, Kecamatan Dander, dan Kecamatan Kalitidu.</p>"
NOT_AGREED = "Jadwal ini terbit sebelum disepakati dengan ketiga kecamatan. Jadwal yang benar menyusul dalam undangan."
BOXES = {"Tim Pengarah": (300, 20), "Tim Evaluator": (20, 260), "Tim Pelaksana": (580, 260)}


def told(story: Story) -> list[Scene]:
    return [
        Scene(0, "08:30", lambda _: _members(story)),
        Scene(0, "11:00", lambda _: _name_the_house(story)),
        Scene(1, "10:00", lambda _: _explain_the_forum(story)),
        Scene(22, "09:40", lambda _: _publish_too_early(story)),
        Scene(23, "13:10", lambda _: _withdraw(story)),
        Scene(109, "09:10", lambda _: _leave("idfos2", story)),
    ]


def _members(story: Story) -> None:
    admin = User.objects.create_superuser("admin@mufakat.example", people.PASSWORD, first_name="Admin")
    for order, (slug, name, name_en) in enumerate(people.SECTORS):
        services.save_values(Sector, by=admin, slug=slug, name=name, name_en=name_en, sort_order=order)
    for office in people.ORGANISATIONS:
        services.save_values(
            Organisation, by=admin, name=office.name, short_name=office.short, slug=office.slug, address=office.address,
            sector=Sector.objects.get(slug=office.sector), is_forum_member=office.member,
            parent=Organisation.objects.filter(slug=office.parent).first(),
        )  # fmt: skip
    for person in people.PEOPLE:
        _person(person, admin, story)
    for order, team in enumerate(people.TEAMS):
        _team(team, order, admin, story)
    # Nobody is mailed about what is told here as past; they find it on the site.
    NotificationPreference.objects.bulk_create(
        NotificationPreference(user=one, how=NotificationPreference.How.NEVER) for one in User.objects.all()
    )


def _person(demo: people.DemoPerson, admin: User, story: Story) -> None:
    post = services.save_values(Post, by=admin, organisation=organisation(demo.organisation), label=demo.post)
    person = services.save_values(Person, by=admin, name=demo.name, email=f"{demo.key}@mufakat.example")
    if demo.login:
        # A known password instead of the invitation's mail: the demo is for trying.
        person.user = User.objects.create_user(person.email, people.PASSWORD, first_name=person.name)
        person.save()
    services.start_membership(
        person, organisation=post.organisation, post=post, start_date=story.date(FOUNDED), by=admin
    )
    if demo.key == "sekretariat":
        person.user.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))


def _team(demo: people.DemoTeam, order: int, admin: User, story: Story) -> None:
    def team(slug: str) -> Team | None:
        return Team.objects.filter(slug=slug).first()

    made = Team()
    made.tasks = [TeamTask(text=text, sort_order=place) for place, text in enumerate(demo.tasks)]
    made.memberships = [
        TeamMembership(
            role=role, office=office, organisation=organisation(slug), start_date=story.date(FOUNDED), sort_order=place
        )
        for place, (role, office, slug) in enumerate(demo.seats)
    ]
    services.save_values(
        Team, by=admin, instance=made, name=demo.name, slug=demo.slug, kind=demo.kind, description=demo.description,
        sort_order=order, parent=team(demo.parent), directed_by=team(demo.directed_by),
        supervised_by=team(demo.supervised_by),
    )  # fmt: skip


def _name_the_house(story: Story) -> None:
    home = HomePage.objects.get()
    home.intro = INTRO
    home.save_revision(user=story.secretariat).publish(user=story.secretariat, skip_permission_checks=True)
    names = ForumSettings.for_site(Site.objects.get(is_default_site=True))
    names.forum_name = "Forum Pemerintahan Terbuka Bojonegoro"
    names.region, names.province, names.place = "Kabupaten Bojonegoro", "Jawa Timur", "Bojonegoro"
    names.decree_office = "BUPATI BOJONEGORO"
    names.secretariat = organisation("dinas-kominfo")
    names.citizens = organisation("warga")
    names.letterhead = LETTERHEAD
    names.contact_email = "sekretariat@mufakat.example"
    names.standing_items = "Pembukaan (10)\nPembahasan tindak lanjut rapat sebelumnya (20)\nPenutup (5)"
    names.save()
    for code, values in people.OUTSIDE.items():
        known = OutsideSystem.objects.get(code=code)
        services.save_values(OutsideSystem, instance=known, by=story.secretariat, **model_to_dict(known) | values)


def _explain_the_forum(story: Story) -> None:
    file = ContentFile(_chart(), name="tiga-tim.png")
    picture = Image(title="Hubungan ketiga tim", file=file, uploaded_by_user=story.secretariat)
    picture.save()
    page = StandardPage(
        title="Tentang forum",
        slug="tentang",
        body=ABOUT.format(picture=picture.pk),
        owner=story.secretariat,
        live=False,
    )
    HomePage.objects.get().add_child(instance=page)
    services.publish_page(page, by=story.secretariat)


def _publish_too_early(story: Story) -> None:
    page = StandardPage(
        title="Jadwal sosialisasi di kecamatan", slug=TOO_EARLY, body=SCHEDULE, owner=story.secretariat, live=False
    )
    HomePage.objects.get().add_child(instance=page)
    services.publish_page(page, by=story.secretariat)


def _withdraw(story: Story) -> None:
    """What was public is not deleted: its address says who took it back, and why."""
    services.withdraw_page(StandardPage.objects.get(slug=TOO_EARLY), reason=NOT_AGREED, by=story.secretariat)


def _chart() -> bytes:
    """Three boxes and who directs and supervises whom, as PNG."""
    picture = Pillow.new("RGB", (880, 360), "white")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(26)
    ink = "#24324a"
    for start, end, words, place in [
        ((360, 100), (160, 260), "mengarahkan", (90, 160)),
        ((520, 100), (720, 260), "mengarahkan", (650, 160)),
        ((300, 300), (580, 300), "mengawasi", (370, 262)),
    ]:
        draw.line([start, end], fill=ink, width=3)
        draw.ellipse([end[0] - 7, end[1] - 7, end[0] + 7, end[1] + 7], fill=ink)
        draw.text(place, words, fill=ink, font=font)
    for name, (left, top) in BOXES.items():
        draw.rounded_rectangle([left, top, left + 280, top + 80], 10, fill="#e8eef7", outline=ink, width=3)
        draw.text((left + 140, top + 40), name, fill=ink, font=font, anchor="mm")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _leave(key: str, story: Story) -> None:
    """At the end of the week somebody goes to another organisation; what was said stays with the old one."""
    membership = Membership.objects.get(person__user=user(key))
    services.end_membership(membership, on=story.date(111), by=story.secretariat)
