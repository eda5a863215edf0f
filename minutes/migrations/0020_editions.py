"""Every published edition is kept; redactions, ralat, personal data that stays; the class of each record."""

import django.core.serializers.json
import django.db.models.deletion
import forum.clock
import minutes.text.grounds
from django.conf import settings
from django.db import migrations, models


# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER redaction_no_update BEFORE UPDATE ON minutes_redaction BEGIN SELECT RAISE(ABORT, 'a redaction stays on record'); END;""",
    """CREATE TRIGGER redaction_no_delete BEFORE DELETE ON minutes_redaction BEGIN SELECT RAISE(ABORT, 'a redaction stays on record'); END;""",
    """CREATE TRIGGER redaction_no_replace BEFORE INSERT ON minutes_redaction WHEN EXISTS (SELECT 1 FROM minutes_redaction o
WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a redaction stays on record'); END;""",
    """CREATE TRIGGER redaction_lift_no_update BEFORE UPDATE ON minutes_redactionlift BEGIN SELECT RAISE(ABORT, 'a redaction stays on record'); END;""",
    """CREATE TRIGGER redaction_lift_no_delete BEFORE DELETE ON minutes_redactionlift BEGIN SELECT RAISE(ABORT, 'a redaction stays on record'); END;""",
    """CREATE TRIGGER redaction_lift_no_replace BEFORE INSERT ON minutes_redactionlift WHEN EXISTS (SELECT 1 FROM
minutes_redactionlift o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_redactionlift o WHERE o.redaction_id =
NEW.redaction_id) BEGIN SELECT RAISE(ABORT, 'a redaction stays on record'); END;""",
    """CREATE TRIGGER kept_finding_no_update BEFORE UPDATE ON minutes_keptfinding BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER kept_finding_no_delete BEFORE DELETE ON minutes_keptfinding BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER kept_finding_no_replace BEFORE INSERT ON minutes_keptfinding WHEN EXISTS (SELECT 1 FROM
minutes_keptfinding o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER edition_no_update BEFORE UPDATE ON minutes_edition BEGIN SELECT RAISE(ABORT, 'an edition stays'); END;""",
    """CREATE TRIGGER edition_no_delete BEFORE DELETE ON minutes_edition BEGIN SELECT RAISE(ABORT, 'an edition stays'); END;""",
    """CREATE TRIGGER edition_no_replace BEFORE INSERT ON minutes_edition WHEN EXISTS (SELECT 1 FROM minutes_edition o WHERE
o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_edition o WHERE o.minutes_id = NEW.minutes_id AND o.number =
NEW.number) BEGIN SELECT RAISE(ABORT, 'an edition stays'); END;""",
    """CREATE TRIGGER ralat_no_update BEFORE UPDATE ON minutes_ralat BEGIN SELECT RAISE(ABORT, 'an edition stays'); END;""",
    """CREATE TRIGGER ralat_no_delete BEFORE DELETE ON minutes_ralat BEGIN SELECT RAISE(ABORT, 'an edition stays'); END;""",
    """CREATE TRIGGER ralat_no_replace BEFORE INSERT ON minutes_ralat WHEN EXISTS (SELECT 1 FROM minutes_ralat o WHERE o.id =
NEW.id) OR EXISTS (SELECT 1 FROM minutes_ralat o WHERE o.minutes_id = NEW.minutes_id AND o.edition = NEW.edition)
BEGIN SELECT RAISE(ABORT, 'an edition stays'); END;""",
    """CREATE TRIGGER classification_no_update BEFORE UPDATE ON minutes_classification BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER classification_no_delete BEFORE DELETE ON minutes_classification BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER classification_no_replace BEFORE INSERT ON minutes_classification WHEN EXISTS (SELECT 1 FROM
minutes_classification o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION redaction_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION 'a redaction stays on record'; END$function$""",
    """CREATE TRIGGER redaction_guard BEFORE DELETE OR UPDATE ON minutes_redaction FOR EACH ROW EXECUTE FUNCTION
redaction_refuse()""",
    """CREATE TRIGGER redaction_guard_truncate BEFORE TRUNCATE ON minutes_redaction FOR EACH STATEMENT EXECUTE FUNCTION
redaction_refuse()""",
    """CREATE OR REPLACE FUNCTION redaction_lift_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION
'a redaction stays on record'; END$function$""",
    """CREATE TRIGGER redaction_lift_guard BEFORE DELETE OR UPDATE ON minutes_redactionlift FOR EACH ROW EXECUTE FUNCTION
redaction_lift_refuse()""",
    """CREATE TRIGGER redaction_lift_guard_truncate BEFORE TRUNCATE ON minutes_redactionlift FOR EACH STATEMENT EXECUTE
FUNCTION redaction_lift_refuse()""",
    """CREATE OR REPLACE FUNCTION kept_finding_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION
'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER kept_finding_guard BEFORE DELETE OR UPDATE ON minutes_keptfinding FOR EACH ROW EXECUTE FUNCTION
kept_finding_refuse()""",
    """CREATE TRIGGER kept_finding_guard_truncate BEFORE TRUNCATE ON minutes_keptfinding FOR EACH STATEMENT EXECUTE FUNCTION
kept_finding_refuse()""",
    """CREATE OR REPLACE FUNCTION edition_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION 'an edition stays'; END$function$""",
    """CREATE TRIGGER edition_guard BEFORE DELETE OR UPDATE ON minutes_edition FOR EACH ROW EXECUTE FUNCTION edition_refuse()""",
    """CREATE TRIGGER edition_guard_truncate BEFORE TRUNCATE ON minutes_edition FOR EACH STATEMENT EXECUTE FUNCTION
edition_refuse()""",
    """CREATE OR REPLACE FUNCTION ralat_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION 'an edition stays'; END$function$""",
    """CREATE TRIGGER ralat_guard BEFORE DELETE OR UPDATE ON minutes_ralat FOR EACH ROW EXECUTE FUNCTION ralat_refuse()""",
    """CREATE TRIGGER ralat_guard_truncate BEFORE TRUNCATE ON minutes_ralat FOR EACH STATEMENT EXECUTE FUNCTION
ralat_refuse()""",
    """CREATE OR REPLACE FUNCTION classification_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION
'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER classification_guard BEFORE DELETE OR UPDATE ON minutes_classification FOR EACH ROW EXECUTE FUNCTION
classification_refuse()""",
    """CREATE TRIGGER classification_guard_truncate BEFORE TRUNCATE ON minutes_classification FOR EACH STATEMENT EXECUTE
FUNCTION classification_refuse()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('minutes', '0015_actions'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='minutespage',
            name='blackouts',
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name='KeptFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=forum.clock.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('kind', models.CharField(max_length=10, verbose_name='kind')),
                ('words', models.TextField(verbose_name='words')),
                ('reason', models.TextField(verbose_name='reason')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kept_findings', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'personal data that stays',
                'verbose_name_plural': 'personal data that stay',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=forum.clock.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('edition', models.PositiveSmallIntegerField(verbose_name='edition')),
                ('part', models.CharField(max_length=100, verbose_name='row')),
                ('quote', models.TextField(verbose_name='words')),
                ('whole', models.BooleanField(default=False, verbose_name='the whole row')),
                ('ground', models.CharField(choices=minutes.text.grounds.choices, max_length=10, verbose_name='legal ground')),
                ('note', models.TextField(verbose_name='reason')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'redaction',
                'verbose_name_plural': 'redactions',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RedactionLift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=forum.clock.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('edition', models.PositiveSmallIntegerField(verbose_name='edition')),
                ('words', models.TextField(verbose_name='reason')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                ('redaction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='lift', to='minutes.redaction')),
            ],
            options={
                'verbose_name': 'end of a redaction',
                'verbose_name_plural': 'ends of redactions',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Classification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=forum.clock.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('kind', models.CharField(choices=[('berkala', 'periodic information'), ('serta_merta', 'immediate information'), ('setiap_saat', 'information available at any time'), ('dikecualikan', 'exempt information')], max_length=12, verbose_name='class of information')),
                ('ground', models.CharField(blank=True, choices=minutes.text.grounds.choices, max_length=10, verbose_name='legal ground')),
                ('holder', models.CharField(blank=True, max_length=200, verbose_name='unit that holds it')),
                ('kept', models.CharField(blank=True, max_length=100, verbose_name='how long it is kept')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'class of a record',
                'verbose_name_plural': 'classes of records',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'dikecualikan'), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='exempt_on_a_ground')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='edition')),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='the text as it was published')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the text')),
                ('published_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'edition of minutes',
                'verbose_name_plural': 'editions of minutes',
                'ordering': ['number'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('minutes', 'number'), name='edition_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='Ralat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=forum.clock.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('edition', models.PositiveSmallIntegerField(verbose_name='edition')),
                ('part', models.CharField(max_length=100, verbose_name='row')),
                ('before', models.TextField(verbose_name='what stood')),
                ('after', models.TextField(verbose_name='what stands')),
                ('reason', models.TextField(verbose_name='reason')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ralats', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'ralat',
                'verbose_name_plural': 'ralat',
                'ordering': ['edition'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('minutes', 'edition'), name='ralat_once_per_edition')],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
