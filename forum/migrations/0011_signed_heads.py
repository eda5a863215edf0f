"""Heads of the ledger that are signed, and the witnesses who keep them. The database refuses to change a signed one."""

import django.core.validators
import django.db.models.deletion
import forum.clock
from django.db import migrations, models


SQLITE = """
CREATE TRIGGER signed_head_no_update BEFORE UPDATE ON forum_signedhead
BEGIN SELECT RAISE(ABORT, 'a signed head stays as it is'); END;
CREATE TRIGGER signed_head_no_delete BEFORE DELETE ON forum_signedhead
BEGIN SELECT RAISE(ABORT, 'a signed head stays as it is'); END;
CREATE TRIGGER countersignature_no_update BEFORE UPDATE ON forum_countersignature
BEGIN SELECT RAISE(ABORT, 'a signed head stays as it is'); END;
CREATE TRIGGER countersignature_no_delete BEFORE DELETE ON forum_countersignature
BEGIN SELECT RAISE(ABORT, 'a signed head stays as it is'); END;
"""
POSTGRES = """
CREATE FUNCTION signed_head_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'a signed head stays as it is'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER signed_head_guard BEFORE UPDATE OR DELETE ON forum_signedhead
FOR EACH ROW EXECUTE FUNCTION signed_head_refuse();
CREATE TRIGGER countersignature_guard BEFORE UPDATE OR DELETE ON forum_countersignature
FOR EACH ROW EXECUTE FUNCTION signed_head_refuse();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE.strip().split("END;\n"):
            schema_editor.execute(statement if statement.endswith("END;") else statement + "END;", params=None)
    else:
        schema_editor.execute(POSTGRES, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0010_salt_of_entries'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignedHead',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('at', models.DateTimeField(verbose_name='time')),
                ('statement', models.TextField()),
                ('public_key', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=128)),
            ],
            options={
                'ordering': ['-seq'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Witness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('email', models.EmailField(blank=True, help_text='Every new signed head is mailed there.', max_length=254, verbose_name='email address')),
                ('public_key', models.CharField(blank=True, help_text='Ed25519, 64 hexadecimal characters. Needed only by those who also sign.', max_length=64, validators=[django.core.validators.RegexValidator('\\A[0-9a-f]{64}\\Z', 'Enter the key as 64 characters: digits and the letters a to f.')], verbose_name='public key')),
            ],
            options={
                'verbose_name': 'witness',
                'verbose_name_plural': 'witnesses',
                'ordering': ['name'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Countersignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('public_key', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=128)),
                ('at', models.DateTimeField(default=forum.clock.now)),
                ('head', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='countersignatures', to='forum.signedhead')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('head', 'public_key'), name='countersigned_once')],
            },
        ),
        migrations.RunPython(guard),
    ]
