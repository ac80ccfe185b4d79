import type { Machine } from '../machine/index.ts';
import { readDeviceFile } from './device-files.ts';
import { recordTextRead } from './pi-read.ts';
import { systemProperties } from './system-properties.ts';
import { SYSTEM } from './system.ts';

/** What a command printed; `labels` is the label set of its output. */
export type ShellResult = {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly labels: number;
};

const notFound = 127;

/**
 * Runs a command as the phone's shell would for an ordinary app: nothing leaves the machine. `sh -c` is looked into.
 * A command that leads to personal information is recorded with what it printed. Undefined for a program that the
 * phone does not have: Runtime.exec throws IOException for it.
 */
export function runShellCommand(vm: Machine, argv: readonly string[], api: string): ShellResult | undefined {
  const [program = ''] = argv;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (name === 'su') return undefined;
  const isShell = name === 'sh';
  const script = isShell ? (argv[argv.indexOf('-c') + 1] ?? '') : argv.join(' ');
  const results = (isShell ? script.split(/&&|;|\n|\|\|/) : [script])
    .map((line) => line.split('|')[0]?.trim() ?? '')
    .filter((line) => line !== '')
    .map((line) => runLine(vm, line));
  if (!isShell && results.every(({ exitCode }) => exitCode === notFound)) return undefined;
  const stdout = results.map((result) => result.stdout).join('');
  const stderr = results.map((result) => result.stderr).join('');
  const labels = recordTextRead(vm, {
    channel: 'command',
    text: script,
    api,
    arguments: [script],
    value: stdout.trim(),
  });
  return { stdout, stderr, exitCode: results.at(-1)?.exitCode ?? 0, labels };
}

type Line = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };
const printed = (text: string): Line => ({
  stdout: text === '' || text.endsWith('\n') ? text : `${text}\n`,
  stderr: '',
  exitCode: 0,
});
const failed = (message: string, exitCode = 1): Line => ({ stdout: '', stderr: `${message}\n`, exitCode });

function runLine(vm: Machine, line: string): Line {
  const { phone, app, pid, processName } = vm.attached(SYSTEM);
  const [program = '', ...args] = line.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ''));
  switch (program.slice(program.lastIndexOf('/') + 1)) {
    case 'getprop': {
      const properties = systemProperties(phone);
      if (args[0] !== undefined) return printed(`${properties.get(args[0]) ?? args[1] ?? ''}\n`);
      return printed([...properties].map(([key, value]) => `[${key}]: [${value}]`).join('\n'));
    }
    case 'cat': {
      const file = readDeviceFile(phone, args[0] ?? '', { pid, name: processName });
      if (file.kind === 'text') return printed(file.text);
      return failed(
        `cat: ${args[0] ?? ''}: ${file.kind === 'denied' ? 'Permission denied' : 'No such file or directory'}`,
      );
    }
    case 'echo':
      return printed(`${args.join(' ')}\n`);
    case 'id':
      return printed('uid=10234(u0_a234) gid=10234(u0_a234) groups=10234(u0_a234)');
    case 'uname':
      return printed('Linux');
    case 'pm':
    case 'cmd': {
      const words = program.endsWith('cmd') ? args.slice(1) : args;
      if (words[0] === 'list' && /^packages?$/.test(words[1] ?? ''))
        return printed(
          visiblePackages(vm)
            .map((name) => `package:${name}`)
            .join('\n'),
        );
      if (words[0] === 'path') return printed(`package:/data/app/${words[1] ?? ''}/base.apk`);
      return failed(`Unknown command: ${words[0] ?? ''}`, 255);
    }
    case 'ps':
      // Other processes are hidden from apps since Android 7.
      return printed(
        `USER           PID  PPID     VSZ    RSS WCHAN            ADDR S NAME\nu0_a234      ${pid}   900 5000000 100000 0                   0 S ${processName}`,
      );
    case 'settings':
      return args[0] === 'get'
        ? failed('cmd: Failure calling service settings: Failed transaction (2147483646)', 255)
        : failed('usage: settings get NAMESPACE KEY');
    case 'service':
      // The answer of a Binder call that the caller has no permission for: a parcel with an exception code.
      return printed("Result: Parcel(ffffffff 00000000   '........')");
    case 'ip':
      return phone.apiLevel >= 30 && app.manifest.targetSdk >= 30
        ? failed('Cannot bind netlink socket: Permission denied')
        : printed(
            `2: wlan0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500\n    link/ether ${phone.ids.wifiMac} brd ff:ff:ff:ff:ff:ff\n    inet ${phone.wifi.ipAddress}/24 scope global wlan0`,
          );
    case 'ifconfig':
      return phone.apiLevel >= 30
        ? failed('ifconfig: ioctl 8927: Permission denied')
        : printed(
            `wlan0     Link encap:Ethernet  HWaddr ${phone.ids.wifiMac}\n          inet addr:${phone.wifi.ipAddress}`,
          );
    case 'dumpsys':
      return failed(`Permission Denial: can't dump ${args[0] ?? ''} from pid=${pid}`);
    case 'ls':
    case 'logcat':
    case 'chmod':
    case 'mount':
    case 'ping':
    case 'top':
    case 'which':
    case 'df':
      return printed('');
    default:
      return failed(`${program}: inaccessible or not found`, notFound);
  }
}

/** Packages that the app may know of: all of them before Android 11, those that it queries since. */
export function visiblePackages(vm: Machine): readonly string[] {
  const { phone, app, permissions } = vm.attached(SYSTEM);
  const { manifest } = app;
  const all = [...phone.installed.map(({ packageName }) => packageName), manifest.packageName];
  if (phone.apiLevel < 30 || manifest.targetSdk < 30) return all;
  if (permissions.isGranted('android.permission.QUERY_ALL_PACKAGES')) return all;
  return all.filter(
    (name) => name === manifest.packageName || name === 'android' || manifest.queriesPackages.includes(name),
  );
}
