"""Rows of a page that may be hundreds: read from a revision and stored with a few questions, not with some for each.

modelcluster stores each row by itself, and after each Wagtail indexes the whole page anew: 500 rows cost 500 times 500.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import cached_property
from modelcluster.fields import ChildObjectsDescriptor, ParentalKey
from modelcluster.models import get_all_child_relations, model_from_serializable_data

from forum.models.pages.references import index_rows


def _manager(base: Any) -> Any:
    class RowsManager(base):
        def commit(self) -> None:
            """As modelcluster does it: what was taken off goes, what is new or changed is stored."""
            rows = self.instance.__dict__.get("_cluster_related_objects", {}).pop(self.rows_name, None)
            if rows is not None:
                before = {row.pk: row for row in self.get_live_queryset()}
                self._store(rows, before)
                index_rows(self.instance)

        def _store(self, rows: list[Any], before: Mapping[Any, Any]) -> None:
            model = self.rows_model
            names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
            for row in rows:
                setattr(row, self.rows_key, self.instance)
            kept = {row.pk for row in rows}
            model._base_manager.filter(pk__in=[key for key in before if key not in kept]).delete()
            model._base_manager.bulk_create([row for row in rows if row.pk not in before])
            changed = [row for row in rows if row.pk in before and _differs(row, before[row.pk], names)]
            model._base_manager.bulk_update(changed, [model._meta.get_field(name).name for name in names])

    return RowsManager


def _differs(row: Any, other: Any, names: list[str]) -> bool:
    return any(getattr(row, name) != getattr(other, name) for name in names)


class RowsDescriptor(ChildObjectsDescriptor):
    @cached_property
    def child_object_manager_cls(self) -> Any:
        manager = _manager(super().child_object_manager_cls)
        manager.rows_name = self.rel.get_accessor_name()
        manager.rows_model, manager.rows_key = self.rel.related_model, self.rel.field.name
        return manager


class RowsKey(ParentalKey):
    """The parent of a row that has many beside it."""

    related_accessor_class = RowsDescriptor

    def deconstruct(self) -> Any:
        """To the database it is a parental key."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.fields.ParentalKey", args, kwargs


def rows_of(page_class: Any, data: Mapping[str, Any]) -> dict[str, list[Any]]:
    """By relation, the rows that a revision holds."""
    relations = {one.get_accessor_name(): one for one in get_all_child_relations(page_class)}
    many = {name: one for name, one in relations.items() if isinstance(one.field, RowsKey) and name in data}
    return {name: list(_rows(one.related_model, data[name])) for name, one in many.items()}


def _rows(model: Any, stored: list[dict[str, Any]]) -> Iterable[Any]:
    """What they name is looked up together; a row of something that is gone is gone with it."""
    keys = [field for field in model._meta.concrete_fields if field.remote_field]
    known = {field.name: _existing(field, stored) for field in keys}
    for one in stored:
        if all(one.get(name) in found for name, found in known.items()):
            yield model_from_serializable_data(model, one, check_fks=False)


def _existing(field: Any, stored: list[dict[str, Any]]) -> set[Any]:
    named = {one.get(field.name) for one in stored} - {None}
    return {None, *field.remote_field.model._default_manager.in_bulk(named)}
