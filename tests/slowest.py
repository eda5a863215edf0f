"""The slowest cases of runs kept by `pytest --junit-xml=FILE`, as a table: `python -m tests.slowest FILE…`."""

import sys
from pathlib import Path
from xml.etree import ElementTree

SHOWN = 15


def cases(path):
    for case in ElementTree.parse(path).iter("testcase"):
        yield float(case.get("time")), Path(path).stem, case.get("classname"), case.get("name")


def main(*paths):
    print("| seconds | run | case |\n| ---: | --- | --- |")
    slowest = sorted((case for path in paths for case in cases(path)), reverse=True)[:SHOWN]
    for seconds, run, module, name in slowest:
        print(f"| {seconds:.1f} | {run} | `{module.removeprefix('tests.')}` {name.replace('|', '/')} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
