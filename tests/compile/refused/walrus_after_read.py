[a for b in c if a if (a := b)]
