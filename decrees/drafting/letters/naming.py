"""The clauses that the words of a letter name: "diktum KEDUA huruf b", "Lampiran I angka 3", "konsideran huruf a".

Wider than what the editor follows (`drafting.references`): people who write letters count dictums by figures, call a
letter "butir" and a row "angka". What belongs to another law is left out; what only stands beside a point ("selaras
dengan diktum KETIGA") is not what the point is about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from decrees.drafting.letters.marks import unmarked
from decrees.drafting.references.guide import same_label
from decrees.drafting.references.laws import Owner, owner
from decrees.text import TITLE, Clause, Document, Kind, descend, ordinal, roman

_ORDINALS = "|".join(ordinal(n).replace(" ", r"\s*").replace("KE", r"KE[\s-]*", 1) for n in range(99, 0, -1))
_TOKEN = re.compile(
    rf"""\b(?:
    (?P<diktum>(?i:di[kc]tum|amar)(?i:\s+(?:putusan|keputusan|ketentuan))?\s*[:,]?\s*(?:
        (?P<ordinal>(?i:{_ORDINALS}|PERTAMA)(?!\w))|(?i:ke-?\s?|nomor\s+|angka\s+)?(?P<count>\d{{1,2}})(?!\w)
        |(?P<roman>[IVX]+)(?!\w)))
    |(?P<bare>(?:{_ORDINALS})(?!\w))
    |(?P<annex>(?i:lampiran)(?:\s+(?:(?P<annex_roman>[IVX]+)(?!\w)|(?P<annex_count>\d)(?!\w)))?(?!\s*(?:surat|berkas)))
    |(?P<recital>(?i:(?:bagian\s+|klausul\s+)?(?:konsiderans?|pertimbangan)(?:\s+menimbang)?
        (?=\s+huruf|\s*[,:(]|\s*$|\s+menimbang)|menimbang\b))
    |(?P<citation>(?i:dasar\s+hukum\b|mengingat\b))
    |(?P<regard>(?i:memperhatikan\b))
    |(?P<letter>(?i:huruf|butir|poin|point|hurup)\s*\(?(?P<letter_label>(?!(?:di|ke)\b)[A-Za-z])(?![\w/])\)?)
    |(?P<number>(?i:angka|nomor(?:\s+urut)?|no\.|baris(?:\s+ke-?)?|butir|poin|point|nomer)\s*\(?
        (?P<number_label>\d{{1,3}})(?![\w/.]\w|\s+tahun)\)?)
    |(?P<title>(?i:judul|penamaan\s+keputusan|nama\s+keputusan)\b)
    |(?P<whole>(?i:keseluruhan\s+(?:rancangan|naskah|draf)|secara\s+(?:umum|keseluruhan)
        |(?:tanggapan|catatan|masukan|saran)\s+umum|seluruh\s+(?:rancangan|naskah)|\Aumum\Z)\b)
    )""",
    re.VERBOSE,
)
_LINK = re.compile(
    r"[\s,:(/)–-]*(?:(?:pada|dalam|dari|di|bagian|khususnya|khusus|yaitu|dan|untuk|tabel|daftar|tersebut)[\s,:(]*){0,3}"
)
# Between two places that are meant both.
_AND = re.compile(r"(?i)\s*(?:[,;/&]|(?:dan|serta|maupun)\b)(?:[\s,/&]|dan\b|serta\b|pada\b|terhadap\b|juga\b)*")
_FEW_WORDS = re.compile(r"(?:[\s,(–-]+[\w/]+){1,3}[\s,(–-]+")  # "Lampiran II, uraian tugas huruf c"
# In front of what a point only mentions.
_BESIDE = re.compile(
    r"(?i)(?:sebagaimana|selaras|sesuai|sejalan|merujuk|mengacu|dimaksud|bertentangan|konsisten|berbeda|seperti"
    r"|mengulang|dibandingkan|sinkron|setelah|sebelum|berdasarkan)\b[^.;“”\"]{0,60}$"
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_FILLER = re.compile(
    r"(?i)\b(?:terhadap|pada|dari\s+(?:sisi|segi|aspek)|batang\s+tubuh|mengenai|tentang|untuk|bagian|ketentuan|di[kc]tum"
    r"|atas|dalam|perihal|rancangan|keputusan|bupati|tanggapan|masukan|usulan|catatan|perubahan|dan|ini|substansi|isi"
    r"|rumusan|konsiderans?|menimbang|mengingat|memperhatikan|umum|kami|sk|draf|draft|naskah|halaman\s+\d+"
    r"|dasar\s+hukum)\b|[\W\d_]"
)
_SECTION = re.compile(r"(?i)\s*(?:konsiderans?|batang\s+tubuh|lampiran|umum|judul)\b")
_FIRST_WORDS = 40  # letters in which a paragraph names the place that it is about
_NEAR = 100  # letters before a place in which a word may say that it is only mentioned
_HOSTS = ("diktum", "bare", "annex", "recital", "citation", "regard", "title", "whole")


@dataclass(frozen=True, slots=True)
class Named:
    """One place that words name: a host, and a letter or number in it. `beside`: it is not what the point is about."""

    host: str = ""  # the kind of it
    label: str = ""
    letter: str = ""
    number: str = ""
    start: int = 0
    end: int = 0
    beside: bool = False


def named(text: str) -> list[Named]:
    """In the order of the text; words within quotes name nothing, they are the draft's own."""
    masked = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    tokens = [token for token in _TOKEN.finditer(masked) if _is_ours(masked, token)]
    return [_joined(chain, masked) for chain in _chains(tokens, masked)]


def named_together(text: str) -> list[Named]:
    """The first places that a list names as one: "diktum KEDUA, KETIGA dan KELIMA"."""
    found = [place for place in named(text) if not place.beside]
    for number, (before, place) in enumerate(pairwise(found), start=1):
        if not _AND.fullmatch(text, before.end, place.start):
            return found[:number]
    return found


def is_only_place(text: str) -> bool:
    """'Terhadap Diktum KEDUA huruf b:', and nothing else."""
    if not named(text) and not _SECTION.match(text):
        return False
    return not _FILLER.sub("", _TOKEN.sub("", text))


def names_place_first(text: str) -> bool:
    """The paragraph begins with the place that it is about. A number alone may be that of a house."""
    first = next(iter(named(unmarked(text))), Named())
    return bool(first.host or first.letter) and not first.beside and first.start < _FIRST_WORDS


def _is_ours(text: str, token: re.Match[str]) -> bool:
    if token.lastgroup in ("title", "whole", "recital", "citation", "regard") or token["bare"]:
        return True
    before = text[max(token.start() - 200, 0) : token.start()]
    return owner(before, text[token.end() : token.end() + 120]) is not Owner.OTHER


def _chains(tokens: Sequence[re.Match[str]], text: str) -> Iterator[list[re.Match[str]]]:
    if not tokens:
        return
    chain = [tokens[0]]
    for before, token in pairwise(tokens):
        if not _is_near(before, token, text) or _kind(token) in {_kind(each) for each in chain}:
            yield chain
            chain = []
        chain.append(token)
    yield chain


def _is_near(before: re.Match[str], token: re.Match[str], text: str) -> bool:
    if _LINK.fullmatch(text, before.end(), token.start()):
        return True
    return _kind(before) == "host" and _FEW_WORDS.fullmatch(text, before.end(), token.start()) is not None


def _kind(token: re.Match[str]) -> str:
    """Every host is one kind."""
    return next((name for name in ("letter", "number") if token[name]), "host")


def _joined(chain: Sequence[re.Match[str]], text: str) -> Named:
    host = next((token for token in chain if _kind(token) == "host"), None)
    letter = next((token["letter_label"] for token in chain if token["letter"]), "")
    number = next((token["number_label"] for token in chain if token["number"]), "")
    kind, label = _host(host) if host else ("", "")
    begins = chain[0].start()
    beside = _BESIDE.search(text[max(begins - _NEAR, 0) : begins]) is not None
    return Named(kind, label, letter.lower(), number, begins, chain[-1].end(), beside)


def _host(token: re.Match[str]) -> tuple[str, str]:
    if token["diktum"]:
        count = int(token["count"] or 0) or _from_roman(token["roman"])
        return "diktum", ordinal(count) if count else token["ordinal"] or token["roman"]
    if token["bare"]:
        return "diktum", token["bare"]
    if token["annex"]:
        count = int(token["annex_count"] or 0)
        return "annex", token["annex_roman"] or (roman(count) if count else "")
    return next(name for name in _HOSTS if token[name]), ""


def _from_roman(label: str | None) -> int:
    return next((n for n in range(1, 100) if roman(n) == label), 0) if label else 0


_OPENINGS = {Kind.RECITAL, Kind.CITATION, Kind.REGARD}


class Places:
    """Finds what is named in a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.diktums = {same_label(diktum.label): diktum for diktum in document.diktums}
        self.annexes = {annex.label.removeprefix("LAMPIRAN").strip(): annex for annex in document.annexes}

    def find(self, place: Named, above: Sequence[Named] = ()) -> list[str]:
        """Ids, the likeliest first; several where the words leave it open. `above` is what the headings name, the
        innermost first."""
        hosts = self._hosts(place)
        if not place.host:
            hosts = next((found for one in above if (found := self._hosts(one))), [])
        if not place.letter and not place.number:
            return [clause.id for clause in hosts]
        inside = [clause.id for clause in self._within(hosts, place)]
        return inside or [clause.id for clause in hosts if place.host]

    def _hosts(self, place: Named) -> list[Clause]:
        document = self.document
        match place.host:
            case "diktum":
                found = self.diktums.get(same_label(place.label))
                return [found] if found else []
            case "annex":
                found = self.annexes.get(place.label)
                return [found] if found else [] if place.label else list(document.annexes)
            case "recital" | "citation" | "regard":
                parts = {"recital": document.recitals, "citation": document.citations, "regard": document.regards}
                return list(parts[place.host])
            case "title" | "whole":
                return [Clause(TITLE, Kind.PARAGRAPH, "", document.title)]
        return []

    def _within(self, hosts: Sequence[Clause], place: Named) -> Iterable[Clause]:
        """Recitals and citations bear the letters themselves; in diktums and annexes they are looked for below."""
        company = [child for host in hosts for child in ([host] if host.kind in _OPENINGS else descend(host.children))]
        for label in filter(None, (place.letter, place.number)):
            if exact := [clause for clause in company if clause.label == f"{label}."]:
                return exact
        return self._counted(hosts, place)

    @staticmethod
    def _counted(hosts: Sequence[Clause], place: Named) -> Iterable[Clause]:
        """ "Angka 2" of what has letters is the second of it, and the other way round."""
        number = int(place.number or 0) or (ord(place.letter) - ord("a") + 1 if place.letter else 0)
        if hosts and hosts[0].kind in _OPENINGS:
            return hosts[number - 1 : number] if number else ()
        below = [[host] if host.kind is Kind.DIKTUM else host.children for host in hosts]
        groups = dict.fromkeys(one.children for each in below for one in each)
        return [group[number - 1] for group in groups if 0 < number <= len(group)]
