"""One command gives an empty site its forum; the editors' home lists what is left, until nothing is."""

import re

import lxml.html
import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.management.commands.setup_site import NAMES, NEEDED, OTHERS, option
from cms.services.preparing import prepare_site
from forum import events
from forum.models import ForumSettings, LedgerEntry, Membership, Organisation, Person, Post, Sector, User
from tests.factories import OrganisationFactory, UserFactory, meeting_page, member_of

pytestmark = pytest.mark.django_db
EVERYTHING = {**NAMES, **OTHERS}
HOME = reverse("wagtailadmin_home")


def setup_site(capsys, **given):
    call_command("setup_site", **given)
    return capsys.readouterr().out


def counts():
    kinds = [ForumSettings, Sector, Organisation, Person, Post, Membership, User, LedgerEntry]
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_one_command_begins_the_forum_and_its_administrator_chooses_a_password(capsys, client):
    told = setup_site(capsys, **EVERYTHING)
    names = ForumSettings.objects.get()
    assert {name: getattr(names, name) for name in NAMES} == NAMES
    assert names.secretariat.label == "Dinas Kominfo"
    login = User.objects.get()
    membership = Membership.objects.get()
    assert (membership.person.user, membership.organisation, membership.post.label) == (
        login,
        names.secretariat,
        OTHERS["admin_post"],
    )
    first, *others = LedgerEntry.objects.order_by("seq")
    assert (first.verb, first.actor) == (events.LOGIN_MADE, None)
    assert {entry.actor for entry in others} == {login}
    assert {events.SETTINGS_CHANGED, events.RECORD_SAVED, events.DUTY_GIVEN} < {entry.verb for entry in others}
    path = re.search(r"http://localhost:8000(\S+)", told)[1]
    form = client.get(path, follow=True)
    word = "padi-kuning-di-sawah-1"
    client.post(form.redirect_chain[-1][0], {"password1": word, "password2": word})
    assert client.login(email=login.email, password=word)
    assert client.get(HOME).status_code == 200


def test_told_again_nothing_changes_and_nothing_is_doubled(capsys):
    setup_site(capsys, **EVERYTHING)
    before = counts()
    setup_site(capsys, **EVERYTHING)
    assert counts() == before


@pytest.mark.parametrize(
    ("region", "office", "place"),
    [("Kabupaten Sleman", "BUPATI SLEMAN", "Sleman"), ("Kota Batu", "WALI KOTA BATU", "Batu"), ("Papua", "BUPATI", "")],
)
def test_who_signs_and_where_follows_from_the_region_unless_it_was_said(capsys, region, office, place):
    given = {**{name: EVERYTHING[name] for name in NEEDED}, "region": region}
    setup_site(capsys, **given)
    names = ForumSettings.objects.get()
    assert (names.decree_office, names.place) == (office, place)
    ForumSettings.objects.update(decree_office="PENJABAT BUPATI")
    setup_site(capsys, **given)
    assert ForumSettings.objects.get().decree_office == "PENJABAT BUPATI"
    setup_site(capsys, **given, decree_office="GUBERNUR PAPUA", place="Jayapura")
    names.refresh_from_db()
    assert (names.decree_office, names.place) == ("GUBERNUR PAPUA", "Jayapura")


@pytest.mark.parametrize("name", NEEDED)
def test_what_is_missing_is_named_and_nothing_is_made(name):
    with pytest.raises(CommandError, match=re.escape(option(name))):
        call_command("setup_site", **EVERYTHING | {name: ""})
    assert not User.objects.exists()


def test_address_that_is_none_or_another_persons_is_refused_and_nothing_is_made():
    with pytest.raises(CommandError, match="valid"):
        call_command("setup_site", **EVERYTHING | {"admin_email": "ratna"})
    UserFactory(email=OTHERS["admin_email"])
    with pytest.raises(CommandError, match=OTHERS["admin_email"]):
        call_command("setup_site", **EVERYTHING)
    assert not Organisation.objects.exists()


def steps(client):
    """title -> whether it is done; none where the list is gone."""
    page = lxml.html.fromstring(client.get(HOME).content)
    found = page.xpath("//ul[@class='first-steps']/li")
    return {(one.xpath(".//a|.//button")[0].text): one.get("class") == "is-done" for one in found}


def name_forum(**names):
    ForumSettings.objects.update_or_create(site=Site.objects.get(), defaults=names)


@pytest.fixture
def administrator(client):
    prepare_site()
    login = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(login)
    return login


def test_list_of_first_steps_follows_what_is_done_and_goes_with_the_last(client, administrator):
    assert list(steps(client).values()) == [False] * 7
    office = OrganisationFactory(name="Dinas")
    name_forum(region="Kabupaten Contoh", secretariat=office)
    assert [name for name, done in steps(client).items() if not done] == [
        "Anda sendiri", "Surel", "Organisasi dan orang", "Rapat pertama"
    ]  # fmt: skip
    client.post(reverse("cms_introduce"), {"name": "Ratna Wulandari", "post": "Kepala Bidang"})
    client.post(reverse("cms_test_mail"))
    OrganisationFactory()
    assert [name for name, done in steps(client).items() if not done] == ["Rapat pertama"]
    meeting_page(live=False)
    assert not steps(client)["Rapat pertama"], "the editor saves a draft by itself; nobody has announced it"
    meeting_page(slug="diumumkan")
    assert steps(client) == {}


def test_buttons_of_the_editors_home_carry_what_a_browser_must_send(administrator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(administrator)
    page = lxml.html.fromstring(browser.get(HOME).content)
    forms = [form for form in page.forms if form.get("action") == reverse("cms_test_mail")]
    assert len(forms) == 2  # a step of the list, and the panel of mails
    for form in forms:
        assert browser.post(form.get("action"), dict(form.form_values())).status_code == 302
    assert browser.post(reverse("cms_test_mail")).status_code == 403
    assert LedgerEntry.objects.filter(verb=events.MAIL_TRIED).count() == len(forms)


def test_introduction_makes_a_person_of_the_secretariat_once(client, administrator):
    form = {"name": "Ratna Wulandari", "post": "Kepala Bidang"}
    assert "sekretariat" in client.post(reverse("cms_introduce"), form).content.decode()
    assert not Person.objects.exists()
    office = OrganisationFactory(name="Dinas")
    name_forum(secretariat=office)
    for _ in range(2):
        assert client.post(reverse("cms_introduce"), form).status_code == 302
    assert str(Membership.objects.get().person) == "Ratna Wulandari"
    entry = LedgerEntry.objects.filter(verb=events.MEMBERSHIP_STARTED).first()
    assert (entry.actor, entry.organisation) == (administrator, office)


def test_mail_is_done_when_a_mail_server_took_one(client, administrator, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    client.post(reverse("cms_test_mail"))
    assert LedgerEntry.objects.get(verb=events.MAIL_TRIED).actor == administrator
    assert len(list(tmp_path.glob("*.log"))) == 1


def test_mail_server_that_cannot_be_reached_is_told_and_not_done(client, administrator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    told = client.post(reverse("cms_test_mail"), follow=True).content.decode()
    assert "EMAIL_URL" in told
    assert not LedgerEntry.objects.filter(verb=events.MAIL_TRIED).exists()


def test_others_have_no_first_steps(client):
    prepare_site()
    client.force_login(member_of(OrganisationFactory(name="BI")))
    assert client.post(reverse("cms_test_mail")).status_code == 302
    assert client.get(reverse("cms_introduce")).url.startswith("/admin/login/")
    assert mail.outbox == []
