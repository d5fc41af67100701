// Avoids the leaks but forgets that the water spreads.
function minutesToHatch(cellar) {
  const height = cellar.length;
  const width = cellar[0].length;
  const row = cellar.findIndex((squares) => squares.includes("C"));
  const seen = new Set();
  let front = [[row, cellar[row].indexOf("C")]];
  for (let minute = 0; front.length > 0; minute++) {
    const next = [];
    for (const [r, c] of front) {
      if (r < 0 || c < 0 || r >= height || c >= width || "#~".includes(cellar[r][c]) || seen.has(r * width + c)) continue;
      if (cellar[r][c] === "H") return minute;
      seen.add(r * width + c);
      next.push([r - 1, c], [r + 1, c], [r, c - 1], [r, c + 1]);
    }
    front = next;
  }
  return -1;
}
