// Counts a word as often as it occurs in the list.
function countReadings(speech, words) {
  const MODULUS = 1000000007;
  const times = new Map();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  const total = new Array(speech.length + 1).fill(0);
  const ending = Array.from({ length: speech.length + 1 }, () => new Map());
  total[0] = 1;
  for (let start = 0; start < speech.length; start++) {
    for (let end = start + 1; end <= Math.min(speech.length, start + 40); end++) {
      const word = speech.slice(start, end);
      if (!times.has(word)) continue;
      const readings = ((total[start] - (ending[start].get(word) ?? 0) + MODULUS) * times.get(word)) % MODULUS;
      ending[end].set(word, readings);
      total[end] = (total[end] + readings) % MODULUS;
    }
  }
  return total[speech.length];
}
