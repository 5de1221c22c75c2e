s = "hello world, hello moon"
print(s.find("hello"), s.find("hello", 1), s.find("moon"), s.find("mars"))
print(s.rfind("hello"), s.rfind("hello", 0, 15), s.rfind("o"), s.rfind("zz"))
print(s.index("world"), s.rindex("hello"), s.find("o", 5, 8), s.find("", 3))
print(s.find("h", -5), s.find("n", -5), s.find("l", 3, -1), s.rfind("", 0, 4))
print(s.count("l"), s.count("hello"), s.count("zz"), "aaaa".count("aa"), "abc".count(""))
print("lo w" in s, "low" in s, "" in s, "x" not in s)
try:
    s.index("mars")
except ValueError:
    print("ValueError")
try:
    s.rindex("mars")
except ValueError:
    print("ValueError")
