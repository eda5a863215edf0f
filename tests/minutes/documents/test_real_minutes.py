"""Minutes as the forum and four offices really write them, whole on their paper."""

import pytest

from forum.documents.downloads import file_of
from forum.documents.model import Table, all_text
from minutes.documents import paper
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
