x
{
 a: b,
 c}
