// The attacks in JavaScript: `worked` with exit code 0, or `refused` with the error's name and exit code 1.
const fs = require('fs')
const [what, argument, more] = process.argv.slice(2)
const say = (text, code) => { fs.writeSync(1, text + '\n'); process.exit(code) }
const worked = () => say('worked', 0)
const refused = (error) => say('refused ' + ((error && error.code) || 'without effect'), 1)
const reach = (path) => (fs.existsSync(path) ? path : '/host' + path)
const attempt = (action) => { try { action() } catch (error) { refused(error) } worked() }

const attacks = {
  read: () => attempt(() => fs.writeSync(1, fs.readFileSync(reach(argument)))),
  environment: () => {
    const more = Object.entries(process.env).filter(([name]) => name !== 'PATH')
    fs.writeSync(1, more.map(String).join('\n') + '\n')
    more.length ? worked() : refused()
  },
  processes: () => {
    const { spawn } = require('child_process')
    let failed = false
    for (let i = 0; i < Number(argument); i++) {
      const child = spawn('/bin/sleep', ['10'], { stdio: 'ignore' })
      child.on('error', (error) => { if (!failed) { failed = true; refused(error) } })
      if (!child.pid) failed = true
    }
    setTimeout(() => (failed ? refused() : worked()), 50)
  },
  shell: () => {
    const { spawnSync } = require('child_process')
    const shell = spawnSync('/bin/sh', ['-c', 'umount -l /tmp || unshare -Urm true'], { encoding: 'utf8' })
    shell.status === 0 ? worked() : refused()
  },
  memory: () => {
    const held = []
    for (let i = 0; i < Number(argument); i++) held.push(Buffer.alloc(1 << 20, 1))
    held.length ? worked() : refused()
  },
  signal: () => {
    // The numbers of its own threads are there too: the last ones are those in the innermost namespace.
    const status = thread => fs.readFileSync(`/proc/self/task/${thread}/status`, 'utf8')
    const own = fs.readdirSync('/proc/self/task').map(thread => Number(/NSpid:.*?(\d+)\n/.exec(status(thread))[1]))
    for (let pid = 2; pid < 4000; pid++) {
      if (pid === process.ppid || own.includes(pid)) continue
      try {
        process.kill(pid, 'SIGCONT')
        // A process of the host, not one that another sandbox runs.
        if (fs.readFileSync(`/proc/${pid}/status`, 'utf8').includes('Uid:\t0\t')) worked()
      } catch { /* nobody, or not allowed */ }
    }
    refused()
  },
  connect: () => {
    const socket = require('net').connect(Number(argument), '127.0.0.1', worked)
    socket.on('error', refused)
  },
  link: () => { fs.rmSync('artefact', { force: true }); fs.symlinkSync(reach(argument), 'artefact'); process.exit(0) },
  flood: () => {
    const block = Buffer.alloc(65536, 'y')
    for (let i = 0; i < Number(argument); i++) fs.writeSync(1, block)
    fs.writeSync(1, '\n')
    worked()
  },
  leave: () => attempt(() => fs.writeFileSync(argument, 'word')),
  find: () => (fs.existsSync(argument) ? worked() : refused()),
  overwrite: () => attempt(() => fs.appendFileSync(reach(argument), more))
}
attacks[what]()
