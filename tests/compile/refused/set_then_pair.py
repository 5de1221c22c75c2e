x
{a, b: c}
