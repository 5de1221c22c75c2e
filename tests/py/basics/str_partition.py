print("key=value=x".partition("="), "key=value=x".rpartition("="))
print("nothing".partition("="), "nothing".rpartition("="))
print("=v".partition("="), "k=".partition("="), "a::b".partition("::"), "".partition("x"))
try:
    "a".partition("")
except ValueError:
    print("ValueError")
try:
    "a".rpartition("")
except ValueError:
    print("ValueError")
