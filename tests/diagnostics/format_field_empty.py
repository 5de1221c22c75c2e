print(f"reading {} of {total}")
