code = compile("1 + 2", "name", "eval")
print(eval(code), eval(code))
code = compile("made = 7\nprint('runs', made)", "name", "exec")
exec(code)
exec(code)
print(made)
space = {}
exec(compile("z = 1", "n", "exec"), space)
print(space["z"])
try:
    compile("1 +", "n", "eval")
except SyntaxError:
    print("SyntaxError")
