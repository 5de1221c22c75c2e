# Long ints of every size come and go while others live: digits of pi, Fibonacci numbers, factorials.
def pi_digits(count):
    digits = []
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), (10 * (3 * q + r)) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return digits


print("".join([str(digit) for digit in pi_digits(60)]))
numbers = [0, 1]
for i in range(150):
    numbers.append(numbers[-1] + numbers[-2])
print(numbers[60::15])
table = {number: str(number) for number in numbers}
print(all([table[number] == str(number) for number in numbers]), sum(numbers))
factorial = 1
for i in range(1, 60):
    factorial *= i
for i in range(1, 60):
    assert factorial % i == 0
    factorial //= i
print(factorial)
a, b = numbers[-1] * 35, numbers[-3] * 35
while b:
    a, b = b, a % b
print(a)
text = "".join(["%x" % number for number in numbers])
print(int(text, 16) % (10**9 + 7), len(text))
