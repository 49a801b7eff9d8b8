"""Which column of a sheet means which field."""

from collections.abc import Mapping, Sequence

from hospital_itsm.importing.rules.cells import bare


def suggested(
    columns: Sequence[str], known: Mapping[str, str], headings: Mapping[str, str]
) -> list[list[str]]:
    """`[column, field]` in the order of the sheet: as chosen for this source before, else by its heading.

    `headings` maps headings as `bare` leaves them to fields. Each field is suggested once; a column without one has
    an empty field.
    """
    found: list[list[str]] = []
    taken: set[str] = set()
    for column in columns:
        field = known.get(column, headings.get(bare(column), ""))
        field = "" if field in taken or field not in headings.values() else field
        taken.add(field)
        found.append([column, field])
    return found
