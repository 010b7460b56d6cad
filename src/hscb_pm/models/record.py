"""What all records share: identity, kinds of value, and a walk over values that carry a mark."""

import re
import types
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from hscb_pm.periods import DateError, ImpossibleDay, iso_day
from hscb_pm.problem import FieldPath

TITLE_LENGTH = 80
LARGEST = 10**12


_NO_FIELDS: set[str] = set()


class Model(BaseModel):
    """A mapping in a register file: frozen, no unknown keys, no guessing at types."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        populate_by_name=True,
        defer_build=True,  # parts are built with their record, and not once more alone
    )

    def model_post_init(self, _: object) -> None:
        """Drop the set of given fields: nobody asks for it, and it is a fifth of the memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _NO_FIELDS)


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("not_a_day", "a date is written as 2017-06-30")
    try:
        return iso_day(value)
    except DateError as error:
        kind: Literal["impossible_day", "not_a_day"] = (
            "impossible_day" if isinstance(error, ImpossibleDay) else "not_a_day"
        )
        context = {"why": str(error), "fix": error.fix or ""}
        raise PydanticCustomError(kind, "{why}", context) from None


def _count(value: object) -> int | str:
    if (type(value) is int and 0 <= value <= LARGEST) or value == "c":
        return value
    raise PydanticCustomError("not_a_count", "a count is a whole number, or `c` (confidential)")


class Refers(NamedTuple):
    """Marks an id of another record: of which kinds, and what such an id looks like."""

    kinds: tuple[str, ...]


class Fact:
    """Marks the date of something that happened: it counts only from that date on."""


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SHAPES: dict[str, str] = {}
"""What to write for each pattern, so that an error can say it."""


class Kind:
    """A kind of value with its Pydantic schema ready-made, which each field then need not build."""

    def __init__(self, schema: CoreSchema) -> None:
        self.schema = schema

    def __get_pydantic_core_schema__(self, *_: object) -> CoreSchema:
        return {**self.schema}


def shape(pattern: str, example: str) -> Kind:
    """Constrain a text to a pattern that an error message can explain by an example."""
    SHAPES[pattern] = f"it like {example}" if pattern != SLUG else "the name of its file"
    examples = {"examples": [example]}
    return Kind(core_schema.str_schema(pattern=pattern, strict=True, metadata=examples))


def exactly(*, constant: object, said: str) -> Kind:
    """Hold a constant to its kind: to Python `1` is `True`, and `2.0` is `2`."""

    def check(value: object) -> object:
        if type(value) is not type(constant) or value != constant:
            raise PydanticKnownError("literal_error", {"expected": said})
        return value

    literal = core_schema.literal_schema([constant])
    return Kind(core_schema.no_info_before_validator_function(check, literal))


def between(least: int, most: int) -> Kind:
    """Hold a whole number between two."""
    return Kind(core_schema.int_schema(ge=least, le=most, strict=True))


_ISO = (
    r"^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|[12][0-9]))$"
)
SHAPES[_ISO] = "a day that exists, as 2017-06-30"
_ANY_ID = r"^[A-Za-z0-9][A-Za-z0-9/@-]*$"
_OCCURRENCE = r"^PRG-[0-9]{4}-[0-9]{2}/[0-9]{1,3}@[0-9A-Za-z-]+$"
_RECOMMENDATION = r"^(AUD|REV)-[0-9]{4}-[0-9]{2,4}/R[0-9]{1,3}$"
_ACTION = r"^ACT-[0-9]{4}-[0-9]{3,5}$"
_MAILBOX = r"^[A-Za-z0-9][A-Za-z0-9_+-]*(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"

Yes = Annotated[Literal[True], exactly(constant=True, said="true")]
Text = Annotated[
    str, Kind(core_schema.str_schema(strip_whitespace=True, min_length=1, strict=True))
]
Day = Annotated[
    date,
    Kind(
        core_schema.no_info_plain_validator_function(
            _day,
            json_schema_input_schema=core_schema.str_schema(
                pattern=_ISO,
                metadata={"examples": ["2017-06-30", "2018-02-01"]},  # of one, editors type it
            ),
        )
    ),
]
FactDay = Annotated[Day, Fact()]
Count = Annotated[
    int | str,
    Kind(
        core_schema.no_info_plain_validator_function(
            _count,
            json_schema_input_schema=core_schema.union_schema(
                [core_schema.int_schema(ge=0, le=LARGEST), core_schema.literal_schema(["c"])]
            ),
        )
    ),
]
"""How many children: a number, or `c` where it is so small that a child could be told by it."""
Whole = Annotated[int, between(0, LARGEST)]
Letter = Annotated[str, shape(r"^[A-Z][0-9]{1,3}$", "F1")]
Mailbox = Annotated[str, shape(_MAILBOX, "safeguarding@agency.example")]

AgencyId = Annotated[str, shape(SLUG, "hertfordshire-constabulary"), Refers(("agency",))]
GroupId = Annotated[str, shape(SLUG, "audit-sub-group"), Refers(("group",))]
BodyId = Annotated[str, shape(SLUG, "audit-sub-group"), Refers(("agency", "group"))]
ObjectiveId = Annotated[
    str, shape(r"^OBJ-[0-9]{4}-[0-9]{1,3}$", "OBJ-2017-2"), Refers(("objective",))
]
CycleId = Annotated[str, shape(r"^S11-[0-9]{4}$", "S11-2017"), Refers(("cycle",))]
ActionId = Annotated[str, shape(_ACTION, "ACT-2017-014"), Refers(("action",))]
RecommendationId = Annotated[
    str, shape(_RECOMMENDATION, "AUD-2017-03/R2"), Refers(("recommendation",))
]
TrainingId = Annotated[
    str, shape(r"^TRN-[0-9]{4}-[0-9]{2,4}$", "TRN-2017-02"), Refers(("training",))
]
OccurrenceId = Annotated[
    str, shape(_OCCURRENCE, "PRG-2017-18/7@2017-18-Q2"), Refers(("occurrence",))
]
AnyId = Annotated[str, shape(_ANY_ID, "AUD-2017-03"), Refers(())]


class Record(Model):
    """One record of the register; its file's name is its id."""

    kind: ClassVar[str]
    folder: ClassVar[str]
    stem: ClassVar[re.Pattern[str]]
    example: ClassVar[str]
    opens: ClassVar[tuple[str, ...]] = ("title",)
    closes: ClassVar[tuple[str, ...]] = ()
    """The keys that files begin with, and those behind the others of its kind."""

    id: str = Field(description="The name of the file, without its ending.")
    title: Text | None = Field(None, description="What people call it, in a few words.")
    source: Text | None = Field(
        None, description="Where a real fact was published: title, date, address."
    )
    illustrative: Yes | None = Field(
        None, description="`true` where the record was invented for a worked example."
    )
    part: Annotated[Literal[2], exactly(constant=2, said="2")] | None = Field(
        None, description="`2` where the record is confidential and stays out of public papers."
    )
    explained: dict[str, Text] = Field(
        default_factory=dict,
        description="Warnings that stand for a reason: the code of each, and the reason.",
    )
    extensions: dict[str, Any] = Field(
        default_factory=dict,
        description="Anything the board keeps for itself; hscb reads none of it.",
    )

    @classmethod
    def fits(cls, stem: str) -> bool:
        """Whether a file of this kind can have this name."""
        return cls.stem.fullmatch(stem) is not None

    @classmethod
    def id_of(cls, stem: str) -> str:
        """The id of the record in the file of this name."""
        return stem

    @property
    def wording(self) -> str:
        """The text that stands for a record without a title."""
        return self.id

    @property
    def label(self) -> str:
        """The title, or the first words of the record's text."""
        return self.title or shorten(self.wording)

    def parts(self) -> Iterator[tuple[str, str, FieldPath]]:
        """The things within it that others refer to: id, kind, and where they stand."""
        yield from ()


def shorten(text: str, length: int = TITLE_LENGTH) -> str:
    """Cut a text at a word, so that it fits; an ellipsis shows the cut."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:") + "…"


class Owner(Model):
    """Who is held accountable: an agency and a role in it, never a person."""

    agency: AgencyId = Field(description="The agency that answers for it.")
    role: Text = Field(description="The role held accountable; never a person's name.")


class Lead(Model):
    """Who leads: a role, in a group or in an agency or serving the Board itself."""

    group: GroupId | None = Field(None, description="The group whose role it is.")
    agency: AgencyId | None = Field(None, description="The agency whose role it is.")
    role: Text = Field(description="The role; never a person's name.")


class Attester(Model):
    """Who attests: a role in a group or an agency."""

    group: GroupId = Field(description="The group.")
    role: Text = Field(description="The role; never a person's name.")


class Revision(Model):
    """A date that was moved, with the reason: an entry of the slippage ledger."""

    on: FactDay = Field(description="When the move was agreed.")
    was: Day = Field(description="The date that stood until then.")
    now: Day = Field(description="The date that stands from then on.")
    reason: Text = Field(description="Why it was moved.")
    agreed_by: GroupId = Field(description="The group that agreed.")


def field_order(model: type[Model]) -> tuple[str, ...]:
    """The keys of a mapping in the order in which files have them.

    In a record what all records share stands behind its own.
    """
    every = {name: field.alias or name for name, field in model.model_fields.items()}
    if not issubclass(model, Record):
        return tuple(every.values())
    last = (*model.closes, *(name for name in Record.model_fields if name != "id"))
    middle = [key for name, key in every.items() if name != "id" and name not in last]
    return tuple(dict.fromkeys((*model.opens, *middle, *last)))


def marked(model: Model, mark: type) -> list[tuple[FieldPath, Any, Any]]:
    """Find every value of a record whose type carries a mark: its path, itself, the mark."""
    found: list[tuple[FieldPath, Any, Any]] = []
    _collect(model, mark, (), found)
    return found


@cache
def marked_fields(model: type[Model], mark: type) -> frozenset[str]:
    """The fields of a class whose own values carry a mark."""
    return frozenset(name for name, _, _, found in _plan(model, mark) if found is not None)


def _collect(
    model: Model, mark: type, path: FieldPath, found: list[tuple[FieldPath, Any, Any]]
) -> None:
    for name, key, is_many, its_mark in _plan(type(model), mark):
        value = getattr(model, name)
        if not value:
            continue
        here = (*path, key)
        if is_many and its_mark is not None:
            found += [((*here, place), item, its_mark) for place, item in enumerate(value)]
        elif is_many:
            for place, item in enumerate(value):
                _collect(item, mark, (*here, place), found)
        elif its_mark is not None:
            found.append((here, value, its_mark))
        else:
            _collect(value, mark, here, found)


@cache
def _plan(model: type[Model], mark: type) -> tuple[tuple[str, str, bool, Any], ...]:
    """Which fields lead to marked values, worked out once for each class."""
    steps = []
    for name, field in model.model_fields.items():
        how, found, inner = _resolve(field.annotation, mark)
        found = next((extra for extra in field.metadata if isinstance(extra, mark)), found)
        if found is not None or (inner is not None and _plan(inner, mark)):
            steps.append((name, field.alias or name, how == "many", found))
    return tuple(steps)


def _resolve(hint: Any, mark: type, how: str = "one") -> tuple[str, Any, type[Model] | None]:  # noqa: ANN401, a type
    """See through `Annotated`, `| None` and `tuple[…, ...]`, to a mark or to a model."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *extras = get_args(hint)
        found = next((extra for extra in extras if isinstance(extra, mark)), None)
        return (how, found, None) if found is not None else _resolve(inner, mark, how)
    if origin in (Union, types.UnionType):
        inner, *others = (part for part in get_args(hint) if part is not type(None))
        return (how, None, None) if others else _resolve(inner, mark, how)
    if origin is tuple:
        return _resolve(get_args(hint)[0], mark, "many")
    if isinstance(hint, type) and issubclass(hint, Model):
        return how, None, hint
    return how, None, None


def example_of(model: type[Model], path: FieldPath) -> str | None:
    """How the text at a path is written, by an example; None if it has no shape of its own."""
    *above, name = (step for step in path if isinstance(step, str))
    owner = model_at(model, tuple(above))
    for key, field in owner.model_fields.items() if owner else ():
        if name in (key, field.alias):
            found = next((extra for extra in field.metadata if isinstance(extra, Kind)), None)
            found = found or _resolve(field.annotation, Kind)[1]
            return found.schema["metadata"]["examples"][0] if found else None
    return None


def model_at(model: type[Model], path: FieldPath) -> type[Model] | None:
    """The class of the mapping at a path of keys and positions; None if there is none."""
    found: type[Model] | None = model
    for step in path:
        if isinstance(step, int) or found is None:
            continue
        name = next((n for n, f in found.model_fields.items() if step in (n, f.alias)), None)
        if name is None:
            return None
        found = _resolve(found.model_fields[name].annotation, type(None))[2]
    return found
