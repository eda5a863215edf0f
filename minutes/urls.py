"""Addresses beside the pages of Wagtail's tree."""

from django.urls import URLPattern

app_name = "minutes"
urlpatterns: list[URLPattern] = []
