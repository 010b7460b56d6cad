"""The command `hscb`."""

import gc
import os
import signal
import sys
from importlib import import_module
from types import ModuleType
from typing import Final, NoReturn

INTERRUPTED: Final = 130
_SIGNALLED: Final = 128


class _NoPlugins(ModuleType):
    """Stands in for Pydantic's search for plugins, of which hscb has none.

    The search loads `importlib.metadata` and `email`, a tenth of the time that `hscb due` takes.
    Anything else that is asked of the real module comes from the real module.
    """

    NAME = "pydantic.plugin._loader"

    @staticmethod
    def get_plugins() -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        del sys.modules[self.NAME]
        return getattr(import_module(self.NAME), name)


def main() -> None:
    """Run a command; whatever happens ends with an exit code and no traceback."""
    try:
        code = _flush(_carried_out())
    except KeyboardInterrupt as stop:
        code = _stopped(stop, INTERRUPTED)
    raise SystemExit(code)


def _carried_out() -> int | str | None:
    from hscb_pm.present.out import set_up_streams
    from hscb_pm.problem import CannotError

    set_up_streams()
    gc.disable()  # a command is over before there is rubbish worth looking for
    sys.modules.setdefault(_NoPlugins.NAME, _NoPlugins(_NoPlugins.NAME))
    try:
        from hscb_pm.cli import app

        app(prog_name="hscb")
    except SystemExit as ending:
        # Typer and Rich make a failure of it when the reader of a pipe has seen enough.
        return 0 if isinstance(ending.__context__, BrokenPipeError) else _ended(ending)
    except CannotError as error:
        return _say(f"hscb: {error}", 2)
    except BrokenPipeError:
        return 0
    except OSError as error:  # Typer prints its help by itself
        return _say(f"hscb: {error.strerror}", 2)
    except Exception as fault:
        if os.environ.get("HSCB_TRACEBACK") == "1":
            raise
        return _say(_fault(fault), 3)
    return 0


def run() -> None:
    """Run a command as a process of its own, and leave the tidying of memory to the system."""
    code: int | str | None
    try:
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                signal.signal(number, _end)
        main()
    except SystemExit as ending:
        code = ending.code
    except KeyboardInterrupt:  # a second one
        code = INTERRUPTED
    os._exit(code if isinstance(code, int) else int(code is not None))  # all is written by now


def _end(number: int, _: object) -> NoReturn:
    """End as after Ctrl-C, so that what was begun is cleared away; else the system just ends us."""
    raise SystemExit(_SIGNALLED + number)


def _ended(ending: SystemExit) -> int | str | None:
    """The exit code; of what a signal has ended, that is said."""
    code = ending.code
    return _stopped(ending, code) if isinstance(code, int) and code > _SIGNALLED else code


def _stopped(stop: BaseException, code: int) -> int:
    """Say that it is stopped, and what the command has noted of what stands by then."""
    why: BaseException | None = stop
    notes: list[str] = []
    while why and not notes:  # Typer makes a SystemExit of its own of Ctrl-C
        notes, why = getattr(why, "__notes__", []), why.__context__
    return _say(f"hscb: {'; '.join(['stopped', *notes])}", code)


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
    from hscb_pm.present.out import Out

    Out(sys.stdout, sys.stderr).talk(text.replace("\n", "\\n"))
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
    run()
