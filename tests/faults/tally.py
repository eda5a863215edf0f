"""What people saw while each fault lasted."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

BETWEEN = "(between)"
NONE = "no answer"
ROLES = ("readers", "writers", "administrators")


@dataclass
class Tally:
    """`wrong` are answers that nobody should ever get, with where and when."""

    fault: str = BETWEEN
    seen: dict[tuple[str, str], Counter] = field(default_factory=lambda: defaultdict(Counter))
    recovered: dict[str, dict[str, float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, role, verdict, path=""):
        self.seen[self.fault, role][verdict] += 1
        if verdict not in ("200", "503", NONE):
            self.wrong.append(f"{self.fault}: {role}: {verdict} at {path}")

    def table(self):
        yield f"| fault | {' | '.join(ROLES)} | page, write, sockets after |"
        yield "| --- | --- | --- | --- | --- |"
        yield from (self.row(fault) for fault in dict.fromkeys(fault for fault, _ in tuple(self.seen)))

    def row(self, fault):
        after = ", ".join(f"{seconds:.1f}" for seconds in self.recovered.get(fault, {}).values())
        return f"| {fault} | {' | '.join(self._cell(fault, role) for role in ROLES)} | {after} s |"

    def _cell(self, fault, role):
        """Numbers of answers: 200, 503, none at all, and whatever else came."""
        seen = self.seen[fault, role]
        usual = " / ".join(str(seen[one]) for one in ("200", "503", NONE))
        other = [f"{count} × {verdict}" for verdict, count in seen.items() if verdict not in ("200", "503", NONE)]
        return ", ".join([usual, *other])
