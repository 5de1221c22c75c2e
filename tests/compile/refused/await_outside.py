x
await a
