s = "naïve ☃ 𝄞 日本"
print(s, len(s), s[2], s[6], s[8], s[-1], s[-2:])
print([ord(c) for c in s])
print(chr(0xE9), chr(0x2603), chr(0x1D11E), ord("ÿ"))
print(s.find("☃"), s.find("本"), s.rfind("日"), "|".join(s.split(" ")), s[6:9])
print(s.replace("☃", "snow"), "日" in s, s.count("ï"), s.encode())
print("é" * 3, "é" + "e", "é" == "\u00e9", "\U0001d11e" == "𝄞", "\xe9")
print(len(list("aé☃")), "-".join(c for c in reversed("aé☃")))
print("%s|" % "é", "{}|{:s}|".format("é", "☃"))
