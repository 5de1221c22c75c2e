x = {a: b for a in c, d: e}
