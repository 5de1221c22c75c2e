//! Where flash and RAM of a firmware file went.
