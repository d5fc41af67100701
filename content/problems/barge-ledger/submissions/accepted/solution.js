const numbers = require("fs").readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
let load = 0;
let heaviest = -1;
let pierOfHeaviest = 0;
for (let pier = 1; pier <= numbers[0]; pier++) {
  load += numbers[2 * pier] - numbers[2 * pier - 1];
  if (load > heaviest) {
    heaviest = load;
    pierOfHeaviest = pier;
  }
}
console.log(`${heaviest} ${pierOfHeaviest}`);
