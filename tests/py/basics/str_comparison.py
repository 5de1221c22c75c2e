words = ["pear", "apple", "fig", "Apple", "", "app", "zebra"]
print(sorted(words))
print("a" < "b", "a" < "B", "abc" < "abd", "abc" < "ab", "" < "a", "é" > "z")
print("abc" == "ab" + "c", "abc" != "abc", "1" == 1, "a" == b"a"[0:0])
print("b" >= "a" >= "A", max(words), min(words))
try:
    "a" < 1
except TypeError:
    print("TypeError")
