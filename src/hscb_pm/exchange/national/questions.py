"""The questions: SQL files of the package, or one of the analyst's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from hscb_pm.exchange.dataset import TABLES
from hscb_pm.exchange.parquet import needs
from hscb_pm.problem import CannotError, listed, nearest, reason_of

if TYPE_CHECKING:
    from sqlglot.expressions import Query

_SQL: Final = Path(__file__).with_name("sql")
REPORTS: Final = tuple(sorted(file.stem for file in _SQL.glob("*.sql")))
DIALECTS: Final = (
    *("duckdb", "spark", "databricks", "bigquery", "snowflake"),
    *("trino", "redshift", "postgres", "tsql", "sqlite"),
)


class Question(NamedTuple):
    """A question in SQL as DuckDB has it."""

    text: str

    @property
    def says(self) -> str:
        """What it asks: its first line."""
        return self.text.partition("\n")[0].removeprefix("-- ")

    @property
    def _comment(self) -> str:
        lines = self.text.splitlines(keepends=True)
        return "".join(line for line in lines if line.startswith("--"))

    def parsed(self) -> "Query":
        """The one statement that it is; CannotError if it is no question, or two."""
        try:
            from sqlglot import exp, parse
            from sqlglot.errors import SqlglotError
        except ImportError:
            raise CannotError(needs()) from None
        try:
            found = [each for each in parse(self.text, dialect="duckdb") if each]
        except (SqlglotError, RecursionError):
            raise CannotError("the question is not SQL that can be understood") from None
        if len(found) != 1 or not isinstance(found[0], exp.Query):
            raise CannotError("a question is one SELECT, and nothing else")
        return found[0]

    def tables(self) -> tuple[str, ...]:
        """The tables of the data set that it names."""
        from sqlglot import exp

        parsed = self.parsed()
        own = {each.alias_or_name for each in parsed.find_all(exp.CTE)}
        found = list(parsed.find_all(exp.Table))
        for function in (each.this for each in found if isinstance(each.this, exp.Func)):
            if not isinstance(function, exp.GenerateSeries):  # which counts, and reaches nothing
                name = (function.name or function.sql_name()).lower()
                raise CannotError(f"{name}() reaches more than the tables of the data set")
        named = {each.name for each in found if not isinstance(each.this, exp.Func)} - own
        if unknown := sorted(named - {*TABLES}):
            close = nearest(unknown[0], TABLES)
            hint = f"did you mean {close}?" if close else f"there are {listed(TABLES)}"
            raise CannotError(f"{unknown[0]!r} is no table: {hint}")
        return tuple(name for name in TABLES if name in named)

    def written_for(self, dialect: str) -> str:
        """The same question as another engine has it, with what it says of itself."""
        return self._comment + self.parsed().sql(dialect, pretty=True, comments=False) + "\n"


def question(name: str) -> Question:
    """The report of that name, or the question in a file that ends in .sql."""
    file = _SQL / f"{name}.sql" if name in REPORTS else Path(name)
    try:
        return Question(file.read_text("utf-8-sig"))
    except OSError as error:
        raise CannotError(f"{file} could not be read: {reason_of(error)}") from None
    except ValueError:
        raise CannotError(f"{file} is not UTF-8 text") from None
