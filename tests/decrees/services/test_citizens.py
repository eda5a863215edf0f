"""Citizens are heard online without a login: confirmed by mail, checked, counted, answered, told, forgotten."""

import datetime
import re
import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from decrees import services
from decrees.forms.citizens import consent_text, consent_to_support
from decrees.models import Citizen, CitizenComment, CitizenLink, CitizenSupport, Comment, Round
from decrees.permissions import grants_of
from decrees.reading.lookup import citizen_behind
from decrees.register.mine.citizens import heard_of
from decrees.services import citizens
from decrees.services.notifying.to_citizens import send_link
from forum import clock, ledger
from forum.models import ForumSettings, LedgerEntry, Membership
from forum.services.mail import NotSentError
from tests.factories import OrganisationFactory, commented, secretariat_user
from tests.factories.citizens import CONSENT, asked, heard, open_to_citizens, waiting
from tests.factories.decrees import answered, next_version, opened

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """What is done after the commit is done within this block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def scene(db):
    return open_to_citizens()


def test_comment_is_one_like_all_others_once_it_was_confirmed_and_checked(scene):
    version, _round, _bi = scene
    row = asked(version, kind="village", place="Desa Trucuk", name="Rohmah", email="Rohmah@Desa.example")
    assert not Comment.objects.exists()
    assert citizens.confirm_comment(row) == citizens.confirm_comment(row)  # twice is once
    assert not Comment.objects.exists()
    comment = citizens.hear_comments([CitizenComment.objects.get()], by=secretariat_user())
    assert (comment.organisation.label, comment.office) == ("Warga", "Daring: warga Desa Trucuk")
    voice = comment.public
    assert (voice.kind, voice.place, voice.name, voice.said) == ("village", "Desa Trucuk", "", 1)
    assert list(Comment.objects.unanswered()) == [comment]
    answered(version.decree)
    assert comment.anchors.count() == 0
    assert next_version(version, dik_1="Membentuk Tim Kabupaten.") == comment.anchors.get().version
    assert ledger.verify() is None
    told = " ".join(f"{one.data} {one.actor_label}" for one in LedgerEntry.objects.all())
    assert not re.search("rohmah|desa.example|jalan desa", told, re.IGNORECASE)


def test_name_is_published_with_a_tick_only_and_goes_on_request(scene):
    version, _round, _bi = scene
    shy = heard(version, name="Siti", email="siti@desa.example")
    bold = heard(version, name="Budi", shows_name=True, email="budi@desa.example", text="Sebut juga irigasi.")
    assert (shy.public.name, bold.public.name) == ("", "Budi")
    citizens.forget_citizens_at(["budi@desa.example"])
    bold.public.refresh_from_db()
    assert (bold.public.name, bold.public.said) == ("", 1)
    assert not Citizen.objects.filter(email="budi@desa.example").exists()
    assert "Budi" not in str(list(CitizenComment.objects.values()))
    assert Citizen.objects.filter(email="siti@desa.example").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  \u200b "}, {"kind": "village"}, {"kind": "king"}, {"consent": ""}, {"clause": "no-such"},
        {"start": 3, "end": 9, "quote": "tidak ada"}, {"email": "no address"}, {"text": "x" * 10_001},
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_and_nothing_kept(scene, wrong):
    with pytest.raises(ValidationError):
        asked(scene[0], **wrong)
    assert not Citizen.objects.exists()
    assert not CitizenComment.objects.exists()
    assert asked(scene[0])


def test_round_that_does_not_name_citizens_hears_none(scene):
    version, round_, bi = scene
    comment = commented(version, bi)
    grants = {one: rights for one, rights in grants_of(version.decree).items() if one.label != "Warga"}
    services.change_grants(round_, grants=grants, by=secretariat_user())
    with pytest.raises(PermissionDenied):
        asked(version)
    with pytest.raises(PermissionDenied):
        citizens.ask_to_support(comment, email="a@desa.example", consent=CONSENT)


def test_link_lapses_after_a_day_and_what_was_sent_in_time_counts_until_somebody_closes(scene):
    version, round_, _bi = scene
    by, on_time, too_late = secretariat_user(), asked(version), asked(version, email="b@desa.example")
    Round.objects.filter(pk=round_.pk).update(opens_at=clock.now() - 2 * DAY, closes_at=clock.now())
    with pytest.raises(PermissionDenied):
        asked(version, email="c@desa.example")
    citizens.confirm_comment(on_time)
    CitizenComment.objects.filter(pk=too_late.pk).update(asked_at=clock.now() - DAY)
    with pytest.raises(ValidationError, match="24"):
        citizens.confirm_comment(too_late)
    with pytest.raises(ValidationError):  # nobody is shut out by a round that ends
        services.close_round(round_, by=by)
    citizens.hear_comments([on_time], by=by)
    answered(version.decree)
    services.close_round(round_, by=by)
    CitizenComment.objects.filter(pk=too_late.pk).update(asked_at=clock.now())
    with pytest.raises(ValidationError):
        citizens.confirm_comment(too_late)


def test_refused_for_a_reason_of_the_rules_told_kept_counted_and_erased(scene, done):
    version, _round, bi = scene
    row, by = waiting(version, text="Kepala desa itu maling!"), secretariat_user()
    for wrong in ({"reason": "unwelcome", "note": "Tidak cocok."}, {"reason": "abuse", "note": " "}):
        with pytest.raises(ValidationError):
            citizens.refuse_comments([row], **wrong, by=by)
    with pytest.raises(PermissionDenied):
        citizens.refuse_comments([row], reason="abuse", note="Menghina.", by=bi)
    with done():
        citizens.refuse_comments([row], reason="abuse", note="Menghina seseorang.", by=by)
    entry = LedgerEntry.objects.get(verb="citizen.comment_refused")
    assert (entry.audience, entry.data["reason"]) == ("public", "abuse")
    assert "maling" not in mail.outbox[-1].body
    assert "/tanggapan-saya/" in mail.outbox[-1].body
    with pytest.raises(ValidationError):
        citizens.hear_comments([row], by=by)
    assert not Comment.objects.exists()
    citizens.forget_citizens(at=clock.now() + 400 * DAY)
    row.refresh_from_db()
    assert (row.text, row.note, row.reason) == ("[…]", "", "abuse")


def test_campaign_is_one_text_with_a_number_and_each_writer_gets_the_answer(scene, done):
    version, _round, _bi = scene
    rows = [waiting(version, email=f"w{n}@desa.example") for n in (0, 2)]
    rows.append(waiting(version, email="w1@desa.example", text="Jalan desa kami perlu disebut. Terima kasih."))
    comment = citizens.hear_comments(rows, by=secretariat_user())
    citizens.hear_comments([waiting(version, email="w3@desa.example")], joins=comment, by=secretariat_user())
    comment.public.refresh_from_db()
    assert (Comment.objects.count(), comment.public.said, comment.public.others) == (1, 4, 3)
    mail.outbox.clear()
    with done():
        answered(version.decree)
    assert sorted(sent.to[0] for sent in mail.outbox) == [f"w{n}@desa.example" for n in range(4)]
    copy = heard_of(Citizen.objects.get(email="w1@desa.example"), secretariat_user())[0]
    assert copy.is_copy
    assert copy.own_words.endswith("Terima kasih.")
    assert copy.row.answer


def test_copies_join_no_comment_of_an_organisation(scene):
    version, _round, bi = scene
    of_bi, row = commented(version, bi), waiting(version)
    with pytest.raises(ValidationError):
        citizens.hear_comments([row], joins=of_bi, by=secretariat_user())
    assert list(CitizenComment.objects.waiting()) == [row]
    citizens.hear_comments([row], by=secretariat_user())


def test_support_counts_once_for_each_address_and_apart_from_organisations(scene):
    version, _round, bi = scene
    comment = commented(version, bi)
    support = citizens.ask_to_support(comment, email="A@desa.example", consent=CONSENT)
    assert citizens.ask_to_support(comment, email="a@desa.example ", consent=CONSENT) == support
    citizens.confirm_support(support)
    citizens.confirm_support(CitizenSupport.objects.get(pk=support.pk))
    comment = Comment.objects.with_cards().get()
    assert (comment.public.supports, comment.public.kind, list(comment.supports.all())) == (1, "", [])
    assert LedgerEntry.objects.filter(verb="citizen.supported").count() == 1
    private = commented(version, bi, audience="members")
    with pytest.raises(PermissionDenied):
        citizens.ask_to_support(private, email="a@desa.example", consent=CONSENT)


def test_mail_to_a_stranger_holds_nothing_that_was_typed_and_comes_seldom(scene, done):
    for number in range(6):
        with done():
            asked(scene[0], text=f"BELI OBAT {number}", name="PEMENANG", place="http://spam.example")
    assert len(mail.outbox) == 3
    for sent in mail.outbox:
        words = f"{sent.subject} {sent.body}"
        assert not re.search("OBAT|PEMENANG|spam", words)
        assert re.search(r"/tanggapan-saya/[\w-]{32}/", words)
    assert Citizen.objects.get().comments.count() == 6  # one link leads to all


def test_form_sent_twice_asks_once_and_corrects_what_is_not_confirmed(scene):
    form, version = uuid.uuid4(), scene[0]
    first = asked(version, form=form)
    assert asked(version, form=form, text="Lain sama sekali.") == first
    citizens.confirm_comment(first)
    assert asked(version, form=form, text="Lain sama sekali.") == first
    again = asked(version, form=form, text="Sesudah itu.")
    assert again != first
    assert again.confirmed_at is None
    first.refresh_from_db()
    assert first.text == "Lain sama sekali."


def test_writer_is_told_of_answer_and_change_until_the_mails_are_ended(scene, done):
    version, _round, bi = scene
    comment = heard(version, email="siti@desa.example")
    with done():
        answered(version.decree)
    assert "List-Unsubscribe" in mail.outbox[-1].extra_headers
    before = len(mail.outbox)
    with done():
        next_version(version, dik_1="Membentuk Tim Open Government Kabupaten.")
    told = [sent.to for sent in mail.outbox[before:]]
    assert [bi.email] in told, "BI takes part"
    assert told.count(["siti@desa.example"]) == 1
    citizen = Citizen.objects.get()
    shown = heard_of(citizen, secretariat_user())[0]
    assert shown.was_changed_in == 2
    assert "Kabupaten" in dict(shown.words)["insert"]
    citizens.end_mails(citizen)
    before = len(mail.outbox)
    with done():
        services.answer_comment(comment, disposition="partly", reason="Sebagian.", by=secretariat_user())
    assert len(mail.outbox) == before


def test_who_it_was_is_forgotten_a_year_after_the_last_round_and_unconfirmed_after_a_day(scene):
    version, round_, _bi = scene
    comment = heard(version, name="Budi", shows_name=True)
    asked(version, email="nobody@desa.example")
    citizens.forget_citizens(at=clock.now() + DAY)
    assert [one.email for one in Citizen.objects.all()] == ["warga@desa.example"]
    answered(version.decree)
    services.close_round(round_, by=secretariat_user())
    citizens.forget_citizens(at=clock.now() + 364 * DAY)
    assert Citizen.objects.filter(email="warga@desa.example").exists()
    citizens.forget_citizens(at=clock.now() + 366 * DAY)
    comment.public.refresh_from_db()
    assert (comment.public.name, comment.public.said) == ("", 1)
    assert not Citizen.objects.filter(email="warga@desa.example").exists()
    assert LedgerEntry.objects.get(verb="citizens.forgotten").data == {"count": 1}


def test_next_round_hears_citizens_again_with_the_same_link(scene):
    version, _round, _bi = scene
    heard(version)
    second = next_version(version, dik_1="Membentuk Tim.")
    opened(second, grants=grants_of(version.decree))
    asked(second, text="Masih perlu.")
    assert Citizen.objects.count() == 1


def test_nobody_is_kept_longer_than_they_agreed_to_nor_than_the_setting_says(scene, settings):
    version, round_, _bi = scene
    settings.CITIZENS_KEPT_DAYS = 30
    heard(version, email="short@desa.example")
    settings.CITIZENS_KEPT_DAYS = 90
    heard(version, email="long@desa.example", text="Sebut juga irigasi.")
    asked(version, email="short@desa.example", text="Dan jembatan.")  # the first promise holds
    answered(version.decree)
    services.close_round(round_, by=secretariat_user())

    def left(days):
        citizens.forget_citizens(at=clock.now() + days * DAY)
        return sorted(Citizen.objects.filter(forgotten_at=None).values_list("email", flat=True))

    assert left(29) == ["long@desa.example", "short@desa.example"]
    assert left(31) == left(89) == ["long@desa.example"]
    settings.CITIZENS_KEPT_DAYS = 60
    assert left(61) == []


def test_no_link_is_stored_and_each_mail_has_its_own(scene, done):
    with done():
        row = asked(scene[0])
    with done():
        asked(scene[0], text="Sebut juga irigasi.")
    tokens = [re.search(r"/tanggapan-saya/([\w-]{32})/", sent.body)[1] for sent in mail.outbox]
    assert len(set(tokens)) == 2
    assert {citizen_behind(token) for token in tokens} == {row.citizen}
    stored = str(list(CitizenLink.objects.values())) + str(list(Citizen.objects.values()))
    assert not [token for token in tokens if token in stored]
    assert citizen_behind(CitizenLink.objects.first().key) is None, "what is stored opens nothing"
    citizens.forget_citizen(row.citizen)
    assert {citizen_behind(token) for token in tokens} == {row.citizen}, "the page stays"


def test_mail_that_was_not_taken_leaves_no_link(scene, monkeypatch):
    row = asked(scene[0])
    monkeypatch.setattr(mail.backends.locmem.EmailBackend, "send_messages", refuse)
    with pytest.raises(NotSentError):
        send_link(row.citizen_id)
    assert not CitizenLink.objects.exists()


def refuse(*_args):
    raise ConnectionRefusedError


def test_name_without_a_tick_is_not_even_kept(scene):
    asked(scene[0], name="Siti Aminah")
    assert "Siti" not in str(list(CitizenComment.objects.values()))


def test_who_comments_and_supports_agreed_to_both_and_each_names_what_is_kept(scene, client):
    version, _round, bi = scene
    comment = commented(version, bi)
    address = {"email": "warga@desa.example", "consent": "on"}
    said = {"clause": "dik-1", "text": "Sebut desa kami.", "kind": "citizen"}
    client.post(reverse("decrees:citizen-support", args=[version.decree_id, comment.pk]), address)
    assert Citizen.objects.get().consent == consent_to_support()
    assert "nama" not in consent_to_support().split(".")[0]
    client.post(reverse("decrees:citizen-comment", args=[version.decree_id, version.number]), address | said)
    assert Citizen.objects.get().consent == f"{consent_to_support()}\n\n{consent_text()}"


def test_what_citizens_say_is_never_put_in_the_name_of_an_organisation_that_people_speak_for(scene):
    local = ForumSettings.objects.get()
    bi = scene[2].person.memberships.get().organisation
    services.close_round(scene[1], by=secretariat_user())
    local.citizens = bi
    with pytest.raises(ValidationError, match="Ada orang yang mewakilinya"):
        local.full_clean()
    local.citizens = OrganisationFactory(short_name="Masyarakat")
    local.full_clean()
    local.save()
    membership = Membership(
        person=scene[2].person, organisation=bi, on_behalf_of=local.citizens, start_date=clock.today()
    )
    with pytest.raises(ValidationError, match="tidak ada orang yang mewakilinya"):
        membership.full_clean()


def test_who_stands_for_citizens_stays_while_a_round_hears_them(scene):
    local = ForumSettings.objects.get()
    for other in (None, OrganisationFactory(short_name="Masyarakat")):
        local.citizens = other
        with pytest.raises(ValidationError, match="Sampai putaran ditutup"):
            local.full_clean()
    local.refresh_from_db()
    local.forum_name = "Forum lain"
    local.full_clean()
    services.close_round(scene[1], by=secretariat_user())
    local.citizens = None
    local.full_clean()
