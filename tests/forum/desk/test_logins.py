"""Who keeps the logins cannot speak in somebody else's name: passwords are chosen by their owners, by mail, alone."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KNOWN = "padi-kuning-di-sawah-1"


@pytest.fixture
def administrator(client):
    prepare_site()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def sent(login, **changed):
    return {"email": login.email, "first_name": "Rina", "last_name": "", "is_active": "on", **changed}


def test_an_administrator_gives_nobody_a_password(administrator, bi_member):
    address = reverse("wagtailusers_users:edit", args=[bi_member.pk])
    before = User.objects.get(pk=bi_member.pk).password
    assert 'type="password"' not in administrator.get(address).content.decode()
    done = administrator.post(address, sent(bi_member, password1=KNOWN, password2=KNOWN))
    login = User.objects.get(pk=bi_member.pk)
    assert (done.status_code, login.first_name) == (302, "Rina")
    assert login.password == before


def test_who_is_added_chooses_the_password_by_the_link_in_a_mail(administrator, client, committed):
    new = {"email": "rina@contoh.id", "first_name": "Rina", "password1": KNOWN, "password2": KNOWN}
    administrator.post(reverse("wagtailusers_users:add"), new)
    assert not User.objects.get(email="rina@contoh.id").has_usable_password()
    client.logout()
    with committed():
        client.post(reverse("account_reset_password"), {"email": "rina@contoh.id"})
    link = re.search(r"http://[^/]+(\S+)", mail.outbox[-1].body)
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": KNOWN, "password2": KNOWN})
    assert client.login(email="rina@contoh.id", password=KNOWN)


def test_rights_that_follow_from_memberships_are_neither_offered_nor_taken(administrator, bi_member, bi):
    address = reverse("wagtailusers_users:edit", args=[bi_member.pk])
    assert f"organisation:{bi.slug}" not in administrator.get(address).content.decode()
    held, duty = set(bi_member.groups.all()), Group.objects.get(name=SECRETARIAT_GROUP)
    administrator.post(address, sent(bi_member, groups=[duty.pk]))
    assert set(bi_member.groups.all()) == held | {duty}
    other = UserFactory()
    administrator.post(reverse("wagtailusers_users:edit", args=[other.pk]), sent(other, groups=[bi.group_id]))
    assert not other.groups.exists()
