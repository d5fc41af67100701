//! The compiler's own environment as a constant of the program.
fn main() {
    println!("{}\nworked", env!("SECRET_TOKEN"));
}
