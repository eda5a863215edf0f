"""The decree in three drafts, each with its round of comments; the last round is open."""

from cms.demo import comments, decree
from cms.demo.clock import days_from_now
from decrees.models import DecreeIndexPage, DecreePage, Version
from decrees.permissions import DecreePermission, Grants
from decrees.services import add_comment, answer_comment, circulate, close_round, open_round
from decrees.text import find
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
    page = DecreePage(
        title="Tim Open Government Partnership Kabupaten Bojonegoro", slug="tim-ogp", summary=decree.SUMMARY,
        reading=DecreePage.Reading.PUBLIC, signatory=decree.SIGNATORY, copies="\n".join(decree.COPIES), owner=by,
        live=False,
    )  # fmt: skip
    DecreeIndexPage.objects.get().add_child(instance=page)
    for number, (blocks, changelog, reason, said) in enumerate(DRAFTS, start=1):
        page.body = blocks()
        page.save_revision(user=by)
        version = circulate(page, changelog=changelog, reason=reason, by=by)
        round_ = open_round(
            version, closes_at=days_from_now(CONSULTED_DAYS, hour=16), grants=_grants(), preset="members", by=by
        )
        for comment in said:
            _say(page, version, comment, by)
        if number < len(DRAFTS):
            close_round(round_, by=by)
        page = DecreePage.objects.get(pk=page.pk)
    return page


def _grants() -> Grants:
    members = Organisation.objects.filter(is_forum_member=True)
    return {member: {DecreePermission.COMMENT, DecreePermission.PROPOSE} for member in members}


def _say(page: DecreePage, version: Version, demo: comments.DemoComment, secretariat: User) -> None:
    clause = decree.clause_id(demo.clause)
    text = find(version.document, clause).text  # type: ignore[union-attr]
    start = text.index(demo.quote) if demo.quote else None
    comment = add_comment(
        page, version=version, clause=clause, start=start, end=start + len(demo.quote) if start is not None else None,
        quote=demo.quote, text=demo.text, proposed=demo.proposed, by=_user(demo.by),
    )  # fmt: skip
    for key, reply in demo.replies:
        add_comment(page, version=version, clause=clause, text=reply, parent=comment, by=_user(key))
    if demo.answer:
        disposition, reason = demo.answer
        answer_comment(comment, disposition=disposition, reason=reason, by=secretariat)


def _user(key: str) -> User:
    return User.objects.get(email=f"{key}@mufakat.example")
