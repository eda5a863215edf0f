"""The register (matriks tanggapan): every comment with its answer, what changed, and its story over the versions."""

from decrees.register.filters import Entry, Filters, Outline, Sums, sums
from decrees.register.rows import Register, Row
from decrees.register.stories import Step

__all__ = ["Entry", "Filters", "Outline", "Register", "Row", "Step", "Sums", "sums"]
