"""The decree in its drafts, each with its round of comments and their answers."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from cms.demo.data import comments, decree
from cms.demo.story import Scene, Story, organisation, user
from decrees import services
from decrees.forms.citizens import consent_text
from decrees.models import Answer, Comment, Concealment, DecreeIndexPage, DecreePage, Version
from decrees.permissions import DecreePermission, Grants, own_audiences
from decrees.reading.sources import changes_of
from decrees.services import citizens
from decrees.services.letters.reading import read_letter
from decrees.text import find
from decrees.text.place_names import cite_clause
from forum import clock
from forum.audiences import PUBLIC
from forum.ledger import office_of
from forum.models import Organisation

DemoComment = comments.DemoComment


class Draft(NamedTuple):
    """A version, and the round on it: circulated and opened, open until, closed. Without a round `until` is 0."""

    day: int
    until: int
    closed: int
    blocks: Callable[[], list[decree.Block]]
    changelog: str
    reason: str
    said: list[DemoComment]


DRAFTS = [
    Draft(35, 56, 60, decree.draft_1, "Rancangan pertama.", "Diajukan oleh Dinas Kominfo setelah rapat koordinasi.",
          comments.ROUND_1),
    Draft(70, 98, 102, decree.draft_2,
          "Istilah diseragamkan, uraian tugas Lampiran I ditambahkan, dasar hukum diperbaiki.",
          "Tanggapan putaran pertama.", comments.ROUND_2),
    Draft(168, 198, 200, decree.draft_3,
          "Hubungan antartim, kewajiban mengumumkan laporan, susunan Tim Evaluator, dan masa berlaku.",
          "Tanggapan putaran kedua dan telaah Bagian Hukum.", comments.ROUND_3),
    Draft(210, 0, 0, decree.draft_4, "Batas waktu pengumuman laporan dan penyebutan kelompok rentan.",
          "Tanggapan putaran ketiga dan rapat terbuka.", []),
]  # fmt: skip
CITIZENS_FROM = 3  # in this round citizens comment online
UNEXPLAINED = 3  # of this version some changes wait to be explained


def told(story: Story) -> list[Scene]:
    scenes: list[Scene] = []
    before: list[DemoComment] = []
    for number, draft in enumerate(DRAFTS, start=1):
        scenes.append(Scene(draft.day, "09:00", partial(_circulate, draft=draft, number=number)))
        scenes.append(Scene(draft.day, "13:20", partial(_explain, number=number, before=before)))
        for order, demo in enumerate(draft.said):
            scenes += _said(demo, order)
        if draft.until:
            scenes.append(Scene(draft.closed, "15:30", _close))
        before = draft.said
    return [*scenes, Scene(176, "14:15", _ask), Scene(178, "08:40", _assign)]


def _said(demo: DemoComment, order: int) -> list[Scene]:
    """A comment in the morning, what others add in the afternoon, its answer days later, and what they make of that."""
    minute = f"{(order * 17 + 5) % 60:02d}"
    scenes = [Scene(demo.day, f"{9 + order % 3:02d}:{minute}", partial(_say, demo=demo))]
    if demo.replies or demo.supports or demo.position:
        scenes.append(Scene(demo.day, f"{14 + order % 2}:{minute}", partial(_discuss, demo=demo)))
    if demo.private_data:
        scenes.append(Scene(demo.day + 1, "08:30", partial(_hide, demo=demo)))
        scenes.append(Scene(demo.day + 2, "13:45", partial(_confirm, demo=demo)))
    if demo.first_answer:
        scenes.append(Scene(demo.first_answered_on, f"1{order % 3}:{minute}", partial(_answer_first, demo=demo)))
        scenes.append(Scene(demo.first_answered_on + 1, f"08:{minute}", partial(_object, demo=demo)))
    if demo.answered_on:
        scenes.append(Scene(demo.answered_on, f"1{order % 3}:{minute}", partial(_answer, demo=demo)))
    if demo.answered_on and demo.reaction:
        scenes.append(Scene(demo.answered_on + 1, f"08:{minute}", partial(_react, demo=demo)))
    return scenes


def _circulate(story: Story, draft: Draft, number: int) -> None:
    page = story.decree if number > 1 else _new_decree(story)
    page.body = _seated(_dated(draft.blocks(), story))
    page.save_revision(user=story.secretariat)
    version = services.circulate(page, changelog=draft.changelog, reason=draft.reason, by=story.secretariat)
    if draft.until:
        closes_at = story.moment(draft.until, "16:00")
        to_citizens = number == CITIZENS_FROM
        services.open_round(
            version, closes_at=closes_at, grants=_grants(to_citizens=to_citizens),
            preset="citizens" if to_citizens else "members", by=story.secretariat,
        )  # fmt: skip


def _new_decree(story: Story) -> DecreePage:
    page = DecreePage(
        title="Tim Open Government Partnership Kabupaten Bojonegoro", slug="tim-ogp", summary=decree.SUMMARY,
        reading=DecreePage.Reading.PUBLIC, signatory=decree.SIGNATORY, copies="\n".join(decree.COPIES),
        owner=story.secretariat, live=False,
    )  # fmt: skip
    DecreeIndexPage.objects.get().add_child(instance=page)
    return page


def _dated(blocks: list[decree.Block], story: Story) -> list[decree.Block]:
    for block in blocks:
        if block["type"] == "diktum":
            block["value"]["text"] = story.words(block["value"]["text"])
    return blocks


def _seated(blocks: list[decree.Block]) -> list[decree.Block]:
    """Rows of the tables that name an organisation of the forum mean it."""
    known = dict(Organisation.objects.values_list("name", "pk"))
    annexes = (block["value"]["body"] for block in blocks if block["type"] == "annex")
    for roster in (block for body in annexes for block in body if block["type"] == "roster"):
        for row in roster["value"]["rows"]:
            row["value"]["organisation"] = known.get(row["value"]["office"])
    return blocks


def _grants(*, to_citizens: bool) -> Grants:
    members = Organisation.objects.filter(is_forum_member=True)
    writing = {DecreePermission.COMMENT, DecreePermission.PROPOSE}
    granted: Grants = {
        member: writing | {DecreePermission.ANSWER} if member.slug == "bagian-hukum" else writing for member in members
    }
    return (
        {**granted, organisation("warga"): {DecreePermission.COMMENT, DecreePermission.PROPOSE}}
        if to_citizens
        else granted
    )


def _say(story: Story, demo: DemoComment) -> None:
    how = _comment
    if demo.from_village:
        how = _from_citizen
    elif demo.letter:
        how = _by_letter
    elif demo.on_paper:
        how = _on_paper
    story.said[demo] = how(story, demo)


def _comment(story: Story, demo: DemoComment) -> Comment:
    clause, by, version = decree.clause_id(demo.clause), user(demo.by), story.round.version
    text, quote = find(version.document, clause).text, story.words(demo.quote)  # type: ignore[union-attr]
    start = text.index(quote) if quote else None
    return services.add_comment(
        story.decree, version=version, clause=clause, start=start,
        end=start + len(quote) if start is not None else None, quote=quote, text=demo.text,
        proposed=demo.proposed, tag=demo.tag, by=by,
        audience=own_audiences(by)[0] if demo.private else PUBLIC,
    )  # fmt: skip


def _on_paper(story: Story, demo: DemoComment) -> Comment:
    speaking_for = office_of(user(demo.by))[1]
    return services.enter_paper_comment(
        story.round, organisation=speaking_for, clause=decree.clause_id(demo.clause), quote=demo.quote,  # type: ignore[arg-type]
        text=demo.text, tag=demo.tag, received_on=clock.today(), by=story.secretariat,
    )  # fmt: skip


def _from_citizen(story: Story, demo: DemoComment) -> Comment:
    """Typed, confirmed by the link in the mail, looked at by the secretariat."""
    asked = citizens.ask_to_be_heard(
        story.round.version, clause=decree.clause_id(demo.clause), text=demo.text, kind="village",
        place=demo.from_village, email="warga@mufakat.example", consent=consent_text(),
    )  # fmt: skip
    return citizens.hear_comments([citizens.confirm_comment(asked)], by=story.secretariat)


def _by_letter(story: Story, demo: DemoComment) -> Comment:
    """Brought by the organisation itself, its one point confirmed and taken in."""
    by = user(demo.by)
    place = cite_clause(story.round.version.document, decree.clause_id(demo.clause))
    words = comments.LETTER.format(number=demo.letter, place=place, text=demo.text)
    letter = services.bring_letter(
        story.decree, organisation=office_of(by)[1], content=words.encode(), number=demo.letter, by=by,  # type: ignore[arg-type]
    )  # fmt: skip
    read_letter(letter.pk)
    services.confirm_sure_points(letter, by=by)
    return services.take_letter(letter, by=by)[0]


def _discuss(story: Story, demo: DemoComment) -> None:
    comment = story.said[demo]
    for key, reply in demo.replies:
        services.add_comment(
            story.decree, version=comment.version, clause=comment.clause, text=reply, parent=comment, by=user(key)
        )
    for key in demo.supports:
        services.support_comment(comment, by=user(key))
    if demo.position:
        services.send_position(comment, text=demo.position, tag="substance", by=user(demo.by))


def _answer(story: Story, demo: DemoComment) -> None:
    """A comment like the one before it gets the same answer, together with it; of a discussion the position gets it."""
    comment, answer = story.said[demo], demo.answer
    if demo.position_answer:
        comment, answer = Comment.objects.get(position_of=comment), demo.position_answer
    disposition, reason = answer or ("", "")
    said = list(story.said)
    together = [story.said[said[said.index(demo) - 1]], comment] if demo.with_last else [comment]
    services.answer_comments(together, disposition=disposition, reason=story.words(reason), by=story.secretariat)


def _answer_first(story: Story, demo: DemoComment) -> None:
    disposition, reason = demo.first_answer or ("", "")
    services.answer_comment(story.said[demo], disposition=disposition, reason=reason, by=story.secretariat)


def _object(story: Story, demo: DemoComment) -> None:
    services.react_to_answer(_standing(story, demo), stance="objects", reason=demo.objection, by=user(demo.by))


def _react(story: Story, demo: DemoComment) -> None:
    stance, words = demo.reaction or ("", "")
    services.react_to_answer(_standing(story, demo), stance=stance, reason=words, by=user(demo.by))


def _standing(story: Story, demo: DemoComment) -> Answer:
    return Answer.objects.filter(comment=story.said[demo]).latest("pk")


def _hide(story: Story, demo: DemoComment) -> None:
    """Personal data in a reply goes at once; a second person confirms it on the next day."""
    reply = Comment.objects.filter(parent=story.said[demo]).latest("pk")
    note = demo.private_data
    services.propose_hiding(reply, reason="personal_data", note=note, at_once=True, by=story.secretariat)


def _confirm(story: Story, demo: DemoComment) -> None:
    hiding = Concealment.objects.get(comment__parent=story.said[demo])
    services.confirm_hiding(hiding, by=user("admin"))


def _close(story: Story) -> None:
    services.close_round(story.round, by=story.secretariat)


def _explain(story: Story, number: int, before: list[DemoComment]) -> None:
    version = Version.objects.get(decree=story.decree, number=number)
    for told in changes_of(version):
        words = f"{told.hunk.old} {told.hunk.new}"
        led = [demo for demo in before if any(_is(told.place, words, *one) for one in demo.led_to)]
        reason = "" if led or number == UNEXPLAINED else "Telaah Bagian Hukum"
        if led or reason:
            followed = [story.said[demo] for demo in led]
            services.attribute_change(
                version, hunk=told.hunk.id, comments=followed, reason=reason, by=story.secretariat
            )


def _is(place: str, words: str, wanted_place: str, word: str) -> bool:
    return (place == wanted_place or place.startswith(f"{wanted_place} ")) and word in words


def _ask(story: Story) -> None:
    """In the last round BI is asked for its view, and the legal section for an answer."""
    services.ask_for_input(
        story.round, organisations=[organisation("bojonegoro-institute")], clause=decree.clause_id("annex1"),
        question="Apakah uraian tugas Tim Pengarah sudah sesuai dengan usul BI?", due=story.date(192),
        by=story.secretariat,
    )  # fmt: skip


def _assign(story: Story) -> None:
    waiting = Comment.objects.unanswered().filter(round=story.round, clause=decree.clause_id("berlaku"))
    services.assign_comments(
        waiting, organisation=organisation("bagian-hukum"), due=story.date(189), by=story.secretariat
    )
