"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path
from django.views.decorators.http import require_safe

from decrees.views import citizens, comments, hiding, notices, paper, reading, register, replay, support
from decrees.views.feeds import DecreeFeed, OrganisationFeed
from decrees.views.positions import joining, letters, points
from decrees.views.positions import own as positions

app_name = "decrees"
LETTER = "rancangan/<id:pk>/surat/<id:letter_pk>/"
CLAUSE = "rancangan/<id:pk>/versi/<id:number>/butir/<id:place>/"
urlpatterns = [
    path("rancangan/<id:pk>/umpan/", require_safe(DecreeFeed()), name="feed"),
    path("organisasi/<id:pk>/umpan/", require_safe(OrganisationFeed()), name="organisation-feed"),
    path("rancangan/<id:pk>/versi/", reading.version_list, name="version-list"),
    path("rancangan/<id:pk>/versi/<id:number>/", reading.version_detail, name="version-detail"),
    path("rancangan/<id:pk>/versi/<id:number>/unduh.<str:file_format>", reading.download, name="download"),
    path("rancangan/<id:pk>/versi/<id:number>/komentar/", comments.comment_add, name="comment-add"),
    path("rancangan/<id:pk>/bandingkan/", reading.choose_comparison, name="compare-choose"),
    path("rancangan/<id:pk>/bandingkan/<id:old>/<id:new>/", reading.compare, name="compare"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/", comments.comment_detail, name="comment-detail"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/jawaban/", comments.answer_detail, name="answer-detail"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/balas/", comments.comment_reply, name="comment-reply"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/jawab/", comments.comment_answer, name="comment-answer"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/tanggapi/", comments.answer_react, name="answer-react"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/sikap/", positions.position_send, name="position-send"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/tempat/", positions.discussion_place, name="discussion-place"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/dukung/", support.comment_support, name="comment-support"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/gabung/", joining.comment_join, name="comment-join"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/laporkan/", hiding.report, name="report"),
    path("penyembunyian/", hiding.hidings, name="hidings"),
    path("penyembunyian/<id:hiding_pk>/", hiding.hiding, name="hiding"),
    path("penyembunyian/<id:hiding_pk>/keberatan/", hiding.hiding_object, name="hiding-object"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/ubah/", support.comment_edit, name="comment-edit"),
    path("rancangan/<id:pk>/surat/", letters.letters, name="letters"),
    path("rancangan/<id:pk>/surat/bagian/<id:part_pk>/", letters.letter_place, name="letter-place"),
    path(LETTER, points.letter, name="letter"),
    path(f"{LETTER}berkas/", letters.letter_file, name="letter-file"),
    path(f"{LETTER}bagian/<id:part_pk>/", points.letter_part, name="letter-part"),
    path(CLAUSE, reading.clause_detail, name="clause-detail"),
    path(f"{CLAUSE}komentar/", reading.clause_comments, name="clause-comments"),
    path("rancangan/<id:pk>/versi/<id:number>/cetak/", paper.paper, name="paper"),
    path("rancangan/<id:pk>/matriks/", register.register, name="register"),
    path("rancangan/<id:pk>/matriks.<str:file_format>", register.register_file, name="register-file"),
    path("rancangan/<id:pk>/putaran/<id:number>/", register.round_summary, name="round-summary"),
    path("rancangan/<id:pk>/untuk-saya/", register.for_me, name="for-me"),
    path("rancangan/<id:pk>/peristiwa/", replay.events, name="events"),
    path("rancangan/<id:pk>/versi/<id:number>/tanggapi/", citizens.citizen_comment, name="citizen-comment"),
    path("rancangan/<id:pk>/komentar/<id:comment_pk>/dukung-warga/", citizens.citizen_support, name="citizen-support"),
    path("tanggapan-saya/<key:token>/", citizens.heard, name="heard"),
    path("tanggapan-saya/<key:token>/berhenti/", citizens.heard_stop, name="heard-stop"),
    path("pemberitahuan/", notices.notices, name="notices"),
    path("pemberitahuan/dibaca/", notices.notices_read, name="notices-read"),
    path("pemberitahuan/berhenti/<str:word>/", notices.notices_stop, name="notices-stop"),
    path("pemberitahuan/<id:pk>/", notices.notice, name="notice"),
]
