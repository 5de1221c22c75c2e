name = '\x4'
