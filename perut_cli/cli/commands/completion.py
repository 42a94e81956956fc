"""`perut completion`: what the shells need to ask perut for words; installed as one marked block,
no policy touched.
"""

from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from perut_cli.cli.app.command import Argument, Command, Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.app.world import World
from perut_cli.core.errors import Invalid, reason_of
from perut_cli.core.late import Late
from perut_cli.core.table import Answer
from perut_cli.core.text import T

if TYPE_CHECKING:
    from perut_cli.store import files
else:
    files = Late("perut_cli.store.files")

SCRIPTS = {
    "bash": """_perut() {
  local IFS=$'\\n' word
  COMPREPLY=()
  while read -r word; do COMPREPLY+=("$(printf '%q' "$word")"); done < <(
    perut __complete "$COMP_CWORD" -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null
  )
}
complete -o default -F _perut perut
""",
    "zsh": """_perut() {
  local -a typed found
  typed=("${words[@]:1:$((CURRENT - 1))}")
  found=("${(@f)$(perut __complete $((CURRENT - 1)) -- "${typed[@]}" 2>/dev/null)}")
  if [[ -n "${found[1]}" ]]; then compadd -- "${found[@]}"; else _files; fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
compdef _perut perut
""",
    "fish": """function __perut_words
  set -l typed (commandline -opc)
  set -l last (commandline -ct)
  perut __complete (count $typed) -- $typed[2..-1] "$last" 2>/dev/null
end
complete -c perut -f -n 'test -n "$(__perut_words)"' -a '(__perut_words)'
""",
    "powershell": """Register-ArgumentCompleter -Native -CommandName perut -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
    ForEach-Object { $_.ToString().Trim("'", '"') })
  $count = if ($wordToComplete) { $typed.Count } else { $typed.Count + 1 }
  & perut __complete $count -- @typed 2>$null | ForEach-Object {
    $shown = "'" + $_.Replace("'", "''") + "'"
    [System.Management.Automation.CompletionResult]::new($shown, $_, 'ParameterValue', $_)
  }
}
""",
}
BEGIN, END = "# >>> perut completion >>>", "# <<< perut completion <<<"


def script_path(shell: str, world: World) -> Path:
    """The file that a shell reads at its start."""
    home = Path(world.environ.get("HOME") or world.environ.get("USERPROFILE") or Path.home())
    if shell == "powershell":
        return _of_powershell(home, world) / "Microsoft.PowerShell_profile.ps1"
    return {
        "bash": home / ".bashrc",
        "zsh": Path(world.environ.get("ZDOTDIR") or home) / ".zshrc",
        "fish": Path(world.environ.get("XDG_CONFIG_HOME") or home / ".config")
        / "fish"
        / "completions"
        / "perut.fish",
    }[shell]


def _of_powershell(home: Path, world: World) -> Path:
    """Beside the user's modules of the PowerShell that asks, wherever Documents was moved to; else
    Windows' own PowerShell.
    """
    if world.platform != "win32":
        return home / ".config" / "powershell"
    everyones = tuple(
        world.environ.get(name, "").casefold()
        for name in ("ProgramFiles", "ProgramW6432", "SystemRoot")
    )
    for modules in world.environ.get("PSModulePath", "").split(";"):
        folder = PureWindowsPath(modules).parent
        if folder.name in ("PowerShell", "WindowsPowerShell") and not any(
            root and modules.casefold().startswith(root) for root in everyones
        ):
            return Path(str(folder))
    return home / "Documents" / "WindowsPowerShell"


def with_block(text: str, script: str) -> str:
    """A start file with the block in it once, in its place if it is there already."""
    block = f"{BEGIN}\n{script}{END}\n"
    before, found, rest = text.partition(BEGIN)
    if found and END in rest:
        return before + block + rest.partition(END)[2].removeprefix("\n")
    return text + ("\n" if text and not text.endswith("\n") else "") + block


def without_block(text: str) -> str:
    """A start file without the block."""
    before, found, rest = text.partition(BEGIN)
    return before + rest.partition(END)[2].removeprefix("\n") if found and END in rest else text


def _completion(context: Context, inputs: Inputs) -> Answer:
    shell = {"pwsh": "powershell"}.get(inputs.text("shell").lower(), inputs.text("shell").lower())
    if not shell:
        raise missing_argument(T("SHELL", "SHELL"), context.path)
    if shell not in SCRIPTS:
        raise bad_value(
            T("SHELL", "SHELL"),
            T("no completion for {shell}", "tidak ada pelengkapan untuk {shell}").format(
                shell=shell
            ),
            T("choose {names}", "pilih {names}").format(names=", ".join(SCRIPTS)),
        )
    if inputs.has("uninstall"):
        return _rewritten(context, shell, install=False)
    return (
        _rewritten(context, shell, install=True)
        if inputs.has("install")
        else SCRIPTS[shell].rstrip("\n")
    )


def _rewritten(context: Context, shell: str, *, install: bool) -> str:
    path = script_path(shell, context.world)
    try:
        old = path.read_text("utf-8") if path.exists() else ""
        new = with_block(old, SCRIPTS[shell]) if install else without_block(old)
        if new != old:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.rewrite(path, new)
    except (OSError, UnicodeDecodeError) as error:
        raise _unwritable(path, shell, error) from error
    context.say(_DONE[install, new != old].format(path=path))
    if install and shell == "powershell":
        context.say(
            T(
                "where PowerShell may not run its start file, type in each window: `perut "
                "completion powershell | Out-String | Invoke-Expression`",
                "bila PowerShell tidak boleh menjalankan berkas awalnya, ketik di tiap jendela: "
                "`perut pelengkapan powershell | Out-String | Invoke-Expression`",
            )
        )
    return str(path)


_DONE = {
    (True, True): T(
        "completion written to {path}; it works in the next window you open",
        "pelengkapan ditulis ke {path}; berlaku di jendela berikutnya",
    ),
    (True, False): T("completion is in {path} already", "pelengkapan sudah ada di {path}"),
    (False, True): T("completion taken out of {path}", "pelengkapan dihapus dari {path}"),
    (False, False): T("no completion in {path}", "tidak ada pelengkapan di {path}"),
}
"""What is said, by whether it was to be installed and whether the file was changed."""


def _unwritable(path: Path, shell: str, error: OSError | UnicodeDecodeError) -> Invalid:
    return Invalid(
        "P077",
        T("{path} can't be written: {why}", "{path} tidak bisa ditulisi: {why}").format(
            path=path, why=reason_of(error)
        ),
        T(
            "print it with `perut completion {shell}` and add it yourself",
            "cetak dengan `perut pelengkapan {shell}` lalu tambahkan sendiri",
        ).format(shell=shell),
    )


COMMANDS = {
    "completion": Command(
        T("completion", "pelengkapan"),
        T(
            "print the completion for bash, zsh, fish or powershell, or install it",
            "cetak pelengkapan untuk bash, zsh, fish atau powershell, atau pasang",
        ),
        _completion,
        (Argument("shell", T("SHELL", "SHELL")),),
        (
            Option(
                "install",
                T("--install", "--pasang"),
                T(
                    "write it to the shell's start file, as one marked block",
                    "tulis ke berkas awal shell, sebagai satu blok bertanda",
                ),
                flag=True,
            ),
            Option(
                "uninstall",
                T("--uninstall", "--lepas"),
                T("take that block out again", "hapus lagi blok itu"),
                flag=True,
            ),
        ),
        (T("completion bash --install", "pelengkapan bash --pasang"),),
    ),
}
