"""The archive of all that is public: made once a day in the background, and put in the place of the one before."""

import hashlib
import json
import tempfile
import zipfile
from typing import IO, Any

from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import storages
from django_tasks import task

from cms.reading.sharing import dump
from forum import clock, ledger
from forum.models import LedgerHead

FIXED = (1980, 1, 1, 0, 0, 0)
AT_IT = 6 * 60 * 60  # seconds after which one that did not come to its end is begun again
IN_MEMORY = 1_000_000
README = """Semua data publik situs {site}
Dibuat: {made_at}. Lisensi: {license}

notula/            tiap notula yang terbit, dengan bukti catatannya
rancangan/         tiap versi rancangan, dan tanggapan umum dengan jawabannya
catatan/           rantai catatan, untuk dihitung ulang
daftar/            semua yang dapat ditemukan siapa pun: judul, tanggal, alamat, kata-katanya
berkas.json        berkas yang dapat diunduh siapa pun, dengan sha256
DAFTAR-ISI.json    isi arsip ini, dengan sha256 tiap berkas
"""


def order_dump() -> str:
    """Once, however often it is wanted meanwhile."""
    if cache.add("dump:ordered", 1, AT_IT):
        make_dump.enqueue()
    return "the archive of all public data is made in the background"


@task()
def make_dump() -> None:
    try:
        keep_dump()
    finally:
        cache.delete("dump:ordered")


def keep_dump() -> str:
    """Its name, which it has only when it is whole; then the earlier ones go."""
    made_at, seq, store = clock.now(), LedgerHead.objects.get().seq, storages["private"]
    earlier = dump.all_dumps()
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        _write(file, made_at, seq)
        file.seek(0)
        sha256 = ledger.digest_of_file(file)
        file.seek(0)
        name = f"mufakat-{made_at:%Y%m%dT%H%M%SZ}-{seq}-{sha256}.zip"
        if not store.exists(f"{dump.FOLDER}/{name}"):
            store.save(f"{dump.FOLDER}/{name}", File(file))
    for one in earlier:
        if one.name != name:
            store.delete(f"{dump.FOLDER}/{one.name}")
    return name


def _write(file: IO[bytes], made_at: Any, seq: int) -> None:
    listed: list[dict[str, Any]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in dump.parts():
            content = _json(data)
            _put(archive, name, content)
            listed.append({"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})
        told = dump.contents(made_at, seq, listed)
        _put(archive, "DAFTAR-ISI.json", _json(told))
        _put(archive, "BACA-DAHULU.txt", README.format(**told).encode())


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    about = zipfile.ZipInfo(name, FIXED)
    about.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(about, content)
