"""Exit codes: what a script can conclude from a command without reading its output."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The closed set of exit codes. 64 and above follow `sysexits.h`; 130 is the shell's word for Ctrl-C."""

    YES = 0
    NO = 1
    USAGE = 2
    DEPENDS = 3
    FAULTY_DEAL = 65
    UNREADABLE = 66
    OUR_BUG = 70
    INTERRUPTED = 130


EXIT_CODES: tuple[tuple[ExitCode, str], ...] = (
    (ExitCode.YES, "yes, or clean: nothing was found"),
    (ExitCode.NO, "no, or findings: an error, a failed expectation, a difference, a missing quote"),
    (ExitCode.USAGE, "the command line could not be understood"),
    (ExitCode.DEPENDS, "it depends, or is not known"),
    (ExitCode.FAULTY_DEAL, "the deal has errors, so nothing could be answered"),
    (ExitCode.UNREADABLE, "a file could not be found, read or written"),
    (ExitCode.OUR_BUG, "a fault of Termwise itself"),
    (ExitCode.INTERRUPTED, "interrupted with Ctrl-C"),
)
"""Each code with its meaning, for `termwise --help` and docs/commands.md."""
