import django.core.validators
import django.db.models.deletion
import forum.clock
import forum.models.typed.records
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0027_sitting'),
        ('wagtaildocs', '0014_alter_document_file_size'),
    ]

    operations = [
        migrations.AddField(
            model_name='forumsettings',
            name='late_agenda_days',
            field=models.PositiveSmallIntegerField(default=3, help_text='A change so few days before the meeting, or fewer, is called late on its page.', verbose_name='late changes of an agenda'),
        ),
        migrations.AddField(
            model_name='forumsettings',
            name='proposals_end_days',
            field=models.PositiveSmallIntegerField(default=0, help_text='Organisations propose items until so many days before the meeting. 0: until it begins.', verbose_name='end of proposals'),
        ),
        migrations.AddField(
            model_name='forumsettings',
            name='standing_items',
            field=models.TextField(blank=True, help_text='A new meeting begins with these, one on each line: Pembukaan (10). A line that begins with a dash is a sub-item, the number at the end is how many minutes it takes.', verbose_name='standing items'),
        ),
        migrations.AlterField(
            model_name='agendaitem',
            name='kind',
            field=models.CharField(blank=True, choices=[(None, 'kind'), ('information', 'information'), ('discussion', 'discussion'), ('decision', 'decision')], max_length=12, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='AgendaChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='published')),
                ('days_left', models.PositiveIntegerField(verbose_name='days until the meeting')),
                ('is_late', models.BooleanField(verbose_name='late')),
                ('changes', models.JSONField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda_changes', to='forum.meetingpage')),
            ],
            options={
                'verbose_name': 'change of an agenda',
                'verbose_name_plural': 'changes of agendas',
                'ordering': ['-at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AgendaPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('item_key', models.SlugField(blank=True, db_index=False, max_length=32, verbose_name='agenda item')),
                ('title', models.CharField(blank=True, help_text='Empty: the title of the file.', max_length=200, verbose_name='title')),
                ('audience', models.CharField(choices=[('public', 'everybody'), ('until_over', 'those invited, after the meeting everybody'), ('invited', 'those invited only')], default='public', max_length=10, verbose_name='for whom')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='wagtaildocs.document', verbose_name='file')),
                ('meeting', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='forum.meetingpage')),
            ],
            options={
                'verbose_name': 'paper',
                'verbose_name_plural': 'papers',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.CreateModel(
            name='AgendaProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='what should be on the agenda')),
                ('reason', models.TextField(max_length=2000, verbose_name='why')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='minutes needed')),
                ('proposed_at', models.DateTimeField(default=forum.clock.now, editable=False, verbose_name='proposed')),
                ('state', models.CharField(choices=[('open', 'not decided yet'), ('accepted', 'on the agenda'), ('deferred', 'deferred to a later meeting'), ('declined', 'declined')], default='open', editable=False, max_length=10, verbose_name='state')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
                ('decision_reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('deferred_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.meetingpage')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtaildocs.document', verbose_name='paper')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='forum.meetingpage')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda_proposals', to='forum.organisation', verbose_name='organisation')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'proposal for an agenda',
                'verbose_name_plural': 'proposals for agendas',
                'ordering': ['proposed_at', 'pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('decision_reason', ''), _negated=True), _connector='OR'), name='declined_proposal_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'open')), models.Q(('decided_at__isnull', False), models.Q(('state', 'open'), _negated=True)), _connector='OR'), name='proposal_decided_at_a_time')],
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
    ]
