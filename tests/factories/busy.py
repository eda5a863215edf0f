"""A draft on which hundreds of comments were made, by the services, as people would."""

import random
import uuid

from decrees import services
from decrees.models import Comment
from decrees.permissions import DecreePermission
from decrees.text import walk
from tests.factories.blocks import annex, block, citation, diktum, item, listing, recital, roster, row
from tests.factories.citizens import for_citizens, heard
from tests.factories.decrees import WRITING, circulated, opened
from tests.factories.forum import OrganisationFactory, member_of, secretariat_user

WORDS = [
    *["keterbukaan", "informasi", "publik", "anggaran", "desa", "laporan", "masyarakat", "rencana", "aksi", "forum"],
    *["pemerintah", "kabupaten", "layanan", "data", "warga", "partisipasi", "pengawasan", "pelaksanaan", "kegiatan"],
    *["bulan", "triwulan", "tahun", "perangkat", "daerah", "organisasi", "usulan", "rapat"],
]
TAGS = [tag for tag, _ in Comment.Tag.choices]


def busy_draft(comments=500, *, organisations=30, citizens=0, answered=0.4, seed=7):
    """(version, members): crowded where drafts are, at the tasks and the list of members; some answered. So many of the
    comments are by citizens, each of whom confirmed by mail and was heard."""
    chance = random.Random(seed)
    version = circulated(title="Tim Percepatan Keterbukaan Informasi", body=_body(chance))
    bodies = [OrganisationFactory(short_name=f"Ormas {number}") for number in range(organisations)]
    grants = dict.fromkeys(bodies, WRITING)
    if citizens:
        grants[for_citizens()] = {DecreePermission.COMMENT}
    opened(version, grants=grants)
    members, secretary = [member_of(one) for one in bodies], secretariat_user()
    clauses = [clause for clause in walk(version.document) if clause.text]
    weights = [1 / (1 + chance.randrange(len(clauses))) for _ in clauses]
    by_citizens = set(range(comments)[:: max(1, comments // citizens)][:citizens]) if citizens else set()
    for number, clause in enumerate(chance.choices(clauses, weights, k=comments)):
        if number in by_citizens:
            comment = _heard(version, clause, chance, email=f"warga-{number}@desa.example", by=secretary)
        else:
            comment = _comment(version, clause, chance, by=chance.choice(members))
        if chance.random() < answered:
            services.answer_comment(comment, disposition="noted", reason=said(chance, 12), by=secretary)
    return version, members


def said(chance, words):
    return f"{' '.join(chance.choices(WORDS, k=words)).capitalize()}."


def _comment(version, clause, chance, *, by):
    words = _passage(clause, chance)
    said_so = {"text": said(chance, chance.randrange(8, 60)), "tag": chance.choice(TAGS), "token": uuid.uuid4()}
    return services.add_comment(version.decree, version=version, clause=clause.id, **words, **said_so, by=by)


def _heard(version, clause, chance, *, email, by):
    words = _passage(clause, chance)
    return heard(version, clause=clause.id, text=said(chance, chance.randrange(8, 60)), email=email, by=by, **words)


def _passage(clause, chance):
    """Some of its words, or all of it."""
    start = chance.randrange(len(clause.text) - 1)
    return {"start": start, "end": chance.randrange(start + 1, len(clause.text))} if chance.random() < 0.6 else {}


def _body(chance):
    def words(least, most):
        return said(chance, chance.randrange(least, most))

    return [
        *(recital(f"bahwa {words(12, 30)}", id=f"rec-{n}") for n in range(6)),
        *(citation(f"Undang-Undang Nomor {n + 1} Tahun 2014 tentang {words(4, 9)}", id=f"cit-{n}") for n in range(12)),
        *(
            diktum(
                words(8, 20), *(item(words(10, 25), id=f"poi-{n}-{m}") for m in range(6 * (n % 3 == 0))), id=f"dik-{n}"
            )
            for n in range(9)
        ),
        annex(
            "SUSUNAN KEANGGOTAAN",
            block("heading", "Susunan", id="hea-1"),
            roster(*(row("Anggota", words(3, 7), id=f"row-{n}") for n in range(12)), id="ros-1"),
            listing(*(item(words(10, 20), id=f"ite-{n}") for n in range(10)), id="lis-1"),
            id="ann-1",
        ),
    ]
