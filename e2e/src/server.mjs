// The release binary on a data directory of its own, as an operator would start it.
import { spawn, execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export const BINARY = resolve(
  process.env.CODEQUEST_BINARY ?? new URL("../../target/release/codequest", import.meta.url).pathname,
);

const run = promisify(execFile);

/** A port that is free now; the server keeps it over restarts, as browsers expect of an address. */
const freePort = () =>
  new Promise((done, failed) => {
    const probe = createServer();
    probe.on("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

export class Server {
  #process = null;
  #log = [];

  /** Starts a server with nothing in it. `environment` adds to a clean one: no development switch, limits on. */
  static async fresh(environment = {}) {
    const server = new Server();
    server.data = await mkdtemp(join(tmpdir(), "codequest-e2e-"));
    server.port = await freePort();
    server.base = `http://127.0.0.1:${server.port}`;
    server.environment = {
      PATH: process.env.PATH,
      HOME: server.data,
      CODEQUEST_DATA: server.data,
      PORT: String(server.port),
      ...environment,
    };
    await server.start();
    return server;
  }

  /** Starts the process and waits for its `ready` line; keeps the set-up link if it prints one. */
  async start() {
    const child = spawn(BINARY, ["serve"], {
      cwd: this.data,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    createInterface({ input: child.stderr }).on("line", (line) => {
      this.#log.push(line);
      if (this.#log.length > 200) this.#log.shift();
    });
    await new Promise((ready, failed) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const setUp = /^set-up: (\S+)/.exec(line);
        if (setUp) this.setUpLink = setUp[1];
        if (line.startsWith("codequest ready ")) ready();
      });
      child.once("exit", (code, signal) =>
        failed(new Error(`the server ended (${code ?? signal}):\n${this.#log.join("\n")}`)),
      );
    });
  }

  /** Ends the process as an operator does, or as a power cut would (`SIGKILL`). */
  async stop(signal = "SIGTERM") {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
    this.#process = null;
  }

  /** Ends the process and forgets everything. */
  async discard() {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  /** Runs the binary's own command line beside the server. */
  async command(...args) {
    return (await run(BINARY, args, { cwd: this.data, env: this.environment })).stdout;
  }

  /** Makes an account that is confirmed already. */
  account(role, name, email, password) {
    return this.command("admin", "create-user", "--email", email, "--password", password, "--role", role, "--name", name);
  }

  /** Calls the API and gives `data` of the envelope. */
  async call(method, path, { token, body } = {}) {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text).data;
  }
}
