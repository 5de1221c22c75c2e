from micropython import const

OFFSET = const(8)


def before(x):
    return [x]


class C:
    @micropython.asm_xtensa
    def method(a2, a3):
        label(again)
        add(a2, a2, a3)
        l32i(a2, a2, OFFSET)
        bnez(a3, again)


def after():
    return before(C)
