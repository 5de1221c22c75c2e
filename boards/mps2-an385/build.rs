//! Memory layout and constants from board.toml.

fn main() {
    board_support::build_script();
}
