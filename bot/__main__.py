"""Makes `sela` and `python -m bot` the same."""

import os


def main() -> None:
    """Runs the command line."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    from bot.cli.app import app

    app()


if __name__ == "__main__":
    main()
