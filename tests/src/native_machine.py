"""Runs a module of machine code on an emulated processor.

Standard input: the module as JSON (see native_machine.rs). Objects are Python's own; the runtime that machine code calls
is written here, from the table of entries that comes with the module. What prints, prints on standard output; if it is
to be counted, the last line is how many instructions of the module have run, and how often it has called the runtime.
"""

import builtins
import json
import operator
import resource
import struct
import sys
import types

import unicorn as U
from unicorn import arm_const as ARM, riscv_const as RV, x86_const as X86

CODE, TABLE, STUBS, HEAP, STACK = 0x100000, 0x80000, 0x90000, 0xA00000, 0x2000000
STACK_SIZE = 0x400000
NULL, SENTINEL = 0, 4
BYTECODE, NATIVE, VIPER, ASM = range(4)
GENERATOR, VAR_KEYWORDS, VAR_ARGS, DEF_KWARGS = 1, 2, 4, 8
# The native type of an address.
POINTER = 4
# Of code states, function objects and module contexts, by word.
STATE = 5


class Processor:
    """One architecture: registers by what they are for."""

    def __init__(self, emulator, mode, arguments, names, scratch, nop, size=4, thumb=0):
        self.emulator, self.mode, self.arguments, self.size, self.thumb = emulator, mode, arguments, size, thumb
        self.result, self.stack, self.link = names
        # Registers that a call may change, and an instruction that does nothing.
        self.scratch, self.nop = scratch, nop


def arm(thumb):
    registers = [ARM.UC_ARM_REG_R0, ARM.UC_ARM_REG_R1, ARM.UC_ARM_REG_R2, ARM.UC_ARM_REG_R3]
    mode = U.UC_MODE_THUMB if thumb else U.UC_MODE_ARM
    names = (ARM.UC_ARM_REG_R0, ARM.UC_ARM_REG_SP, ARM.UC_ARM_REG_LR)
    nop = b"\0\xbf" if thumb else bytes.fromhex("0000a0e1")
    return Processor(U.UC_ARCH_ARM, mode, registers, names, [*registers, ARM.UC_ARM_REG_R12], nop, thumb=thumb)


def processor(arch):
    if arch == "x64":
        registers = [X86.UC_X86_REG_RDI, X86.UC_X86_REG_RSI, X86.UC_X86_REG_RDX, X86.UC_X86_REG_RCX]
        names = (X86.UC_X86_REG_RAX, X86.UC_X86_REG_RSP, None)
        scratch = [*registers, X86.UC_X86_REG_R8, X86.UC_X86_REG_R9, X86.UC_X86_REG_R10, X86.UC_X86_REG_R11]
        return Processor(U.UC_ARCH_X86, U.UC_MODE_64, registers, names, scratch, b"\x90", size=8)
    if arch == "x86":
        names = (X86.UC_X86_REG_EAX, X86.UC_X86_REG_ESP, None)
        return Processor(U.UC_ARCH_X86, U.UC_MODE_32, None, names, [X86.UC_X86_REG_ECX, X86.UC_X86_REG_EDX], b"\x90")
    if arch == "rv32imc":
        registers = [RV.UC_RISCV_REG_A0, RV.UC_RISCV_REG_A1, RV.UC_RISCV_REG_A2, RV.UC_RISCV_REG_A3]
        names = (RV.UC_RISCV_REG_A0, RV.UC_RISCV_REG_SP, RV.UC_RISCV_REG_RA)
        scratch = registers + [getattr(RV, "UC_RISCV_REG_T%d" % number) for number in range(7)]
        return Processor(U.UC_ARCH_RISCV, U.UC_MODE_RISCV32, registers, names, scratch, bytes.fromhex("13000000"))
    return arm(0 if arch == "armv6" else 1)


class Cell:
    """A captured variable; its value is in memory."""


class RawCode:
    def __init__(self, machine, described):
        self.kind = described["kind"]
        self.prelude, self.assembler = described.get("prelude"), described.get("assembler")
        self.children = [RawCode(machine, child) for child in described["children"]]
        self.address = machine.load(bytes.fromhex(described["code"]))
        words = [machine.word(child) for child in self.children]
        self.table = machine.allocate((len(words) + 1) * machine.size)
        for index, word in enumerate(words):
            machine.store(self.table + index * machine.size, word)


class Function:
    """A function of machine code."""

    def __init__(self, machine, code, context, defaults, keyword_defaults):
        self.machine, self.code, self.context = machine, code, context
        self.defaults, self.keyword_defaults = defaults or (), keyword_defaults or {}
        self.__name__ = code.prelude["name"] if code.prelude else "?"
        self.address = None

    def word(self):
        machine = self.machine
        word = machine.word(self)
        if self.address is None:
            self.address = word
            for index, value in enumerate((self.context, self.code.table, self.code.address), 1):
                machine.store(word + index * machine.size, value)
        return word

    def __get__(self, instance, owner=None):
        return self if instance is None else types.MethodType(self, instance)

    def __call__(self, *positional, **keywords):
        machine, size = self.machine, self.machine.size
        if self.code.kind == ASM:
            return self.assembled(*positional)
        words = [machine.word(value) for value in positional]
        for name, value in keywords.items():
            words += [machine.word(name), machine.word(value)]
        arguments = machine.allocate(max(1, len(words)) * size)
        for index, word in enumerate(words):
            machine.store(arguments + index * size, word)
        if self.code.kind == VIPER:
            return machine.object(machine.call(self.code.address, self.word(), len(positional), len(keywords), arguments))
        if self.code.prelude["flags"] & GENERATOR:
            return Generator(self, len(positional), len(keywords), arguments)
        start = self.code.address + size
        return machine.object(machine.call(start, self.word(), len(positional), len(keywords), arguments))

    def assembled(self, *positional):
        """Calls a function in assembler: with numbers and the addresses of buffers, for a number or what it stands for."""
        machine, (n_positional, result) = self.machine, self.code.assembler
        if len(positional) != n_positional:
            raise TypeError("function takes %d positional arguments but %d were given" % (n_positional, len(positional)))
        words = [machine.convert_obj_to_native(machine.word(value), POINTER) for value in positional]
        return machine.object(machine.convert_native_to_obj(machine.call(self.code.address, *words), result))

    def closed(self, cells):
        """A function that passes cells before other arguments."""
        return Closure(self, cells)

    def set_up(self, state, n_positional, n_keyword, arguments):
        """Puts arguments in the places of parameters."""
        machine, size, prelude = self.machine, self.machine.size, self.code.prelude
        n_state = machine.read(state + 3 * size) & 0xFFFF
        places = state + STATE * size
        for index in range(n_state):
            machine.store(places + index * size, NULL)
        machine.store(state + 2 * size, places - size)
        words = [machine.read(arguments + index * size) for index in range(n_positional + 2 * n_keyword)]
        positional, pairs = words[:n_positional], words[n_positional:]
        keywords = {machine.object(name): value for name, value in zip(pairs[::2], pairs[1::2])}
        n_pos, n_only, flags = prelude["n_pos"], prelude["n_only"], prelude["flags"]
        names = prelude["names"]
        values = dict(enumerate(positional[:n_pos]))
        extra = positional[n_pos:]
        if extra and not flags & VAR_ARGS:
            raise TypeError("function takes %d positional arguments but %d were given" % (n_pos, len(positional)))
        rest = {}
        for name, value in keywords.items():
            if name in names:
                slot = names.index(name)
                if slot in values:
                    raise TypeError("function got multiple values for argument '%s'" % name)
                values[slot] = value
            elif flags & VAR_KEYWORDS:
                rest[name] = machine.object(value)
            else:
                raise TypeError("unexpected keyword argument '%s'" % name)
        first_default = n_pos - len(self.defaults)
        for slot in range(n_pos + n_only):
            if slot in values:
                continue
            if first_default <= slot < n_pos:
                values[slot] = machine.word(self.defaults[slot - first_default])
            elif slot >= n_pos and names[slot] in self.keyword_defaults:
                values[slot] = machine.word(self.keyword_defaults[names[slot]])
            else:
                raise TypeError("function missing required argument")
        slot = n_pos + n_only
        if flags & VAR_ARGS:
            values[slot] = machine.word(tuple(machine.object(word) for word in extra))
            slot += 1
        if flags & VAR_KEYWORDS:
            values[slot] = machine.word(rest)
        for slot in prelude["cells"]:
            cell = machine.word(Cell())
            machine.store(cell + size, values.get(slot, NULL))
            values[slot] = cell
        for slot, word in values.items():
            machine.store(places + (n_state - 1 - slot) * size, word)


class Closure:
    def __init__(self, function, cells):
        self.function, self.cells = function, cells

    def __get__(self, instance, owner=None):
        return self if instance is None else types.MethodType(self, instance)

    def __call__(self, *positional, **keywords):
        return self.function(*self.cells, *positional, **keywords)


class Generator:
    """A generator of machine code."""

    def __init__(self, function, n_positional, n_keyword, arguments):
        self.function, machine, size = function, function.machine, function.machine.size
        n_state = function.code.prelude["n_state"]
        self.state = machine.allocate((STATE + n_state) * size)
        machine.store(self.state, function.word())
        machine.store(self.state + 3 * size, n_state)
        function.set_up(self.state, n_positional, n_keyword, arguments)
        code = function.code.address
        machine.store(self.state + size, (code + machine.read(code + size)) | machine.processor.thumb)
        self.is_started = self.is_done = self.is_running = False

    def resume(self, sent, thrown):
        """Gives whether it has yielded, and the value."""
        machine, size = self.function.machine, self.function.machine.size
        if self.is_done:
            if thrown is not None:
                raise thrown
            return False, None
        if self.is_running:
            raise ValueError("generator already executing")
        if not self.is_started:
            if sent is not None:
                raise TypeError("can't send non-None value to a just-started generator")
        else:
            machine.store(machine.read(self.state + 2 * size), machine.word(sent))
        self.is_started = self.is_running = True
        thrown = NULL if thrown is None else machine.word(thrown)
        try:
            kind = machine.call(self.function.code.address + 2 * size, self.state, thrown, 0, 0)
        finally:
            self.is_running = False
        if kind == 2:
            self.is_done = True
            error = machine.object(machine.read(self.state + STATE * size))
            if isinstance(error, StopIteration):
                raise RuntimeError("generator raised StopIteration") from None
            raise error
        self.is_done = kind == 0
        return kind == 1, machine.object(machine.read(machine.read(self.state + 2 * size)))

    def step(self, sent, thrown):
        yielded, value = self.resume(sent, thrown)
        if yielded:
            return value
        raise StopIteration(value) if value is not None else StopIteration

    def __iter__(self):
        return self

    def __next__(self):
        return self.step(None, None)

    def send(self, value):
        return self.step(value, None)

    def throw(self, error):
        if isinstance(error, type):
            error = error()
        return self.step(None, error)

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (GeneratorExit, StopIteration):
            return
        raise RuntimeError("generator ignored GeneratorExit")


class Machine:
    def __init__(self, module):
        self.processor = processor(module["arch"])
        self.size = self.processor.size
        self.mask = (1 << 8 * self.size) - 1
        self.cpu = U.Uc(self.processor.emulator, self.processor.mode)
        self.cpu.mem_map(0x1000, STACK + STACK_SIZE - 0x1000)
        self.code_end, self.heap_end = CODE, HEAP
        self.objects, self.words, self.kept = {}, {}, []
        self.catching, self.stopped = [], None
        self.cpu.mem_write(STUBS, self.processor.nop * (0x1000 // len(self.processor.nop)))
        self.cpu.hook_add(U.UC_HOOK_CODE, self.stop, begin=STUBS, end=STUBS + 0x1000)
        self.n_instructions = self.n_calls = 0
        if module["counts"]:
            self.cpu.hook_add(U.UC_HOOK_CODE, self.count, begin=CODE, end=HEAP)
        self.names = module["qstrs"]
        self.constants(module)
        self.globals = {"__name__": "__main__"}
        self.names_in_use = self.globals

    def constants(self, module):
        size = self.size
        for index, (name, is_value) in enumerate(module["entries"]):
            value = {"const_none_obj": None, "const_false_obj": False, "const_true_obj": True}.get(name)
            word = self.word(value) if is_value else STUBS + 16 * (index + 1) | self.processor.thumb
            self.store(TABLE + index * size, word)
        self.entries = [name for name, _ in module["entries"]]
        strings = self.allocate(2 * len(self.names))
        self.cpu.mem_write(strings, struct.pack("<%dH" % len(self.names), *range(len(self.names))))
        values = [TABLE if value is None else self.word(self.constant(value)) for value in module["constants"]]
        table = self.allocate(size * max(1, len(values)))
        for index, word in enumerate(values):
            self.store(table + index * size, word)
        self.context = self.allocate(4 * size)
        for index, word in enumerate((NULL, self.context + 1, strings, table)):
            self.store(self.context + index * size, word)

    def constant(self, described):
        kind, value = described
        if kind == "bytes":
            return bytes.fromhex(value)
        if kind == "tuple":
            return tuple(self.constant(item) for item in value)
        read = {"str": str, "int": int, "float": float, "complex": complex, "bool": bool}
        return read[kind](value) if kind in read else {"None": None, "...": ...}[kind]

    # Memory.

    def load(self, code):
        address = self.code_end
        self.cpu.mem_write(address, code)
        self.code_end = (address + len(code) + 15) & ~15
        if self.code_end > HEAP:
            raise MemoryError
        return address

    def allocate(self, n):
        address = self.heap_end
        self.heap_end = (address + n + 15) & ~15
        if self.heap_end > STACK:
            raise MemoryError
        return address

    def read(self, address):
        return int.from_bytes(self.cpu.mem_read(address, self.size), "little")

    def store(self, address, word):
        self.cpu.mem_write(address, (word & self.mask).to_bytes(self.size, "little"))

    # Objects.

    def word(self, value):
        if type(value) is int and -(1 << (8 * self.size - 2)) <= value < 1 << (8 * self.size - 2):
            return (value << 1 | 1) & self.mask
        key = id(value)
        if key not in self.words:
            address = self.allocate(8 * self.size)
            self.words[key], self.objects[address] = address, value
            self.kept.append(value)
            if value is not type:
                self.store(address, self.word(type(value)))
        return self.words[key]

    def object(self, word):
        if word & 1:
            return (word - (1 << 8 * self.size) if word >> (8 * self.size - 1) else word) >> 1
        return self.objects[word]

    def items(self, address, n):
        return [self.object(self.read(address + index * self.size)) for index in range(n)]

    def signed(self, word):
        return word - (1 << 8 * self.size) if word >> (8 * self.size - 1) else word

    # Running.

    def stop(self, cpu, address, _size, _data):
        self.stopped = address
        cpu.emu_stop()

    def count(self, _cpu, _address, _size, _data):
        self.n_instructions += 1

    def call(self, address, *arguments):
        """Calls machine code, in the middle of what is running."""
        cpu, processor = self.cpu, self.processor
        saved = cpu.context_save()
        below = cpu.reg_read(processor.stack) or STACK + STACK_SIZE
        stack = (below - 512) & ~15
        home = STUBS | processor.thumb
        if processor.arguments:
            for register, argument in zip(processor.arguments, arguments):
                cpu.reg_write(register, argument)
        else:
            for index, argument in enumerate(arguments):
                self.store(stack + 4 * index, argument)
        if processor.link is None:
            stack -= self.size
            self.store(stack, home)
        else:
            cpu.reg_write(processor.link, home)
        cpu.reg_write(processor.stack, stack)
        n_catching = len(self.catching)
        try:
            return self.run(address, n_catching)
        finally:
            del self.catching[n_catching:]
            cpu.context_restore(saved)

    def run(self, address, n_catching):
        cpu, processor = self.cpu, self.processor
        while True:
            cpu.emu_start(address | processor.thumb, 0)
            if self.stopped == STUBS:
                return cpu.reg_read(processor.result) & self.mask
            name = self.entries[(self.stopped - STUBS) // 16 - 1]
            self.n_calls += 1
            try:
                result = getattr(self, name)(*self.arguments(getattr(self, name)))
                # Of a truth only the lowest byte counts, where there is a register for it.
                if isinstance(result, bool):
                    result = result | 0xAB00 if processor.link is None else int(result)
            except (Exception, GeneratorExit) as error:
                if len(self.catching) == n_catching:
                    raise
                buffer, context, home = self.catching.pop()
                cpu.context_restore(context)
                if home is not None:
                    self.store(cpu.reg_read(processor.stack), home)
                error.__traceback__ = None
                self.store(buffer + self.size, self.word(error))
                result = 1
            # A call preserves nothing that it need not.
            for register in processor.scratch:
                cpu.reg_write(register, 0xDEAD)
            cpu.reg_write(processor.result, 0xDEAD if result is None else result & self.mask)
            address = self.return_address()

    def return_address(self):
        cpu, processor = self.cpu, self.processor
        if processor.link is not None:
            return cpu.reg_read(processor.link) & ~processor.thumb
        stack = cpu.reg_read(processor.stack)
        cpu.reg_write(processor.stack, stack + self.size)
        return self.read(stack)

    def arguments(self, entry):
        n = entry.__code__.co_argcount - 1
        if self.processor.arguments:
            return [self.cpu.reg_read(register) & self.mask for register in self.processor.arguments[:n]]
        stack = self.cpu.reg_read(self.processor.stack)
        return [self.read(stack + 4 * index) for index in range(1, n + 1)]

    # The runtime, by the names of its entries.

    def convert_obj_to_native(self, value, kind):
        value = self.object(value)
        if kind & 15 == 0:
            return self.word(value)
        if kind & 15 == 1:
            return int(bool(value))
        if isinstance(value, Buffer) and kind & 15 >= 4:
            return value.address
        if not isinstance(value, int):
            raise TypeError("can't convert %s to int" % type(value).__name__)
        return int(value) & self.mask

    def convert_native_to_obj(self, word, kind):
        kind &= 15
        values = {0: lambda: self.object(word), 1: lambda: bool(word), 2: lambda: self.signed(word)}
        return self.word(values.get(kind, lambda: word)())

    def native_swap_globals(self, new):
        del new
        return NULL

    def load_name(self, name):
        name = self.names[name]
        return self.word(self.names_in_use[name]) if name in self.names_in_use else self.load_global(self.names.index(name))

    def load_global(self, name):
        name = self.names[name]
        for scope in (self.globals, BUILTINS):
            if name in scope:
                return self.word(scope[name])
        raise NameError("name '%s' isn't defined" % name)

    def load_build_class(self):
        return self.word(self.build_class)

    def build_class(self, body, name, *bases, **keywords):
        outer, self.names_in_use = self.names_in_use, {}
        try:
            cell = body()
            namespace = self.names_in_use
        finally:
            self.names_in_use = outer
        made = type(name, bases, namespace, **keywords)
        if cell is not None:
            self.store(self.word(cell) + self.size, self.word(made))
        return made

    def load_attr(self, base, name):
        return self.word(getattr(self.object(base), self.names[name]))

    def load_method(self, base, name, to):
        self.store(to, self.load_attr(base, name))
        self.store(to + self.size, NULL)

    def load_super_method(self, name, to):
        _, cls, instance = self.items(to, 3)
        self.store(to, self.word(getattr(super(cls, instance), self.names[name])))
        self.store(to + self.size, NULL)

    def store_name(self, name, value):
        self.names_in_use[self.names[name]] = self.object(value)

    def store_global(self, name, value):
        self.globals[self.names[name]] = self.object(value)

    def store_attr(self, base, name, value):
        if value == NULL:
            delattr(self.object(base), self.names[name])
        else:
            setattr(self.object(base), self.names[name], self.object(value))

    def obj_subscr(self, base, index, value):
        base, index = self.object(base), self.object(index)
        if value == NULL:
            del base[index]
        elif value == SENTINEL:
            return self.word(base[index])
        else:
            base[index] = self.object(value)
        return self.word(None)

    def obj_is_true(self, value):
        return bool(self.object(value))

    def unary_op(self, op, value):
        return self.word((operator.pos, operator.neg, operator.inv, operator.not_)[op](self.object(value)))

    def binary_op(self, op, left, right):
        return self.word(BINARY[op](self.object(left), self.object(right)))

    def build_tuple(self, n, items):
        return self.word(tuple(self.items(items, n)))

    def build_list(self, n, items):
        return self.word(self.items(items, n))

    def build_map(self, n):
        del n
        return self.word({})

    def build_set(self, n, items):
        return self.word(set(self.items(items, n)))

    def store_set(self, to, item):
        self.object(to).add(self.object(item))

    def list_append(self, to, item):
        self.object(to).append(self.object(item))
        return self.word(None)

    def store_map(self, to, key, value):
        self.object(to)[self.object(key)] = self.object(value)
        return to

    def make_function_from_proto_fun(self, code, context, defaults):
        positional = keyword = None
        if defaults != NULL:
            words = [self.read(defaults), self.read(defaults + self.size)]
            positional, keyword = [None if word == NULL else self.object(word) for word in words]
        function = Function(self, self.object(code), context, positional, keyword)
        return function.word()

    def native_call_function_n_kw(self, function, counts, arguments):
        n, n_keyword = counts & 255, counts >> 8
        values = self.items(arguments, n + 2 * n_keyword)
        return self.word(self.object(function)(*values[:n], **dict(zip(values[n::2], values[n + 1 :: 2]))))

    def call_method_n_kw(self, n, n_keyword, arguments):
        function, instance = self.object(self.read(arguments)), self.read(arguments + self.size)
        values = self.items(arguments + 2 * self.size, n + 2 * n_keyword)
        first = [] if instance == NULL else [self.object(instance)]
        return self.word(function(*first, *values[:n], **dict(zip(values[n::2], values[n + 1 :: 2]))))

    def call_method_n_kw_var(self, has_self, counts, arguments):
        n, n_keyword, size = counts & 255, counts >> 8, self.size
        function, at = self.object(self.read(arguments)), arguments + size
        positional, keywords = [], {}
        if has_self & 255:
            if self.read(at) != NULL:
                positional.append(self.object(self.read(at)))
            at += size
        stars = self.object(self.read(at + (n + 2 * n_keyword) * size))
        for index, value in enumerate(self.items(at, n)):
            positional += value if stars >> index & 1 else [value]
        at += n * size
        for index in range(n_keyword):
            name, value = self.read(at + 2 * index * size), self.object(self.read(at + (2 * index + 1) * size))
            more = dict(value) if name == NULL else {self.object(name): value}
            if not keywords.keys().isdisjoint(more):
                raise TypeError("function got multiple values for argument")
            keywords.update(more)
        return self.word(function(*positional, **keywords))

    def native_getiter(self, value, to):
        value = self.object(value)
        iterator = self.word(iter(value))
        if to == NULL:
            return iterator
        self.store(to, NULL)
        self.store(to + self.size, iterator)
        return to

    def native_iternext(self, at):
        assert self.read(at) == NULL
        try:
            return self.word(next(self.object(self.read(at + self.size))))
        except StopIteration:
            return NULL

    def nlr_push(self, buffer):
        # On the stack, the return address may be overwritten by then.
        processor = self.processor
        home = None if processor.link else self.read(self.cpu.reg_read(processor.stack))
        self.catching.append((buffer, self.cpu.context_save(), home))
        return 0

    def nlr_pop(self):
        self.catching.pop()

    def native_raise(self, error):
        if error != NULL and self.object(error) is not None:
            error = self.object(error)
            if isinstance(error, type) and issubclass(error, BaseException):
                error = error()
            if not isinstance(error, BaseException):
                raise TypeError("exceptions must derive from BaseException")
            raise error

    def import_name(self, name, names, level):
        name = self.names[name]
        if name != "micropython" or self.object(level):
            raise ImportError("no module named '%s'" % name)
        return self.word(MICROPYTHON)

    def import_from(self, module, name):
        return self.load_attr(module, name)

    def new_slice(self, start, stop, step):
        return self.word(slice(self.object(start), self.object(stop), self.object(step)))

    def unpack_sequence(self, sequence, n, to):
        values = list(self.object(sequence))
        if len(values) != n:
            raise ValueError("wrong number of values to unpack")
        for index, value in enumerate(reversed(values)):
            self.store(to + index * self.size, self.word(value))

    def unpack_ex(self, sequence, counts, to):
        before, after = counts & 255, counts >> 8 & 255
        values = list(self.object(sequence))
        if len(values) < before + after:
            raise ValueError("need more than %d values to unpack" % len(values))
        end = len(values) - after
        values = values[:before] + [values[before:end]] + values[end:]
        for index, value in enumerate(reversed(values)):
            self.store(to + index * self.size, self.word(value))

    def delete_name(self, name):
        del self.names_in_use[self.names[name]]

    def delete_global(self, name):
        del self.globals[self.names[name]]

    def new_closure(self, function, n, cells):
        return self.word(self.object(function).closed(self.items(cells, n)))

    def arg_check_num_sig(self, n, n_keyword, signature):
        least, most = signature >> 17, signature >> 1 & 0xFFFF
        if n_keyword or not least <= n <= most:
            raise TypeError("function takes %d positional arguments but %d were given" % (most, n))

    def setup_code_state(self, state, n, n_keyword, arguments):
        self.object(self.read(state)).set_up(state, n, n_keyword, arguments)

    def small_int_floor_divide(self, a, b):
        return self.signed(a) // self.signed(b)

    def small_int_modulo(self, a, b):
        return self.signed(a) % self.signed(b)

    def native_yield_from(self, delegate, sent, to):
        delegate, thrown = self.object(delegate), self.read(to)
        sent = None if sent == NULL else self.object(sent)
        error = None if thrown == NULL else self.object(thrown)
        if isinstance(error, type):
            error = error()
        try:
            if error is not None:
                if not hasattr(delegate, "throw"):
                    raise error
                value = delegate.throw(error)
            elif sent is not None:
                value = delegate.send(sent)
            else:
                value = next(delegate)
        except StopIteration as end:
            self.store(to, self.word(end.value))
            if isinstance(error, GeneratorExit):
                raise error from None
            return False
        self.store(to, self.word(value))
        return True

    def setjmp(self, buffer):
        del buffer
        return 0


class Buffer:
    """A bytearray whose bytes machine code can reach."""

    machine = None

    def __init__(self, source=b""):
        content = bytes(source)
        self.length, self.address = len(content), self.machine.allocate(len(content) + 1)
        self.machine.cpu.mem_write(self.address, content)

    def __bytes__(self):
        return bytes(self.machine.cpu.mem_read(self.address, self.length))

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        return bytes(self)[index]

    def __setitem__(self, index, value):
        content = bytearray(bytes(self))
        content[index] = value
        self.machine.cpu.mem_write(self.address, bytes(content))

    def __iter__(self):
        return iter(bytes(self))

    def __eq__(self, other):
        return bytes(self) == bytes(other)

    def __repr__(self):
        return "bytearray(%r)" % bytes(self)


def caught(error, wanted):
    return isinstance(error, wanted)


def inplace(name):
    return getattr(operator, name)


# By the numbers of operators.
BINARY = [
    operator.lt, operator.gt, operator.eq, operator.le, operator.ge, operator.ne,
    lambda a, b: a in b, operator.is_, caught,
    inplace("ior"), inplace("ixor"), inplace("iand"), inplace("ilshift"), inplace("irshift"), inplace("iadd"),
    inplace("isub"), inplace("imul"), inplace("imatmul"), inplace("ifloordiv"), inplace("itruediv"), inplace("imod"),
    inplace("ipow"),
    operator.or_, operator.xor, operator.and_, operator.lshift, operator.rshift, operator.add, operator.sub,
    operator.mul, operator.matmul, operator.floordiv, operator.truediv, operator.mod, operator.pow,
]

MICROPYTHON = types.SimpleNamespace(const=lambda value: value)
BUILTINS = {**vars(builtins), "bytearray": Buffer}


if __name__ == "__main__":
    described = json.load(sys.stdin)
    sys.setrecursionlimit(3000)
    # Code that is wrong may make objects for ever.
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    machine = Machine(described)
    Buffer.machine = machine
    Function(machine, RawCode(machine, described["code"]), machine.context, None, None)()
    if described["counts"]:
        print(machine.n_instructions, machine.n_calls)
