# A list of truth values, loops over ranges.


def sieve(limit):
    is_prime = [True] * (limit + 1)
    count = 0
    for number in range(2, limit + 1):
        if is_prime[number]:
            count += 1
            for multiple in range(number * number, limit + 1, number):
                is_prime[multiple] = False
    return count


print(sieve(1500))
