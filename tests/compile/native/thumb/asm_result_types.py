@micropython.asm_thumb
def f_object() -> object:
    nop()


@micropython.asm_thumb
def f_bool() -> bool:
    nop()


@micropython.asm_thumb
def f_int() -> int:
    nop()


@micropython.asm_thumb
def f_uint() -> uint:
    nop()


@micropython.asm_thumb
def nothing():
    pass
