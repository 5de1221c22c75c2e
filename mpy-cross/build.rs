//! Generates the parser from its grammar.

fn main() {
    lalrpop::Configuration::new()
        .use_cargo_dir_conventions()
        .emit_rerun_directives(true)
        .process_dir("src/parse")
        .expect("the grammar is well-formed and has no conflicts");
}
