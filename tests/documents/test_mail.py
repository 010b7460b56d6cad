"""Messages as files: one recipient, the same headers and the same bytes, whatever texts hold."""

from datetime import date
from email import message_from_bytes, policy
from email.utils import getaddresses
from itertools import chain

import pytest

import hostile
from hscb_pm.documents import mail
from hscb_pm.documents.mail import Attachment, Correspondent, Mail

HOSTILE = (
    *chain(hostile.MARKUP, hostile.TERMINAL, hostile.XML, hostile.PATH),
    "x\r\nBcc: a@b.example",
    "=?utf-8?q?a=0D=0ABcc:_x@y.example?= =\x00?utf-8?q?=0A_?=",
    "a, b@c.example; <d@e.example> " * 9,
    "Détective, " * 30,
    "one word after another " * 20 + "=?utf-8?q?=0A?=",
    "\ud800",
)


def written(text: str, *attached: Attachment) -> bytes:
    sender, to = (
        Correspondent(text, "from@a.example"),
        Correspondent(f"Head, {text}", "to@b.example"),
    )
    return mail.write(Mail(sender, to, text, date(2017, 11, 20), text, attached))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_adds_a_header_or_a_recipient(text: str) -> None:
    made = written(text, Attachment("a.xlsx", b"x"))
    assert made == written(text, Attachment("a.xlsx", b"x"))
    for how in (policy.default, policy.compat32):
        found = message_from_bytes(made, policy=how)
        assert not found.defects
        assert [*found.keys()][:5] == ["From", "To", "Subject", "Date", "X-Unsent"]
        assert {*found.keys()[5:]} == {"MIME-Version", "Content-Type"}
        for name, mailbox in (("To", "to@b.example"), ("From", "from@a.example")):
            assert [address for _, address in getaddresses([str(found[name])])] == [mailbox]
        if how is policy.default:
            assert [each.addr_spec for each in found["To"].addresses] == ["to@b.example"]
    assert [
        each.addr_spec for each in message_from_bytes(made, policy=policy.default)["to"].addresses
    ]


def test_message_is_read_as_it_was_meant() -> None:
    workbook = Attachment("form.xlsx", bytes(range(256)))
    to = Correspondent("Head of Safeguarding, Herts Städtische", "role@b.example")
    head = Mail(Correspondent("A Board"), to, "HSCB: für Sie", date(2017, 7, 3), "", (workbook,))
    found = message_from_bytes(mail.write(head._replace(text="“Ja”\n")), policy=policy.default)
    assert found["To"].addresses[0].display_name == "Head of Safeguarding - Herts Städtische"
    assert (found["From"], found["Subject"], found["X-Unsent"]) == ("", "HSCB: für Sie", "1")
    assert found["Date"] == "Mon, 03 Jul 2017 09:00:00 +0100"
    body, (attached,) = found.get_body(), [*found.iter_attachments()]
    assert body is not None
    assert body.get_content() == "“Ja”\r\n"
    assert (attached.get_filename(), attached.get_content()) == ("form.xlsx", workbook.data)
