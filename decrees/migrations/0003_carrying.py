"""Where comments are carried to; a database that refuses to change or remove a step."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


SQLITE = [
    """CREATE TRIGGER placement_no_update BEFORE UPDATE ON decrees_placement
BEGIN SELECT RAISE(ABORT, 'a step of a comment never changes'); END;""",
    """CREATE TRIGGER placement_no_delete BEFORE DELETE ON decrees_placement
BEGIN SELECT RAISE(ABORT, 'a step of a comment never changes'); END;""",
]
POSTGRES = [
    """CREATE FUNCTION placement_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'a step of a comment never changes'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER placement_guard BEFORE UPDATE OR DELETE ON decrees_placement
FOR EACH ROW EXECUTE FUNCTION placement_refuse();
CREATE TRIGGER placement_guard_truncate BEFORE TRUNCATE ON decrees_placement
FOR EACH STATEMENT EXECUTE FUNCTION placement_refuse();"""
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('decrees', '0002_version_guard'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('kept', 'passage unchanged'), ('moved', 'passage moved'), ('edited', 'passage edited'), ('orphaned', 'passage gone')], help_text='Of this step', max_length=10, verbose_name='state')),
                ('altered', models.BooleanField(default=False, verbose_name='worded otherwise than when the comment was made')),
                ('in_doubt', models.BooleanField(default=False, verbose_name='please check')),
                ('score', models.FloatField(default=1.0, verbose_name='likeness')),
                ('clause', models.CharField(blank=True, max_length=80, verbose_name='clause')),
                ('clause_label', models.CharField(blank=True, help_text='If lost: where it stood last', max_length=120, verbose_name='place')),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('stood_at', models.CharField(blank=True, help_text='The clause that stands there now', max_length=80, verbose_name='stood at')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='decrees.comment', verbose_name='comment')),
                ('from_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='decrees.version', verbose_name='from version')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='decrees.version', verbose_name='version')),
            ],
            options={
                'verbose_name': 'place of a comment',
                'verbose_name_plural': 'places of comments',
                'ordering': ['pk'],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['version', 'comment'], name='placement_step')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('end', None), ('start', None)), ('end__gt', models.F('start')), _connector='OR'), name='placement_passage_not_empty'), models.CheckConstraint(condition=models.Q(models.Q(('clause', ''), ('start', None), ('state', 'orphaned')), models.Q(models.Q(('state', 'orphaned'), _negated=True), models.Q(('clause', ''), _negated=True)), _connector='OR'), name='placement_somewhere_or_orphaned')],
            },
        ),
        migrations.RunPython(guard),
    ]
