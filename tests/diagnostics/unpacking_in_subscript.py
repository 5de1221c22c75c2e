x = table[*index]
