"""Comments carried from one revision to the next: what happens to a passage, seen from outside."""

import pytest

from decrees.text.anchoring import AnchorResult, AnchorState, reanchor

CHAIR = "(1) The chair of the forum is elected by the members for a term of five years."
SECRETARY = "(2) The secretary of the forum is appointed by the chair and keeps the minutes of every meeting."
QUORUM = "(3) A meeting has a quorum when more than half of the member organisations are present."
FUNDS = "(4) The forum accepts no donations from companies that are subject to its recommendations."
TEXT = "\n\n".join([CHAIR, SECRETARY, QUORUM, FUNDS])


def span(text, quote, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


def carried(old, new, quote, nth=0):
    """The placement of a quote and the text it lands on."""
    (result,) = reanchor(old, new, [span(old, quote, nth)])
    return result, new[result.start : result.end]


def text_of(*blocks):
    return "\n\n".join(blocks)


# Kept and moved


def test_untouched_passage_is_kept_though_text_before_it_grows():
    new = text_of("A preamble that was not there before.", TEXT)
    result, found = carried(TEXT, new, "more than half of the member")
    assert (result.state, found, result.score) == (AnchorState.KEPT, "more than half of the member", 1.0)


def test_moved_clause_takes_its_comments_along():
    new = text_of(CHAIR, QUORUM, FUNDS, SECRETARY)
    result, found = carried(TEXT, new, "keeps the minutes of every meeting")
    assert (result.state, found) == (AnchorState.MOVED, "keeps the minutes of every meeting")
    assert carried(TEXT, new, "no donations")[0].state == AnchorState.KEPT


def test_renumbering_is_no_change():
    new = text_of(CHAIR, SECRETARY.replace("(2)", "(5)"), QUORUM.replace("(3)", "(6)"), FUNDS.replace("(4)", "(7)"))
    result, found = carried(TEXT, new, QUORUM)
    assert (result.state, found) == (AnchorState.KEPT, QUORUM.replace("(3)", "(6)"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("KEDUA: Tugas tim pengarah adalah", "KETIGA: Tugas tim pengarah adalah"),
        ("a. Tugas tim pengarah adalah", "c. Tugas tim pengarah adalah"),
        ("1.2 Tugas tim pengarah adalah", "1.3 Tugas tim pengarah adalah"),
        ("KESEBELAS. Tugas tim pengarah adalah", "KEDUA BELAS. Tugas tim pengarah adalah"),
    ],
)
def test_enumerators_do_not_count_as_words(before, after):
    rest = " menetapkan arah kebijakan dan mengawasi pelaksanaannya."
    result, found = carried(before + rest, after + rest, before + rest)
    assert (result.state, found) == (AnchorState.KEPT, after + rest)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('The "steering team" - not the chair - decides.', "The “steering team” – not the chair – decides."),
        ("The chair's word is final in all matters.", "The chair’s word is final in all matters."),
        ("The Member Organisations decide together.", "The member organisations decide together."),
        (
            "The cafe\u0301 of the ministry is the place of meeting.",
            "The café of the ministry is the place of meeting.",
        ),
        ("The rules of  the forum\napply to all of them.", "The rules of the forum apply to all of them."),
    ],
)
def test_typography_is_no_change(before, after):
    result, found = carried(before, after, before)
    assert (result.state, found) == (AnchorState.KEPT, after)


# Edited


def test_reworded_passage_is_edited_and_keeps_its_ends():
    new = TEXT.replace("more than half of the member organisations", "at least two thirds of the member organisations")
    result, found = carried(TEXT, new, "when more than half of the member organisations are present")
    assert (result.state, found) == (
        AnchorState.EDITED,
        "when at least two thirds of the member organisations are present",
    )
    assert 0.5 < result.score < 1


def test_word_put_before_the_full_stop_belongs_to_the_sentence():
    new = TEXT.replace("are present.", "are present or represented.")
    assert carried(TEXT, new, QUORUM)[1].endswith("are present or represented.")
    assert carried(TEXT, new, "organisations are present")[1] == "organisations are present"


def test_compound_written_in_one_is_cut_where_it_was():
    new = TEXT.replace("keeps the minutes", "keepsthe minutes")
    assert carried(TEXT, new, "by the chair and keeps")[1] == "by the chair and keeps"


def test_passage_across_split_block_is_still_one():
    new = TEXT.replace("is appointed by the chair and keeps", "is appointed by the chair.\n\nIt keeps")
    result, found = carried(TEXT, new, "The secretary of the forum is appointed by the chair")
    assert (result.state, found) == (AnchorState.KEPT, "The secretary of the forum is appointed by the chair")
    assert carried(TEXT, new, "the minutes of every meeting")[0].state == AnchorState.KEPT


def test_merged_blocks_keep_both_comments():
    new = text_of(CHAIR, f"{SECRETARY} {QUORUM[4:]}", FUNDS)
    for quote in ("keeps the minutes of every meeting", "more than half of the member"):
        result, found = carried(TEXT, new, quote)
        assert (result.state, found) == (AnchorState.KEPT, quote)


def points(*texts):
    return text_of(*[f"{letter}. {text};" for letter, text in zip("abcdefgh", texts, strict=False)])


def test_points_whose_end_grew_keep_their_comments_in_a_reworked_list():
    old = points("pas foto", "nomor kartu keluarga", "alamat rumah", "surat kuasa", "bukti setor")
    added = "surat keterangan lahir dari rumah sakit"
    new = points("pas foto", "nomor kartu keluarga yang telah diverifikasi oleh Kepala Dinas", added, "bukti lain")
    result, found = carried(old, new, "b. nomor kartu keluarga;")
    assert result.state == AnchorState.EDITED
    assert found == "b. nomor kartu keluarga yang telah diverifikasi oleh Kepala Dinas;"
    assert carried(old, new, "nomor kartu keluarga")[1] == "nomor kartu keluarga"


@pytest.mark.parametrize("is_split", [True, False])
def test_passage_over_the_border_of_blocks_that_split_or_join(is_split):
    inline, apart = (
        "Data meliputi: nomor KK; b. NIK dan nama; serta",
        "Data meliputi: nomor KK;\n\nb. NIK dan nama; serta",
    )
    old, new = (text_of(CHAIR, text, FUNDS) for text in ((inline, apart) if is_split else (apart, inline)))
    quote, wanted = ("nomor KK; b. NIK", "nomor KK;\n\nb. NIK")[:: 1 if is_split else -1]
    assert carried(old, new, quote)[1] == wanted


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("whole board", "is appointed by the chair"),
        ("council of elders", "The secretary of the forum is appointed by the chair"),
    ],
)
def test_last_words_that_were_replaced_go_up_to_the_next_word_that_stayed(words, quote):
    new = TEXT.replace("appointed by the chair and", f"appointed by the {words} and")
    assert carried(TEXT, new, quote)[1] == quote.replace("chair", words)


def test_stock_phrase_of_a_deleted_clause_does_not_take_that_of_a_new_one():
    stock = "Further rules on {} are laid down in a decree of the regent."
    known = [stock.format(subject) for subject in ("elections", "keeping minutes", "donations", "quorums")]
    old = text_of(CHAIR, known[0], SECRETARY, known[1], QUORUM, known[3], FUNDS, known[2])
    new = text_of(CHAIR, stock.format("dismissal"), known[0], SECRETARY, QUORUM, known[3], FUNDS, known[2])
    assert carried(old, new, known[1])[0].state == AnchorState.ORPHANED
    assert carried(old, new, known[2])[0].state == AnchorState.KEPT


# Orphaned


def test_deleted_clause_orphans_its_comments_and_says_where_they_stood():
    new = text_of(CHAIR, SECRETARY, FUNDS)
    (result,) = reanchor(TEXT, new, [span(TEXT, "more than half of the member")])
    assert result.state == AnchorState.ORPHANED
    assert result.start == result.end == result.stood_at
    assert result.stood_at in (new.index("\n\n(4)"), new.index("(4)"))


def test_deleted_passage_does_not_take_its_twin():
    twin = "Decisions are taken by consensus of all member organisations."
    old = text_of(f"{CHAIR} {twin}", SECRETARY, f"{FUNDS} {twin}")
    new = text_of(CHAIR, SECRETARY, f"{FUNDS} {twin}")
    assert carried(old, new, twin)[0].state == AnchorState.ORPHANED
    result, found = carried(old, new, twin, nth=1)
    assert (result.state, result.start, found) == (AnchorState.KEPT, new.index(twin), twin)


def test_deleted_clause_does_not_take_its_near_twin():
    health = "The working group on health reports to the steering team within fourteen days of each meeting."
    energy = health.replace("health", "energy")
    old, new = text_of(CHAIR, health, energy, FUNDS), text_of(CHAIR, energy, FUNDS)
    assert carried(old, new, "reports to the steering team")[0].state == AnchorState.ORPHANED
    result = carried(old, new, "reports to the steering team", nth=1)[0]
    assert (result.state, result.start) == (AnchorState.KEPT, new.index("reports to"))


@pytest.mark.parametrize("order", [(5, 7), (7, 5)])
def test_clauses_that_differ_in_one_number_are_told_apart(order):
    clauses = {n: f"Objections to the draft of annex {n} are sent to the chair within thirty days." for n in (5, 7)}
    old = text_of(CHAIR, clauses[5], clauses[7], FUNDS)
    new = text_of(CHAIR, *[clauses[n].replace("thirty", "sixty") for n in order], FUNDS)
    for n in (5, 7):
        at = old.index(f"annex {n}")
        (result,) = reanchor(old, new, [(at, at + len("annex 5 are sent"))])
        assert new[result.start : result.end] == f"annex {n} are sent"


@pytest.mark.parametrize("numbers", [(3, 9), (9, 3)])
def test_number_tells_a_clause_from_its_copy(numbers):
    new = text_of(CHAIR, SECRETARY, *[QUORUM.replace("(3)", f"({n})") for n in numbers], FUNDS)
    result = carried(TEXT, new, "more than half")[0]
    assert result.start == new.index("more than half", new.index("(3)"))


def test_new_clause_like_its_neighbour_is_no_edit_of_the_deleted_one():
    health = "The working group on health reports to the steering team within fourteen days of each meeting."
    funds = "The treasurer on funds accounts to the member organisations within ninety days of each year."
    old = text_of(CHAIR, funds, health, QUORUM)
    new = text_of(CHAIR, health.replace("health", "water"), health, QUORUM)
    assert carried(old, new, "accounts to the member organisations")[0].state == AnchorState.ORPHANED


def test_wholly_new_text_orphans_everything():
    new = "Entirely unrelated prose about the price of fish and the colour of the sea."
    assert {p.state for p in reanchor(TEXT, new, [span(TEXT, CHAIR), span(TEXT, "quorum"), span(TEXT, FUNDS)])} == {
        AnchorState.ORPHANED
    }


# Edges of the input


@pytest.mark.parametrize("new", ["", "\n\n", "..."])
def test_nothing_is_left_of_a_text_without_words(new):
    (result,) = reanchor(TEXT, new, [span(TEXT, "chair")])
    assert (result.state, result.stood_at) == (AnchorState.ORPHANED, 0)


def test_empty_old_text_carries_the_empty_passage():
    assert reanchor("", "", [(0, 0)]) == [AnchorResult(AnchorState.KEPT, 0, 0, 1.0)]
    assert reanchor("", TEXT, [(0, 0)])[0].state == AnchorState.ORPHANED


def test_passages_at_both_ends_of_the_text():
    new = text_of(CHAIR, SECRETARY.replace("every", "each"), QUORUM, FUNDS)
    assert [p.start for p in reanchor(TEXT, new, [(0, 9)])] == [0]
    assert [p.end for p in reanchor(TEXT, new, [(len(TEXT) - 9, len(TEXT))])] == [len(new)]


def test_positions_are_code_points_beyond_the_basic_plane_too():
    old = "🏛️ The forum 𝒜 meets in 𠮷野家 every month.\n\n😀😀 It is open to the public."
    new = "🎉🎉🎉 News.\n\n" + old
    for quote in ("𝒜 meets in", "𠮷野家 every", "😀 It is open"):
        result, found = carried(old, new, quote)
        assert (result.state, found) == (AnchorState.KEPT, quote)


def test_span_outside_the_text_is_refused():
    for wrong in [(-1, 3), (5, 4), (0, len(TEXT) + 1)]:
        with pytest.raises(ValueError, match="No span"):
            reanchor(TEXT, TEXT, [wrong])


# Clauses with ids


def test_clauses_are_found_by_their_id():
    old = [("a", "Members meet monthly in Jakarta."), ("b", "Members meet monthly in Bogor.")]
    new = [("b", "Members meet weekly in Bogor."), ("a", "Members meet weekly in Jakarta.")]
    joined_old, joined_new = ("\n\n".join(text for _, text in clauses) for clauses in (old, new))
    (result,) = reanchor(old, new, [span(joined_old, "monthly in Bogor")])
    assert joined_new[result.start : result.end] == "weekly in Bogor"


def test_id_that_now_names_another_clause_is_not_believed():
    old, new = [("a", CHAIR), ("b", QUORUM)], [("a", FUNDS), ("c", CHAIR)]
    result = reanchor(old, new, [span(CHAIR, "elected by the members")])[0]
    assert (result.state, result.start) == (AnchorState.KEPT, len(FUNDS) + 2 + CHAIR.index("elected"))


def test_clauses_may_be_empty_or_hold_several_paragraphs():
    old = [("a", ""), ("b", text_of(CHAIR, QUORUM)), ("c", "")]
    new = [("b", text_of(CHAIR, FUNDS, QUORUM)), ("c", ""), ("d", "")]
    at = 2 + text_of(CHAIR, QUORUM).index("more than half")
    (result,) = reanchor(old, new, [(at, at + 14)])
    assert (result.state, result.start) == (AnchorState.KEPT, new[0][1].index("more than half"))
