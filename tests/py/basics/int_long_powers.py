# Powers, also modulo a number.
for base in (0, 1, -1, 2, -2, 3, 10, -10, 12345, (1 << 31) - 1, -(1 << 33)):
    for exponent in (0, 1, 2, 3, 15, 31, 32, 33, 64, 100):
        print(base**exponent)
print(0 ** (1 << 40), 1 ** (1 << 40), (-1) ** (1 << 40), (-1) ** ((1 << 40) + 1), (1 << 40) ** 0, (1 << 40) ** 1)
print(pow(2, 100), pow(1 << 40, 3), pow(7, 77))
primes = [(1 << 31) - 1, (1 << 61) - 1, (1 << 89) - 1, (1 << 127) - 1]
for prime in primes:
    print(pow(3, prime - 1, prime), pow(10, 10**20, prime), pow(-3, 5, prime), pow(prime + 2, 3, prime))
    print(pow(3, 12345678901234567890, -prime), pow(prime, 5, 1 << 40), pow(2, 200, prime * prime))
print(pow(5, 0, 1 << 40), pow(0, 1 << 40, 1 << 40), pow(3, 1 << 40, 1), pow(1 << 40, 1 << 40, 97))
n = 1
for i in range(1, 121):
    n *= i
print(n)
