//! The sandbox supervisor for this crate's own tests; the product's binary brings its own.

fn main() {
    sandbox::supervisor_main()
}
