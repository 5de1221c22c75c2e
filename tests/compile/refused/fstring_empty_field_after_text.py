x = f'a{}'
