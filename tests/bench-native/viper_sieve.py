# Bytes in a buffer, loops over ranges.


@micropython.viper
def sieve(flags: ptr8, limit: int) -> int:
    count = 0
    number = 2
    while number <= limit:
        if flags[number] == 0:
            count += 1
            multiple = number * number
            while multiple <= limit:
                flags[multiple] = 1
                multiple += number
        number += 1
    return count


print(sieve(bytearray(3001), 3000))
