"""Models are called as the field calls them. Tables, columns and triggers stay as they are."""

import django.db.models.deletion
from django.db import migrations, models

RENAMED = {
    "Placement": ("Anchor", "decrees_placement"),
    "Origin": ("ChangeSource", "decrees_origin"),
    "TakenWording": ("AdoptedAmendment", "decrees_takenwording"),
    "Notice": ("Notification", "decrees_notice"),
    "NoticeChoice": ("NotificationPreference", "decrees_noticechoice"),
}


def rename_permissions(apps, names):
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="decrees")
    for old, new in names:
        permissions.filter(codename=f"view_{old.lower()}").update(codename=f"view_{new.lower()}")


def forwards(apps, schema_editor):
    rename_permissions(apps, [(old, new) for old, (new, _) in RENAMED.items()])


def backwards(apps, schema_editor):
    rename_permissions(apps, [(new, old) for old, (new, _) in RENAMED.items()])


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("decrees", "0010_clock"),
    ]

    operations = [
        *(migrations.AlterModelTable(name=old, table=table) for old, (_, table) in RENAMED.items()),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="placement",
                    name="stood_at",
                    field=models.CharField(
                        blank=True,
                        db_column="stood_at",
                        help_text="The clause that stands there now",
                        max_length=80,
                        verbose_name="stood at",
                    ),
                ),
                migrations.RenameField(model_name="placement", old_name="stood_at", new_name="last_known_clause"),
            ]
        ),
        *(migrations.RenameModel(old_name=old, new_name=new) for old, (new, _) in RENAMED.items()),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="adoptedamendment",
                    name="comment",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoption",
                        to="decrees.comment",
                        verbose_name="comment",
                    ),
                ),
                migrations.AlterField(
                    model_name="anchor",
                    name="comment",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="decrees.comment",
                        verbose_name="comment",
                    ),
                ),
                migrations.AlterField(
                    model_name="anchor",
                    name="version",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anchors",
                        to="decrees.version",
                        verbose_name="version",
                    ),
                ),
                migrations.AlterField(
                    model_name="changesource",
                    name="version",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="decrees.version",
                        verbose_name="version",
                    ),
                ),
            ]
        ),
        migrations.RunPython(forwards, backwards),
    ]
