const [n, ...lengths] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);

const gcd = (a, b) => {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
};

let piece = 0;
let total = 0;
for (let i = 0; i < n; i++) {
  piece = gcd(piece, lengths[i]);
  total += lengths[i];
}
console.log(`${piece} ${total / piece}`);
