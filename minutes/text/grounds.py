"""On what ground words of minutes may be withheld: UU 14/2008 Pasal 17, letter by letter, and UU 27/2022.

`about` is what the law says, shortened; Indonesian, as the law is."""

from dataclasses import dataclass

LAW = "UU 14/2008 Pasal 17 huruf"
PERSONAL = "pdp"


@dataclass(frozen=True, slots=True)
class Ground:
    code: str
    citation: str
    about: str

    @property
    def label(self) -> str:
        return f"{self.citation}: {self.about}"


GROUNDS: dict[str, Ground] = {
    one.code: one
    for one in (
        Ground(PERSONAL, "UU 27/2022", "data pribadi"),
        *(
            Ground(f"17{letter}", f"{LAW} {letter}", about)
            for letter, about in (
                ("a", "menghambat proses penegakan hukum"),
                ("b", "kekayaan intelektual dan persaingan usaha tidak sehat"),
                ("c", "membahayakan pertahanan dan keamanan negara"),
                ("d", "mengungkapkan kekayaan alam Indonesia"),
                ("e", "merugikan ketahanan ekonomi nasional"),
                ("f", "merugikan kepentingan hubungan luar negeri"),
                ("g", "isi akta otentik yang bersifat pribadi dan wasiat seseorang"),
                ("h", "rahasia pribadi"),
                ("i", "surat antar atau intra badan publik yang menurut sifatnya dirahasiakan"),
                ("j", "tidak boleh diungkapkan berdasarkan undang-undang"),
            )
        ),
    )
}


def choices() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in GROUNDS.values()]


def mark_of(code: str) -> str:
    """What stands in place of the words; the same whatever was there, so that its length tells nothing."""
    return f"█████ [dihitamkan: {GROUNDS[code].citation}]"
