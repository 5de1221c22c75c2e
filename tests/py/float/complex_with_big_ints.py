# oracle: micropython  the words of its errors
# Complex numbers and deques with ints beyond 31 bits.
from collections import deque

big = 2**40
print(big + 1j, 1j + big, 1j * big, big * 1j, 1j == big, complex(big, 0) == big, big == complex(big, 0), big != 1j, 2**70 / 2j)
print(complex(big), complex(big, big), complex(1j, big), hash(complex(5, 0)) == hash(5))
print("%.8g" % abs((-big) ** 0.5), type((-big) ** 0.5), "%.8g" % (big ** 1j).real)
try:
    print(1j // big)
except TypeError as e:
    print(e)
try:
    print(big < 1j)
except TypeError as e:
    print(e)
try:
    print(big % 1j)
except TypeError as e:
    print(e)
try:
    print(10**400 * 1j)
except Exception as e:
    print(type(e), e)
print({complex(2**40, 0): 1}.get(2**40), {2**40: 1}.get(complex(2**40, 0)))
d = deque((1, 2, 3), 5)
for i in (2**40, -2**40, 2**31):
    try:
        print(d[i])
    except Exception as e:
        print(type(e), e)
for i in (2**40, -2**40, 2**31):
    try:
        print(len(deque((), i)))
    except Exception as e:
        print(type(e), str(e)[:24])
try:
    print(deque((), 1, 2**40))
except Exception as e:
    print(type(e), e)
