x 1if
