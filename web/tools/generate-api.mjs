// Writes the types of the server's API to src/lib/api/schema.d.ts.
//
//   npm run generate:api             asks `codequest openapi` (built by cargo when needed)
//   npm run generate:api FILE        reads the description from a file
//   npm run generate:api -- --check  fails when schema.d.ts is not what would be written
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const repository = join(here, "../..");
const target = join(here, "../src/lib/api/schema.d.ts");
const check = process.argv.includes("--check");
const file = process.argv.slice(2).find((argument) => !argument.startsWith("--"));

if (!existsSync(join(here, "node_modules/openapi-typescript"))) {
  execFileSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], {
    cwd: here,
    stdio: "inherit",
  });
}

const folder = mkdtempSync(join(tmpdir(), "codequest-api-"));
try {
  const description = join(folder, "openapi.json");
  const written = join(folder, "schema.d.ts");
  writeFileSync(
    description,
    file === undefined
      ? execFileSync("cargo", ["run", "--quiet", "--locked", "-p", "cli", "--", "openapi"], {
          cwd: repository,
          stdio: ["ignore", "pipe", "inherit"],
          maxBuffer: 64 * 1024 * 1024,
        })
      : readFileSync(file),
  );
  execFileSync(
    process.execPath,
    [join(here, "node_modules/openapi-typescript/bin/cli.js"), description, "-o", written],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const text = readFileSync(written, "utf8");
  if (!check) {
    writeFileSync(target, text);
  } else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
    console.error("src/lib/api/schema.d.ts is out of date: run `npm run generate:api`");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
