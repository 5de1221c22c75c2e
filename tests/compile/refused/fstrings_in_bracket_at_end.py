f('a' f'{x}' f'{y}{f"{z}"}'

