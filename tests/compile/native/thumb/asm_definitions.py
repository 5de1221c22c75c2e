import micropython


def before():
    x = 1


@micropython.asm_thumb
def alone():
    nop()


def after():
    unknown = zz


@before
@micropython.asm_thumb
@after(1)
def decorated(r0):
    nop()


@micropython.asm_xtensa
@micropython.bytecode
def bytecode_after_all(r0):
    return r0


@micropython.asm_thumb(ignored)
async def coroutine(r0):
    nop()


class Methods:
    @micropython.asm_thumb
    def method(r0, r1):
        add(r0, r0, r1)

    def plain(self):
        @micropython.asm_rv32
        def inner(r0, r1, r2, r3) -> uint:
            mov(r0, r3)

        return inner
