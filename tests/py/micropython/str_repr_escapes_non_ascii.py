# oracle: micropython
print(repr("é"), repr("☃"), ["𝄞", "naïve"], {"ÿ": 1})
print("%r" % "é", "{!r}".format("é"))
print("%5s|%-5s|" % ("é", "é"), "{:>4}|{:<4}|".format("é", "☃"))
