"""`perut send`: this office's state as one delivery for the regency, without names."""

from importlib import import_module
from pathlib import Path

from perut_cli.cli.app.answer import place_now
from perut_cli.cli.app.command import DRY_RUN, Argument, Command, Inputs
from perut_cli.cli.app.context import Context
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words


def send(context: Context, inputs: Inputs) -> Answer:
    """Write the delivery into a folder (this one if left out), or list what would leave."""
    delivery = import_module("perut_cli.pool.delivery")
    delivered = delivery.gathered(context.store(), delivery.moment_of(context.world.now()))
    if inputs.has("dry_run"):
        return Table(
            T("What leaves", "Yang dikirim"),
            words("part_name column_name rows"),
            list(delivery.columns_leaving(delivered)),
            note=T(
                "No names, phones, numbers, notes or codes of people. Nothing was written.",
                "Tanpa nama, telepon, nomor, catatan atau kode orang. Tidak ada yang ditulis.",
            ),
            name="send",
        )
    path = Path(inputs.text("folder") or ".").expanduser() / delivered.name
    now = Path(place_now(context, str(path)))
    delivery.write(delivered, now.parent)
    context.say(
        T(
            "{size} KB of {district} up to batch {batches}; give it to the regency: `perut pool "
            "add`",
            "{size} KB dari {district} sampai kelompok {batches}; serahkan ke kabupaten: "
            "`perut himpunan tambah`",
        ).format(
            size=max(1, now.stat().st_size // 1000),
            district=delivered.manifest["district_code"],
            batches=delivered.manifest["last_batch"],
        )
    )
    return str(path)


COMMANDS = {
    "send": Command(
        T("send", "kirim"),
        T(
            "write this office's state as one delivery, without names",
            "tulis keadaan kantor ini sebagai satu kiriman, tanpa nama",
        ),
        send,
        (Argument("folder", T("FOLDER", "FOLDER"), needed=False),),
        (DRY_RUN,),
        (T("send E:\\", "kirim E:\\"), T("send --dry-run", "kirim --uji-coba")),
    ),
}
