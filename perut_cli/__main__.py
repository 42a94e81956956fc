"""`python -m perut_cli` is `perut`."""

from perut_cli.cli.app.main import main

main()
