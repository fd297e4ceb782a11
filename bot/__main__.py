"""Makes `sela` and `python -m bot` the same."""

import gc
import os


def main() -> None:
    """Runs the command line."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    gc.disable()  # nothing that modules make is garbage, and looking for it takes a sixth of the start
    from bot.cli.app import app

    gc.enable()
    app()


if __name__ == "__main__":
    main()
