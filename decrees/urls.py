"""Addresses beside the pages of Wagtail's tree."""

from django.urls import URLPattern

app_name = "decrees"
urlpatterns: list[URLPattern] = []
