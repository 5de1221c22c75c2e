print(list("abc"), tuple("xy"), [c for c in ""], list(enumerate("hi")))
it = iter("ab")
print(next(it), next(it), next(it, "done"))
for c in "añ":
    print(c, end="|")
print()
print("a" in "cat", "ct" in "cat", "" in "", "z" not in "cat")
print(sorted("banana"), sorted(set("banana")), "".join(sorted("hello", reverse=True)))
print(max("hello"), min("hello"), list(zip("ab", "cd")), list(map(ord, "AZ")))
