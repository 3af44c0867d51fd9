"""LLVM text to machine code of this processor, and machine code to functions that can be called.

Arithmetic stays strict: no fast-math flag is ever written, so LLVM may neither reorder nor fuse what is rounded twice.
"""

from functools import cache

import llvmlite
import llvmlite.binding as llvm


class CompilerError(RuntimeError):
    """LLVM refused text that was generated here: a bug of Termwise, never of a deal."""


@cache
def processor() -> tuple[str, str]:
    """The name of this processor and its features, as LLVM states them."""
    return llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()


@cache
def lanes() -> int:
    """How many paths side by side suit this processor: as many reals as its widest vectors hold, at least four.

    More run no faster and take longer to compile.
    """
    return 8 if llvm.get_host_cpu_features().get("avx512f") else 4


def releases() -> str:
    """What compiles: llvmlite's release and LLVM's."""
    return f"llvmlite {llvmlite.__version__}, LLVM {'.'.join(map(str, llvm.llvm_version_info))}"


def compiled(text: str) -> bytes:
    """The object code of a module. Raises `CompilerError` when LLVM does not accept the text.

    Parts are straight lines without a repetition, so two passes do all that the usual forty would, in a third of the
    time.
    """
    machine = _target_machine()
    try:
        module = llvm.parse_assembly(text)
        module.verify()
    except RuntimeError as error:
        raise CompilerError(str(error)) from error
    passes = llvm.create_new_module_pass_manager()
    passes.add_always_inliner_pass()
    passes.add_instruction_combine_pass()
    passes.run(module, llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=1)))
    return bytes(machine.emit_object(module))


class Loaded:
    """Object code in memory; its functions live as long as this value."""

    def __init__(self, name: str, code: bytes, functions: tuple[str, ...]) -> None:
        """Raises `CompilerError` when the code cannot be linked."""
        self._jit = llvm.create_lljit_compiler(_target_machine())
        library = llvm.JITLibraryBuilder().add_object_img(code).add_current_process()
        for function in functions:
            library = library.export_symbol(function)
        try:
            self._library = library.link(self._jit, name)
        except RuntimeError as error:
            raise CompilerError(str(error)) from error

    def address(self, function: str) -> int:
        """Where a function begins."""
        return int(self._library[function])


@cache
def _target() -> llvm.Target:
    """That of this machine. LLVM is to keep the order that `order` chose, which its own would undo for registers."""
    llvm.set_option("", "-enable-misched=false")
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    llvm.initialize_native_asmparser()
    return llvm.Target.from_default_triple()


def _target_machine() -> llvm.TargetMachine:
    cpu, features = processor()
    return _target().create_target_machine(cpu=cpu, features=features, opt=2, codemodel="small", reloc="pic", jit=True)
