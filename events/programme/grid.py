"""A day as a table: rooms beside each other, hours below each other. No style is needed to place a session."""

from dataclasses import dataclass
from datetime import datetime

from coalition import dates

from .reading import Day, Item


@dataclass(frozen=True)
class Cell:
    """One cell: a session and over how many rows and columns it reaches, or none."""

    item: Item | None
    rows: int = 1
    columns: int = 1
    room: str = ""  # where it does not take all of them


@dataclass(frozen=True)
class Row:
    """What begins at an hour, in the order of the rooms. Cells that a session above covers are left out."""

    start: datetime
    cells: list[Cell]

    @property
    def hour(self) -> str:
        return dates.hour(self.start)

    @property
    def stamp(self) -> str:
        return f"{self.start:%H:%M}"


@dataclass(frozen=True)
class Grid:
    """The rooms that are used on a day, and its rows. `rest` does not fit: two sessions in one room at once."""

    rooms: list[str]
    rows: list[Row]
    rest: list[Item]


def grid_of(day: Day, rooms: list[tuple[int, str]]) -> Grid:
    """Return the table of `day`. A session without a room, or a break in the only room used then, takes all columns."""
    used = [(key, name) for key, name in rooms if any(item.room_key == key for item in day.items)]
    columns = {key: number for number, (key, _name) in enumerate(used)}
    width = max(len(used), 1)
    starts = sorted({moment for item in day.items for moment in (item.start, item.end)})
    place = {moment: number for number, moment in enumerate(starts)}
    taken: dict[tuple[int, int], Cell | None] = {}
    rest = []
    for item in day.items:
        first, last = place[item.start], place[item.end]
        wide = item.room_key not in columns
        across = range(width) if wide else range(columns[item.room_key or 0], columns[item.room_key or 0] + 1)
        spots = [(row, column) for row in range(first, last) for column in across]
        if any(spot in taken for spot in spots):
            rest.append(item)
            continue
        taken |= dict.fromkeys(spots)
        room = "" if wide else used[across[0]][1]
        taken[spots[0]] = Cell(item, rows=last - first, columns=width if wide else 1, room=room)
    rows = [_row(starts[number], number, width, taken) for number in range(len(starts) - 1)]
    return Grid([name for _key, name in used], rows, rest)


def _row(start: datetime, number: int, width: int, taken: dict[tuple[int, int], Cell | None]) -> Row:
    cells = (taken.get((number, column), Cell(None)) for column in range(width))
    return Row(start, [cell for cell in cells if cell is not None])
