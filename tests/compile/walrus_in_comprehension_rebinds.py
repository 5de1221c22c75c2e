[x for x in (x := y)]
