"""Where a database lies: folders that a service synchronises, drives of the network, file systems
without rights.
"""

import ntpath
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from perut_cli.core.text import T

SYNCHRONISED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drive saya": "Google Drive",
    "mobile documents": "iCloud",
    "iclouddrive": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "pclouddrive": "pCloud",
    "yandex.disk": "Yandex Disk",
    "syncthing": "Syncthing",
    "box sync": "Box",
}
"""Names of folders by which services are known."""

_NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "fuse.sshfs",
    "davfs",
    "fuse.rclone",
    "fuse.davfs2",
)
_WITHOUT_RIGHTS = ("vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "drvfs", "9p")


def risky(path: Path, environ: Mapping[str, str]) -> T | None:
    """Why a database should not be written where it lies, or None."""
    service = synchronised(str(path.absolute()), environ)
    if service:
        return T(
            "{path} is in a folder that {service} synchronises: two laptops writing at once can "
            "lose records",
            "{path} ada di folder yang disinkronkan {service}: dua laptop yang menulis "
            "bersamaan bisa kehilangan catatan",
        ).format(path=path, service=service)
    if str(path).startswith(("\\\\", "//")) or file_system(path) in _NETWORK:
        return T(
            "{path} is on a network drive, whose locks can't be relied on",
            "{path} ada di drive jaringan, yang kuncinya tidak bisa diandalkan",
        ).format(path=path)
    return None


def synchronised(path: str, environ: Mapping[str, str]) -> str:
    """The service that synchronises a path, blank for none: by its folders' names, and by what
    OneDrive says of itself.
    """
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        root = environ.get(name, "").rstrip("\\/")
        inside = path.replace("\\", "/").casefold() + "/"
        if root and inside.startswith(root.replace("\\", "/").casefold() + "/"):
            return "OneDrive"
    for part in ntpath.dirname(path).replace("\\", "/").split("/"):
        # Such as OneDrive - Kecamatan Awayan and Dropbox (Pribadi).
        word = part.casefold().split(" - ")[0].split(" (")[0].strip()
        if word in SYNCHRONISED:
            return SYNCHRONISED[word]
    return ""


def not_evidence(folder: Path, path: str) -> T | None:
    """Why a path is never opened as evidence, None for a regular file below the folder of the
    database, an absolute one of this laptop, or one that isn't there. Nothing is opened for it: a
    device or pipe would never end, a network share would be told who asks.
    """
    if path.startswith(("\\\\", "//")) or "://" in path:
        return T(
            "the evidence {path} is on the network: it is not opened",
            "bukti {path} ada di jaringan: tidak dibuka",
        ).format(path=path)
    file = folder / path
    try:
        real = Path(os.path.realpath(file))
        if not Path(path).is_absolute() and not real.is_relative_to(os.path.realpath(folder)):
            return T(
                "the evidence {path} is outside the folder of the database: it is not opened",
                "bukti {path} di luar folder basis data: tidak dibuka",
            ).format(path=path)
        if not stat.S_ISREG(os.stat(real).st_mode):
            return T(
                "the evidence {path} is not a file: it is not opened",
                "bukti {path} bukan berkas: tidak dibuka",
            ).format(path=path)
        if file_system(real) in _NETWORK:
            return T(
                "the evidence {path} is on the network: it is not opened",
                "bukti {path} ada di jaringan: tidak dibuka",
            ).format(path=path)
    except (OSError, ValueError):
        return None
    return None


def has_rights(path: Path) -> bool:
    """Whether the file system keeps rights of owner, group and others."""
    return os.name == "posix" and file_system(path) not in _WITHOUT_RIGHTS


def file_system(path: Path) -> str:
    """The kind of file system of a path where the system tells (Linux), else blank."""
    best, kind = "", ""
    with suppress(OSError):
        real = os.path.realpath(path)
        for line in Path("/proc/mounts").read_text("utf-8", "replace").splitlines():
            _, mount, found, *_ = line.split(" ")
            mount = mount.replace("\\040", " ")
            if (real == mount or real.startswith(mount.rstrip("/") + "/")) and len(mount) >= len(
                best
            ):
                best, kind = mount, found
    return kind
