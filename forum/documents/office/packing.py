"""Parts to a package, the same parts to the same bytes."""

import io
import zipfile
from collections.abc import Mapping

FIXED = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Sorted, undated; both formats want one part before all others."""
    buffer = io.BytesIO()
    first = ("mimetype", "[Content_Types].xml")
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name not in first, name)):
            info = zipfile.ZipInfo(name, FIXED)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return buffer.getvalue()
