a = [1, 2]
print(a.index(2), [a, [3]].index([3]), [[1, 2]].count(a), a in [a], [1, 2] in [a])
nested = [1, [2, [3]]]
print(nested == [1, [2, [3]]], nested == [1, [2, [4]]], nested < [1, [2, [4]]])
print([1, 2, 3] == (1, 2, 3), [] == [], [None] == [None], [1, 2, 3] > [1, 2])
