"""What a comment says and of which passages, checked against its version; nothing is saved here."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decrees.drafting.restructuring import Structure, Wanted, why_not
from decrees.models import Anchor, CitizenComment, Comment, Version
from decrees.models.hiding import stored
from decrees.models.words import WHY_NOT, clean_text
from decrees.text import find
from decrees.text.anchoring.further import MOST, Chosen, FurtherPassage, kept, one_for_each
from decrees.text.passages import TextQuoteSelector, resolve_selector
from decrees.text.place_names import cite_clause
from forum.models.typed import says_something

SENT_OTHERWISE = gettext_lazy(
    "This form was sent already, with other words. Send it once more if this is to be said as well."
)


def set_comment_place(comment: Comment | CitizenComment, clause_id: str, passage: TextQuoteSelector) -> None:
    """Set clause and passage. Raises ValidationError if the passage is not in the version."""
    found = _found(comment.version, clause_id, passage)
    comment.clause, comment.clause_label = found.clause, found.label
    comment.start, comment.end, comment.quote = found.start, found.end, found.quote
    comment.prefix, comment.suffix = found.prefix, found.suffix


def set_further_places(comment: Comment | CitizenComment, chosen: Iterable[Chosen]) -> None:
    """Set the passages in other clauses than the first, one for each clause. Raises ValidationError if there are too
    many, or one is not in the version."""
    asked = one_for_each(comment.clause, chosen)
    if len(asked) >= MOST:
        words = _("A comment can be on %(most)s clauses at most; this one is on %(count)s. Say the rest in another.")
        raise ValidationError(words % {"most": MOST, "count": len(asked) + 1})
    places = (_found(comment.version, one.clause, TextQuoteSelector(one.start, one.end)) for one in asked)
    comment.further = kept(places)


def _found(version: Version, clause_id: str, passage: TextQuoteSelector) -> FurtherPassage:
    document = version.document
    clause = find(document, clause_id)
    if clause is None:
        raise ValidationError(_("This clause is not in version %(number)s.") % {"number": version.number})
    settled = resolve_selector(passage, clause)
    if settled is None:
        raise ValidationError(_("This passage is not in version %(number)s.") % {"number": version.number})
    return FurtherPassage.of(clause.id, cite_clause(document, clause.id), settled)


def set_parent(comment: Comment, parent: Comment) -> None:
    """Make this a reply: it has the place of its comment on this version, or the last one if the comment lost its
    place."""
    if parent.parent_id or parent.version.decree_id != comment.version.decree_id:
        raise ValidationError(_("Reply to the first comment on the passage."))
    step = Anchor.objects.filter(comment=parent, version=comment.version).order_by("-pk").first()
    stands = parent if step is None or step.lost else step
    comment.clause, comment.clause_label = stands.clause, stands.clause_label


def set_comment_text(comment: Comment, text: str, proposed: str | None, tag: str = "") -> None:
    """Set text, proposed wording and tag. Raises ValidationError if there is no text and no proposal, if the proposal
    is the present wording, or if the tag is unknown."""
    if tag not in ("", *Comment.Tag.values):
        raise ValidationError(_("Choose one of the kinds."))
    comment.text, comment.tag = clean_text(text), tag
    comment.proposed = proposal_of(proposed)
    if comment.structure:
        _require_words(comment)
        return
    if comment.proposed == comment.passage:
        raise ValidationError(_("The proposed wording is the same as the text."))
    if comment.proposed is None and not says_something(comment.text):
        raise ValidationError(_("Write a comment, or propose a wording."))


def set_structure(comment: Comment, structure: Structure | None, after: str = "") -> None:
    """Set what is proposed for the clause besides other words. Raises ValidationError if that cannot be done with this
    clause."""
    if structure is None:
        return
    document = comment.version.document
    if reason := why_not(document, comment.clause, structure, after):
        raise ValidationError(str(WHY_NOT[reason]))
    label = cite_clause(document, after) if structure is Structure.MOVE else ""
    comment.structure = asdict(Wanted(structure, after if structure is Structure.MOVE else "", label))


def _require_words(comment: Comment) -> None:
    """A new clause has words, a moved one keeps its own."""
    if comment.structure and comment.structure["kind"] == Structure.MOVE:
        comment.proposed = None
    elif not says_something(comment.proposed or ""):
        raise ValidationError(_("Write the words of the new clause."))


def proposal_of(typed: str | None) -> str | None:
    """ "" proposes to strike the passage out; what cannot be seen proposes nothing."""
    return typed and (clean_text(typed) or None)


def wordings_beside(comment: Comment | CitizenComment, wordings: Mapping[str, str]) -> list[Comment]:
    """A comment for each wording that is proposed for a further passage, by its clause, as selected with the first;
    whose it is, is not set. Raises ValidationError if the comment is not on it, or the wording is what stands there."""
    passages = {one.clause: one for one in comment.further_passages}
    if not passages.keys() >= wordings.keys():
        raise ValidationError(_("A wording is for one of the passages that were chosen."))
    return [_beside(comment, passages[clause], words) for clause, words in wordings.items()]


def _beside(comment: Comment | CitizenComment, passage: FurtherPassage, words: str) -> Comment:
    beside = Comment(version=comment.version, round=comment.round)
    set_comment_place(beside, passage.clause, passage.selector)
    set_comment_text(beside, "", words)
    return beside


def put_together(made: Comment, beside: Comment) -> Comment:
    """With a comment that was saved: it was said in one with it, for the same readers."""
    beside.together_with, beside.heard_on = made, made.heard_on
    beside.audience, beside.tag = made.audience, made.tag
    return beside


def wordings_together(made: Comment) -> dict[str, str | None]:
    """What was proposed with it for further passages, by clause."""
    return {one.clause: stored(one, "proposed") for one in made.together.all()}


def require_same_wordings(made: Comment, wordings: Mapping[str, str]) -> None:
    """Raises ValidationError with the code `sent` as for the first passage: no wording may be lost."""
    said = {clause: proposal_of(words) for clause, words in wordings.items()}
    if said != wordings_together(made):
        raise ValidationError(SENT_OTHERWISE, code="sent")
