"""Minutes as the forum and four offices really write them, whole on their paper."""

import pytest

from forum.documents.downloads import file_of
from forum.documents.model import Labelled, Numbered, Paragraph, Table, all_text
from minutes.documents import paper
from minutes.documents.excerpt import build_excerpt
from minutes.documents.tables import decision_blocks
from minutes.models import Decision
from minutes.reading.decisions import decision_of
from tests.factories import bring_to, minutes_archive, secretariat_user
from tests.factories import real_minutes as real
from tests.forum.documents.readers import pages

pytestmark = pytest.mark.django_db


def draft(typed):
    by = secretariat_user()
    return bring_to(real.entered(typed, by=by), "published", by=by)


@pytest.fixture(autouse=True)
def archive():
    minutes_archive()


def test_meeting_of_june_2018_has_its_ten_inputs_and_thirteen_plans():
    minutes = draft(real.JUNE_2018)
    assert [one.text for one in minutes.inputs.all()] == list(real.INPUTS_2018)
    assert minutes.action_items.count() == 13
    assert {one.organisation.short_name: one.people for one in minutes.attendance.all()} == {
        "BI": 4,
        "Kominfo": 3,
        "IDFoS": 2,
        "KPI": 2,
    }
    shared = minutes.action_items.get(text__startswith="pembagian tugas")
    assert [one.short_name for one in shared.owners] == ["BI", "Kominfo"]
    text = all_text(paper.build_minutes(minutes))
    for words in (*real.INPUTS_2018, "Duta OGP", "31 Agustus 2018", "31 Juli 2018"):
        assert words in text


def test_meeting_of_may_2017_has_the_three_teams_of_its_decree_and_the_table_of_targets():
    minutes = draft(real.MAY_2017)
    first, second = minutes.decisions.order_by("number")
    assert first.text.count("\n") == 9
    assert "a. tim pengarah: ketua Sekretaris Daerah\n\u00a0\u00a0\u00a01) anggota Asisten" in first.text
    assert "b. tim pelaksana" in first.text
    assert "\u00a0\u00a0\u00a05) pokja peningkatan kualitas layanan publik\nc. tim evaluasi" in first.text
    assert second.text.startswith("KEDUA: ")
    assert minutes.attendance.count() == 8
    assert sorted(len(one.owners) for one in minutes.action_items.all()) == [1, 1, 3]
    titles = [
        [column.title for column in one.columns]
        for one in paper.build_minutes(minutes).blocks
        if isinstance(one, Table)
    ]
    assert ["Rencana aksi", "Target B03", "Capaian"] in titles


def test_decisions_with_ordinals_of_their_own_have_no_second_number_on_paper():
    """As a decree has them; where one of them has none, all are numbered."""
    blocks = paper.build_minutes(draft(real.MAY_2017)).blocks
    first, second = [block for block in blocks if isinstance(block, Labelled)]
    assert (first.label, second.label) == ("KESATU", "KEDUA")
    assert [item.number for item in first.items] == ["", "a.", "b.", "c."]
    assert first.items[0].text == "Membentuk Tim OGP dengan tiga lampiran"
    assert len(first.items[2].items) == 5
    mixed = [Decision(number=n, text=text) for n, text in enumerate(["KESATU: Dibagi", "Ditinjau"], 1)]
    (numbered,) = decision_blocks(mixed)
    assert [(item.number, item.text) for item in numbered.items] == [("1.", "KESATU: Dibagi"), ("2.", "Ditinjau")]
    assert decision_blocks([]) == []


def test_excerpt_keeps_the_points_of_a_decision_below_each_other():
    minutes = draft(real.MAY_2017)
    document = build_excerpt(minutes, decision_of(minutes, 1))
    (points,) = [block for block in document.blocks if isinstance(block, Numbered)]
    assert [(item.number, len(item.items)) for item in points.items] == [("a.", 1), ("b.", 5), ("c.", 0)]
    assert Paragraph("KESATU: Membentuk Tim OGP dengan tiga lampiran") in document.blocks


# What stands on the paper of each form, without spaces.
PRINTED = {
    "targets": ["Layananinformasi", "87,5", "1.250.000.000", "menunggudisposisiunit"],
    "in_charge": ["akreditasirumahsakit", "17Mei2024", "30Juni2024"],
    "per_item": ["1.Jangkawaktu", "2.Maklumatditandatangani", "b.bahasaIndonesiadanJawa", "3.Surveidilakukan"],
    "signed": ["KESATU:Data", "KEDUA:Setiappihak", "(KepalaBadan)", "(Direktur)"],
}


@pytest.mark.parametrize("name", PRINTED)
def test_form_of_an_office_is_whole_on_paper(name):
    document = paper.build_minutes(draft(real.ALL[name]))
    printed = "".join("".join(pages(file_of(document, "pdf"))).split()).replace("-", "")
    for words in PRINTED[name]:
        assert words in printed
