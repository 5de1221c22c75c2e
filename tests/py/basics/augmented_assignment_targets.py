class O:
    pass


o = O()
o.n = 1
o.n += 2
o.list = [1]
o.list += [2]
o.list[0] -= 5
d = {"k": [1, 2]}
d["k"][1] *= 10
d["n"] = 0
d["n"] |= 6
print(o.n, o.list, d["k"], d["n"])


def index():
    print("index evaluated once")
    return 0


a = [10]
a[index()] += 1
print(a)
n = 7
n //= 2
n <<= 3
n %= 10
n **= 2
n >>= 1
n &= 7
n ^= 5
print(n)
s = "a"
s += "b"
s *= 2
s %= ()
print(s)
t = (1,)
try:
    t[0] += 1
except TypeError:
    print("TypeError", t)
matrix = [[1, 2], [3, 4]]
matrix[1][0] += matrix[0][1]
print(matrix)
