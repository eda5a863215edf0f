"""Minutes of several meetings compiled: the same words as each of them has, on one page and one paper."""

from minutes.archive.series.asked import MOST, Asked
from minutes.archive.series.summed import Summed, sum_up

__all__ = ["MOST", "Asked", "Summed", "sum_up"]
