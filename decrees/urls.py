"""Addresses beside the pages of Wagtail's tree."""

from django.urls import path

from decrees.views import comments, reading, replay

app_name = "decrees"
urlpatterns = [
    path("rancangan/<int:pk>/versi/", reading.version_list, name="version-list"),
    path("rancangan/<int:pk>/versi/<int:number>/", reading.version_detail, name="version-detail"),
    path("rancangan/<int:pk>/versi/<int:number>/unduh.<str:file_format>", reading.download, name="download"),
    path("rancangan/<int:pk>/versi/<int:number>/komentar/", comments.comment_add, name="comment-add"),
    path("rancangan/<int:pk>/bandingkan/", reading.choose_comparison, name="compare-choose"),
    path("rancangan/<int:pk>/bandingkan/<int:old>/<int:new>/", reading.compare, name="compare"),
    path("rancangan/<int:pk>/komentar/<int:comment_pk>/", comments.comment_detail, name="comment-detail"),
    path("rancangan/<int:pk>/komentar/<int:comment_pk>/balas/", comments.comment_reply, name="comment-reply"),
    path("rancangan/<int:pk>/komentar/<int:comment_pk>/jawab/", comments.comment_answer, name="comment-answer"),
    path("rancangan/<int:pk>/peristiwa/", replay.events, name="events"),
]
