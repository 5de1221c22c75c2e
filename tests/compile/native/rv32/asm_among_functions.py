def before(x):
    return [x]


@micropython.asm_rv32
def f(a0):
    c_addi(a0, 1)


class C:
    @micropython.asm_rv32
    def method(a0, a1):
        label(again)
        c_add(a0, a1)
        c_bnez(a1, again)


def after():
    return f(before(1)), C
