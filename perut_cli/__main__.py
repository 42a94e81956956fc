"""`python -m perut_cli` is `perut`."""

from perut_cli.cli.main import main

main()
