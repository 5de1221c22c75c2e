del {a: 1}
