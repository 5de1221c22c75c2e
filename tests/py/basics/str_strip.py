s = "  \t hello \n "
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()))
print("xxhixx".strip("x"), "xyhiyx".strip("yx"), "xxhixx".lstrip("x"), "xxhixx".rstrip("x"))
print(repr("".strip()), repr("xxx".strip("x")), "a".strip("b"), repr("abc".strip("")))
print("mississippi".lstrip("mis"), "www.example.com".strip("cmow."))
