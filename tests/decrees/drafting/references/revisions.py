"""Two saves of a decree whose clauses speak of each other, at random."""

import copy

from hypothesis import strategies as st

from tests.factories.blocks import annex, diktum, item, listing, recital

SHAPES = [
    "diktum {}",
    "Diktum {} huruf b",
    "diktum {} dan diktum {}",
    "Lampiran I dan Lampiran II",
    "huruf a dan huruf b",
]


@st.composite
def revisions(draw):
    """Two saves of a decree whose clauses speak of each other."""

    def note():
        shape = draw(st.sampled_from(SHAPES))
        names = [draw(st.sampled_from(["KESATU", "KEDUA", "KETIGA", "KEEMPAT"])) for _ in range(shape.count("{}"))]
        return f"Ketentuan sebagaimana dimaksud dalam {shape.format(*names)} berlaku."

    old = [
        *(recital(f"bahwa {note()};", id=f"m{n}") for n in range(3)),
        *(diktum(note(), *(item(note(), id=f"d{n}p{k}") for k in range(2)), id=f"d{n}") for n in range(4)),
        *(annex(f"TIM {n}", listing(item(note(), id=f"a{n}i"), id=f"l{n}"), id=f"a{n}") for n in range(2)),
    ]
    new = [block for block in draw(st.permutations(copy.deepcopy(old))) if draw(st.integers(0, 5))]
    fresh = [diktum("Ketentuan baru.", id=f"new{n}") for n in range(draw(st.integers(0, 2)))]
    return old, fresh + new
