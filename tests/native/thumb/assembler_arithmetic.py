def wrapped(number):
    number &= 0xFFFFFFFF
    return number - (number >> 31 << 32)


def combine(a, b, c, d):
    return wrapped((a + b - c) * d)


@micropython.asm_thumb
def combine(r0, r1, r2, r3):
    add(r0, r0, r1)
    sub(r0, r0, r2)
    mul(r0, r3)


def shifts(a, n):
    return wrapped((a << n) ^ (wrapped(a) >> n) | (a & 0xFFFFFFFF) >> n)


@micropython.asm_thumb
def shifts(r0, r1):
    mov(r2, r0)
    lsl(r2, r1)
    mov(r3, r0)
    asr(r3, r1)
    eor(r2, r3)
    lsr(r0, r1)
    orr(r0, r2)


def largest() -> int:
    return 0xFFFFFFFF


@micropython.asm_thumb
def largest() -> uint:
    mov(r0, 0)
    mvn(r0, r0)


def is_even(n):
    return n & 1 == 0


@micropython.asm_thumb
def is_even(r0) -> bool:
    mov(r1, 1)
    bic(r1, r0)
    mov(r0, r1)


for values in ((1, 2, 3, 4), (1000, -2000, 50, -7), (100000, 200000, 5, 12345)):
    print(combine(*values))
for a in (1, -1, 12345, -98765):
    print([shifts(a, n) for n in (0, 1, 5, 30)])
print(largest(), is_even(4), is_even(7))
try:
    is_even(1, 2)
except TypeError:
    print("one argument")
