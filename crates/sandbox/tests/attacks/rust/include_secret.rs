//! The compiler takes any file into the program.
fn main() {
    println!("{}\nworked", include_str!("@REACH@"));
}
