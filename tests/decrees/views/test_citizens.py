"""The ways of a citizen without a login and without a script: the form, the link, the page behind it; and abuse."""

import re
import secrets

import lxml.html
import pytest
from django.core import mail
from django.urls import reverse

from decrees import services
from decrees.models import Citizen, CitizenComment, Comment
from decrees.permissions import grants_of
from decrees.services import citizens
from decrees.views.citizens import PER_HOUR
from tests.clients import as_, desk_url, page_of
from tests.factories import commented, secretariat_user
from tests.factories.citizens import asked, heard, link_of, open_to_citizens, waiting
from tests.factories.decrees import answered

pytestmark = pytest.mark.django_db
SAID = {
    "clause": "dik-1", "text": "Sebut desa kami.", "kind": "citizen", "email": "warga@desa.example", "consent": "on",
}  # fmt: skip


@pytest.fixture
def scene(db):
    return open_to_citizens()


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def form_of(version):
    return reverse("decrees:citizen-comment", args=[version.decree_id, version.number])


def link_in(message):
    return re.search(r"https?://[^/]+(/tanggapan-saya/[^\s]+)", message.body)[1]


def test_citizen_speaks_confirms_and_sees_the_answer_in_two_taps(scene, done, client):
    version, _round, _bi = scene
    page = page_of(version)
    assert form_of(version) in page
    assert reverse("decrees:paper", args=[version.decree_id, version.number]) in page  # the second way stays
    assert "dik-1" in client.get(form_of(version)).content.decode()
    with done():
        answer = client.post(form_of(version), SAID, follow=True)
    assert answer.status_code == 200
    assert SAID["email"] not in answer.content.decode()
    link = link_in(mail.outbox[-1])
    client.get(link)  # mail programs open links
    assert not CitizenComment.objects.waiting().exists()
    client.post(link, {"comment": CitizenComment.objects.get().pk})
    citizens.hear_comments(list(CitizenComment.objects.waiting()), by=secretariat_user())
    answered(version.decree, reason="Desa Anda disebut dalam lampiran.")
    shown = client.get(link).content.decode()
    assert "Desa Anda disebut dalam lampiran." in shown
    assert SAID["email"] not in shown
    comment = Comment.objects.get()
    for url in (version.decree.url, reverse("decrees:register", args=[version.decree_id])):
        told = as_().get(url).content.decode()
        assert SAID["text"] in told
        assert "from-public" in told
        assert SAID["email"] not in told
    assert comment.office == "Daring: warga"


def test_same_answer_for_new_known_and_programs_and_only_people_are_kept(scene, client):
    url, told = form_of(scene[0]), []
    for said in (SAID, SAID, {**SAID, "website": "http://spam.example"}, {**SAID, "email": "baru@desa.example"}):
        answer = client.post(url, said)
        told.append((answer.status_code, answer["Location"]))
    assert len(set(told)) == 1
    assert sorted(Citizen.objects.values_list("email", flat=True)) == ["baru@desa.example", "warga@desa.example"]


def test_nothing_typed_is_lost_when_it_cannot_be_taken(scene, client):
    version, round_, _bi = scene
    for wrong, status in (({"email": "salah"}, 422), ({"kind": "village"}, 422), ({"consent": ""}, 422)):
        answer = client.post(form_of(version), {**SAID, **wrong})
        assert (answer.status_code, SAID["text"] in answer.content.decode()) == (status, True)
    grants = {one: rights for one, rights in grants_of(version.decree).items() if one.label != "Warga"}
    services.change_grants(round_, grants=grants, by=secretariat_user())
    answer = client.post(form_of(version), SAID)
    assert (answer.status_code, SAID["text"] in answer.content.decode()) == (403, True)
    assert client.get(form_of(version)).status_code == 403
    assert form_of(version) not in page_of(version)


def test_flood_of_one_network_is_stopped_and_others_are_heard(scene, client):
    url = form_of(scene[0])
    said = [
        client.post(url, {**SAID, "email": f"w{n}@desa.example"}, REMOTE_ADDR=f"2001:db8::{n:x}")
        for n in range(PER_HOUR + 1)
    ]
    assert [answer.status_code for answer in said] == [302] * PER_HOUR + [429]
    assert SAID["text"] in said[-1].content.decode()
    assert client.post(url, SAID, REMOTE_ADDR="2001:db8:1::1").status_code == 302


def test_slips_of_the_pen_use_nothing_up_and_are_shown_without_the_preface(scene, client):
    url = form_of(scene[0])
    assert "Siapa pun boleh didengar" in client.get(url).content.decode()
    for _n in range(PER_HOUR + 1):
        answer = client.post(url, {**SAID, "consent": ""})
    assert answer.status_code == 422
    assert "Siapa pun boleh didengar" not in answer.content.decode()
    assert client.post(url, SAID).status_code == 302


def test_link_is_not_guessed_forged_or_used_for_what_is_not_behind_it(scene, client):
    row, other = asked(scene[0]), asked(scene[0], email="lain@desa.example")
    for _attempt in range(100):
        url = reverse("decrees:heard", args=[secrets.token_urlsafe(24)])
        assert client.get(url).status_code == client.post(url, {"comment": row.pk}).status_code == 404
    own = link_of(row.citizen)
    for forged in (other.pk, "0", "x", "9" * 40, ""):
        assert client.post(own, {"comment": forged}).status_code == 404
    assert client.post(own, {"support": row.pk}).status_code == 404
    assert not CitizenComment.objects.waiting().exists()
    for _twice in range(2):  # forwarded and used again
        assert client.post(own, {"comment": row.pk}).status_code == 302
    assert list(CitizenComment.objects.waiting()) == [row]


def test_whoever_confirms_reads_as_whom_and_under_which_name_and_waits_no_zero_days(scene, client):
    row = asked(scene[0], kind="village", place="Desa Kapas", name="Siti Aminah", shows_name=True)
    link = link_of(row.citizen)
    before = client.get(link).content.decode()
    assert "Desa Kapas" in before
    assert "diterbitkan dengan nama Siti Aminah" in before
    client.post(link, {"comment": row.pk})
    desk = as_(secretariat_user(is_staff=True)).get(desk_url("checks", scene[0].decree_id)).content.decode()
    assert "menunggu kurang dari sehari" in desk
    assert " 0 hari" not in client.get(link).content.decode() + desk


def test_markup_stays_words_and_hides_nothing_of_the_page(scene):
    version = scene[0]
    heard(
        version,
        kind="village",
        place="<b>Trucuk</b>",
        text="<script>alert(1)</script>\u202etrap",
        name="</p>",
        shows_name=True,
    )
    for url in (version.decree.url, reverse("decrees:register", args=[version.decree_id])):
        page = as_().get(url).content.decode()
        assert "<script>alert" not in page
        assert "<b>Trucuk" not in page
        assert "&lt;b&gt;Trucuk" in page


def test_page_of_the_draft_sets_no_cookie_and_is_kept(scene):
    client = as_()
    assert not client.get(scene[0].decree.url).cookies
    assert "csrftoken" in str(client.get(form_of(scene[0])).cookies)


def test_supports_without_an_account_and_ends_the_mails_with_one_press(scene, done, client):
    version, _round, bi = scene
    comment = commented(version, bi)
    url = reverse("decrees:citizen-support", args=[version.decree_id, comment.pk])
    assert url in page_of(version)
    assert url not in page_of(version, bi)
    with done():
        client.post(url, {"email": "warga@desa.example", "consent": "on"})
    link = link_in(mail.outbox[-1])
    client.post(link, {"support": Citizen.objects.get().supports.get().pk})
    assert "public-supports" in page_of(version)
    strict = as_()
    strict.handler.enforce_csrf_checks = True
    assert strict.post(f"{link}berhenti/").status_code == 200
    assert Citizen.objects.get().mails_ended_at
    private = commented(version, bi, audience="members")
    hidden = reverse("decrees:citizen-support", args=[version.decree_id, private.pk])
    assert {as_(user).get(hidden).status_code for user in (None, bi)} == {404}


def test_writer_deletes_address_and_name_behind_the_link(scene, client):
    comment = heard(scene[0], name="Budi", shows_name=True)
    link = link_of(Citizen.objects.get())
    assert "Budi" in page_of(scene[0])
    client.post(link, {"erase": "1"})
    assert "Budi" not in page_of(scene[0])
    assert Citizen.objects.get().email.endswith("@invalid.invalid")
    assert client.get(link).status_code == 200
    assert comment.text in client.get(link).content.decode()


def test_desk_shows_what_waits_together_and_publishes_it_with_one_press(scene):
    version, _round, bi = scene
    rows = [waiting(version, email=f"w{n}@desa.example") for n in range(3)]
    other = waiting(version, email="lain@desa.example", text="Tambahkan sanksi bagi pejabat yang lalai.")
    desk, url = as_(secretariat_user(is_staff=True)), desk_url("checks", version.decree_id)
    assert url in desk.get(desk_url("desk", version.decree_id)).content.decode()
    page = desk.get(url)
    assert [[row.pk for row in group.rows] for group in page.context["groups"]] == [
        [row.pk for row in rows],
        [other.pk],
    ]
    key = f"g{rows[0].pk}"
    data = {"group": key, f"{key}-asked": [row.pk for row in rows], "decision": "hear"}
    assert desk.post(url, data).status_code == 302
    assert (Comment.objects.get().public.said, CitizenComment.objects.waiting().get()) == (3, other)
    late = waiting(version, email="late@desa.example")
    page = desk.get(url)
    assert page.context["groups"][1].like == Comment.objects.get()
    refuse = {"group": f"g{other.pk}", f"g{other.pk}-asked": other.pk, "decision": "refuse"}
    typed = {f"g{other.pk}-note": "Menyebut nama warga."}
    answer = desk.post(url, {**refuse, **typed})
    assert (answer.status_code, "Menyebut nama warga." in answer.content.decode()) == (422, True)
    assert desk.post(url, {**refuse, **typed, f"g{other.pk}-reason": "personal_data"}).status_code == 302
    assert list(CitizenComment.objects.waiting()) == [late]
    assert "Menyebut nama warga." in desk.get(url).content.decode()
    counted = as_().get(reverse("decrees:hidings"))
    assert [n for _reason, n in counted.context["not_published"]] == [1]
    assert "Menyebut nama warga." not in counted.content.decode()
    assert as_(bi).get(url).status_code == 302


def test_citizen_speaks_about_words_of_several_clauses_as_selected_and_as_numbered(scene, done, client):
    version, _round, _bi = scene
    url = f"{form_of(version)}?clause=dik-1&start=0&end=10&further=dik-2:0:3&further=poi-a"
    form = client.get(url).context["form"]
    assert form["further"].value() == ["dik-2:0:3", "poi-a"]
    with done():
        client.post(url, {**SAID, "start": 0, "end": 10, "further": ["dik-2:0:3"], "also": "1"})
    asked_ = CitizenComment.objects.get()
    assert [(one.clause, one.quote) for one in asked_.further_passages] == [("dik-2", "Tim"), ("rec-a", "")]
    page = lxml.html.fromstring(client.get(link_in(mail.outbox[-1])).content)
    heading = " ".join(page.xpath("//h2")[0].text_content().split())
    assert heading == "Diktum KESATU, diktum KEDUA dan Menimbang huruf a"
    named = [
        " ".join(one.text_content().split())
        for one in page.xpath("//article//p[following-sibling::*[1][self::blockquote]]")
    ]
    assert [one for one in named if "KEDUA" in one], "words of a further clause stand below its name"
    assert not [one for one in named if "huruf a" in one], "a whole clause is named once"
    link = link_in(mail.outbox[-1])
    client.post(link, {"comment": asked_.pk})
    assert "dan diktum KEDUA" in client.get(link).content.decode()
    desk = as_(secretariat_user(is_staff=True)).get(desk_url("checks", version.decree_id)).content.decode()
    assert "dan diktum KEDUA" in desk
    comment = citizens.hear_comments(list(CitizenComment.objects.waiting()), by=secretariat_user())
    assert [one.clause for one in Comment.objects.get(pk=comment.pk).further_passages] == ["dik-2", "rec-a"]
    assert "dan diktum KEDUA" in client.get(link).content.decode()


@pytest.mark.parametrize("wrong", [{"also": "99"}, {"also": "1, 2, 3, 5, 6, 7, 8, 9"}, {"further": ["nowhere"]}])
def test_clauses_that_are_not_there_or_too_many_are_refused_and_the_words_stay(scene, client, wrong):
    version, _round, _bi = scene
    answer = client.post(form_of(version), {**SAID, **wrong})
    if "further" in wrong:  # it is in no version: nothing to leave out, and nothing kept of it
        assert CitizenComment.objects.get().further is None
        return
    assert answer.status_code == 422
    assert SAID["text"] in answer.content.decode()
    assert not CitizenComment.objects.exists()
