t"a"
t"{a}"
t"a{b!r}c{d:>{w}}"
t""
