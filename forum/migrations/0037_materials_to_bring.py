"""What those invited bring to a meeting, line by line; what was told stays."""

import re

import django.db.models.deletion
import forum.clock
import forum.models.invitations.invited.materials
import forum.models.typed.records
from django.conf import settings
from django.db import migrations, models

# What `forum/ledger/meetings.py` declares.
SQLITE = [
    """CREATE TRIGGER material_no_update BEFORE UPDATE ON forum_material WHEN NEW.id IS NOT OLD.id OR
NEW.invitation_id IS NOT OLD.invitation_id OR NEW.organisation_id IS NOT OLD.organisation_id OR
NEW.person_id IS NOT OLD.person_id OR NEW.what IS NOT OLD.what OR NEW.state IS NOT OLD.state OR NEW.digest
IS NOT OLD.digest OR NEW.told_at IS NOT OLD.told_at OR NEW.told_by_id IS NOT NULL AND NEW.told_by_id IS
NOT OLD.told_by_id OR NEW.item_id IS NOT OLD.item_id AND NOT NEW.item_id IS NULL OR NEW.file IS NOT
OLD.file AND NOT (NEW.file = '' AND OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL) OR
NEW.forgotten_at IS NOT OLD.forgotten_at AND NOT OLD.forgotten_at IS NULL BEGIN SELECT RAISE(ABORT,
'what was told of a material stays'); END""",
    """CREATE TRIGGER material_no_delete BEFORE DELETE ON forum_material BEGIN SELECT RAISE(ABORT,
'what was told of a material stays'); END""",
    """CREATE TRIGGER material_no_replace BEFORE INSERT ON forum_material WHEN EXISTS (SELECT 1 FROM
forum_material o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was told of a material stays'); END""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION material_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP
= 'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.invitation_id IS DISTINCT FROM
OLD.invitation_id OR NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR NEW.person_id IS DISTINCT
FROM OLD.person_id OR NEW.what IS DISTINCT FROM OLD.what OR NEW.state IS DISTINCT FROM OLD.state OR
NEW.digest IS DISTINCT FROM OLD.digest OR NEW.told_at IS DISTINCT FROM OLD.told_at OR NEW.told_by_id IS
NOT NULL AND NEW.told_by_id IS DISTINCT FROM OLD.told_by_id OR NEW.item_id IS DISTINCT FROM OLD.item_id
AND NOT NEW.item_id IS NULL OR NEW.file IS DISTINCT FROM OLD.file AND NOT (NEW.file = '' AND
OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL) OR NEW.forgotten_at IS DISTINCT FROM
OLD.forgotten_at AND NOT OLD.forgotten_at IS NULL) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION
'what was told of a material stays'; END$function$""",
    """CREATE TRIGGER material_guard BEFORE DELETE OR UPDATE ON forum_material FOR EACH ROW EXECUTE FUNCTION
material_refuse()""",
    """CREATE TRIGGER material_guard_truncate BEFORE TRUNCATE ON forum_material FOR EACH STATEMENT EXECUTE
FUNCTION material_refuse()""",
]


def guard(apps, schema_editor):
    """Each in place of an earlier one of that name."""
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRES:
        if made := re.match(r"CREATE TRIGGER (\w+) BEFORE [\w, ]+ (ON \w+)", statement):
            on_table = "" if vendor == "sqlite" else made[2]
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {made[1]} {on_table}")
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0036_invited_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='bringitem',
            name='organisation',
            field=models.ForeignKey(blank=True, help_text='Empty: by all that are invited.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.organisation', verbose_name='brought by'),
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=300, verbose_name='what to bring')),
                ('state', models.CharField(choices=[('brings', 'brings it along'), ('uploaded', 'uploaded')], max_length=10, verbose_name='state')),
                ('file', models.FileField(blank=True, storage=forum.models.invitations.invited.materials.private_files, upload_to=forum.models.invitations.invited.materials.stored_under, verbose_name='file')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('told_at', models.DateTimeField(default=forum.clock.now, editable=False, verbose_name='told')),
                ('forgotten_at', models.DateTimeField(editable=False, null=True)),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='materials', to='forum.invitationpage')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='materials', to='forum.bringitem')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.invitedperson', verbose_name='invited person')),
                ('told_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'material for a meeting',
                'verbose_name_plural': 'materials for meetings',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='material_is_of_one')],
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
