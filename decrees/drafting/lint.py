"""What the editor is told about a draft before it is circulated: names, references and seats worth a look.

Nothing here hinders anybody: a person knows better than the machine what a sentence means.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from decrees.drafting.member_table import MemberLink, member_links
from decrees.drafting.references import Guide, references
from decrees.drafting.references.mentions import Doubt
from decrees.drafting.references.renumbering import Lost, Raw, lost
from decrees.drafting.terms import Glossary, find_variants
from decrees.text import FIELDS, TITLE, Document, blocks_of, links, walk
from decrees.text.folding import fold_marks
from decrees.text.place_names import cite_clause, cite_clauses
from forum.documents.fonts.hints import lost_in_print
from forum.models import Membership


class Term(Protocol):
    """A name of the forum's glossary, and on one line each what else it is called."""

    preferred: str
    variants: str


class Version(Protocol):
    number: int

    @property
    def document(self) -> Document: ...


class Draft(Protocol):
    """The page as the editor holds it."""

    body: Any
    versions: Any

    def as_document(self) -> Document: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """`block` is the id of the block in the editor, `place` what a lawyer calls it."""

    block: str
    place: str
    message: str


def glossary(terms: Iterable[Term]) -> dict[str, list[str]]:
    return {term.preferred: [name for name in map(str.strip, term.variants.splitlines()) if name] for term in terms}


def lint_draft(draft: Draft, terms: Iterable[Term]) -> list[Finding]:
    """`draft` is the page as the editor holds it. In the order of the text."""
    document, blocks = draft.as_document(), draft.body.get_prep_value()
    versions = list(draft.versions.order_by("number"))
    told = [
        *names(document, glossary(terms)),
        *lost_references(versions, document, blocks),
        *repeated_references(document),
        *unfollowed_references(document),
        *check_member_links(document, member_links(links(blocks))),
        *unprintable(document),
    ]
    order = {clause.id: number for number, clause in enumerate(walk(document))}
    called = cite_clauses(document)
    findings = [Finding(_block(clause_id), called.get(clause_id, ""), message) for clause_id, message in told]
    return sorted(dict.fromkeys(findings), key=lambda finding: order.get(finding.block, -1))


def _block(clause_id: str) -> str:
    """Words after the points of a diktum stand in the diktum's block."""
    return clause_id.removesuffix(".closing")


Told = Iterator[tuple[str, str]]


def names(document: Document, glossary: Glossary) -> Told:
    found = Counter(
        (finding.clause_id, finding.found, finding.preferred) for finding in find_variants(document, glossary)
    )
    for (clause_id, name, preferred), count in found.items():
        message = _("“%(found)s” is called “%(preferred)s” elsewhere.") % {"found": name, "preferred": preferred}
        yield clause_id, f"{message} ({count}×)" if count > 1 else message


def lost_references(versions: Sequence[Version], new: Document, blocks: list[Raw]) -> Told:
    """Those whose clause is gone since a version before, for as long as they stand, and those that name nothing."""
    known: set[tuple[str, str]] = set()
    now = cite_clauses(new)
    for one in lost([*(blocks_of(version.document) for version in versions), blocks]):
        known.add((one.reference.clause_id, one.reference.words))
        yield one.reference.clause_id, _lost(one, versions, now)
    texts = {clause.id: clause.text for clause in walk(new)}
    for reference in references(new):
        words = texts[reference.clause_id][reference.start : reference.end]
        if reference.target_id is None and (reference.clause_id, words) not in known:
            yield reference.clause_id, _("“%(words)s” names nothing in this draft.") % {"words": words}


def _lost(one: Lost, versions: Sequence[Version], now: Mapping[str, str]) -> str:
    version, target = versions[one.draft], one.reference.target_id
    words = {"words": one.reference.words, "was": cite_clause(version.document, target), "now": now.get(target, "")}
    if words["now"]:
        return _("“%(words)s” meant what is now %(now)s.") % words
    if version == versions[-1]:
        return _("“%(words)s” meant %(was)s of the version before, which is gone.") % words
    return _("“%(words)s” meant %(was)s of version %(number)s, which is gone.") % {**words, "number": version.number}


def repeated_references(document: Document) -> Told:
    guide = Guide(document)
    for clause in walk(document):
        for mention in guide.repeated(clause.id, clause.text):
            words = f"{mention.word} {mention.label}".strip()
            yield clause.id, _("“%(words)s” stands twice in one list.") % {"words": words}


def unfollowed_references(document: Document) -> Told:
    """Words whose number nobody changes by itself, and how they would have to be written for that."""
    guide = Guide(document)
    messages = {
        Doubt.OWNER: _(
            "“%(words)s” may be of another law that is named beside it: its number does not follow. "
            "If it is of this decree, write “%(words)s Keputusan ini”."
        ),
        Doubt.SPELLING: _(
            "“%(words)s” is not understood as a reference: its number does not follow. "
            "Write it as in “diktum KEDUA huruf b” or “Lampiran II”."
        ),
    }
    for clause in walk(document):
        for one in guide.unfollowed(clause.id, clause.text):
            yield clause.id, messages[one.doubt] % {"words": clause.text[one.start : one.end]}


def check_member_links(document: Document, found: Mapping[str, MemberLink]) -> Told:
    held = set(_held(found.values()))
    for clause in walk(document):
        link = found.get(clause.id)
        if link is None:
            continue
        office = clause.cells[1]
        if not any(_is_named(name, office) for name in link.names):
            yield (
                clause.id,
                _("“%(office)s” is linked to %(name)s: the names differ.")
                % {
                    "office": office,
                    "name": link.post or link.organisation,
                },
            )
        if link.post and link.post.pk not in held:
            yield clause.id, _("Nobody holds the post “%(post)s” today.") % {"post": link.post}


def unprintable(document: Document) -> Told:
    others = " ".join((*(getattr(document, field) for field in FIELDS if field != "title"), *document.copies))
    texts = {TITLE: document.title, "": others, **{clause.id: clause.text for clause in walk(document)}}
    for clause_id, text in texts.items():
        if told := lost_in_print(text):
            yield clause_id, told


def _is_named(name: str, office: str) -> bool:
    return f" {fold_marks(name)} " in f" {fold_marks(office)} "


def _held(found: Iterable[MemberLink]) -> Iterable[int | None]:
    posts = [link.post.pk for link in found if link.post]
    return Membership.objects.current().filter(post__in=posts).values_list("post", flat=True) if posts else ()
