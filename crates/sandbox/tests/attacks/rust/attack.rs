//! The attacks in Rust: `worked` with exit code 0, or `refused` with the error and exit code 1.
use std::io::{Error, Write};

fn end(text: &str, code: i32) -> ! {
    println!("{text}");
    std::process::exit(code)
}

fn answer<T>(result: Result<T, Error>) -> ! {
    match result {
        Ok(_) => end("worked", 0),
        Err(error) => end(&format!("refused {:?}", error.kind()), 1),
    }
}

fn reach(path: &str) -> String {
    if std::fs::exists(path).unwrap_or(false) { path.to_owned() } else { format!("/host{path}") }
}

extern "C" {
    fn unshare(flags: i32) -> i32;
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let argument = arguments.get(2).map_or("", String::as_str);
    let many = argument.parse::<usize>().unwrap_or(0);
    match arguments.get(1).map_or("", String::as_str) {
        "read" => {
            let text = std::fs::read_to_string(reach(argument));
            println!("{}", text.as_deref().unwrap_or(""));
            answer(text)
        }
        "unshare" => answer(if unsafe { unshare(0x1000_0000) } < 0 { Err(Error::last_os_error()) } else { Ok(()) }),
        "connect" => answer(std::net::TcpStream::connect(("127.0.0.1", many as u16))),
        "memory" => {
            let held: Vec<Vec<u8>> = (0..many).map(|_| vec![1; 1 << 20]).collect();
            end(if held.iter().map(|block| block[77] as usize).sum::<usize>() == many { "worked" } else { "?" }, 0)
        }
        "threads" => {
            for _ in 0..many {
                let thread = std::thread::Builder::new().stack_size(65536).spawn(|| std::thread::park());
                if thread.is_err() {
                    answer(thread)
                }
            }
            end("worked", 0)
        }
        "flood" => {
            for _ in 0..many {
                std::io::stdout().write_all(&[b'y'; 1024]).unwrap();
            }
            end("\nworked", 0)
        }
        _ => std::process::exit(2),
    }
}
