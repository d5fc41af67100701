//! A type whose size doubles with each level, and a function for each of them.
#![recursion_limit = "1000000"]
#![type_length_limit = "1000000000000"]
trait Grow {
    fn grow(depth: u32) -> usize;
}
impl<T: Clone> Grow for T {
    fn grow(depth: u32) -> usize {
        if depth == 0 { std::mem::size_of::<T>() } else { <(T, T)>::grow(depth - 1) + <[T; 2]>::grow(depth - 1) }
    }
}
fn main() {
    println!("{}", u8::grow(60));
}
