a = [1]
b = a
c = [1]
print(a is b, a is c, a == c, a is not c, None is None, 5 is not None, id(a) == id(b), id(a) == id(c))
print(() is (), "" is "", True is True, 1 is 1, type(1) is int, type([]) is list, type(type) is type)
s = "interned"
t = s
print(s is t)
class K:
    pass
k = K()
before = id(k)
junk = [[i] for i in range(200)]
del junk
import gc
gc.collect()
print(id(k) == before, hash(k) == hash(k), {k: 1}[k], k is k, K() is K())
