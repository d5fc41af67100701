function minutesToHatch(cellar) {
  const height = cellar.length;
  const width = cellar[0].length;

  const spread = (start, mayEnter) => {
    const minutes = cellar.map(() => new Array(width).fill(Infinity));
    const queue = [];
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        if (cellar[row][column] === start) {
          minutes[row][column] = 0;
          queue.push([row, column]);
        }
      }
    }
    for (const [row, column] of queue) {
      const minute = minutes[row][column] + 1;
      for (const [r, c] of [[row - 1, column], [row + 1, column], [row, column - 1], [row, column + 1]]) {
        if (r < 0 || c < 0 || r >= height || c >= width || cellar[r][c] === "#") continue;
        if (minutes[r][c] !== Infinity || !mayEnter(r, c, minute)) continue;
        minutes[r][c] = minute;
        queue.push([r, c]);
      }
    }
    return minutes;
  };

  const water = spread("~", () => true);
  const walked = spread("C", (r, c, minute) => minute < water[r][c] + (cellar[r][c] === "H" ? 1 : 0));
  const row = cellar.findIndex((squares) => squares.includes("H"));
  const best = walked[row][cellar[row].indexOf("H")];
  return best === Infinity ? -1 : best;
}
