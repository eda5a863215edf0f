"""Links to systems of others: what is typed, what is refused and why, where they lead."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.services.preparing import prepare_site
from forum.models import OutsideSystem
from forum.models.directory.outside import Link, links_in, read_links, shown_links, standing_links
from forum.models.directory.outside.fields import LinksFormField

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def systems():
    """Those of a new site, and one with an address for each number."""
    prepare_site()
    OutsideSystem.objects.create(
        short_name="Permohonan",
        name="Permohonan informasi",
        signs="marks",
        shortest=3,
        longest=20,
        address="https://ppid.contoh.go.id/permohonan?no={id}",
    )


def read(line):
    [link] = read_links(line)
    return link


@pytest.mark.parametrize(
    "line",
    [
        "LAPOR! 1234567 – jalan rusak di Kapas",
        "lapor 1234567 jalan rusak di Kapas",
        "SP4N-LAPOR!: 1234567: jalan rusak di Kapas",
        "  Lapor!  1234567 (jalan rusak di Kapas)",
    ],
)
def test_system_is_known_by_either_name_with_or_without_its_mark(line):
    assert read(line) == Link("lapor", "LAPOR!", "1234567", label="jalan rusak di Kapas")


def test_pasted_address_tells_its_system_and_its_number():
    assert read("https://ppid.contoh.go.id/permohonan?no=012%2FIII%2F2026") == Link(
        "permohonan", "Permohonan", "012/III/2026"
    )
    address = "https://sukorejo.desa.id/berita/12"
    assert read(f"{address} – APBDes") == Link("situs-desa", "Situs desa", address=address, label="APBDes")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("LAPOR! 12", "sesudah LAPOR! tulis nomor tiket 5–10 karakter (angka)"),
        ("LAPOR! 12345a", "sesudah LAPOR!"),
        ("LAPOR!", "tidak diawali salah satu dari"),
        ("Entah 1234567", "tidak diawali salah satu dari"),
        ("Permohonan ../../x?y=1", "sesudah Permohonan"),
        ("Situs desa http://sukorejo.desa.id/", "alamat lengkap yang diawali https:// di *.desa.id"),
        ("Situs desa https://desa.id/", "alamat lengkap"),
        ("Situs desa https://sukorejo.desa.id.jahat.com/", "alamat lengkap"),
        ("Situs desa https://jahat.com/sukorejo.desa.id", "alamat lengkap"),
        ("Situs desa https://admin@sukorejo.desa.id/", "alamat lengkap"),
        ("Situs desa https://sukorejo.desa.id:8443/", "alamat lengkap"),
        ("Situs desa javascript:alert(1)//.desa.id", "alamat lengkap"),
        ('Situs desa https://sukorejo.desa.id/"onclick=', "alamat lengkap"),
        ("https://jahat.com/", "bukan milik salah satu dari"),
        ("https://ppid.kabupaten.go.id/a", "awali dengan namanya"),
        (f"LAPOR! 1234567 {'x' * 81}", "paling banyak 80"),
    ],
)
def test_line_that_names_nothing_we_know_is_refused_with_the_reason(line, why):
    with pytest.raises(ValidationError) as refused:
        read_links(line)
    [message] = refused.value.messages
    assert line.strip() in message
    assert why in message


def test_each_wrong_line_has_its_own_sentence_and_the_right_ones_stay_in_the_form():
    typed = "LAPOR! 12\nLAPOR! 1234567\nPPID 3"
    with pytest.raises(ValidationError) as refused:
        LinksFormField(required=False).clean(typed)
    assert len(refused.value.messages) == 2
    assert LinksFormField().prepare_value(typed) == typed


def test_what_is_shown_in_the_form_is_read_again_as_the_same():
    field = LinksFormField(required=False)
    stored = field.clean("LAPOR! 1234567 – jalan\nSitus desa https://sukorejo.desa.id/a\nLAPOR! 1234567")
    assert len(stored) == 2  # the same twice is one
    assert field.clean(field.prepare_value(stored)) == stored
    assert not field.has_changed(stored, field.prepare_value(stored))
    assert field.clean("") is None


def test_more_than_ten_are_refused():
    assert len(read_links("\n".join(f"LAPOR! {n}" for n in range(10000, 10010)))) == 10
    with pytest.raises(ValidationError, match="Paling banyak 10"):
        read_links("\n".join(f"LAPOR! {n}" for n in range(10000, 10011)))


def test_system_out_of_use_takes_no_new_link_and_keeps_those_that_there_are():
    held = read("LAPOR! 1234567")
    OutsideSystem.objects.filter(code="lapor").update(in_use=False)
    with pytest.raises(ValidationError, match="tidak dipakai lagi"):
        read_links("LAPOR! 7654321", [held])
    assert read_links("LAPOR! 1234567", [held]) == [held]
    assert shown_links([held])[0].url == "https://www.lapor.go.id/"


def test_link_leads_to_where_the_system_is_today_with_its_number_escaped():
    link = read("Permohonan 012/III/2026")
    assert shown_links([link])[0].url == "https://ppid.contoh.go.id/permohonan?no=012%2FIII%2F2026"
    OutsideSystem.objects.filter(code="permohonan").update(address="https://ppid.baru.go.id/{id}", short_name="PI")
    [shown] = shown_links([link])
    assert (shown.url, shown.words) == ("https://ppid.baru.go.id/012%2FIII%2F2026", "Permohonan 012/III/2026")
    assert standing_links([link])[0].typed == "PI 012/III/2026"


@pytest.mark.parametrize(
    "link",
    [
        Link("permohonan", "Permohonan", "█ dihitamkan"),
        Link("gone", "Sistem", "1234567"),
        Link("situs-desa", "Situs desa", address="https://jahat.com/"),
        Link("situs-desa", "Situs desa", address="javascript:alert(1)"),
    ],
)
def test_link_that_fits_no_system_is_words_alone(link):
    [shown] = shown_links([link])
    assert (shown.url, shown.host) == ("", "")
    assert shown.words


def test_numbers_named_in_a_sentence_are_found():
    found = links_in("BI menindaklanjuti LAPOR! 1234567, lapor 7654321; melapor 1111111 kali, LAPOR! 12")
    assert [one.number for one in found] == ["1234567", "7654321"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"address": "http://lapor.contoh.go.id/{id}"}, "address"),
        ({"address": "https://{id}.contoh.go.id/"}, "address"),
        ({"address": "https://*.contoh.go.id/{id}"}, "address"),
        ({"address": "https://contoh.go.id/{id}/{id}"}, "address"),
        ({"address": "https://contoh.go.id/{nomor}"}, "address"),
        ({"address": "https://orang@contoh.go.id/{id}"}, "address"),
        ({"address": "https://contoh.go.id/sub", "signs": ""}, "address"),
        ({"address": "https://*.id.{id}", "signs": ""}, "address"),
        ({"shortest": 9, "longest": 4}, "longest"),
        ({"short_name": "!?"}, "short_name"),
        ({"short_name": "LAPOR!"}, "short_name"),
    ],
)
def test_system_has_a_name_a_fixed_host_and_a_rule_that_can_be_met(fields, wrong):
    right = {"short_name": "Baru", "name": "Sistem baru", "signs": "digits", "address": "https://contoh.go.id/{id}"}
    OutsideSystem(**right).full_clean(exclude=["code"])
    with pytest.raises(ValidationError) as refused:
        OutsideSystem(**{**right, **fields}).full_clean(exclude=["code"])
    assert wrong in refused.value.message_dict


def test_code_is_given_once_and_never_twice():
    OutsideSystem.objects.filter(code="lapor").update(short_name="Lapor daerah")
    again = OutsideSystem.objects.create(short_name="LAPOR!", name="LAPOR!", address="https://lapor.contoh.go.id")
    assert again.code == "lapor-2"
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideSystem.objects.create(code="lapor", short_name="X", name="X", address="https://x.contoh.go.id")
