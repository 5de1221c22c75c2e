for s in ("", "abc", "é", "☃", "𝄞"):
    b = s.encode()
    print(b, len(b), b.decode() == s, str(b, "utf-8") == s, bytes(s, "utf-8") == b)
print("x".encode("utf-8"), b"y".decode("utf-8"))
try:
    b"\xff\xfe".decode()
except UnicodeError:
    print("UnicodeError")
try:
    str(b"a\x80", "utf-8")
except ValueError:
    print("a UnicodeError is a ValueError")
