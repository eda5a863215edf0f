"""Every table as the migrations that it replaces leave it, for a site that begins; one that has begun goes on with those."""

import django.db.models.deletion
import django.db.models.functions.text
import forum.clock
import forum.migrations._operations
import forum.models.invitations.registrations.people
import forum.models.typed.records
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('search', '0001_initial'), ('search', '0010_files_and_saved_searches'), ('search', '0011_told_states_of_files')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('forum', '0002_squashed_0054'),
        ('minutes', '0001_squashed_0035'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        forum.migrations._operations.CreateTogether(
            models=[migrations.CreateModel(
                name='FileText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file_text', to='wagtaildocs.document')),
                    ('digest', models.CharField(blank=True, max_length=40)),
                    ('state', models.CharField(choices=[('read', 'all were read'), ('cut', 'read in part, for the file is very long or a page is damaged'), ('empty', 'none, probably it is a scan'), ('locked', 'not read, for it is locked by a password'), ('broken', 'not read, for the file is damaged, or not what its name says'), ('too_large', 'not read, for it takes too much memory'), ('too_slow', 'not read, for it takes too long'), ('gone', 'not read, for the file is gone')], max_length=10)),
                    ('text', models.TextField(blank=True)),
                    ('pages', models.PositiveIntegerField(null=True)),
                    ('read_at', models.DateTimeField(default=forum.clock.now)),
                ],
                options={
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=100, unique=True)),
                    ('owner', models.CharField(db_index=True, help_text='The row that it is made from.', max_length=80)),
                    ('kind', models.CharField(choices=[('notula', 'Minutes'), ('keputusan', 'Decisions'), ('tindak-lanjut', 'Follow-ups'), ('rancangan', 'Drafts'), ('tanggapan', 'Comments and answers'), ('rapat', 'Meetings'), ('undangan', 'Invitations'), ('halaman', 'Pages'), ('berkas', 'Files'), ('organisasi', 'Organisations')], max_length=20)),
                    ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                    ('for_everybody', models.BooleanField(default=True, help_text='Otherwise for those who may read its page.')),
                    ('address', models.CharField(blank=True, help_text='Behind that of the page; whole without one.', max_length=255)),
                    ('title', models.CharField(max_length=500)),
                    ('day', models.DateField(null=True)),
                    ('facets', models.JSONField(default=list)),
                    ('digest', models.CharField(max_length=64)),
                    ('text', models.TextField(blank=True)),
                ],
                options={
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=100, unique=True)),
                ],
                options={
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Posting',
                fields=[
                    ('pk', models.CompositePrimaryKey('document_id', 'term_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='search.document')),
                    ('term', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='search.term')),
                    ('weight', models.SmallIntegerField()),
                ],
                options={
                    'default_permissions': (),
                    'indexes': [models.Index(models.F('term'), models.OrderBy(models.F('weight'), descending=True), models.F('document'), name='search_heaviest_postings')],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='SavedSearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='email address')),
                    ('words', models.CharField(blank=True, max_length=200, verbose_name='words')),
                    ('choices', models.CharField(blank=True, help_text='As in the index, with blanks.', max_length=500, verbose_name='filters')),
                    ('address', models.CharField(blank=True, editable=False, max_length=900)),
                    ('consent', models.TextField(help_text='The text that the person agreed to, as it was shown.', verbose_name='consent')),
                    ('token', models.CharField(default=forum.models.invitations.registrations.people.new_token, editable=False, max_length=40, unique=True)),
                    ('owner_token', models.CharField(db_index=True, default=forum.models.invitations.registrations.people.new_token, editable=False, max_length=40)),
                    ('asked_at', models.DateTimeField(default=forum.clock.now, editable=False, verbose_name='asked')),
                    ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed')),
                    ('kept_until', models.DateField(editable=False, null=True, verbose_name='kept until')),
                    ('known_until', models.BigIntegerField(default=0, editable=False)),
                    ('told_on', models.DateField(editable=False, null=True, verbose_name='last mail')),
                ],
                options={
                    'verbose_name': 'saved search',
                    'verbose_name_plural': 'saved searches',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('words'), models.F('choices'), name='search_saved_once_per_address')],
                    'indexes': [],
                },
                bases=(forum.models.typed.records.TypedText, models.Model),
            ), migrations.CreateModel(
                name='Synonyms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.TextField(help_text='One line each, abbreviations too: SK, surat keputusan. Whoever looks for one finds all.', verbose_name='words that mean the same')),
                ],
                options={
                    'verbose_name': 'synonyms',
                    'verbose_name_plural': 'synonyms and abbreviations',
                    'ordering': ['words'],
                    'indexes': [],
                    'constraints': [],
                },
                bases=(forum.models.typed.records.TypedText, models.Model),
            )],
        ),
    ]
