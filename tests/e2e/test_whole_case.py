"""A meeting and its invitation from the first click to the last mail: 74 units, and none can say it was not asked."""

import datetime
import re
from urllib.parse import quote

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.e2e.conftest import Site, _environment, prepare
from tests.e2e.hand import Hand
from tests.e2e.office import Office, Phone, file_of, words_of
from tests.e2e.people import link_in
from tests.forum.services.mail.mailbox.imap_server import PASSWORD, Folder, serving
from tests.smtp import mail_server

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.long]

FIRST, SECOND, THIRD = (datetime.date.today() + datetime.timedelta(days=days) for days in (30, 37, 44))
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
TITLE = "Rapat Koordinasi Pengelolaan Data Daerah"
# (number, words, minutes)
ITEMS = [
    ("1.", "Pembukaan", "5"),
    ("2.", "Hasil pendataan", "20"),
    ("2.1", "Data kesehatan", "10"),
    ("2.2", "Data pendidikan", "10"),
    ("3.", "Rencana tahun depan", "30"),
    ("4.", "Penutup", "5"),
]
PAPERS = ("hasil-pendataan.pdf", "rencana.pdf")
UNITS, BOUNCED, PHONED, UNREACHED = 74, 3, 5, 2
BY_LINK = UNITS - BOUNCED - PHONED - UNREACHED
NO, MAYBE = 8, 4  # of those that answer by the link; the others come


@pytest.fixture
def office(running, tmp_path):
    folder = Folder()
    with mail_server() as post, serving(folder) as port:
        database, scene = prepare("units", tmp_path)
        chosen = {
            "DJANGO_SETTINGS_MODULE": "tests.e2e.queue_settings",
            "TASK_QUEUE": "database",
            "EMAIL_URL": f"smtp://127.0.0.1:{post.port}",
            "MAILBOX_URL": f"imap://surat:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/INBOX",
            "MAILBOX_ADDRESS": "surat@contoh.id",
        }
        office = Office(running(Site(_environment(database.parent, **chosen), scene)), post, folder)
        with office.working():
            yield office


def test_74_units_are_invited_answer_and_hear_of_each_change_once(office, visit):
    desk = visit(office.site, "office", path="/admin/", live=False, viewport={"width": 1280, "height": 900})
    units = office.site.scene["units"]
    editor = announce(Hand(desk))
    invite(Hand(desk), office)
    letters = {address: only(mails) for address, mails in office.mails().items()}
    assert sorted(letters) == sorted(unit["email"] for unit in units if unit["email"])
    answer_by_link(office, visit, [letters[unit["email"]] for unit in units if unit["email"]][BOUNCED + PHONED :])
    reachable = [unit for unit in units if unit["email"]]
    for number, unit in enumerate(reachable[:BOUNCED]):
        office.bounce(number, letters[unit["email"]])
    office.run("hourly")
    for unit in reachable[BOUNCED : BOUNCED + PHONED]:
        answer_by_phone(Hand(desk), unit["name"])
    each_state_is_listed(desk)
    nothing_is_sent_twice(office)
    dates_move_and_the_meeting_is_cancelled(office, desk, editor, letters)


def only(things):
    (one,) = things
    return one


def spelled(day):
    return f"{day.day}/{day.month}/{day.year} 09.00"


# --- the meeting


def announce(hand):
    """Its address in the editor."""
    page = hand.page
    hand.click(page.get_by_role("link", name="Rapat baru"))
    hand.fill(page.locator("#id_title"), TITLE)
    hand.fill(page.locator("#id_starts_at"), spelled(FIRST))
    hand.press("Tab")
    hand.fill(page.locator("#id_room"), "Ruang Angling Dharma")
    choose_host(hand, "informatika")
    write_agenda(hand)
    for number, name in enumerate(PAPERS):
        add_paper(hand, name, item=2 + number)
    editor = page.url
    publish(hand)
    expect(page.locator(".messages")).to_contain_text("Belum ada yang diundang")
    assert hand.clicks <= 22
    assert hand.keys <= 280
    return editor


def choose_host(hand, words):
    hand.click(hand.page.get_by_role("button", name="Pilih organisasi"))
    # The window takes the focus once it has opened; what is typed before is lost.
    expect(hand.page.locator(".modal")).to_be_focused()
    hand.fill(hand.page.locator(".modal [name=q]"), words)
    results = hand.page.locator(".modal #search-results td a")
    expect(results).to_have_count(1)
    hand.click(results)


def write_agenda(hand):
    hand.click(hand.page.get_by_role("button", name="Tambah mata acara"))
    for number, (place, text, minutes) in enumerate(ITEMS):
        if number:
            hand.press("Enter")
        if place == "2.1":
            hand.press("Alt+ArrowRight")
        if place == "3.":
            hand.press("Alt+ArrowLeft")
        hand.type(text)
        hand.press("Tab")
        hand.type(minutes)
    expect(hand.page.locator("[data-agenda] [data-number]")).to_have_text([place for place, _, _ in ITEMS])


def add_paper(hand, name, *, item):
    page = hand.page
    hand.click(page.locator("#id_papers-OPEN_MODAL"))
    hand.click(page.locator(".modal").get_by_role("tab", name="Unggah"))
    field = page.locator(".modal input[type=file]")
    content = f"%PDF-1.4\n% {name}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF".encode()
    hand.choose_file(field, name=name, mimeType="application/pdf", buffer=content)
    expect(page.locator(".modal input[name$=title]")).to_have_value(name.removesuffix(".pdf"))
    hand.click(page.locator(".modal").get_by_role("button", name="Unggah"))
    chooser = page.locator("[data-paper-item] + select").last
    chooser.select_option(index=item)
    hand.clicks += 1


def publish(hand):
    hand.click(hand.page.locator("footer .w-dropdown__toggle"))
    hand.click(hand.page.locator("[name=action-publish]"))


# --- the invitation


def invite(hand, office):
    page = hand.page
    hand.click(page.locator(".messages").get_by_role("link", name="Undang"))
    expect(page.locator("[name=opening]")).not_to_have_value("")
    hand.clicks = 0
    hand.click(page.locator("[data-group]", has_text="Pemerintah daerah"))
    expect(page.locator("[data-count]")).to_contain_text(str(UNITS))
    publish(hand)
    expect(page.locator("main")).to_contain_text(f"Surat kepada {UNITS - UNREACHED} organisasi")
    assert office.post.taken == []
    office.pause()
    hand.click(page.get_by_role("button", name="Terbitkan dan kirim surat"))
    assert hand.clicks <= 6
    assert hand.keys == 0
    bar = page.locator("progress")
    expect(bar).to_have_attribute("max", str(UNITS - UNREACHED))
    office.go_on()
    office.wait_until(lambda: len(office.post.taken) > 10)
    office.pause()
    expect(bar).not_to_have_attribute("value", "0")
    office.go_on()
    expect(bar).to_have_count(0)
    office.finish()
    expect(page.get_by_role("link", name=f"sudah menerima, belum menjawab {UNITS - UNREACHED}")).to_be_visible()


# --- the answers


def answer_by_link(office, visit, letters):
    assert len(letters) == BY_LINK
    links = [link_in(letter, "/undangan/jawab/") for letter in letters]
    answers = ["no"] * NO + ["maybe"] * MAYBE + ["yes"] * (BY_LINK - NO - MAYBE)
    phone = Phone(office.site)
    for link, answer in list(zip(links, answers, strict=True))[:-1]:
        key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', phone.open(link))[1]
        assert "Jawaban tercatat" in phone.send(link, csrfmiddlewaretoken=key, answer=answer)
    page = visit(office.site, path=links[-1], live=False, viewport={"width": 360, "height": 740}, has_touch=True)
    hand = Hand(page)
    hand.tap(page.locator("button[name=answer][value=yes]"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Jawaban tercatat")
    assert hand.clicks == 1


def answer_by_phone(hand, name):
    row = hand.page.locator("tr", has_text=name)
    hand.click(row.get_by_role("link", name="Catat jawaban"))
    hand.click(hand.page.get_by_label("hadir", exact=True))
    hand.click(hand.page.get_by_role("button", name="Catat jawaban"))
    expect(hand.page.locator(".messages .success")).to_be_visible()
    assert hand.clicks <= 3


def each_state_is_listed(desk):
    filters = desk.get_by_role("navigation", name="Saring menurut status").get_by_role("link")
    expect(filters).to_have_text([
        f"Semua {UNITS}",
        f"hadir {BY_LINK - NO - MAYBE + PHONED}",
        f"mungkin hadir {MAYBE}",
        f"tidak dapat hadir {NO}",
        f"surat kembali {BOUNCED}",
        f"tanpa alamat {UNREACHED}",
    ])  # fmt: skip
    expect(desk.locator("tr", has_text="melalui telepon")).to_have_count(PHONED)
    expect(desk.locator("tr", has_text="Kotak surel tidak ada")).to_have_count(BOUNCED)


# --- afterwards


def nothing_is_sent_twice(office):
    office.finish()
    sent = len(office.post.taken)
    for command in ("hourly", "daily"):
        office.run(command)
    office.finish()
    assert len(office.post.taken) == sent


def dates_move_and_the_meeting_is_cancelled(office, desk, editor, letters):
    sent, hand = len(office.post.taken), Hand(desk)
    for day in (SECOND, THIRD):
        desk.goto(editor)
        hand.click(desk.locator("#id_starts_at"))
        hand.press("Control+a")
        hand.type(spelled(day))
        publish(hand)
        expect(desk.locator(".messages .success").first).to_be_visible()
        office.finish()
    desk.goto(editor)
    hand.click(desk.locator("footer .w-dropdown__toggle"))
    hand.click(desk.get_by_role("link", name="Batalkan rapat"))
    hand.fill(desk.locator("#id_reason"), "Banjir di kota.")
    hand.click(desk.get_by_role("button", name="Batalkan rapat"))
    expect(desk.locator(".messages .success")).to_be_visible()
    office.finish()
    nothing_is_sent_twice(office)
    told = office.mails(sent)
    assert sorted(told) == sorted(letters)
    for address, changes in told.items():
        each_change_is_told(letters[address], changes)


def each_change_is_told(letter, changes):
    first, second, last = (words_of(one) for one in changes)
    for text, before, after in ((first, FIRST, SECOND), (second, SECOND, THIRD)):
        lines = [line.strip() for line in text.splitlines()]
        assert [numbers_of(line) for line in lines if line.startswith(("semula:", "menjadi:"))] == [before, after]
    assert "Banjir di kota." in last
    files = [Calendar.from_ical(file_of(one)) for one in (letter, *changes)]
    assert [str(file["METHOD"]) for file in files] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    events = [only(file.events) for file in files]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == sorted({event["SEQUENCE"] for event in events})
    assert [event.start.date() for event in events] == [FIRST, SECOND, THIRD, THIRD]


def numbers_of(line):
    """The day that a line in the words of the office names."""
    day, month, year = re.search(r"(\d{1,2}) (\w+) (\d{4})", line).groups()
    return datetime.date(int(year), MONTHS.index(month) + 1, int(day))
