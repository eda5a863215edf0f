"""Who is to answer, reactions, origins of changes, support, requests, notices; tags, positions and paper comments."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


def give_each_its_own_group(apps, schema_editor):
    answers = apps.get_model("decrees", "Answer").objects
    for pk in answers.values_list("pk", flat=True):
        answers.filter(pk=pk).update(group=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ('decrees', '0003_carrying'),
        ('forum', '0004_calendar_and_consent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due', models.DateField(verbose_name='until')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='assigned by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='InputRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(blank=True, max_length=80, verbose_name='clause')),
                ('clause_label', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('question', models.TextField(verbose_name='what is asked')),
                ('due', models.DateField(verbose_name='until')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='asked by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
            ],
            options={
                'verbose_name': 'request for input',
                'verbose_name_plural': 'requests for input',
                'ordering': ['due', 'pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('answered', 'Your comment was answered'), ('changed', 'The passage you commented on was changed'), ('lost', 'The passage you commented on is gone'), ('asked', 'Your organisation is asked for input'), ('assigned', 'Your organisation is to answer a comment')], max_length=10, verbose_name='kind')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='mailed')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('at_once', 'by mail, at once'), ('daily', 'by mail, once a day'), ('never', 'on this site only')], default='at_once', max_length=10, verbose_name='how')),
            ],
            options={
                'verbose_name': 'choice of notices',
                'verbose_name_plural': 'choices of notices',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hunk', models.CharField(max_length=64, verbose_name='change')),
                ('clause', models.CharField(max_length=80, verbose_name='clause')),
                ('clause_label', models.CharField(max_length=120, verbose_name='place')),
                ('old', models.TextField(blank=True, verbose_name='before')),
                ('new', models.TextField(blank=True, verbose_name='after')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
            ],
            options={
                'verbose_name': 'origin of a change',
                'verbose_name_plural': 'origins of changes',
                'ordering': ['pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stance', models.CharField(choices=[('content', 'accepts the answer'), ('objects', 'maintains the objection')], max_length=10, verbose_name='stance')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
            ],
            options={
                'verbose_name': 'reaction to an answer',
                'verbose_name_plural': 'reactions to answers',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
            ],
            options={
                'verbose_name': 'support',
                'verbose_name_plural': 'supports',
                'ordering': ['pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='TakenWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(max_length=80, verbose_name='clause')),
                ('before', models.TextField(blank=True, verbose_name='before')),
                ('after', models.TextField(blank=True, verbose_name='after')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('seq', models.BigIntegerField(editable=False, help_text='Its entry in the ledger')),
            ],
            options={
                'verbose_name': 'wording taken into the text',
                'verbose_name_plural': 'wordings taken into the text',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('preferred', models.CharField(max_length=120, unique=True, verbose_name='preferred name')),
                ('variants', models.TextField(help_text='One line each.', verbose_name='other names')),
            ],
            options={
                'verbose_name': 'name in drafts',
                'verbose_name_plural': 'names in drafts',
                'ordering': ['preferred'],
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='group',
            field=models.UUIDField(db_index=True, editable=False, null=True),
        ),
        migrations.RunPython(give_each_its_own_group, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='answer',
            name='group',
            field=models.UUIDField(db_index=True, default=uuid.uuid4, editable=False),
        ),
        migrations.AddField(
            model_name='comment',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='edited'),
        ),
        migrations.AddField(
            model_name='comment',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='typed in by'),
        ),
        migrations.AddField(
            model_name='comment',
            name='is_position',
            field=models.BooleanField(default=False, verbose_name='position of the organisation'),
        ),
        migrations.AddField(
            model_name='comment',
            name='position_of',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='position', to='decrees.comment', verbose_name='discussion that it comes from'),
        ),
        migrations.AddField(
            model_name='comment',
            name='received_on',
            field=models.DateField(blank=True, null=True, verbose_name='received on paper on'),
        ),
        migrations.AddField(
            model_name='comment',
            name='tag',
            field=models.CharField(blank=True, choices=[('substance', 'substance'), ('legal', 'legal'), ('wording', 'wording')], max_length=10, verbose_name='concerns'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('position_of', None), ('is_position', True), _connector='OR'), name='comment_position_of'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='comment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='assignment', to='decrees.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation', verbose_name='to be answered by'),
        ),
        migrations.AddField(
            model_name='inputrequest',
            name='met_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='decrees.comment', verbose_name='met by'),
        ),
        migrations.AddField(
            model_name='inputrequest',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='inputrequest',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='decrees.round', verbose_name='round'),
        ),
        migrations.AddField(
            model_name='notice',
            name='comment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='decrees.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='notice',
            name='decree',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='decrees.decreepage', verbose_name='draft'),
        ),
        migrations.AddField(
            model_name='notice',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='decrees.inputrequest', verbose_name='request'),
        ),
        migrations.AddField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='login'),
        ),
        migrations.AddField(
            model_name='noticechoice',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_choice', to=settings.AUTH_USER_MODEL, verbose_name='login'),
        ),
        migrations.AddField(
            model_name='origin',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login'),
        ),
        migrations.AddField(
            model_name='origin',
            name='comment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='decrees.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='origin',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='decrees.version', verbose_name='version'),
        ),
        migrations.AddField(
            model_name='reaction',
            name='answer',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reaction', to='decrees.answer', verbose_name='answer'),
        ),
        migrations.AddField(
            model_name='reaction',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login'),
        ),
        migrations.AddField(
            model_name='support',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login'),
        ),
        migrations.AddField(
            model_name='support',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='decrees.comment', verbose_name='comment'),
        ),
        migrations.AddField(
            model_name='support',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='takenwording',
            name='comment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='decrees.comment', verbose_name='comment'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['user', 'mailed_at'], name='notice_to_mail'),
        ),
        migrations.AddConstraint(
            model_name='origin',
            constraint=models.UniqueConstraint(fields=('version', 'hunk', 'comment'), name='origin_once'),
        ),
        migrations.AddConstraint(
            model_name='origin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comment', None), models.Q(('reason', ''), _negated=True)), ('comment__isnull', False), _connector='OR'), name='origin_comment_or_reason'),
        ),
        migrations.AddConstraint(
            model_name='reaction',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), ('stance', 'objects'), _negated=True), name='objection_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('comment', 'organisation'), name='support_once'),
        ),
    ]
