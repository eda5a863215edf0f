"""The decree in three drafts, each with its round of comments; the last round is open."""

import datetime

from cms.demo import comments, decree
from cms.demo.clock import days_from_now
from decrees import services
from decrees.models import Answer, Comment, DecreeIndexPage, DecreePage, NoticeChoice, Round, Version
from decrees.permissions import DecreePermission, Grants, own_audiences
from decrees.reading.unexplained import changes_of
from decrees.text import find
from forum import clock
from forum.audiences import PUBLIC
from forum.ledger import office_of
from forum.models import Organisation, User

DRAFTS = [
    (decree.draft_1, "Rancangan pertama.", "Diajukan oleh Dinas Kominfo setelah rapat koordinasi.", comments.ROUND_1),
    (decree.draft_2, "Istilah diseragamkan, uraian tugas Lampiran I ditambahkan, dasar hukum diperbaiki.",
     "Tanggapan putaran pertama.", comments.ROUND_2),
    (decree.draft_3, "Hubungan antartim, kewajiban mengumumkan laporan, susunan Tim Evaluator, dan masa berlaku.",
     "Tanggapan putaran kedua dan telaah Bagian Hukum.", comments.ROUND_3),
]  # fmt: skip
CONSULTED_DAYS = 12


def load_decree(by: User) -> DecreePage:
    """Nobody is mailed about what is told here as past; they find it on the site."""
    NoticeChoice.objects.bulk_create(
        NoticeChoice(user=user, how=NoticeChoice.How.NEVER) for user in User.objects.filter(notice_choice=None)
    )
    page = _load_decree(by)
    for choice in NoticeChoice.objects.select_related("user"):
        services.choose_notices(NoticeChoice.How.AT_ONCE, by=choice.user)
    return page


def _seated(blocks: list[decree.Block]) -> list[decree.Block]:
    """Rows of the tables that name an organisation of the forum mean it."""
    known = dict(Organisation.objects.values_list("name", "pk"))
    annexes = (block["value"]["body"] for block in blocks if block["type"] == "annex")
    for roster in (block for body in annexes for block in body if block["type"] == "roster"):
        for row in roster["value"]["rows"]:
            row["value"]["organisation"] = known.get(row["value"]["office"])
    return blocks


def _load_decree(by: User) -> DecreePage:
    page = DecreePage(
        title="Tim Open Government Partnership Kabupaten Bojonegoro", slug="tim-ogp", summary=decree.SUMMARY,
        reading=DecreePage.Reading.PUBLIC, signatory=decree.SIGNATORY, copies="\n".join(decree.COPIES), owner=by,
        live=False,
    )  # fmt: skip
    DecreeIndexPage.objects.get().add_child(instance=page)
    voices: _Round | None = None
    for number, (blocks, changelog, reason, said) in enumerate(DRAFTS, start=1):
        page.body = _seated(blocks())
        page.save_revision(user=by)
        version = services.circulate(page, changelog=changelog, reason=reason, by=by)
        round_ = services.open_round(
            version, closes_at=days_from_now(CONSULTED_DAYS, hour=16), grants=_grants(), preset="members", by=by
        )
        _explain(version, voices.said if voices else [], by)
        voices = _Round(page, round_, by)
        for comment in said:
            voices.say(comment)
        if number < len(DRAFTS):
            services.close_round(round_, by=by)
        else:
            _ask(page, round_, by)
        page = DecreePage.objects.get(pk=page.pk)
    return page


def _grants() -> Grants:
    members = Organisation.objects.filter(is_forum_member=True)
    writing = {DecreePermission.COMMENT, DecreePermission.PROPOSE}
    return {
        member: writing | {DecreePermission.ANSWER} if member.slug == "bagian-hukum" else writing for member in members
    }


class _Round:
    """What is said in one round and how it is answered, comment by comment."""

    def __init__(self, page: DecreePage, round_: Round, secretariat: User) -> None:
        self.page, self.round, self.secretariat = page, round_, secretariat
        self.version = round_.version
        self.said: list[tuple[comments.DemoComment, Comment]] = []

    def say(self, demo: comments.DemoComment) -> None:
        comment = self._on_paper(demo) if demo.on_paper else self._comment(demo)
        for key, reply in demo.replies:
            services.add_comment(
                self.page, version=self.version, clause=comment.clause, text=reply, parent=comment, by=_user(key)
            )
        for key in demo.supports:
            services.support_comment(comment, by=_user(key))
        if demo.position:
            services.send_position(comment, text=demo.position, tag="substance", by=_user(demo.by))
        if demo.answer:
            self._answer(comment, demo)
        self.said.append((demo, comment))

    def _comment(self, demo: comments.DemoComment) -> Comment:
        clause, by = decree.clause_id(demo.clause), _user(demo.by)
        text = find(self.version.document, clause).text  # type: ignore[union-attr]
        start = text.index(demo.quote) if demo.quote else None
        return services.add_comment(
            self.page, version=self.version, clause=clause, start=start,
            end=start + len(demo.quote) if start is not None else None, quote=demo.quote, text=demo.text,
            proposed=demo.proposed, tag=demo.tag, by=by,
            audience=own_audiences(by)[0] if demo.private else PUBLIC,
        )  # fmt: skip

    def _on_paper(self, demo: comments.DemoComment) -> Comment:
        organisation = office_of(_user(demo.by))[1]
        return services.enter_paper_comment(
            self.round, organisation=organisation, clause=decree.clause_id(demo.clause), quote=demo.quote,  # type: ignore[arg-type]
            text=demo.text, tag=demo.tag, received_on=clock.today(), by=self.secretariat,
        )  # fmt: skip

    def _answer(self, comment: Comment, demo: comments.DemoComment) -> None:
        disposition, reason = demo.answer or ("", "")
        together = [self.said[-1][1], comment] if demo.with_last else [comment]
        services.answer_comments(together, disposition=disposition, reason=reason, by=self.secretariat)
        if demo.reaction:
            stance, words = demo.reaction
            answer = Answer.objects.get(comment=comment)
            services.react_to_answer(answer, stance=stance, reason=words, by=_user(demo.by))


def _explain(version: Version, said: list[tuple[comments.DemoComment, Comment]], by: User) -> None:
    """Of the newest version some changes wait to be explained."""
    for told in changes_of(version):
        words = f"{told.hunk.old} {told.hunk.new}"
        followed = [comment for demo, comment in said if any(_is(told.place, words, *led) for led in demo.led_to)]
        reason = "" if followed or version.number == len(DRAFTS) else "Telaah Bagian Hukum"
        if followed or reason:
            services.explain_change(version, hunk=told.hunk.id, comments=followed, reason=reason, by=by)


def _is(place: str, words: str, wanted_place: str, word: str) -> bool:
    return (place == wanted_place or place.startswith(f"{wanted_place} ")) and word in words


def _ask(page: DecreePage, round_: Round, by: User) -> None:
    """In the open round BI is asked for its view, and the legal section for an answer."""
    services.ask_for_input(
        round_, organisations=[Organisation.objects.get(slug="bojonegoro-institute")],
        clause=decree.clause_id("annex1"), question="Apakah uraian tugas Tim Pengarah sudah sesuai dengan usul BI?",
        due=clock.today() + datetime.timedelta(days=CONSULTED_DAYS - 4), by=by,
    )  # fmt: skip
    waiting = Comment.objects.unanswered().filter(round=round_, clause=decree.clause_id("berlaku"))
    services.assign_comments(
        waiting, organisation=Organisation.objects.get(slug="bagian-hukum"),
        due=clock.today() + datetime.timedelta(days=5), by=by,
    )  # fmt: skip


def _user(key: str) -> User:
    return User.objects.get(email=f"{key}@mufakat.example")
