"""The form that opens a round: from a preset, or as in the last round."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from decrees import permissions, services
from decrees.models import Round
from decrees.permissions import DecreePermission
from tests.clients import as_
from tests.clients import desk_url as url
from tests.factories import OrganisationFactory, circulated, closed, member_of, secretariat_user
from tests.factories.citizens import for_citizens, open_to_citizens, waiting

pytestmark = pytest.mark.django_db


def desk():
    return as_(secretariat_user())


def in_days(n):
    return (timezone.localdate() + datetime.timedelta(days=n)).isoformat()


def test_next_round_starts_as_the_last_was():
    version, client = circulated(), desk()
    member, legal = OrganisationFactory(is_forum_member=True), OrganisationFactory()
    first = client.get(url("round-open", version.decree_id))
    assert [value for value, _label, _chosen in first.context["presets"]] == ["members", "comments", "sectors", "own"]
    ticks = [f"{member.group_id}:propose_wording", f"{legal.group_id}:answer_comments"]
    data = {"closes_on": in_days(3), "preset": "members", "grants": ticks}
    client.post(url("round-open", version.decree_id), data)
    closed(Round.objects.get())
    page = client.get(url("round-open", version.decree_id))
    assert [(value, chosen) for value, _label, chosen in page.context["presets"]] == [
        ("last", True), ("members", False), ("comments", False), ("sectors", False),
    ]  # fmt: skip
    form = page.context["form"]
    ticked = [value for row in form.member_rows() for value, _label, on in row.cells if on]
    assert f"{legal.group_id}:answer_comments" in ticked
    client.post(url("round-open", version.decree_id), {**data, "preset": "last", "grants": ticked})
    assert Round.objects.latest("pk").preset == "own"
    assert permissions.grants_of(version.decree)[legal] == {DecreePermission.VIEW_DRAFT, DecreePermission.ANSWER}
    # The presets can still be chosen, and leave out whoever is not in them.
    by_preset = client.get(url("round-open", version.decree_id) + "?preset=members").context["form"]
    assert f"{legal.group_id}:answer_comments" not in by_preset.given


def test_citizens_are_offered_once_an_organisation_stands_for_them_and_until_then_it_is_said_why_not():
    version, client = circulated(), desk()
    why = "begitu pengaturan forum menyebut organisasi yang mewakili mereka"
    before = client.get(url("round-open", version.decree_id) + "?preset=citizens")
    assert "citizens" not in [value for value, _label, _chosen in before.context["presets"]]
    assert (before.context["form"].given, why in before.content.decode()) == (set(), True)
    citizens = for_citizens()
    after = client.get(url("round-open", version.decree_id) + "?preset=citizens")
    assert ("citizens", True) in [(value, chosen) for value, _label, chosen in after.context["presets"]]
    assert f"{citizens.group_id}:comment_on_draft" in after.context["form"].given
    assert why not in after.content.decode()


def test_closing_says_first_that_a_citizen_waits_for_the_check():
    version, round_, _bi = open_to_citizens()
    close = url("round-close", version.decree_id, round_.pk)
    assert "menunggu pemeriksaan Anda" not in desk().get(close).content.decode()
    waiting(version)
    page = desk().get(close).content.decode()
    assert "1 tanggapan warga menunggu pemeriksaan Anda" in page
    assert url("checks", version.decree_id) in page


def test_round_like_one_that_followed_a_preset_follows_it_too():
    version, client = circulated(), desk()
    member, other = OrganisationFactory(is_forum_member=True), OrganisationFactory()
    for wanted, also, recorded in [("members", [], "members"), ("last", [], "members"), ("last", [other], "own")]:
        form = client.get(url("round-open", version.decree_id) + f"?preset={wanted}").context["form"]
        ticks = sorted(form.given) + [f"{one.group_id}:view_draft" for one in also]
        data = {"closes_on": in_days(3), "preset": wanted, "grants": ticks}
        assert client.post(url("round-open", version.decree_id), data).status_code == 302
        round_ = Round.objects.latest("pk")
        assert (round_.preset, member in permissions.grants_of(version.decree)) == (recorded, True)
        closed(round_)
    assert client.get(url("round-open", version.decree_id) + "?preset=apa").status_code == 200
    assert as_(member_of(other)).get(url("round-open", version.decree_id)).status_code == 302


def test_who_opens_a_round_is_told_how_many_hear_of_it_or_that_nobody_does():
    staff = secretariat_user(is_staff=True)
    client, version, silent = as_(staff), circulated(), OrganisationFactory(is_forum_member=True)
    opening = {"closes_on": in_days(9), "preset": "own"}
    opening["grants"] = [f"{silent.group_id}:comment_on_draft"]
    assert "Tidak ada yang mendengar" not in client.get(url("desk", version.decree_id)).content.decode()
    sent = client.post(url("round-open", version.decree_id), opening)
    assert [message.level_tag for message in get_messages(sent.wsgi_request)] == ["warning"]
    page = client.get(url("desk", version.decree_id)).content.decode()
    assert "Tidak ada yang mendengar tentang putaran ini selain Anda" in page
    member_of(silent)
    page = client.get(url("desk", version.decree_id)).content.decode()
    assert "1 orang di antara peserta" in page
    services.close_round(version.decree.rounds.get(), by=staff)
    assert "1 orang di antara peserta" in client.get(url("desk", version.decree_id)).content.decode()
    again = client.post(url("round-open", version.decree_id), opening)
    assert ["1 orang diberi tahu" in str(message) for message in get_messages(again.wsgi_request)] == [True]
