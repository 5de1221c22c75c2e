def wrapped(number):
    number &= 0xFFFFFFFF
    return number - (number >> 31 << 32)


def leading_zeros(n):
    count = 32
    n &= 0xFFFFFFFF
    while n:
        n >>= 1
        count -= 1
    return count


@micropython.asm_thumb
def leading_zeros(r0):
    clz(r0, r0)


def reversed_bits(n):
    result = 0
    for _ in range(32):
        result = result << 1 | n & 1
        n >>= 1
    return wrapped(result)


@micropython.asm_thumb
def reversed_bits(r0):
    rbit(r0, r0)


def quotients(a, b):
    # Towards zero.
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


@micropython.asm_thumb
def quotients(r0, r1):
    sdiv(r0, r0, r1)


def constant():
    return 0x12345678


@micropython.asm_thumb
def constant():
    movwt(r0, 0x12345678)


def clamp(n, low, high):
    return min(max(n, low), high)


@micropython.asm_thumb
def clamp(r0, r1, r2):
    cmp(r0, r1)
    it(lt)
    mov(r0, r1)
    cmp(r0, r2)
    itt(gt)
    mov(r0, r2)
    nop()
    cmp(r0, r0)
    ite(eq)
    nop()
    mov(r0, r8)
    beq_w(end)
    movw(r0, 0)
    label(end)


for n in (0, 1, -1, 1 << 20, 12345):
    print(leading_zeros(n), reversed_bits(n))
for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (100000, 3)):
    print(quotients(a, b))
print(constant())
print([clamp(n, -3, 4) for n in range(-6, 7)])
