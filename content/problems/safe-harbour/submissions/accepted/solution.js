function longestStay(levels, minimum) {
  let longest = 0;
  let run = 0;
  for (const level of levels) {
    run = level >= minimum ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
