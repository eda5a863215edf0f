"""Kinds of organisations and lists of those that are invited time and again; more kinds of meetings."""

import django.db.models.deletion
import forum.models.typed.records
import modelcluster.fields
from django.db import migrations, models
from django.db.models import Q


# Of every regency, as they are usually named. A new site gets the same from `cms.services.preparing`.
KINDS = {
    "Sekretariat": ["Sekretariat Daerah", "Sekretariat DPRD", "Setda", "Setwan"],
    "Inspektorat": ["Inspektorat"],
    "Dinas": ["Dinas"],
    "Badan": ["Badan"],
    "Satuan Polisi Pamong Praja": ["Satuan Polisi Pamong Praja", "Satpol PP"],
    "Bagian": ["Bagian"],
    "Rumah sakit": ["RSUD", "Rumah Sakit"],
    "Kecamatan": ["Kecamatan"],
    "Desa/kelurahan": ["Desa", "Pemerintah Desa", "Kelurahan"],
    "Perguruan tinggi": ["Universitas", "Institut", "Sekolah Tinggi", "Politeknik"],
}


def sort_by_name(apps, schema_editor):
    """Where organisations are known already."""
    organisations = apps.get_model("forum", "Organisation").objects.all()
    if not organisations.exists():
        return
    for order, (name, beginnings) in enumerate(KINDS.items()):
        kind = apps.get_model("forum", "OrganisationKind").objects.create(
            name=name, starts_with="\n".join(beginnings), sort_order=order
        )
        for beginning in beginnings:
            fitting = Q(name__iexact=beginning) | Q(name__istartswith=f"{beginning} ")
            organisations.filter(fitting, kind=None).update(kind=kind)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0018_notices_of_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='InviteeList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
            ],
            options={
                'verbose_name': 'invitation list',
                'verbose_name_plural': 'invitation lists',
                'ordering': ['name'],
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.CreateModel(
            name='OrganisationKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('starts_with', models.TextField(blank=True, help_text='One beginning on each line. Who is entered without a kind gets this one by the name.', verbose_name='names begin with')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'kind of organisation',
                'verbose_name_plural': 'kinds of organisations',
                'ordering': ['sort_order', 'name'],
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.AlterField(
            model_name='meetingpage',
            name='kind',
            field=models.CharField(choices=[('coordination', 'coordination meeting'), ('technical', 'technical guidance'), ('discussion', 'discussion meeting'), ('hearing', 'hearing'), ('consultation', 'public consultation'), ('monitoring', 'monitoring and evaluation meeting'), ('visit', 'study visit'), ('site_visit', 'site visit'), ('seminar', 'seminar'), ('outreach', 'public outreach meeting'), ('pengajian', 'religious gathering (pengajian)'), ('launch', 'launch'), ('other', 'other meeting')], default='coordination', max_length=20, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='ListedInvitee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('addressee', models.CharField(blank=True, max_length=200, verbose_name='addressee')),
                ('invitee_list', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='forum.inviteelist')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='forum.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'organisation on a list',
                'verbose_name_plural': 'organisations on a list',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.AddField(
            model_name='organisation',
            name='kind',
            field=models.ForeignKey(blank=True, help_text='Empty for a new one: by its name.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='organisations', to='forum.organisationkind', verbose_name='kind'),
        ),
        migrations.RunPython(sort_by_name, migrations.RunPython.noop),
    ]
