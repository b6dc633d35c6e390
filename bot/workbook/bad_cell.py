"""What a reader of one cell raises."""

from models.workbook_problems import ProblemCode


class BadCell(Exception):
    """The cell cannot be read; becomes one Problem of its row."""

    def __init__(self, code: ProblemCode, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
