a = [5, 2, 9, 1, 5, -3]
a.sort()
print(a)
a.sort(reverse=True)
print(a)
words = ["pear", "Fig", "apple", "kiwi"]
words.sort()
print(words)
words.sort(key=lambda w: w.lower())
print(words)
words.sort(key=lambda w: w[-1], reverse=True)
print(words)
print(sorted([3, 1, 2]), sorted("cab"), sorted((2, 1), reverse=True), sorted({3: 0, 1: 0}))
print(sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([[3], [1, 2], []]), sorted([]))
print(sorted(range(20), key=lambda n: n * 7 % 20))
print(sorted([True, False, 2, -1]))
n = [(i * 37) % 101 for i in range(101)]
n.sort()
print(n == list(range(101)))
n.sort(key=lambda v: -v)
print(n[:3], n[-3:])
try:
    [1, "a"].sort()
except TypeError:
    print("TypeError")
try:
    [3, 2].sort(None)
except TypeError:
    print("keyword only")
