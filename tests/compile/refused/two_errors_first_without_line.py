x
for 1 in a: return
