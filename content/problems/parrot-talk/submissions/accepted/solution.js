function countReadings(speech, words) {
  const MODULUS = 1000000007;
  const known = new Set(words);
  const lengths = [...new Set(words.map((word) => word.length))].sort((a, b) => a - b);
  const total = new Array(speech.length + 1).fill(0);
  const ending = Array.from({ length: speech.length + 1 }, () => new Map());
  total[0] = 1;
  for (let start = 0; start < speech.length; start++) {
    if (start > 0 && ending[start].size === 0) continue;
    for (const length of lengths) {
      const end = start + length;
      if (end > speech.length) break;
      const word = speech.slice(start, end);
      if (!known.has(word)) continue;
      const readings = (total[start] - (ending[start].get(word) ?? 0) + MODULUS) % MODULUS;
      ending[end].set(word, readings);
      total[end] = (total[end] + readings) % MODULUS;
    }
    ending[start].clear();
  }
  return total[speech.length];
}
