"""Plain records of the demo, saved as the editors' rooms save them."""

from typing import Any

from django.db import models
from django.forms import modelform_factory

from forum.models import User
from forum.services.records import save_record


def save(model: type[models.Model], by: User, *, instance: models.Model | None = None, **values: Any) -> Any:
    """One plain record through its form and service, as the editors' rooms do it."""
    data = {name: value.pk if isinstance(value, models.Model) else value for name, value in values.items()}
    form = modelform_factory(model, fields=list(values))(data, instance=instance)
    if not form.is_valid():
        raise ValueError(f"{model.__name__} {values}: {form.errors.as_text()}")
    return save_record(form, by=by)
