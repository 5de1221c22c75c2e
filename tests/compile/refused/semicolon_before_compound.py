a; if b: pass
