print("a\nb\nc".splitlines(), "a\r\nb\rc\n".splitlines(), "".splitlines(), "\n\n".splitlines())
print("a\nb\r\nc".splitlines(True))
print("one line".splitlines(), "x\n".splitlines(), "\n".splitlines(True))
