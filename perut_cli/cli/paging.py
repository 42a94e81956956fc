"""The pager: for what is longer than the screen."""

import subprocess

from perut_cli.cli.world import World


def page(pager: str, text: str, world: World) -> None:
    """Show text through a pager; straight on the screen when that can't be started."""
    environ = {**world.environ, "LESS": world.environ.get("LESS", "-FRX"), "LESSCHARSET": "utf-8"}
    try:
        with subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=environ) as running:  # noqa: S602 - the user's own setting
            if running.stdin:
                running.stdin.write(text.encode(getattr(world.stdout, "encoding", None) or "utf-8", "replace"))
                running.stdin.close()
            running.wait()
    except (OSError, BrokenPipeError):
        world.stdout.write(text)
        world.stdout.flush()
