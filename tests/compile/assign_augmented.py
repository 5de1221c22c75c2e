a += 1
a.b -= 2
a[b] *= c
a.b.c[d].e //= f
a @= b; a /= b; a %= b; a **= b; a >>= b; a <<= b; a &= b; a ^= b; a |= b
def f():
    x = 1
    x += 1
    x[x] += x
    f(x).y += yield
