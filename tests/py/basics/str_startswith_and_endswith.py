s = "firmware.uf2"
print(s.startswith("firm"), s.startswith("ware"), s.startswith("ware", 4), s.startswith(""))
print(s.endswith("uf2"), s.endswith(".elf"), s.endswith(""), "".endswith("x"), s.endswith(s))
print(s.startswith(s + "x"), s.endswith("x" + s))
