import { describeError, type Command } from './command.ts';
import { loadCommand } from './load-command.ts';
import { exitCodes, isUsageError } from './usage.ts';

const usage = `appgov: which privacy duties does an Android app break, and what is the evidence?

  appgov scan FILE... --out DIR [--profile static|full] [--format json,html,pdf,sarif,junit]
                      [--lang zh-CN|en] [--app-type TYPE] [--fail-on violation|suspected|none]
                      [--policy FILE|URL]... [--follow-links] [--render] [--allow-host HOST]...
                      [--device embedded|adb:SERIAL|avd:NAME[,...]] [--adb PROGRAM] [--emulator PROGRAM]
                      [--appium URL] [--proxy-ca FOLDER] [--older FILE]
  appgov judge EVIDENCE [--out FILE]          apply the rules again to saved evidence
  appgov render REPORT --format F [--lang L] [--out FILE]
  appgov diff BEFORE AFTER [--json] [--lang L]  what changed between two reports; 1 when findings are new
  appgov verify PACKAGE [--key FILE]          check the hashes of an evidence package, and its signature
  appgov verify-audit [--data DIR] [--head HASH]
                                              check the chain of the server's log of who did what
  appgov templates show KIND [--lang L] | check DIR
                                              templates of notices, records and public tables
  appgov rules list [--json] | show ID | lint | test | explain RULE EVIDENCE
                                              scan, judge and rules take --pack cn,gdpr,masvs,play or a folder
  appgov policy check FILE|URL... [--apk FILE] [--profile static|full] [--lists DIR] [--lang L] [--json]
                                              what a privacy policy leaves out; with an app, beside what the app does,
                                              and drafts of the two lists
  appgov policy check --each FILE|FOLDER... [--jobs N] [--lang L] [--json]
                                              every document by itself, a line each; many on all cores
  appgov policy diff BEFORE AFTER [--lang L] [--json]
                                              two versions of a policy, clause by clause
  appgov device [--apk FILE] [--port 4723]    an Appium server with the embedded emulator
  appgov serve                                the server with its pages, queue and worker
  appgov worker                               one more worker on the same data folder

Exit codes: 0 done, 1 something at or above --fail-on, 2 a file could not be read or scanned, 64 bad usage.
`;

// Each command is imported when asked for: starting must not cost what other commands need.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await loadCommand('scan')).scan,
  judge: async () => (await import('./commands/judge.ts')).judge,
  render: async () => (await import('./commands/render.ts')).render,
  diff: async () => (await import('./commands/diff.ts')).diff,
  verify: async () => (await import('./commands/verify.ts')).verify,
  'verify-audit': async () => (await import('./commands/verify-audit.ts')).verifyAudit,
  templates: async () => (await import('./commands/templates.ts')).templates,
  rules: async () => (await import('./commands/rules.ts')).rules,
  policy: async () => (await loadCommand('policy')).policy,
  device: async () => (await import('./commands/device.ts')).device,
  serve: async () => (await import('./commands/serve.ts')).serve,
  worker: async () => (await import('./commands/serve.ts')).worker,
};

/** Runs one command line and answers its exit code. Prints what went wrong; throws nothing. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(usage);
    return name === undefined ? exitCodes.badUsage : exitCodes.done;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    console.error(`appgov: there is no command '${name}'. 'appgov help' lists them.`);
    return exitCodes.badUsage;
  }
  try {
    const command = await load();
    return await command(args);
  } catch (error) {
    if (isUsageError(error)) {
      console.error(`appgov ${name}: ${error.message}`);
      return exitCodes.badUsage;
    }
    console.error(`appgov ${name}: ${describeError(error)}`);
    return exitCodes.failed;
  }
}
