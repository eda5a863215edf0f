"""Every kind of page that people meet on the public site: name → address."""


def public_pages(scene):
    decree = f"/rancangan/{scene['decree']}"
    return {
        "home": "/",
        "meetings": "/rapat/",
        "meeting": scene["meeting"]["path"],
        "invitation": scene["invitation"]["path"],
        "invitation-closed": scene["closed"]["path"],
        "self-check-in": f"/hadir/{scene['draft_minutes']['room']}/",
        "archive": "/notula/",
        "archive-search": "/notula/?q=dokumentasi",
        "minutes": scene["minutes"]["path"],
        "decrees": "/rancangan/",
        "decree": scene["path"],
        "version": f"{decree}/versi/1/",
        "clause": f"{decree}/versi/{scene['version']}/butir/2/",
        "filtered": f"{scene['path']}?keadaan=belum",
        "versions": f"{decree}/versi/",
        "compare": f"{decree}/bandingkan/2/3/",
        "register": f"{decree}/matriks/",
        "round": f"{decree}/putaran/2/",
        "paper": f"{decree}/versi/{scene['version']}/cetak/",
        "search": "/cari/?q=dokumentasi",
        "search-nothing": "/cari/?q=qwertyuiop",
        "directory": "/forum/",
        "accessibility": "/aksesibilitas/",
        "login": "/akun/login/",
        "login-code": "/akun/login/code/",
        "password": "/akun/password/reset/",
        "not-found": "/tidak-ada/",
    }


def visitors_pages(scene):
    """The public ones, and those that a personal link leads to."""
    return {
        **public_pages(scene),
        "answer-link": scene["answer_link"],
        "guests-link": scene["guests_link"],
        "poll-link": scene["poll_link"],
        **citizens_pages(scene),
        "follow-ups": "/tindak-lanjut/",
        "follow-up-alone": f"/notula/{scene['minutes']['pk']}/tindak-lanjut/1/",
    }


def citizens_pages(scene):
    """Where somebody without a login comments and supports, and what the link in the mail leads to."""
    decree = f"/rancangan/{scene['decree']}"
    form = f"{decree}/versi/{scene['version']}/tanggapi/"
    return {
        "citizen-comment": f"{form}?clause={scene['clause']}",
        "citizen-sent": f"{form}?terkirim=1",
        "citizen-support": f"{decree}/komentar/{scene['of_others']}/dukung-warga/",
        "citizen-heard": scene["heard_link"],
        "citizen-stop": f"{scene['heard_link']}berhenti/",
    }


def member_pages(scene):
    """For somebody of BI."""
    decree = f"/rancangan/{scene['decree']}"
    return {
        "home": "/",
        "invitation": scene["invitation"]["path"],
        "minutes": scene["minutes"]["path"],
        "self-check-in": f"/hadir/{scene['draft_minutes']['room']}/",
        "poll": f"/jajak/{scene['poll']}/",
        "proposals": f"/rapat/{scene['meeting']['pk']}/usulan/",
        "own-calendar": "/akun/kalender/",
        "own-follow-ups": "/tindak-lanjut/saya/",
        "circulated": f"/notula/{scene['circulated']}/edaran/",
        "follow-up": f"/notula/{scene['minutes']['pk']}/tindak-lanjut/1/selesai/",
        "decree": scene["path"],
        "version": f"{decree}/versi/1/",
        "comment": f"{decree}/versi/{scene['version']}/komentar/?clause={scene['clause']}",
        "reply": f"{decree}/komentar/{scene['comment']}/balas/",
        "support": f"{decree}/komentar/{scene['of_others']}/dukung/",
        "reaction": f"{decree}/komentar/{scene['answered']}/tanggapi/",
        "clause": f"{decree}/versi/{scene['version']}/butir/20/",
        "refused": f"{decree}/komentar/{scene['comment']}/jawab/",
        "register": f"{decree}/matriks/",
        "for-me": f"{decree}/untuk-saya/",
        "notices": "/pemberitahuan/",
    }


def secretariat_pages(scene):
    decree = f"/rancangan/{scene['decree']}"
    return {
        "home": "/",
        "invitation": scene["invitation"]["path"],
        "minutes": scene["minutes"]["path"],
        "circulated": f"/notula/{scene['circulated']}/edaran/",
        "decree": scene["path"],
        "versions": f"{decree}/versi/",
        "answer": f"{decree}/komentar/{scene['comment']}/jawab/",
        "letters": f"{decree}/surat/",
        "letter": f"{decree}/surat/1/",
        "from-citizens": f"/admin{decree}/warga/",
        **meeting_desks(scene),
    }


def meeting_desks(scene):
    """The secretariat's own pages about meetings and invitations."""
    meeting = f"/admin/forum/rapat/{scene['meeting']['pk']}"
    invitation = f"/admin/forum/undangan/{scene['invitation']['pk']}"
    return {
        "answers": f"{invitation}/",
        "preview": f"{invitation}/kirim/",
        "guest-book": f"{meeting}/pintu/",
        "sheet": f"{meeting}/daftar-hadir/",
        "sheet-typed": f"{meeting}/daftar-hadir/salin/",
        "room-code": f"{meeting}/kode-ruang/",
        "find-a-date": f"{meeting}/jajak/",
        "date-told": scene["poll_recorded"],
        "answer-told": scene["answer_recorded"],
        "proposals-decided": f"{meeting}/usulan/",
        "series": f"{meeting}/ulang/",
        "import": "/admin/forum/impor/organisasi/",
        "notes": f"/rapat/{scene['meeting']['pk']}/notulen-langsung/",
        "month": "/admin/kalender-rapat/",
        "duplicates": "/admin/forum/ganda/organisasi/",
        "mails": "/admin/sentmail/",
        "projector": f"/rapat/{scene['meeting']['pk']}/layar/",
        "room": f"/rapat/{scene['meeting']['pk']}/ruang/",
        "chairs-desk": f"/rapat/{scene['meeting']['pk']}/meja/",
    }
