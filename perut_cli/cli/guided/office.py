"""Guided entry of a new database: the kecamatan, its villages, whoever signs."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from perut_cli.cli.app.command import Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.guided.ask import Answers, Question
from perut_cli.cli.guided.record import ask_with_draft, next_of, one_line
from perut_cli.core.errors import PerutError
from perut_cli.core.settings import FIELDS, Settings, parsed
from perut_cli.core.text import T
from perut_cli.core.values import Fault

Named = Callable[[Answers], dict[str, str]]
"""The settings that a code and a list of villages give; raises PerutError for what is wrong."""


def guided_init(
    context: Context, inputs: Inputs, options: Sequence[Option], named: Named
) -> Inputs:
    """Ask for what a new database begins with; what the list of villages says is the default. Gives
    the options of `init`. Raises Interrupted P098, the draft kept.
    """
    questions = [_asker(option, named) for option in options]
    answers = ask_with_draft(context, "init", lambda answers: next_of(questions, answers))
    answered = Inputs({**inputs, **{key: value for key, value in answers.items() if value}})
    one_line(
        context,
        "init",
        T("init", "mulai"),
        [(option.names, answers[option.key]) for option in options if answers[option.key]],
    )
    return answered


def _asker(option: Option, named: Named) -> Callable[[Answers], Question]:
    label = str(option.help)

    def made(answers: Answers) -> Question:
        return Question(
            option.key,
            label[:1].upper() + label[1:],
            _WANTED.get(option.key, T("any text", "teks apa saja")),
            option.key == "district_code",
            _default(option.key, answers, named),
            check=partial(_check, option.key, answers, named),
            section="" if option.key in ("district_code", "villages") else "office",
        )

    return made


_WANTED = {
    "district_code": T(
        "province, regency and kecamatan, two digits each, as in 63.11.03",
        "provinsi, kabupaten dan kecamatan, masing-masing dua angka, seperti 63.11.03",
    ),
    "villages": T(
        "a CSV file or workbook with the columns code and name, such as villages.csv; - for none",
        "berkas CSV atau buku kerja dengan kolom kode dan nama, misalnya desa.csv; - bila tidak "
        "ada",
    ),
    "district_name": T("such as Awayan", "misalnya Awayan"),
    "regency": T(
        "without the word Kabupaten, such as Balangan", "tanpa kata Kabupaten, misalnya Balangan"
    ),
    "province": T("such as Kalimantan Selatan", "misalnya Kalimantan Selatan"),
    "letterhead_1": T(
        "the first line of papers, such as PEMERINTAH KABUPATEN BALANGAN",
        "baris pertama naskah, misalnya PEMERINTAH KABUPATEN BALANGAN",
    ),
    "letterhead_2": T("such as KECAMATAN AWAYAN", "misalnya KECAMATAN AWAYAN"),
    "letterhead_3": T("the address of the office", "alamat kantor"),
    "letterhead_4": T("telephone, e-mail, post code", "telepon, surel, kode pos"),
    "place": T("such as Awayan", "misalnya Awayan"),
    "head_title": T("such as Camat, Plt. Camat", "misalnya Camat, Plt. Camat"),
    "head_name": T("with titles, as papers show it", "dengan gelar, seperti pada naskah"),
    "head_nip": T("18 digits; - where there is none", "18 angka; - bila tidak ada"),
    "target": T("a number such as 80", "angka seperti 80"),
}
"""What is wanted at each question."""


def _default(key: str, answers: Answers, named: Named) -> str:
    said: dict[str, str] = {}
    if answers.get("district_code"):
        with suppress(PerutError):
            said = named({word: answers.get(word, "") for word in ("district_code", "villages")})
    value = said.get(key) or Settings()._asdict().get(key, "")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _check(key: str, answers: Answers, named: Named, text: str) -> str:
    """What an answer means. Raises Fault."""
    if key == "villages" and not Path(text).is_file():
        raise Fault(
            "P010",
            T("no file {path}", "berkas {path} tidak ada").format(path=text),
            T("name its folder too, or - for none", "sebut juga foldernya, atau - bila tidak ada"),
        )
    if key in ("district_code", "villages"):
        try:
            said = named({**answers, key: text})
            return said.get("district_code", "") if key == "district_code" else ""
        except PerutError as error:
            raise Fault(error.number, error.message, error.hint) from None
    parsed(key, text)
    return FIELDS[key].show(FIELDS[key].parse(text)) if key == "target" else ""
