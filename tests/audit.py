"""Known holes in the packages that requirements/ names, as pip-audit tells them: `python -m tests.audit`.

Fails for each hole. Where the index that knows the holes does not answer, that is said, and nothing fails: a check
without a network must not pretend that it found something, nor that it found nothing.
"""

import json
import subprocess
import sys

LISTS = ["requirements/base.txt", "requirements/dev.txt"]
PATIENCE = 300


def asked():
    """What pip-audit found, or None where it could not ask."""
    lists = [word for one in LISTS for word in ("--requirement", one)]
    command = ["pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json", *lists]
    try:
        done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, timeout=PATIENCE)
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None


def told(found):
    """Lines to print, and whether they are a failure."""
    packages = found["dependencies"] if found else []
    known = [one for one in packages if "vulns" in one]
    if not known:
        return ["Known holes in packages: the index could not be asked. Nothing was checked."], False
    holes = sorted({_line(one, hole) for one in known for hole in one["vulns"]})
    lines = [f"{len(known)} of {len(packages)} packages were asked about; {len(holes)} known holes.", *holes]
    unknown = sorted({one["name"] for one in packages if "vulns" not in one})
    return [*lines, *([f"Could not be asked about: {', '.join(unknown)}."] if unknown else [])], bool(holes)


def _line(package, hole):
    mended = ", ".join(hole["fix_versions"]) or "nothing yet"
    return f"{package['name']} {package['version']}: {hole['id']}, mended by {mended}"


def main():
    lines, failed = told(asked())
    print(*lines, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
