"""The commands of Sela: their Indonesian and English names, and what the menu says of them."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.courier import Courier
from bot.texts import LANGUAGES, texts_for
from learning.people import Role
from learning.rules.access import ALLOWED, Action

CURATORS = ALLOWED[Action.CURATE]
AUDITORS = ALLOWED[Action.AUDIT]
ROSTER_KEEPERS = ALLOWED[Action.MANAGE_ROSTER]
LEADERS = ALLOWED[Action.SEE_TEAM]
READERS_OF_REPORTS = ALLOWED[Action.REPORT]
AUTHORS = ALLOWED[Action.BROADCAST]


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its name in each language; both are always understood."""

    key: str
    names: tuple[str, str]
    """Indonesian, English."""

    @property
    def name_in(self) -> dict[str, str]:
        """The name by language code."""
        return dict(zip(LANGUAGES, self.names, strict=True))


COMMANDS = (
    Command("learn", ("belajar", "learn")),
    Command("courses", ("kursus", "courses")),
    Command("search", ("cari", "search")),
    Command("share", ("bagikan", "share")),
    Command("curate", ("kurasi", "curate")),
    Command("broadcast", ("siaran", "broadcast")),
    Command("team", ("tim", "team")),
    Command("report", ("laporan", "report")),
    Command("roster", ("pegawai", "roster")),
    Command("audit", ("audit", "audit")),
    Command("progress", ("kemajuan", "progress")),
    Command("breaks", ("jadwal", "breaks")),
    Command("pause", ("jeda", "pause")),
    Command("language", ("bahasa", "language")),
    Command("privacy", ("privasi", "privacy")),
    Command("my_data", ("dataku", "mydata")),
    Command("forget", ("hapus", "forget")),
    Command("help", ("bantuan", "help")),
    Command("cancel", ("batal", "cancel")),
    Command("start", ("mulai", "start")),
)

KEY_OF = {name: command.key for command in COMMANDS for name in command.names}
NOT_SPOKEN = frozenset({"start", "audit", "roster", "broadcast", "team", "report"})
"""Those whose bare word somebody rather says, or looks up."""

SPOKEN = {name: key for name, key in KEY_OF.items() if key not in NOT_SPOKEN}


def split_command(text: str) -> tuple[str, str] | None:
    """The key and the words of a command such as `/belajar 3` or `/learn@SelaBot 3`; None for other text."""
    head, _, words = text.strip().partition(" ")
    if not head.startswith("/"):
        return None
    name = head[1:].partition("@")[0].casefold()
    return KEY_OF.get(name, ""), words.strip()


def spoken_command(text: str) -> tuple[str, str] | None:
    """The same for a command without its slash: `belajar 3`, `jadwal`; None where more is said than that."""
    head, _, words = text.strip().partition(" ")
    key = SPOKEN.get(head.casefold())
    if key is None or not (words == "" or (key == "learn" and words.strip().isdecimal())):
        return None
    return key, words.strip()


def menu(language: str, roles: Collection[Role] = ()) -> list[dict[str, str]]:
    """The command menu in this language for somebody with these roles, as Telegram wants it."""
    t = texts_for(language)
    curate = t.plain("What waits for a curator") if CURATORS & set(roles) else None
    descriptions = {
        "learn": t.plain("What is next (say minutes: /learn 3)"),
        "courses": t.plain("Courses and what you have done"),
        "search": t.plain("Look something up: just write your question"),
        "share": t.plain("Share what you know with colleagues"),
        "curate": curate,
        "broadcast": t.plain("Send something to your people") if AUTHORS & set(roles) else None,
        "team": t.plain("How your team is learning") if LEADERS & set(roles) else None,
        "report": t.plain("Who learned how much, with a spreadsheet")
        if READERS_OF_REPORTS & set(roles)
        else None,
        "roster": t.plain("Find people and change who they are") if ROSTER_KEEPERS & set(roles) else None,
        "audit": t.plain("Who did what, for admins") if AUDITORS & set(roles) else None,
        "progress": t.plain("JP, pace and streak"),
        "breaks": t.plain("When I may come"),
        "pause": t.plain("Keep quiet for a while"),
        "language": t.plain("Indonesian or English"),
        "privacy": t.plain("Who sees what"),
        "my_data": t.plain("A copy of everything about me"),
        "forget": t.plain("Unlink me and delete my answers"),
        "help": t.plain("What you can do"),
    }
    return [
        {"command": command.name_in[language], "description": description}
        for command in COMMANDS
        if (description := descriptions.get(command.key)) is not None
    ]


async def publish_menus(courier: Courier, default_language: str) -> None:
    """Sets the command menus and the bot's description for every language."""
    for language, code in ((default_language, ""), *((code, code) for code in LANGUAGES)):
        t = texts_for(language)
        await courier.set_up(
            commands=menu(language),
            description=t.plain(
                "Sela brings short lessons into your breaks and counts your learning hours. "
                "To join, open your personal activation link and tap Start."
            ),
            short_description=t.plain("Short lessons in the gaps of your day."),
            language_code=code,
        )


async def publish_own_menu(courier: Courier, chat_id: int, language: str, roles: Collection[Role]) -> bool:
    """Sets the menu of one chat to the person's language and roles; False where another try may help."""
    return await courier.set_own_commands(chat_id, menu(language, roles))
