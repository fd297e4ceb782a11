"""The cast of the tests: who they are on the roster, and their Telegram ids."""

from learning.records import RosterEntry

SARI, BAYU, CITRA, BUDI, RINA, STRANGER = 1001, 1002, 1003, 1004, 1005, 6666
UNIT = "Sekretariat Utama/Biro Umum"
EAST = "Balai Jayapura"


def entry(
    number: str, name: str, *, unit: str = UNIT, zone: str = "Asia/Jakarta", roles: tuple[str, ...] = ()
) -> RosterEntry:
    """A roster entry of a civil servant who reads Indonesian."""
    return RosterEntry(
        employee_number=number,
        name=name,
        unit=unit,
        time_zone=zone,
        language="id",
        employment_type="PNS",
        roles=roles,
        starts_on=None,
        email="",
    )


CAST = {
    SARI: entry("199001012015042001", "Sari Dewi"),
    BAYU: entry("199102022016031002", "Bayu Pratama", unit=EAST, zone="Asia/Jayapura"),
    CITRA: entry("198803032014022003", "Citra Lestari"),
    BUDI: entry("197504042000031004", "Budi Santoso", roles=("supervisor",)),
    RINA: entry("198005052005012005", "Rina Hartati", roles=("admin",)),
}
"""Everybody by Telegram id."""
