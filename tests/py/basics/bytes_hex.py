print(b"\x00\x12\xab".hex(), bytes.fromhex("0012ab"), b"".hex(), bytes.fromhex(""))
print(bytes.fromhex("AB cd"), bytearray(b"hi").hex())
try:
    bytes.fromhex("a")
except ValueError:
    print("ValueError")
