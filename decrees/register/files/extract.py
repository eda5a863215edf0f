"""What a file of the register says: the rows that one reader sees, how they were chosen, and as of when."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from decrees import permissions
from decrees.models import Answer, ChangeSource, Comment, Reaction
from decrees.register import Register, Row, Step, Sums, sums
from forum import clock, ledger
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT
from forum.models.pages import absolute_reverse

# Fixed words of a paper: Indonesian whoever takes it out.
READERS: dict[str, str] = {PUBLIC: "umum", MEMBERS: "peserta putaran", SECRETARIAT: "sekretariat"}
SEEN_BY = {PUBLIC: "", MEMBERS: "hanya dibaca peserta putaran", SECRETARIAT: "hanya dibaca sekretariat"}
OWN_ONLY = "hanya dibaca organisasi ini"
NOT_ANSWERED, NOT_SHOWN = "belum dijawab", "diterima, perubahan belum ditunjuk"


@dataclass(frozen=True, slots=True)
class Extract:
    """`chosen` are the filters in words; `seq`, `digest`, `at` the last event of the draft the reader may know."""

    register: Register
    rows: Sequence[Row]
    sums: Sums
    chosen: Sequence[tuple[Any, Any]]
    seq: int
    digest: str
    at: datetime.datetime
    reader: str
    url: str

    @property
    def day(self) -> datetime.date:
        return timezone.localdate(self.at)

    @property
    def title(self) -> str:
        return self.register.decree.title

    @property
    def objections(self) -> list[Row]:
        """What is still contested, by organisation."""
        contested = [row for row in self.rows if row.reaction and row.reaction.objects_still]
        return sorted(contested, key=lambda row: (row.comment.organisation.name, row.comment.seq or 0))


def extract(register: Register, *, chosen: Sequence[tuple[Any, Any]] = (), query: str = "") -> Extract:
    decree, user = register.decree, register.user
    last = ledger.timeline(decree.pk, permissions.readable_entries_q(user, decree)).first()
    return Extract(
        register,
        register.rows(),
        sums(register.entries),
        chosen,
        last.seq if last else 0,
        last.digest if last else "",
        last.at if last else decree.first_published_at or clock.now(),
        permissions.channel_of(user, decree),
        absolute_reverse("decrees:register", decree.pk) + query,
    )


def warning(extract: Extract) -> str:
    """On a file that is not for everybody; empty on one that is."""
    n = extract.sums.restricted
    return f"memuat {n} tanggapan yang tidak terbuka untuk umum" if n else ""


# --- a row in words, as all files say it ---


def day(moment: datetime.date | datetime.datetime | None) -> str:
    if isinstance(moment, datetime.datetime):
        moment = timezone.localdate(moment)
    return date_format(moment, "j F Y") if moment else ""


def comment_url(comment: Comment) -> str:
    return absolute_reverse("decrees:comment-detail", comment.version.decree_id, comment.pk)


def seen_by(comment: Comment) -> str:
    return SEEN_BY.get(comment.audience, OWN_ONLY)


def disposition(row: Row) -> str:
    if row.answer:
        return str(row.answer.get_disposition_display())
    return NOT_ANSWERED if row.asks else ""


def office_of_answer(row: Row) -> str:
    return (row.answer.office or "Sekretariat") if row.answer else ""


def answered_on(row: Row, answer: Answer) -> str:
    return day(answer.answered_at) + (", setelah putaran ditutup" if answer.is_after(row.comment.round) else "")


def history(row: Row) -> list[str]:
    """How the comment was answered before, and what its organisation said to each answer. Empty if nothing changed."""
    comment, told = row.comment, []
    for answer in comment.earlier_answers:
        by = f"{answer.office or 'Sekretariat'}, {answered_on(row, answer)}"
        told.append(f"Jawaban sebelumnya ({by}): {answer.get_disposition_display()}. {answer.reason}")
        told += [_said_to(answer, reaction, comment) for reaction in answer.reactions.all()]
    if row.answer:
        told += [f"Semula {_said_to(row.answer, reaction, comment)}" for reaction in comment.earlier_reactions]
        told += [f"Jawaban diubah {answered_on(row, row.answer)}."] if comment.earlier_answers else []
    return told


def _said_to(answer: Answer, reaction: Reaction, comment: Comment) -> str:
    said = f"{comment.organisation.label} {reaction.get_stance_display()} atas jawaban {day(answer.answered_at)}"
    return f"{said} ({day(reaction.at)})" + (f": {reaction.reason}" if reaction.reason else ".")


def together(row: Row) -> str:
    return f"satu jawaban untuk {row.together} komentar" if row.together > 1 else ""


def change(source: ChangeSource) -> str:
    return f"Versi {source.version.number}, {source.clause_label}: {_words(source.old.strip(), source.new.strip())}"


def _words(old: str, new: str) -> str:
    if old and new:
        return f"“{old}” menjadi “{new}”"
    return f"ditambahkan “{new}”" if new else f"dihapus “{old}”" if old else "dipindahkan"


def changes(row: Row) -> list[str]:
    return [*map(change, row.changes), *([NOT_SHOWN] if row.unshown else [])]


def stance(row: Row) -> str:
    return str(row.reaction.get_stance_display()) if row.reaction else ""


def step(each: Step) -> str:
    place = f"semula di {each.place}" if each.lost else each.place
    by = "" if each.machine else f", oleh {each.by}" if each.by else ", oleh seseorang"
    return f"versi {each.version}: {each.words}, {place}{by}"


def story(row: Row) -> str:
    """Since it was made."""
    return "; ".join(map(step, row.story[1:]))
