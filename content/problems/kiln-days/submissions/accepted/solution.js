const [n, mostDays, ...weights] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);

const daysNeeded = (capacity) => {
  let days = 1;
  let load = 0;
  for (let i = 0; i < n; i++) {
    load += weights[i];
    if (load > capacity) {
      days++;
      load = weights[i];
    }
  }
  return days;
};

let low = 0;
let high = 0;
for (const weight of weights) {
  low = Math.max(low, weight);
  high += weight;
}
while (low < high) {
  const middle = Math.floor((low + high) / 2);
  if (daysNeeded(middle) <= mostDays) high = middle;
  else low = middle + 1;
}
console.log(String(low));
