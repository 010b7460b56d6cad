"""The command `hscb`."""

import gc
import os
import sys


def main() -> None:
    """Run a command; whatever happens ends with an exit code and no traceback."""
    from hscb_pm.present.out import set_up_streams
    from hscb_pm.problem import CannotError

    set_up_streams()
    gc.disable()  # a command is over before there is rubbish worth looking for
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # hscb has none, and looks for none
    code: int | str | None
    try:
        from hscb_pm.cli import app

        app(prog_name="hscb")
        code = 0
    except SystemExit as ending:
        code = ending.code
    except CannotError as error:
        code = _say(f"hscb: {error}", 2)
    except Exception as fault:
        if os.environ.get("HSCB_TRACEBACK") == "1":
            raise
        code = _say(_fault(fault), 3)
    raise SystemExit(_flush(code))


def _fault(fault: Exception) -> str:
    where = fault.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    place = f" in {where.tb_frame.f_code.co_name}, line {where.tb_lineno}" if where else ""
    return (
        f"hscb: a fault in hscb, not in your register ({type(fault).__name__}{place}). "
        "Please report this line, the command and `hscb --version` to the maintainers."
    )


def _say(text: str, code: int) -> int:
    sys.stderr.write(f"{text}\n")
    return code


def _flush(code: int | str | None) -> int | str | None:
    """Write what is still to be written; a reader that has gone away is no fault."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115, till the end
    except OSError as error:
        from hscb_pm.present.out import UnwritableError

        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115, till the end
        return _say(f"hscb: {UnwritableError(error)}", 2)
    return code


if __name__ == "__main__":
    main()
