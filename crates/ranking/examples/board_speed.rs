//! Times the operations of a board: `cargo run --release --example board_speed [members]`.
//!
//! With a million members on two shared cores at 2.5 GHz (medians): setting a
//! member 2.2 µs, rank of a member 0.86 µs, 100 lines from anywhere 0.5 µs, five
//! neighbours on each side 1.7 µs, bulk load 0.17 s; 155 B a member after the
//! load and 194 B after a million random changes.

use std::hint::black_box;
use std::time::Instant;

use ranking::{Board, Order};
use uuid::Uuid;

const ROUNDS: usize = 7;

/// A small xorshift generator: the figures need speed, not secrecy.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11) % bound
    }

    fn values(&mut self) -> [i64; 3] {
        [1_000_000, 500, 1 << 50].map(|bound| self.below(bound).cast_signed())
    }
}

fn report(name: &str, times: usize, mut operation: impl FnMut()) {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..times {
                operation();
            }
            begun.elapsed().as_secs_f64() * 1e9 / f64::from(u32::try_from(times).unwrap_or(1))
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    println!("{name:28} median {:7.0} ns  best {:7.0} ns", rounds[ROUNDS / 2], rounds[0]);
}

/// Resident memory of this process in bytes, where the system tells it.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0);
    pages * 4096
}

fn main() {
    let members: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let mut random = Random(88_172_645_463_325_252);
    let ids: Vec<Uuid> = (0..members).map(|n| Uuid::from_u64_pair(n as u64 >> 2, random.below(1 << 53))).collect();
    let loaded: Vec<(Uuid, [i64; 3])> = ids.iter().map(|&id| (id, random.values())).collect();

    let before = resident();
    let begun = Instant::now();
    let mut board = Board::from_members(Order::POINTS_SOLVED_EARLIEST, loaded.iter().copied());
    println!("bulk load of {members} members  {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
    println!("memory after load            {} B a member", (resident() - before) / members);

    let count = members as u64;
    let pick = |random: &mut Random| ids[usize::try_from(random.below(count)).unwrap_or(0)];
    report("set, a new random score", 200_000, || {
        let id = pick(&mut random);
        let values = random.values();
        black_box(board.set(id, values));
    });
    report("set and the new rank", 200_000, || {
        let id = pick(&mut random);
        let values = random.values();
        board.set(id, values);
        black_box(board.rank(id));
    });
    report("set, some points gained", 200_000, || {
        let id = pick(&mut random);
        if let Some([points, solved, at]) = board.values(id) {
            black_box(board.set(id, [points + 10, solved + 1, at + 1]));
        }
    });
    report("rank of a member", 200_000, || {
        black_box(board.rank(pick(&mut random)));
    });
    report("first 100 lines", 20_000, || {
        black_box(board.page(0, 100));
    });
    report("100 lines from the middle", 20_000, || {
        black_box(board.page(members / 2, 100));
    });
    report("5 neighbours on each side", 20_000, || {
        black_box(board.neighbours(pick(&mut random), 5));
    });
    println!("memory after the changes     {} B a member", (resident() - before) / members);
}
