"""A citizen's number is read everywhere, is hidden, and is then found nowhere: the gap stands instead."""

import ast
import io
import json
import re
import zipfile

import pytest
from django.core import mail
from django.urls import reverse

from decrees import services
from decrees.models import Comment
from forum import ledger, live
from tests.clients import as_, desk_url
from tests.factories import commented, opened, secretariat_user
from tests.factories.decrees import next_version, proposed
from tests.forum.ledger.verifier import verify
from tests.house import House

pytestmark = pytest.mark.django_db
NIK = {
    "comment": "3522011203850001",
    "proposal": "3522011203850002",
    "reply": "3522011203850003",
    "answer": "3522011203850004",
    "reaction": "3522011203850005",
}
ALL = set(NIK.values())


def in_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "".join(file.read(name).decode(errors="ignore") for name in file.namelist())


def address(name, version, *args):
    return reverse(f"decrees:{name}", args=[version.decree_id, *args])


class Scene:
    """Two comments, one with a wording, a reply, an answer to both and what was said to it, each with a number."""

    def __init__(self, two):
        self.version, self.round, self.bi, self.kpi = two
        self.first, self.second = secretariat_user(), secretariat_user()
        self.comment = commented(self.version, self.bi, text=f"Rumah NIK {NIK['comment']} rusak.")
        self.proposal = proposed(self.version, self.bi, "menyusun", f"menyusun bersama {NIK['proposal']}")
        self.reply = commented(self.version, self.kpi, text=f"Benar, {NIK['reply']}.", parent=self.comment)
        both = [self.comment, self.proposal]
        self.answer = services.answer_comments(
            both, disposition="partly", reason=f"Warga {NIK['answer']} dihubungi.", by=self.first
        )[0]
        services.react_to_answer(self.answer, stance="objects", reason=f"Bukan {NIK['reaction']}!", by=self.bi)
        self.newer = next_version(self.version, dik_1="Membentuk Tim Open Government Kabupaten.")
        opened(self.newer, *(person.person.memberships.get().organisation for person in (self.bi, self.kpi)))

    @property
    def words(self):
        comment = Comment.objects.get(pk=self.comment.pk)
        return [self.comment, self.proposal, self.reply, comment.reaction, comment.answer]

    def hide(self):
        for target in self.words:
            hiding = services.propose_hiding(target, reason="personal_data", note="Sebuah NIK.", by=self.first)
            services.confirm_hiding(hiding, by=self.second)

    def read(self):
        """What each outlet gives to whom."""
        yield from self._pages()
        yield from self._files()
        yield "mails", "".join(message.body for message in mail.outbox)
        for channel in ("public", "members", "secretariat"):
            frames = [live.frame(entry, channel) for entry in live.entries_for(self.version.decree_id, channel)]
            yield f"frames of {channel}", json.dumps(frames, ensure_ascii=False)

    def _pages(self):
        number, new = self.version.number, self.newer.number
        public, member, desk = as_(), as_(self.bi), as_(self.first)
        decree = self.version.decree_id
        pages = {
            "the draft": (public, self.version.decree.url),
            "its first version": (public, address("version-detail", self.version, number)),
            "comparison": (public, address("compare", self.version, number, new)),
            "clause": (public, address("clause-detail", self.version, number, 4)),
            "comment": (public, address("comment-detail", self.version, self.comment.pk)),
            "register": (public, address("register", self.version)),
            "summary of the round": (public, address("round-summary", self.version, 1)),
            "events": (public, address("events", self.version)),
            "feed": (public, address("feed", self.version)),
            "feed of the site": (public, reverse("feed")),
            "log": (public, reverse("decrees:hidings")),
            "position sheet": (public, address("paper", self.version, number)),
            "for me": (member, address("for-me", self.version)),
            "notices": (member, reverse("decrees:notices")),
            "reply": (member, address("comment-reply", self.version, self.comment.pk)),
            "reaction": (member, address("answer-react", self.version, self.comment.pk)),
            "list of comments": (desk, desk_url("comments", decree)),
            "answer on the desk": (desk, desk_url("answer", decree, self.comment.pk)),
            "answer to the proposal": (desk, desk_url("answer", decree, self.proposal.pk)),
            "wordings on the desk": (desk, desk_url("wording", decree)),
            "sources on the desk": (desk, desk_url("origins", decree)),
            "places on the desk": (desk, desk_url("waiting", decree)),
            "hidings on the desk": (desk, desk_url("hidings", decree)),
        }
        for name, (client, url) in pages.items():
            yield name, client.get(url, follow=True).content.decode()

    def _files(self):
        for file_format in ("json", "xlsx", "docx"):
            content = as_().get(address("register-file", self.version, file_format)).content
            yield f"register as {file_format}", content.decode() if file_format == "json" else in_zip(content)
        yield "chain", json.dumps(as_().get(reverse("forum:chain")).json())

    def found(self):
        return {name: {nik for nik in ALL if nik in content} for name, content in self.read()}


READ_BEFORE = {
    "the draft", "its first version", "clause", "comment", "register", "summary of the round", "for me", "notices",
    "reply", "reaction", "list of comments", "answer on the desk", "answer to the proposal", "wordings on the desk",
    "sources on the desk", "register as json", "register as xlsx", "register as docx",
    "frames of public", "frames of members", "frames of secretariat",
}  # fmt: skip


@pytest.fixture
def scene(two):
    return Scene(two)


def test_what_is_hidden_is_read_nowhere_any_more(scene, django_capture_on_commit_callbacks):
    before = scene.found()
    assert {name for name, niks in before.items() if niks} >= READ_BEFORE
    assert before["its first version"] == before["frames of public"] == before["register as json"] == ALL
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        scene.hide()
    assert {name: niks for name, niks in scene.found().items() if niks} == {}
    assert ledger.verify() is None


def test_gap_stands_in_place_with_reason_and_office_and_all_else_stays(scene):
    counts = as_().get(address("register-file", scene.version, "json")).json()
    scene.hide()
    page = as_(None, **{"accept-language": "id"}).get(address("version-detail", scene.version, 1)).content.decode()
    assert page.count("<strong>Disembunyikan: memuat data pribadi — ") == 6  # the answer stands at both comments
    assert "“menyusun”" in page or "menyusun</a></blockquote>" in page
    told = as_().get(address("register-file", scene.version, "json")).json()
    assert told["summary"] == counts["summary"]
    assert [row["replies"] for row in told["comments"]] == [row["replies"] for row in counts["comments"]]
    first = told["comments"][0]
    assert first["hidden"]["reason"] == first["answer"]["hidden"]["reason"] == "personal_data"
    assert first["answer"]["disposition"] == "partly"
    assert first["answer"]["reaction"]["stance"] == "objects"


def test_no_query_asks_for_words_past_the_gap():
    words = re.compile(r"(^|__)(text|proposed)$|^(answer__)?(reaction__)?reason$")
    found = {
        f"{name}:{call.lineno}"
        for name, tree in House().trees.items()
        if name.startswith(("decrees.", "cms."))
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in ("values", "values_list")
        if any(isinstance(arg, ast.Constant) and words.search(str(arg.value)) for arg in call.args)
    }
    assert found == set()


def test_nobody_finds_a_hidden_number_by_searching_for_it(scene):
    searched = {name: f"{address('register', scene.version)}?q={nik}" for name, nik in NIK.items() if name != "reply"}
    row = f'id="tanggapan-{scene.comment.pk}"'
    assert row in as_().get(searched["comment"]).content.decode()
    assert row in as_().get(searched["answer"]).content.decode()
    scene.hide()
    for url in searched.values():
        assert 'id="tanggapan-' not in as_().get(url).content.decode()


def test_digest_from_which_a_number_could_be_guessed_is_not_told_any_more(scene):
    def contents():
        entries = {one["seq"]: one for one in as_().get(reverse("forum:chain")).json()["entries"]}
        comment = Comment.objects.get(pk=scene.comment.pk)
        return [entries[row.seq] for row in (comment, comment.answer, comment.reaction)]

    assert all("content" in one for one in contents())
    scene.hide()
    assert not any("content" in one for one in contents())
    assert all(one["withheld"] and one["entry"]["content"] for one in contents())


def files(scene):
    names = (reverse("forum:chain"), address("register-file", scene.version, "json"))
    return [as_().get(name).json() for name in names]


def test_verifier_says_hidden_and_not_changed(scene, tmp_path):
    code, told = verify(tmp_path, *files(scene))
    assert code == 0, told
    scene.hide()
    code, told = verify(tmp_path, *files(scene))
    assert code == 2, told
    assert not any("DOES NOT FIT" in line for line in told)
    assert any("6 comments, answers or reactions are hidden or erased, on record" in line for line in told)


def test_words_that_are_gone_without_an_entry_do_not_fit(scene, tmp_path):
    scene.hide()
    chain, register = files(scene)
    register["comments"][0]["hidden"]["entry"] = 1
    code, told = verify(tmp_path, chain, register)
    assert code == 1, told
    assert any("is said to be hidden, and entry 1 does not say so" in line for line in told)
