"""Guests who were present are asked for corrections by a link of their own."""

import django.db.models.deletion
import forum.clock
from django.db import migrations, models

from forum.ledger.triggers import lift

# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER guest_correction_no_update BEFORE UPDATE ON minutes_guestcorrection BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER guest_correction_no_delete BEFORE DELETE ON minutes_guestcorrection BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER guest_correction_no_replace BEFORE INSERT ON minutes_guestcorrection WHEN EXISTS (SELECT 1 FROM
minutes_guestcorrection o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_guestcorrection o WHERE
o.correction_id = NEW.correction_id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER guest_agreement_no_update BEFORE UPDATE ON minutes_guestagreement BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER guest_agreement_no_delete BEFORE DELETE ON minutes_guestagreement BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER guest_agreement_no_replace BEFORE INSERT ON minutes_guestagreement WHEN EXISTS (SELECT 1 FROM
minutes_guestagreement o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_guestagreement o WHERE o.guest_id
= NEW.guest_id AND o.digest = NEW.digest) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays');
END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION guest_correction_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER guest_correction_guard BEFORE DELETE OR UPDATE ON minutes_guestcorrection FOR EACH ROW EXECUTE
FUNCTION guest_correction_refuse()""",
    """CREATE TRIGGER guest_correction_guard_truncate BEFORE TRUNCATE ON minutes_guestcorrection FOR EACH STATEMENT
EXECUTE FUNCTION guest_correction_refuse()""",
    """CREATE OR REPLACE FUNCTION guest_agreement_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER guest_agreement_guard BEFORE DELETE OR UPDATE ON minutes_guestagreement FOR EACH ROW EXECUTE
FUNCTION guest_agreement_refuse()""",
    """CREATE TRIGGER guest_agreement_guard_truncate BEFORE TRUNCATE ON minutes_guestagreement FOR EACH STATEMENT
EXECUTE FUNCTION guest_agreement_refuse()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0054_stands_for_citizens'),
        ('minutes', '0035_tables'),
    ]

    operations = [
        migrations.RunPython(lift, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='correction',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation'),
        ),
        migrations.CreateModel(
            name='PresentGuest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=120)),
                ('line', models.CharField(blank=True, max_length=300, verbose_name='as the minutes name them')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('dropped_at', models.DateTimeField(editable=False, null=True)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='present_guests', to='minutes.minutespage')),
                ('presence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.presence')),
            ],
            options={
                'verbose_name': 'guest who is asked for corrections',
                'verbose_name_plural': 'guests who are asked for corrections',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='GuestLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(choices=[('told', 'told'), ('reminded', 'reminded'), ('answered', 'answered')], max_length=10)),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('refused', models.BooleanField(default=False)),
                ('circulation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guest_links', to='minutes.circulation')),
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='minutes.presentguest')),
            ],
            options={
                'verbose_name': 'link to correct minutes',
                'verbose_name_plural': 'links to correct minutes',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='GuestCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('correction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='by_guest', to='minutes.correction')),
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='minutes.presentguest')),
            ],
            options={
                'verbose_name': 'correction by a guest',
                'verbose_name_plural': 'corrections by guests',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='GuestAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the circulated text')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='minutes.presentguest')),
            ],
            options={
                'verbose_name': 'agreement of a guest with minutes',
                'verbose_name_plural': 'agreements of guests with minutes',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CorrectionReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reminded_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('people', models.PositiveSmallIntegerField(default=0, verbose_name='people')),
                ('circulation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='minutes.circulation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation')),
            ],
            options={
                'verbose_name': 'reminder of circulated minutes',
                'verbose_name_plural': 'reminders of circulated minutes',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('circulation', 'organisation'), name='reminded_once_of_a_circulation')],
            },
        ),
        migrations.AddConstraint(
            model_name='presentguest',
            constraint=models.UniqueConstraint(fields=('minutes', 'key'), name='guest_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='guestlink',
            constraint=models.UniqueConstraint(condition=models.Q(('occasion__in', ['told', 'reminded'])), fields=('guest', 'circulation', 'occasion'), name='guest_told_once_of_a_circulation'),
        ),
        migrations.AddConstraint(
            model_name='guestagreement',
            constraint=models.UniqueConstraint(fields=('guest', 'digest'), name='guest_agreed_once_with_a_text'),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
