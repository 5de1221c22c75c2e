x = '''a
b
