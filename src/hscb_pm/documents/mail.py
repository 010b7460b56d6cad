"""A message as a file that a mail program opens as a draft; nothing is sent from here."""

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from email.headerregistry import Address

_MORNING: Final = time(9)
_SIGNS: Final = re.compile(r"[^\w\s&'+/-]")
_LONGEST: Final = 200
"""The characters of a header that somebody reads."""


class Attachment(NamedTuple):
    """A file that goes with a message."""

    name: str
    data: bytes
    type: str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Correspondent(NamedTuple):
    """A role and its mailbox, if one is known."""

    name: str
    mailbox: str | None = None

    def __str__(self) -> str:
        """The form of the head of a letter."""
        return f"{self.name} <{self.mailbox}>" if self.mailbox else self.name


class Mail(NamedTuple):
    """A message: plain text, and what goes with it."""

    sender: Correspondent
    to: Correspondent
    subject: str
    day: date
    text: str
    attached: tuple[Attachment, ...] = ()


def write(mail: Mail) -> bytes:
    """The message in the form of RFC 5322; the same message gives the same bytes.

    It has no Message-ID: the program that sends it gives it one, and no two that are sent share it.
    """
    from email.message import EmailMessage
    from email.policy import SMTP
    from hashlib import blake2b
    from zoneinfo import ZoneInfo

    message = EmailMessage(policy=SMTP)
    message["From"] = _address(mail.sender)
    message["To"] = _address(mail.to)
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = datetime.combine(mail.day, _MORNING, ZoneInfo("Europe/London"))
    message["X-Unsent"] = "1"  # by which Outlook opens it to be sent, not as one that came
    text = mail.text.encode("utf-8", "backslashreplace")
    message.set_content(text.decode(), cte="quoted-printable")
    for each in mail.attached:
        main, _, sub = each.type.partition("/")
        message.add_attachment(each.data, main, sub, filename=_one_line(each.name))
    if mail.attached:
        seed = blake2b(digest_size=12)
        for part in (text, *(each.data for each in mail.attached)):
            seed.update(part)
        message.set_boundary(f"=_hscb-{seed.hexdigest()}")
    return message.as_bytes()


def _address(who: Correspondent) -> "Address | str":
    """A mailbox with its name, of which no sign is left that could part it from a second mailbox.

    Quotation marks are no help: where a long name is folded, `email` loses them.
    """
    from email.headerregistry import Address

    if who.mailbox is None:
        return ""
    return Address(_one_line(_SIGNS.sub(" ", who.name.replace(",", " -"))), addr_spec=who.mailbox)


def _one_line(text: str) -> str:
    """A text that is one header, whatever it holds, and that nobody decodes to something else."""
    words = "".join(c if c.isprintable() else " " for c in text.replace("=?", "= ?")).split()
    return " ".join(words)[:_LONGEST]
