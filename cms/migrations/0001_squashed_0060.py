"""Every table as the migrations that it replaces leave it, for a site that begins; one that has begun goes on with those."""

import django.db.models.deletion
import forum.clock
import forum.migrations._operations
import forum.models.typed.records
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('cms', '0001_initial'), ('cms', '0002_paths_of_waiting_tasks'), ('cms', '0003_last_runs'), ('cms', '0004_what_was_seen_and_refused'), ('cms', '0005_sealed_second_factors'), ('cms', '0051_looks_at_attendance'), ('cms', '0052_counted_once'), ('cms', '0060_unreadable_passkeys')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('decrees', '0001_squashed_0088'),
        ('forum', '0002_squashed_0054'),
        ('minutes', '0001_squashed_0035'),
        ('search', '0001_squashed_0011'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        forum.migrations._operations.CreateTogether(
            models=[migrations.CreateModel(
                name='Access',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('login', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                    ('kind', models.CharField(choices=[('registrations', 'answers and registrations of an invitation'), ('registrations_file', 'registrations, taken out as a file'), ('attendance', 'who was at a meeting'), ('signed_sheet', 'a signed attendance sheet'), ('people', 'the list of people'), ('person', 'a person'), ('person_data', 'all that is stored about a person'), ('logins', 'the list of logins'), ('login', 'a login'), ('hidden_words', 'words that were hidden')], max_length=30, verbose_name='what was shown')),
                    ('about', models.PositiveBigIntegerField(default=0, verbose_name='its number')),
                    ('day', models.DateField(default=forum.clock.today, verbose_name='day')),
                    ('times', models.PositiveIntegerField(default=1, verbose_name='how often')),
                    ('last_at', models.DateTimeField(default=forum.clock.now, verbose_name='last at')),
                ],
                options={
                    'verbose_name': 'look at personal data',
                    'verbose_name_plural': 'looks at personal data',
                    'ordering': ['-last_at'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('login', 'day', 'kind', 'about'), name='access_counted_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='HomePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ],
                options={
                    'verbose_name': 'home page',
                    'indexes': [],
                    'constraints': [],
                },
                bases=(forum.models.typed.records.TypedText, 'wagtailcore.page'),
            ), migrations.CreateModel(
                name='StandardPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('body', wagtail.fields.RichTextField(blank=True, verbose_name='text')),
                ],
                options={
                    'verbose_name': 'page',
                    'verbose_name_plural': 'pages',
                    'indexes': [],
                    'constraints': [],
                },
                bases=(forum.models.typed.records.TypedText, 'wagtailcore.page'),
            ), migrations.CreateModel(
                name='Refusal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('login', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
                    ('kind', models.CharField(choices=[('password', 'a wrong password'), ('second_factor', 'the right password, a wrong second factor')], max_length=20, verbose_name='what was refused')),
                    ('network', models.CharField(blank=True, max_length=50, verbose_name='address')),
                    ('hour', models.DateTimeField(verbose_name='hour')),
                    ('times', models.PositiveIntegerField(default=1, verbose_name='how often')),
                    ('last_at', models.DateTimeField(default=forum.clock.now, verbose_name='last at')),
                ],
                options={
                    'verbose_name': 'refused sign-in',
                    'verbose_name_plural': 'refused sign-ins',
                    'ordering': ['-last_at'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('login', 'hour', 'kind', 'network'), name='refusal_counted_once'), models.UniqueConstraint(condition=models.Q(('login__isnull', True)), fields=('hour', 'kind', 'network'), name='refusal_of_nobody_counted_once')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='LastRun',
                fields=[
                    ('name', models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name='name')),
                    ('began_at', models.DateTimeField(default=forum.clock.now, verbose_name='began')),
                    ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                    ('succeeded_at', models.DateTimeField(null=True, verbose_name='last succeeded')),
                    ('outcome', models.TextField(blank=True, verbose_name='what it said')),
                ],
                options={
                    'verbose_name': 'last run',
                    'verbose_name_plural': 'last runs',
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
    ]
