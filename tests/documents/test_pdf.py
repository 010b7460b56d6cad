"""What a PDF says of the length of its parts is so, whichever way one measures."""

import re

from hypothesis import given
from hypothesis import strategies as st

from hscb_pm.documents.pdf import set_apart

DATA = st.lists(st.binary(max_size=20).filter(lambda data: b"\n" not in data), max_size=6)


def a_pdf(streams: list[bytes]) -> bytes:
    """The least that has streams, and a table of where they stand."""
    made, places = b"%PDF-1.7\n", []
    for number, data in enumerate(streams, 1):
        places.append(len(made))
        made += b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
            number,
            len(data),
            data,
        )
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(streams) + 1)
    return made + head + table + b"trailer\n<<>>\nstartxref\n%d\n%%%%EOF" % start


@given(DATA, st.booleans())
def test_data_are_as_long_as_they_say(streams: list[bytes], ends: bool) -> None:  # noqa: FBT001
    found = set_apart(a_pdf([data + b"\r" * ends for data in streams]))
    whole = re.compile(rb"/Length (\d+)>>\nstream\n(.*?)\r?\nendstream", re.DOTALL)
    for length, data in whole.findall(found):
        assert len(data) == int(length)
    table = found[found.rindex(b"xref\n0 ") :]
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", table), 1):
        assert found[int(place) :].startswith(b"%d 0 obj" % number)
    start = re.search(rb"startxref\n(\d+)", table)
    assert start
    assert found[int(start[1]) :].startswith(b"xref")


def test_pdf_without_such_data_stays_as_it_is() -> None:
    made = a_pdf([b"some", b"more"])
    assert set_apart(made) == made
