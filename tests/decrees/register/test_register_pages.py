"""The register's page, what a round heard and changed, what changed for an organisation: each for its reader only."""

import copy
import datetime
import io
import zipfile

import openpyxl
import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from decrees import services
from decrees.models import ChangeSource, Comment, InputRequest, Round
from decrees.reading.sources import changes_of
from decrees.templatetags.decrees import sentence
from forum import audiences
from forum.audiences import Audience
from tests.factories import OrganisationFactory, circulated, commented, decree_page, member_of, opened, secretariat_user
from tests.factories.decrees import closed, next_version

pytestmark = pytest.mark.django_db
PUBLIC, MEMBERS, DESK, OWN = "terbukasemua", "antarpeserta", "untukmeja", "rahasiabi"


class Scene:
    """BI said something to each audience; KPI takes part too."""

    def __init__(self):
        self.bi, self.kpi = OrganisationFactory(name="BI"), OrganisationFactory(name="KPI")
        self.desk, self.member, self.other = secretariat_user(), member_of(self.bi), member_of(self.kpi)
        self.version = circulated(decree_page(), by=self.desk)
        self.round = opened(self.version, self.bi, self.kpi, by=self.desk)
        spelled = [audiences.PUBLIC, audiences.MEMBERS, audiences.SECRETARIAT, Audience.of(self.bi)]
        words = [PUBLIC, MEMBERS, DESK, OWN]
        self.comments = [
            commented(self.version, self.member, text=f"Kata {word}.", audience=audience)
            for word, audience in zip(words, spelled, strict=True)
        ]

    def url(self, name, *args):
        return reverse(f"decrees:{name}", args=[self.version.decree_id, *args])


@pytest.fixture(scope="module")
def played(kept_for_all):
    return Scene()


@pytest.fixture
def scene(played):
    return copy.deepcopy(played)


@pytest.fixture
def english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def words_of(response, file_format):
    if file_format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        return repr([row for sheet in book for row in sheet.iter_rows(values_only=True)])
    if file_format == "docx":
        return zipfile.ZipFile(io.BytesIO(response.content)).read("word/document.xml").decode()
    if file_format == "pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)
    return response.content.decode()


READS = {
    "public": {PUBLIC},
    "other": {PUBLIC, MEMBERS},
    "own": {PUBLIC, MEMBERS, DESK, OWN},
    "secretariat": {PUBLIC, MEMBERS, DESK},
}


@pytest.mark.parametrize("shown_as", ["page", "round", "xlsx", "docx", "pdf", "json"])
@pytest.mark.parametrize("reader", READS)
def test_everybody_reads_in_the_register_what_they_may_read_elsewhere(scene, client, reader, shown_as):
    user = {"public": None, "other": scene.other, "own": scene.member, "secretariat": scene.desk}[reader]
    if user:
        client.force_login(user)
    url = {"page": scene.url("register"), "round": scene.url("round-summary", 1)}.get(shown_as)
    response = client.get(url or scene.url("register-file", shown_as))
    assert response.status_code == 200
    words = words_of(response, shown_as)
    assert {word for word in (PUBLIC, MEMBERS, DESK, OWN) if word in words} == READS[reader]


def test_own_page_is_for_people_who_are_signed_in(scene, client):
    response = client.get(scene.url("for-me"))
    assert response.status_code == 302
    assert "login" in response["Location"]
    client.force_login(scene.member)
    page = client.get(scene.url("for-me")).content.decode()
    assert OWN in page
    client.force_login(scene.other)
    assert PUBLIC not in client.get(scene.url("for-me")).content.decode()


def test_filters_work_as_an_address(scene, client):
    services.answer_comment(scene.comments[0], disposition="noted", reason="Dicatat.", by=scene.desk)
    client.force_login(scene.member)

    def shown(query):
        page = client.get(scene.url("register") + query).content.decode()
        return {word for word in (PUBLIC, MEMBERS, DESK, OWN) if word in page}

    assert shown("?disposisi=noted") == {PUBLIC}
    assert shown("?disposisi=unanswered") == {MEMBERS, DESK}
    assert shown(f"?organisasi={scene.bi.slug}&putaran=1&versi=1&bagian=dik-1") == {PUBLIC, MEMBERS, DESK, OWN}
    assert shown(f"?q={DESK}") == {DESK}
    assert shown("?pembaca=public") == {PUBLIC}
    assert shown("?pembaca=restricted") == {MEMBERS, DESK, OWN}
    assert shown("?bagian=menimbang") == set()
    assert shown("?bagian=poi-a") == set()
    # What an address cannot mean is left out.
    assert shown("?putaran=99&versi=x&organisasi=%00&urut=?&page=nol") == {PUBLIC, MEMBERS, DESK, OWN}


@pytest.mark.parametrize("file_format", ["xlsx", "docx"])
def test_file_with_more_than_the_public_may_read_says_so(scene, client, file_format):
    url = scene.url("register-file", file_format)
    assert "tidak terbuka untuk umum" not in words_of(client.get(url), file_format)
    client.force_login(scene.member)
    assert "memuat 3 tanggapan yang tidak terbuka untuk umum" in words_of(client.get(url), file_format)
    public = words_of(client.get(f"{url}?pembaca=public"), file_format)
    assert PUBLIC in public
    assert OWN not in public
    assert "tidak terbuka untuk umum" not in public


def test_nothing_is_listed_of_a_draft_by_invitation(scene, client):
    decree = scene.version.decree
    type(decree).objects.filter(pk=decree.pk).update(reading="invited")
    for name, args in (("register", ()), ("register-file", ("json",)), ("round-summary", (1,))):
        assert client.get(scene.url(name, *args)).status_code == 404
    client.force_login(scene.other)
    assert client.get(scene.url("register")).status_code == 200


def test_unknown_formats_and_rounds_are_not_found(scene, client):
    assert client.get(scene.url("register-file", "odp")).status_code == 404
    assert client.get(scene.url("round-summary", 2)).status_code == 404
    assert client.get(scene.url("round-summary", 0)).status_code == 404


@pytest.mark.parametrize("rows", [1, 20])
def test_queries_do_not_grow_with_the_comments(rows, scene, client, django_assert_num_queries):
    client.get(scene.url("register"))
    for n in range(rows):
        comment = commented(scene.version, scene.member, clause="cit-1", text=f"Lagi {n}.", proposed=f"UU {n};")
        services.support_comment(comment, by=scene.other)
        services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=scene.desk)
        commented(scene.version, scene.other, clause="", parent=comment, text="Ya.")
    with django_assert_num_queries(10):
        client.get(scene.url("register"))
    with django_assert_num_queries(12):
        client.get(scene.url("round-summary", 1))
    client.force_login(scene.other)
    client.get(scene.url("for-me"))
    with django_assert_num_queries(25):
        client.get(scene.url("for-me"))


def test_fifty_stand_on_a_page(scene, client):
    for n in range(50):
        commented(scene.version, scene.member, text=f"Nomor {n}.")
    first, second = (client.get(scene.url("register") + query).content.decode() for query in ("", "?page=2"))
    assert (first.count('<tr id="tanggapan-'), second.count('<tr id="tanggapan-')) == (50, 1)
    assert 'rel="next"' in first


def test_names_of_people_are_nowhere(scene, client):
    person = scene.member.person
    person.name = "Siti Rahasiawati"
    person.save()
    services.answer_comment(scene.comments[0], disposition="noted", reason="Dicatat.", by=scene.desk)
    for name, args in (("register", ()), ("register-file", ("json",)), ("round-summary", (1,))):
        assert "Rahasiawati" not in client.get(scene.url(name, *args)).content.decode()


# --- a round ---


@pytest.fixture
def told(scene):
    """The round is over, one comment was refused and its organisation objects; version 2 follows a comment."""
    accepted = commented(scene.version, scene.other, clause="rec-a", text="Sebutkan masyarakat.")
    services.answer_comment(accepted, disposition="accepted", reason="Ditambahkan.", by=scene.desk)
    answer = services.answer_comment(
        scene.comments[0], disposition="not_accepted", reason="Tidak perlu.", by=scene.desk
    )
    closed(scene.round, by=scene.desk)
    services.react_to_answer(answer, stance="objects", reason="Tetap perlu.", by=scene.member)
    newer = next_version(scene.version, by=scene.desk, rec_a="bahwa keterbukaan dan masyarakat perlu dijamin;")
    change = changes_of(newer)[0]
    ChangeSource.objects.create(
        version=newer, hunk=change.hunk.id, clause="rec-a", clause_label=change.place, old=change.hunk.old,
        new=change.hunk.new, comment=accepted, seq=1,
    )  # fmt: skip
    return scene, change


def test_round_tells_what_was_asked_what_changed_and_what_remains(told, english):
    scene, change = told
    page = english.get(scene.url("round-summary", 1)).content.decode()
    assert "2 comments came from 2 organisations." in page
    assert "Every comment has been answered." in page
    assert f"bandingkan/1/2/#h-{change.hunk.id}" in page
    asked, _, rest = page.partition('id="refused"')
    refused, _, contested = rest.partition('id="contested"')
    assert "Sebutkan masyarakat." in asked
    assert "dan masyarakat" in asked
    assert "Tidak perlu." in refused
    assert "Sebutkan masyarakat." not in refused
    assert "BI maintains its objection:" in contested
    assert "Tetap perlu." in contested


def test_refused_comment_is_told_in_full_once_and_its_reason_once(scene, english):
    amendment = "Tambahkan satu orang dari setiap kecamatan agar semua suara dari desa sampai kepada Tim Pengarah"
    comment = commented(scene.version, scene.member, clause="rec-a", text=amendment, proposed="bahwa lain;")
    answer = services.answer_comment(comment, disposition="not_accepted", reason="Terlalu banyak.", by=scene.desk)
    services.react_to_answer(answer, stance="objects", reason="Tetap perlu.", by=scene.member)
    page = english.get(scene.url("round-summary", 1)).content.decode()
    assert (page.count(amendment), page.count("Terlalu banyak.")) == (1, 1)
    assert page.count('Menimbang huruf a: <span lang="id">Tambahkan satu orang') == 2
    assert f'href="#alasan-{answer.group}"' in page.partition('id="refused"')[0]
    assert f'id="alasan-{answer.group}"' in page
    assert f"{amendment}.</span> Proposed wording:" in page


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ganti jabatan", "Ganti jabatan."),
        ("Sudah.", "Sudah."),
        ("Mengapa?”", "Mengapa?”"),
        ("lihat (angka 2)", "lihat (angka 2)."),
        ("dan …", "dan …"),
        ("", ""),
    ],
)
def test_words_of_others_end_with_a_stop(words, told):
    assert sentence(words) == told


def test_round_still_open_says_what_waits(scene, english):
    page = english.get(scene.url("round-summary", 1)).content.decode()
    assert "1 still waits for its answer." in page
    assert "The next version has not been circulated yet." in page


def test_rounds_are_counted_from_the_first(told, english):
    scene, _change = told
    opened(scene.version.decree.newest, scene.bi, by=scene.desk)
    assert Round.objects.count() == 2
    page = english.get(scene.url("round-summary", 2)).content.decode()
    assert "This round is about version 2." in page
    assert "There are no comments in this round." in page


def test_round_names_who_was_invited_and_said_nothing(scene, client):
    page = client.get(scene.url("round-summary", 1)).content.decode()
    assert "KPI." in page


def test_round_tells_an_answer_given_to_several_once(scene, client):
    others = [commented(scene.version, scene.member, clause="rec-b", text=f"Serupa {n}.") for n in range(3)]
    services.answer_comments(others, disposition="out_of_scope", reason="Diatur di tempat lain.", by=scene.desk)
    page = client.get(scene.url("round-summary", 1)).content.decode()
    refused = page.partition('id="refused"')[2].partition("</section>")[0]
    assert refused.count("Diatur di tempat lain.") == 1
    assert [f"Serupa {n}." in refused for n in range(3)] == [True] * 3


def test_round_tells_five_comments_of_a_place_and_where_the_others_are(scene, client):
    for n in range(7):
        commented(scene.version, scene.member, clause="poi-a", text=f"Butir {n}.")
    page = client.get(scene.url("round-summary", 1)).content.decode()
    assert ("Butir 4." in page, "Butir 5." in page) == (True, False)
    assert "?putaran=1&amp;bagian=poi-a" in page
    listed = client.get(scene.url("register") + "?putaran=1&bagian=poi-a").content.decode()
    assert listed.count('<tr id="tanggapan-') == 7


# --- one's own ---


def test_own_page_tells_what_waits_and_what_changed(told, english):
    scene, change = told
    english.force_login(scene.other)
    page = english.get(scene.url("for-me")).content.decode()
    assert "1 comment of yours is on this draft." in page
    assert f"#h-{change.hunk.id}" in page
    mine = Comment.objects.get(text="Sebutkan masyarakat.")
    assert reverse("decrees:answer-react", args=[scene.version.decree_id, mine.pk]) in page
    assert PUBLIC not in page


def test_own_page_is_also_for_those_who_speak_on_behalf_of_an_organisation(told, english):
    scene, _change = told
    proxy = member_of(OrganisationFactory())
    proxy.person.memberships.update(on_behalf_of=scene.kpi)
    english.force_login(proxy)
    page = english.get(scene.url("for-me")).content.decode()
    assert "Sebutkan masyarakat." in page
    assert "Say whether you accept the answer" in page


def test_own_page_lists_requests_until_they_are_met(scene, client):
    due = timezone.localdate() + datetime.timedelta(days=3)
    request = InputRequest.objects.create(
        round=scene.round, organisation=scene.kpi, question="Mohon tanggapan.", due=due, seq=1
    )
    client.force_login(scene.other)
    assert "Mohon tanggapan." in client.get(scene.url("for-me")).content.decode()
    client.force_login(scene.member)
    assert "Mohon tanggapan." not in client.get(scene.url("for-me")).content.decode()
    request.met_by = scene.comments[0]
    request.save()
    client.force_login(scene.other)
    assert "Mohon tanggapan." not in client.get(scene.url("for-me")).content.decode()


def test_own_page_shows_passages_that_changed_without_an_answer(scene, client):
    private = commented(
        scene.version, scene.member, clause="rec-a", start=0, end=18, text="Bahas dulu.",
        audience=Audience.of(scene.bi),
    )  # fmt: skip
    next_version(scene.version, by=scene.desk, rec_a="bahwa kerahasiaan perlu dijamin;")
    client.force_login(scene.member)
    page = client.get(scene.url("for-me")).content.decode()
    disturbed = page.partition('id="disturbed-')[2].partition("</section>")[0]
    assert "Bahas dulu." in disturbed
    assert f"komentar/{private.pk}/" in disturbed
