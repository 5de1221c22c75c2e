total = 0.0
for i in range(1000):
    total += i * 0.5
print(total)
x = 1.0
for i in range(20):
    x = x / 2
print(x)
guess = 1.0
for i in range(20):
    guess = (guess + 2.0 / guess) / 2
print(abs(guess * guess - 2) < 1e-12, "%.6f" % guess)
values = [i / 8 for i in range(10)]
mean = sum(values) / len(values)
print(values, mean, "%.4f" % (sum((v - mean) ** 2 for v in values) / len(values)))
