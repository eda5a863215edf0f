"""Organisations and people, many at a time: brought by table, found twice."""
