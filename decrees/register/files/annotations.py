"""The register for machines. The shape is documented in docs/register.md and only grows within a version of it."""

from typing import Any

from decrees.models import Answer, ChangeSource, Comment, Reaction
from decrees.register import Row, Step
from decrees.register.files.extract import Extract, comment_url
from decrees.text.anchoring.further import FurtherPassage, FurtherStep
from forum.models import Organisation
from forum.models.pages import absolute_reverse, absolute_url

SCHEMA = "mufakat.register/1"


def data(extract: Extract) -> dict[str, Any]:
    """Offices and organisations, never people."""
    register = extract.register
    numbers = {round_.pk: number for number, round_ in enumerate(register.rounds, start=1)}
    return {
        "schema": SCHEMA,
        "decree": {"id": register.decree.pk, "title": extract.title, "url": absolute_url(register.decree)},
        "url": extract.url,
        "as_of": {"seq": extract.seq, "digest": extract.digest, "at": extract.at.isoformat()},
        "reader": extract.reader,
        "versions": [_version(extract, version) for version in reversed(register.versions)],
        "rounds": [_round(extract, number, round_) for number, round_ in enumerate(register.rounds, start=1)],
        "summary": _summary(extract),
        "comments": [_comment(row, numbers) for row in extract.rows],
    }


def _version(extract: Extract, version: Any) -> dict[str, Any]:
    return {
        "number": version.number,
        "url": absolute_reverse("decrees:version-detail", extract.register.decree.pk, version.number),
        "circulated_at": version.circulated_at.isoformat(),
        "sha256": version.digest,
    }


def _round(extract: Extract, number: int, round_: Any) -> dict[str, Any]:
    return {
        "number": number,
        "url": absolute_reverse("decrees:round-summary", extract.register.decree.pk, number),
        "version": round_.version.number,
        "opens_at": round_.opens_at.isoformat(),
        "closes_at": round_.closes_at.isoformat(),
        "closed_at": round_.closed_at.isoformat() if round_.closed_at else None,
    }


def _summary(extract: Extract) -> dict[str, Any]:
    sums = extract.sums
    return {
        "comments": sums.comments,
        "organisations": sums.organisations,
        "answered": sums.answered,
        "unanswered": sums.unanswered,
        "dispositions": {choice.value: sums.dispositions.get(choice.value, 0) for choice in Answer.Disposition},
        "objections": sums.objections,
        "accepted_without_change": sums.unshown,
        "restricted": sums.restricted,
    }


def _said(comment: Comment) -> dict[str, Any]:
    """What somebody said, and where: a comment or a reply."""
    return {
        "id": comment.pk,
        "url": comment_url(comment),
        "audience": comment.audience.partition(":")[0],
        "created_at": comment.created_at.isoformat(),
        "received_on": comment.received_on.isoformat() if comment.received_on else None,
        "organisation": _organisation(comment.organisation),
        "office": comment.office,
        "is_position": comment.is_position,
        "tag": comment.tag or None,
        "version": comment.version.number,
        "place": comment.clause_label,
        "target": target(comment),
        "further": [{"place": one.label, "target": target(comment, one)} for one in comment.further_passages],
        "text": comment.text,
        **_hidden(comment),
        "proposed_wording": comment.proposed,
        "proposed_order": _order(comment),
        "proposed_together_with": comment.together_with_id,
    }


def _comment(row: Row, numbers: dict[int, int]) -> dict[str, Any]:
    comment = row.comment
    return {
        **_said(comment),
        "round": numbers.get(comment.round_id),
        "supports": [_organisation(one) for one in row.supporters],
        "citizens": _citizens(comment),
        "replies": row.replies,
        "conversation": [_said(reply) for reply in row.conversation],
        "answer": _answer(row.answer, row) if row.answer else None,
        "earlier_answers": [_earlier(answer, comment) for answer in comment.earlier_answers],
        "changes": [_change(source) for source in row.changes],
        "accepted_without_change": row.unshown,
        "placements": [_step(step) for step in row.story[1:]],
    }


def _citizens(comment: Comment) -> dict[str, str | int | bool] | None:
    """Who among the public said it, never by name: a file is not taken back."""
    voice = comment.from_public
    if voice is None:
        return None
    gone = {"withdrawn": True} if voice.is_withdrawn else {}
    return {
        "speaks": voice.kind,
        "place": voice.place,
        "said_by": voice.said,
        "supported_by": voice.supports,
        **gone,
    }


def target(comment: Comment, further: FurtherPassage | None = None) -> dict[str, Any]:
    """W3C Web Annotation: a clause of a version, and the passage of it as it was selected; or a further one of the
    comment."""
    place = further or comment
    clause: dict[str, Any] = {"type": "FragmentSelector", "value": f"k-{place.clause}"}
    if place.quote:
        quote = {"exact": place.quote, "prefix": place.prefix, "suffix": place.suffix}
        position = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
        clause["refinedBy"] = [{"type": "TextQuoteSelector", **quote}, position]
    source = absolute_reverse("decrees:version-detail", comment.version.decree_id, comment.version.number)
    return {"source": source, "selector": clause}


def _order(comment: Comment) -> dict[str, str] | None:
    """`new`: a clause of the proposed wording behind the one of the comment; `move`: that one behind `after`."""
    wanted = comment.wanted
    return {**wanted.said, "place": wanted.label or comment.clause_label} if wanted else None


def _organisation(one: Organisation) -> dict[str, str | int]:
    return {"id": one.slug, "number": one.pk, "name": one.name, "sector": one.sector.slug}


def _answer(answer: Answer, row: Row) -> dict[str, Any]:
    return {
        **_given(answer, row.comment),
        "group": str(answer.group),
        "answered_together": row.together,
        "reaction": _reaction(row.reaction) if row.reaction else None,
        "earlier_reactions": [_reaction(reaction) for reaction in row.comment.earlier_reactions],
    }


def _earlier(answer: Answer, comment: Comment) -> dict[str, Any]:
    return {**_given(answer, comment), "reactions": [_reaction(reaction) for reaction in answer.reactions.all()]}


def _given(answer: Answer, comment: Comment) -> dict[str, Any]:
    return {
        "number": answer.pk,
        "disposition": answer.disposition,
        "reason": answer.reason,
        **_hidden(answer),
        "office": answer.office,
        "answered_at": answer.answered_at.isoformat(),
        "after_round": answer.is_after(comment.round),
    }


def _reaction(reaction: Reaction) -> dict[str, Any]:
    return {
        "stance": reaction.stance,
        "reason": reaction.reason,
        **_hidden(reaction),
        "office": reaction.office,
        "at": reaction.at.isoformat(),
    }


def _hidden(row: Comment | Answer | Reaction) -> dict[str, Any]:
    """Why the words are not there. `entry` is the number of the entry that says so."""
    gap = row.gap
    if gap is None:
        return {}
    objections = [{"words": one.words, "office": one.office, "at": one.at.isoformat()} for one in gap.objections]
    told = {"state": gap.state.value, "reason": gap.reason, "office": gap.office, "at": gap.at.isoformat()}
    return {"hidden": {**told, "entry": gap.entry, "objections": objections}}


def _change(source: ChangeSource) -> dict[str, Any]:
    number = source.version.number
    address = absolute_reverse("decrees:compare", source.version.decree_id, number - 1, number)
    return {
        "version": number,
        "hunk": source.hunk,
        "url": f"{address}#h-{source.hunk}",
        "clause": source.clause,
        "place": source.clause_label,
        "before": source.old,
        "after": source.new,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "version": step.version,
        "state": step.state,
        "clause": step.target.clause or None,
        "start": step.target.start,
        "end": step.target.end,
        "likeness": step.score,
        "place": step.place,
        "further": [_further(one) for one in step.further],
        "by": "machine" if step.machine else "person",
        "office": step.by or None,
        "at": step.at.isoformat(),
    }


def _further(step: FurtherStep) -> dict[str, Any]:
    return {
        "state": step.state,
        "clause": step.clause or None,
        "start": step.start,
        "end": step.end,
        "likeness": step.score,
        "place": step.label,
    }
