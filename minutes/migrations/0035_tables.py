import wagtail.fields
from django.db import migrations

BLOCKS = {
    0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'heading', 'max_length': 200}),
    1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'paragraph'}),
    2: ('wagtail.blocks.CharBlock', (), {'help_text': 'For example: Kepala Dinas. Never the name of a citizen.', 'label': 'office', 'max_length': 200, 'required': False}),
    3: ('minutes.models.blocks.OrganisationBlock', (), {'label': 'organisation', 'required': False}),
    4: ('wagtail.blocks.TextBlock', (), {'label': 'what was said', 'rows': 4}),
    5: ('wagtail.blocks.StructBlock', [[('office', 2), ('organisation', 3), ('text', 4)]], {}),
    6: ('wagtail.blocks.TextBlock', (), {'help_text': 'A line for each row, a bar between two cells; the first line is the head: | Target | 2017 | 2018 |. A table copied from Word or a spreadsheet is pasted as it is.', 'icon': 'table', 'label': 'table', 'rows': 6}),
}


class Migration(migrations.Migration):
    """A kind of block is nothing that the database knows: its table stays as it is."""

    dependencies = [("minutes", "0034_recordings"), ('minutes', '0025_notes')]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    'minutespage',
                    'discussion',
                    wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('statement', 5), ('table', 6)], blank=True, block_lookup=BLOCKS, verbose_name='discussion'),
                ),
            ],
        ),
    ]
