s = "Hello, World 42"
print(s.upper(), s.lower(), "".upper(), "123".lower())
for t in ("abc", "ABC", "aBc", "123", "12a", " \t\n", "", "a b", "a1", "A1"):
    print(repr(t), t.isalpha(), t.isdigit(), t.isspace(), t.isupper(), t.islower())
