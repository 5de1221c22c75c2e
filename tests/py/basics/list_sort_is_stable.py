# oracle: cpython
pairs = [(n * 7 % 5, n) for n in range(40)]
pairs.sort(key=lambda p: p[0])
print(pairs)
pairs.sort(key=lambda p: p[0] % 2, reverse=True)
print(pairs)
words = "the quick brown fox jumps over the lazy dog again and again".split()
print(sorted(words, key=len))
