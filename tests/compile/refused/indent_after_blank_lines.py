

  a
