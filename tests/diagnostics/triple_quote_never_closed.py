x = """text
more
