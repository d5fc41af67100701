//! The supervisor alone, so that this crate's tests and examples need no other program.

fn main() {
    sandbox::supervisor_main()
}
