"""Every button and command has its row in the switchboard, and every row its button or command."""

from bot import callbacks, commands, routes


def test_every_button_has_a_handler_and_every_handler_its_button() -> None:
    assert set(callbacks.BUTTONS.values()) == set(routes.PRESSES)


def test_every_command_has_a_handler_and_every_handler_its_command() -> None:
    assert {command.key for command in commands.COMMANDS} == set(routes.COMMANDS)


def test_no_two_commands_share_a_name() -> None:
    names = [name for command in commands.COMMANDS for name in set(command.names)]
    assert len(set(names)) == len(names)


def test_the_menu_names_only_commands_that_work() -> None:
    for language in ("id", "en"):
        assert {entry["command"] for entry in commands.menu(language)} <= set(commands.KEY_OF)
