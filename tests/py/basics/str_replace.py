print("hello".replace("l", "L"), "hello".replace("l", "L", 1), "hello".replace("l", "", 2))
print("aaaa".replace("aa", "b"), "abc".replace("x", "y"), "abc".replace("abc", ""))
print("abc".replace("b", "b" * 5), "one two".replace(" ", "\n"))
print("ababab".replace("ab", "c", 0), "ababab".replace("ab", "c", -1))
s = "same"
print(s.replace("zz", "y") == s)
