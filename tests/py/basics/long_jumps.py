def long_body(n):
    total = 0
    for i in range(n):
        if i % 2:
            total += 1; total += 2; total += 3; total += 4; total += 5; total += 6; total += 7; total += 8
            total -= 1; total -= 2; total -= 3; total -= 4; total -= 5; total -= 6; total -= 7; total -= 8
            total += 1; total += 2; total += 3; total += 4; total += 5; total += 6; total += 7; total += 8
            total ^= 1; total ^= 2; total ^= 3; total ^= 4; total ^= 5; total ^= 6; total ^= 7; total ^= 8
            total += 1; total += 2; total += 3; total += 4; total += 5; total += 6; total += 7; total += 8
            if total > 5000:
                break
        elif i % 3 == 0:
            total += i * 1; total += i * 2; total += i * 3; total += i * 4; total += i * 5; total += i * 6
            total -= i * 1; total -= i * 2; total -= i * 3; total -= i * 4; total -= i * 5; total -= i * 6
            total += i * 1; total += i * 2; total += i * 3; total += i * 4; total += i * 5; total += i * 6
            continue
        else:
            try:
                total += 100 // (i - 4); total += 1; total += 2; total += 3; total += 4; total += 5; total += 6
                total += 1; total += 2; total += 3; total += 4; total += 5; total += 6; total += 7; total += 8
                total -= 1; total -= 2; total -= 3; total -= 4; total -= 5; total -= 6; total -= 7; total -= 8
            except ZeroDivisionError:
                total += 1; total += 2; total += 3; total += 4; total += 5; total += 6; total += 7; total += 8
                total += 1; total += 2; total += 3; total += 4; total += 5; total += 6; total += 7; total += 8
            finally:
                total += 1; total += 2; total += 3; total += 4; total += 5; total += 6; total += 7; total += 8
        total += 1
    else:
        total += 100000
    return total


print([long_body(n) for n in (0, 1, 2, 5, 10, 40, 200)])
