//! Lists against a model, and what they weigh.
