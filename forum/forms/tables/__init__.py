"""Tables that people bring from a spreadsheet: read, looked at row by row, and handed back where something is wrong."""

from forum.forms.tables.columns import Column, Table
from forum.forms.tables.files import read_file, write_csv
from forum.forms.tables.organisations import Organisations
from forum.forms.tables.people import People
from forum.forms.tables.rows import Checked, Kind, State

KINDS: dict[str, type[Kind]] = {"organisasi": Organisations, "orang": People}

__all__ = ["KINDS", "Checked", "Column", "Kind", "State", "Table", "read_file", "write_csv"]
