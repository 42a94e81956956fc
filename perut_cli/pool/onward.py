"""Send the deliveries in force of a pool in one file to the pool above."""

import json
import zipfile
from pathlib import Path

from perut_cli.pool import folder, offices, receipts
from perut_cli.pool.folder import Pool
from perut_cli.store.files import replacing


def send_onward(pool: Pool, target: Path, made_at: str) -> tuple[Path, int]:
    """Write the deliveries in force into one file for the pool above, as they came; gives its path
    and how many.
    """
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{pool.covers}-{folder.moment(made_at)}.perut"
    speaking = [office.current for office in offices.offices(pool).values()]
    said = {"covers": pool.covers, "made_at": made_at, "deliveries": len(speaking)}
    with replacing(str(path)) as stream, zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("pool.json", json.dumps(said))
        for receipt in speaking:
            data = receipts.kept_at(pool, receipt).read_bytes()
            archive.writestr(f"{receipt.district}/{receipt.name}", data)
    return path, len(speaking)
