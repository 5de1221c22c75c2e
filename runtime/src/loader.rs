//! Loading `.mpy`: verify once, then trust.
