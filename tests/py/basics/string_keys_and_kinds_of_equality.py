d = {"a": 1, "ab": 2}
built = "".join(["a", "b"])
print(d[built], built == "ab", built in d, d.get("".join(["a"])), hash(built) == hash("ab"))
print({1: "x"}.get(True), {True: "t"}[1], {"": 0}[""], {(): 1}[()], {b"k": 1}[bytes([107])])
long_key = "long key that is not interned because it is long " * 2
e = {long_key: "found"}
print(e["long key that is not interned because it is long " + "long key that is not interned because it is long "])
print(("x", 1) == ("x", 1), ("x", 1) in {("x", 1): 0}, [built, ["ab"]] == ["ab", [built]], {"k": [built]} == {"k": ["ab"]})
print("a" == "a\0", "\0" in {"\0": 1}, len({"a": 1, "a\0": 2}))
