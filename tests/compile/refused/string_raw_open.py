x = r'a\
