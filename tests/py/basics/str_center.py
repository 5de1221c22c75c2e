print("[" + "ab".center(6) + "]", "[" + "ab".center(2) + "]", "[" + "ab".center(1) + "]")
print("[" + "abc".center(7) + "]", "[" + "".center(4) + "]")
