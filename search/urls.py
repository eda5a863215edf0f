"""Addresses beside the page of results."""

from django.urls import path
from django.views.decorators.http import require_safe

from search.views import outlets, saved

app_name = "search"
urlpatterns = [
    path("cari/data/", outlets.data, name="data"),
    path("cari/umpan/", require_safe(outlets.FoundFeed()), name="feed"),
    path("cari/ikuti/", saved.save, name="save"),
    path("ikuti/rancangan/<id:pk>/", saved.follow, {"kind": "draft"}, name="follow-draft"),
    path("ikuti/rancangan/<id:pk>/<slug:tag>/", saved.follow_tag, name="follow-tag"),
    path("ikuti/organisasi/<id:pk>/", saved.follow, {"kind": "organisation"}, name="follow-organisation"),
    path("ikuti/sektor/<id:pk>/", saved.follow, {"kind": "sector"}, name="follow-sector"),
    path("cari/ikuti/semua/<slug:token>/", saved.stop_all, name="saved-all"),
    path("cari/ikuti/<slug:token>/", saved.saved, name="saved"),
    path("cari/ikuti/<slug:token>/berhenti/", saved.stop, name="saved-stop"),
]
