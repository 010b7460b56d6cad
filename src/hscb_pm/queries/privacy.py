"""What the board let the privacy guard pass, and by when somebody looks at it again."""

from collections.abc import Iterator
from datetime import date

from hscb_pm.queries.item import DueItem, chair_of
from hscb_pm.register import Register


def due_exceptions(register: Register, today: date) -> Iterator[DueItem]:
    """Each reviewed exception of `board.yaml`, due on its `review_by:`."""
    board = register.board
    for number, exception in enumerate(board.privacy.reviewed if board and board.privacy else ()):
        if not board or exception.on > today:
            continue
        by = exception.by
        yield DueItem(
            record=exception.record,
            kind="review-by",
            title=f"Review what the privacy guard may pass in {register.id_of(exception.record)}",
            lead=chair_of(register, by.group) if by.role == "Chair" else by.role,
            group=by.group,
            due=exception.review_by,
            today=today,
            advice=(
                "if it may still stay, write the new day in `on:` and in `review_by:`; "
                "else take it out of the record, and delete the exception"
            ),
            clause="F1.2",
            file=board.id,
            at=("privacy", "reviewed", number, "review_by"),
            about=f"{exception.record}/{exception.kind}",
        )
