"""Minutes: written, circulated, corrected, approved, published; and what was done about the follow-ups."""

import uuid
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from cms.demo.data import records
from cms.demo.gatherings import newest
from cms.demo.story import Scene, Story, organisation, user
from cms.models import StandardPage
from forum import ledger
from forum.models import Post, User
from forum.models.directory.outside import read_links
from minutes import services
from minutes.models import (
    ActionItem,
    Attachment,
    Attendance,
    Decision,
    Elsewhere,
    Exhibit,
    Input,
    MinutesPage,
    Recording,
    Signatory,
)

Follow_up = tuple[str, str, str]


def told(story: Story) -> list[Scene]:
    rakor, discussion, bimtek = records.RAKOR.meeting, records.DISCUSSION.meeting, records.BIMTEK.meeting
    (first, first_words), (second, second_words) = records.RAKOR_CORRECTIONS

    def circulate(day: int, time: str, demo: records.DemoMinutes, days: int = 7) -> Scene:
        return Scene(day, time, lambda _: _circulate(demo, days, story))

    def correct(day: int, time: str, slug: str, key: str, words: str, **passage: str) -> Scene:
        return Scene(day, time, lambda _: services.correct_minutes(_of(slug), text=words, **passage, by=user(key)))

    def accept(day: int, time: str, slug: str, key: str, **answer: str) -> Scene:
        return Scene(day, time, lambda _: _accept(_of(slug), user(key), answer, story))

    def approve(day: int, slug: str) -> list[Scene]:
        """By somebody else than who wrote them."""
        return [
            Scene(day, "10:00", lambda _: services.approve_minutes(_of(slug), by=user("admin"))),
            Scene(day, "10:20", lambda _: services.publish_minutes(_of(slug), by=story.secretariat)),
        ]

    def report(
        day: int, time: str, slug: str, follow_up: Follow_up, state: str = "done", *shown: Exhibit, there: Any = None
    ) -> Scene:
        return Scene(day, time, lambda _: _report(slug, follow_up, state, list(shown), there))

    receipt = Exhibit(file=ContentFile(records.RECEIPT, name="tanda-terima.pdf"), title="Tanda terima laporan")
    hearing = Exhibit(
        link="https://kominfo.contoh.go.id/berita/audiensi", title="Berita audiensi dengan Bupati terpilih"
    )

    return [
        circulate(21, "14:10", records.RAKOR_FIRST),
        correct(22, "09:40", rakor, first, first_words, **records.RAKOR_PASSAGE),
        correct(23, "11:25", rakor, second, second_words),
        accept(24, "10:15", rakor, first, words=records.RAKOR_PASSAGE["proposed"]),
        circulate(24, "13:30", records.RAKOR, days=1),
        accept(24, "13:40", rakor, second, reason="Jumlah orang dibetulkan."),
        *approve(26, rakor),
        Scene(26, "10:10", lambda _: _black_out(rakor, story)),
        Scene(27, "08:30", lambda _: _mend(rakor, story)),
        report(30, "15:00", rakor, records.DONE_INPUT),
        report(49, "16:30", rakor, records.DONE_REPORT, "done", receipt),
        circulate(81, "14:45", records.DISCUSSION, days=5),
        *approve(87, discussion),
        report(95, "13:15", rakor, records.RUNNING, "running", there=records.COMPLAINT),
        report(121, "10:40", discussion, records.DONE_HEARING, "done", hearing),
        Scene(125, "11:00", lambda _: _join(discussion, story)),
        report(147, "09:30", discussion, records.DONE_MATERIAL),
        report(160, "08:50", discussion, records.CANCELLED, "cancelled"),
        circulate(171, "15:10", records.BIMTEK),
        correct(175, "10:05", bimtek, "bi", records.BIMTEK_CORRECTION),
        circulate(189, "09:20", records.BIMTEK_AFTER, days=2),
        accept(189, "09:30", bimtek, "bi", reason="Dicatat sebagai masukan."),
        *approve(192, bimtek),
        circulate(206, "13:40", records.OPEN, days=6),
        *approve(213, records.OPEN.meeting),
    ]


def _of(slug: str) -> MinutesPage:
    return MinutesPage.objects.get(meeting=newest(slug))


def _accept(minutes: MinutesPage, objector: User, answer: dict[str, str], story: Story) -> None:
    services.accept_correction(minutes.corrections.get(made_by=objector), **answer, by=story.secretariat)


def _circulate(demo: records.DemoMinutes, days: int, story: Story) -> None:
    """The first time it is written, afterwards changed as was asked."""
    page = MinutesPage.objects.filter(meeting=newest(demo.meeting)).first()
    draft = page.get_latest_revision_as_object() if page else _new(demo, story)
    _write(draft, demo, story)
    draft.save_revision(user=story.secretariat)
    services.circulate_minutes(draft, days=days, by=story.secretariat)


def _new(demo: records.DemoMinutes, story: Story) -> MinutesPage:
    meeting, (slug, label) = newest(demo.meeting), demo.note_taker
    kind = MinutesPage.Kind(demo.kind)
    minutes = MinutesPage(
        title=f"{kind.label.title()} {meeting.title}", slug="notula", kind=kind, number=story.words(demo.number), started_at=meeting.starts_at,
        ended_at=meeting.ends_at, chair=meeting.chair, owner=story.secretariat, live=False,
        note_taker=Post.objects.get(organisation__slug=slug, label=label), public_participants=demo.public_participants,
    )  # fmt: skip
    minutes.discussion = [_spoken(*part) for part in demo.discussion]
    if demo.meeting == records.RAKOR.meeting:
        minutes.attachments = [Attachment(title="Rekapitulasi capaian B03", document=_contributions(story))]
    meeting.add_child(instance=minutes)
    return minutes


def _write(draft: MinutesPage, demo: records.DemoMinutes, story: Story) -> None:
    """The rows of the record; those that were there keep their keys and numbers."""
    _rows(
        draft,
        "attendance",
        Attendance,
        [{"organisation": organisation(slug), "people": n} for slug, n in demo.attendance],
    )
    inputs = [{"text": text, "organisation": organisation(slug) if slug else None} for text, slug in demo.inputs]
    _rows(draft, "inputs", Input, inputs)
    decisions: list[dict[str, Any]] = [{"text": text} for text in demo.decisions]
    decided, dissent, review = demo.dissent
    for one in decisions:
        if one["text"] == decided:
            one |= {"dissent": dissent, "review_on": story.date(review)}
    _rows(draft, "decisions", Decision, decisions)
    heard = [dict(zip(("link", "consent", "moments"), demo.recording, strict=True))] if demo.recording[0] else []
    _rows(draft, "recordings", Recording, heard)
    _rows(draft, "signatories", Signatory, [_signatory(*one) for one in demo.signed])
    actions = [_action(story, *action) for action in demo.actions]
    for beginning, typed in demo.elsewhere:
        [one] = (one for one in actions if one["text"].startswith(beginning))
        one["links"] = [link.as_json() for link in read_links(typed)]
    _rows(draft, "action_items", ActionItem, actions)


def _action(story: Story, text: str, slugs: str, due: int) -> dict[str, Any]:
    owner, *partners = map(organisation, slugs.split())
    return {"text": story.words(text), "owner": owner, "co_owners": partners, "due_date": story.date(due)}


def _signatory(role: str, slug: str, office: str) -> dict[str, Any]:
    """By an office of the directory, else by one as typed."""
    signs = organisation(slug)
    post = Post.objects.filter(organisation=signs, label=office).first()
    return {"role": role, "organisation": signs, **({"post": post} if post else {"office": office})}


def _rows(draft: MinutesPage, relation: str, model: type[Any], values: list[dict[str, Any]]) -> None:
    known = list(getattr(draft, relation).all())
    rows = [*known, *(model() for _ in values[len(known) :])]
    for order, (row, value) in enumerate(zip(rows, values, strict=True)):
        row.sort_order = order
        for name, content in value.items():
            setattr(row, name, content)
    getattr(draft, relation).set(rows)


def _spoken(kind: str, *words: str) -> dict[str, Any]:
    """A raw block of the discussion."""
    value: Any = words[0]
    if "{tentang}" in value:
        value = value.replace("{tentang}", str(StandardPage.objects.get(slug="tentang").pk))
    if kind == "statement":
        value = {"organisation": organisation(words[0]).pk, "office": words[1], "text": words[2]}
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _contributions(story: Story) -> Document:
    file = ContentFile(records.CONTRIBUTIONS.encode(), name="rekapitulasi-capaian-b03.csv")
    document = Document(title="Rekapitulasi capaian B03", file=file, uploaded_by_user=story.secretariat)
    document.save()
    return document


def _report(slug: str, follow_up: Follow_up, state: str, shown: list[Exhibit], there: tuple[str, str] | None) -> None:
    """`there`: where it is treated elsewhere, and how it stands there."""
    beginning, key, note = follow_up
    item = ActionItem.objects.get(minutes=_of(slug), text__startswith=beginning)
    elsewhere = Elsewhere(read_links(there[0]), there[1]) if there else None
    services.report_action(item, state=state, note=note, evidence=shown, elsewhere=elsewhere, by=user(key))


def _black_out(slug: str, story: Story) -> None:
    """Before it is public: a citizen, and the number that the site found by itself."""
    minutes = _of(slug)
    part = _part_with(minutes.get_latest_revision_as_object(), records.CITIZEN["quote"])
    services.redact(minutes, part=part, **records.CITIZEN, by=story.secretariat)
    services.black_out_finding(minutes, part=part, **records.CITIZENS_PHONE, by=story.secretariat)


def _mend(slug: str, story: Story) -> None:
    minutes = _of(slug)
    part = _part_with(minutes, records.SLIP["quote"])
    services.mend_slip(minutes, part=part, **records.SLIP, by=story.secretariat)


def _part_with(text: MinutesPage, words: str) -> str:
    return next(f"discussion:{one.id}" for one in text.discussion if words in str(one.value))


def _join(slug: str, story: Story) -> None:
    """The draft comes from a decision, and from a follow-up of the same meeting."""
    minutes = _of(slug)
    decision = minutes.decisions.get(text=records.DECIDED_DRAFT)
    follow_up = minutes.action_items.get(text__startswith="Menyusun rancangan")
    for target in (story.decree, follow_up):
        join = {"number": decision.number, "target": ledger.target_of(target)}
        services.join_decision(minutes, **join, by=story.secretariat)
