function groupsAfterStorms(houses, cables, storms) {
  const parent = Array.from({ length: houses }, (_, house) => house);
  let groups = houses;

  const find = (house) => {
    while (parent[house] !== house) {
      parent[house] = parent[parent[house]];
      house = parent[house];
    }
    return house;
  };
  const join = ([a, b]) => {
    const one = find(a);
    const other = find(b);
    if (one === other) return;
    parent[one] = other;
    groups--;
  };

  const firstHit = new Map();
  storms.forEach((cable, storm) => {
    if (!firstHit.has(cable)) firstHit.set(cable, storm);
  });
  cables.forEach((ends, cable) => {
    if (!firstHit.has(cable)) join(ends);
  });

  const result = new Array(storms.length);
  for (let storm = storms.length - 1; storm >= 0; storm--) {
    result[storm] = groups;
    if (firstHit.get(storms[storm]) === storm) join(cables[storms[storm]]);
  }
  return result;
}
