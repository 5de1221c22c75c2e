use super::{parse, to_text};

/// Most numbers read as the nearest double, which is what Rust has; it is the oracle for them.
#[test]
fn reads_the_nearest_double() {
    for text in
        ["0", "1", "0.1", "3.14159", "123456789.125", "1e22", "1e23", "5e-324", "1.7976931348623157e308", "1e-400"]
    {
        let (value, rest) = parse(text.as_bytes()).expect(text);
        assert_eq!(rest, b"");
        assert_eq!(Ok(value), text.parse(), "{text}");
    }
    assert_eq!(parse(b"1e999"), Some((f64::INFINITY, &b""[..])));
}

#[test]
fn stops_at_what_is_no_number() {
    assert_eq!(parse(b"1.5j"), Some((1.5, &b"j"[..])));
    assert_eq!(parse(b"1.2.3"), Some((1.2, &b".3"[..])));
    assert_eq!(parse(b"1e"), None);
    assert_eq!(parse(b"1e+"), None);
    assert_eq!(parse(b"x"), None);
}

/// The reference's own text for each, found with its compiler; the last three differ from the shortest text.
#[test]
fn writes_the_digits_of_the_reference() {
    for (value, text) in [
        (0.0, "0"),
        (-1.0, "-1"),
        (0.1, "0.1"),
        (1e16, "1e+16"),
        (1e15, "1000000000000000"),
        (0.00012, "0.00012"),
        (1e-5, "1e-05"),
        (2_634_673_674_411_001.0 / 4.0, "658668418602750.3"),
        (7_530_351_747_936_073.0 / 4.0, "1882587936984018.3"),
        (1e-320, "0.999988867182683e-320"),
    ] {
        assert_eq!(to_text(value), text);
    }
}
