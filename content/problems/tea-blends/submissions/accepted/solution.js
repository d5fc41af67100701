function balancedStretches(shelf) {
  const earlier = new Map([[0, 1]]);
  let greenBlack = 0;
  let greenWhite = 0;
  let stretches = 0;
  for (const box of shelf) {
    if (box === "g") {
      greenBlack++;
      greenWhite++;
    } else if (box === "b") greenBlack--;
    else greenWhite--;
    // Both differences stay below 10^6, so one number describes the pair.
    const cut = greenBlack * 1e6 + greenWhite;
    const before = earlier.get(cut) ?? 0;
    stretches += before;
    earlier.set(cut, before + 1);
  }
  return stretches;
}
