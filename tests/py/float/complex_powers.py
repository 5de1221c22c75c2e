# oracle: micropython  it computes powers by way of logarithms
# Powers that are complex, with complex numbers or without. The last digits are the mathematical library's.


def rough(z):
    return "%.11g %.11g" % (z.real, z.imag)


for z in (
    (-8) ** 0.5, (-8.0) ** 0.5, (-8) ** (1 / 3), pow(-2, 0.5), (-2.5) ** -1.5, (-8) ** -0.5,
    1j**2, 1j**0, 1j**1j, (1 + 2j) ** 2, (1 + 2j) ** -1, (1 + 2j) ** 0.5, (1 + 2j) ** (3 - 1j),
    2**1j, 2.5**1j, True**1j, (-2) ** 1j, 1j**True, pow(2, 1 + 1j), pow(1j, 3),
):  # fmt: skip
    print(type(z), rough(z))
print(0j**0, 0j**0j, 0j**2, 0j**2.5, 0 ** (1 + 0j), 0.0 ** (0j))
x = 1j
x **= 2
print(rough(x))
for base, exponent in ((0j, 1j), (0j, -1), (0j, -1j), (0, 1j), (0, -1 + 0j)):
    try:
        print(base**exponent)
    except ZeroDivisionError as error:
        print(base, exponent, error)
for real in (0.0, -0.0, 1.0, -1.0, 1e10, -2.5e-5):
    for imag in (0.0, -0.0, 1.0, -3.0, 1e-10):
        z = complex(real, imag)
        print(z, z * z, abs(z), -z, z + 1j)
        if z:
            print(rough(z**1.5), rough(z**-2), 1 / z, (2 + 3j) / z, rough(z**z))
print(abs(1e200 + 1e200j), 1e200j * 1e200j, (1e200 + 1e200j) / (1e200 - 1e200j), -0j)
inf, nan = float("inf"), float("nan")
print(complex(inf, nan), complex(nan, inf), complex(nan, nan), complex(0, nan), complex(0, -inf), complex(inf, -0.0))
print(inf * 1j,  complex(inf, inf) / 2, abs(complex(inf, nan)))
