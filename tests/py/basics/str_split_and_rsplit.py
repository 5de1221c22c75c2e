print("a b  c ".split(), " \t\n a \r b".split(), "".split(), "   ".split())
print("a,b,,c".split(","), ",".split(","), "".split(","), "abc".split(","))
print("a,b,c,d".split(",", 1), "a,b,c,d".split(",", 2), "a,b".split(",", 9), "a,b".split(",", 0))
print("a b c d".split(None, 1), " a  b  c ".split(None, 2))
print("a--b--c".split("--"), "a--b--c".split("-"))
print("a,b,c,d".rsplit(",", 1), "a,b,c,d".rsplit(",", 2), "a,b".rsplit(",", 9), ",a,".rsplit(",", 1))
print("a--b--c".rsplit("--", 1))
try:
    "a".split("")
except ValueError:
    print("empty separator")
