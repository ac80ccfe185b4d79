import type { PhoneProfile } from './phone-profile.ts';

/** A readable file below /sys or /proc: its text, or why an app cannot open it. */
export type DeviceFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'denied' }
  | { readonly kind: 'absent' };

/** Android 10 closed /proc/net, and Android 11 with it the hardware addresses below /sys/class/net. */
const closedNetApi = 29;

/** What an app finds under a path of the kernel's file systems; `absent` for paths that the phone does not have. */
export function readDeviceFile(
  phone: PhoneProfile,
  path: string,
  process: { readonly pid: number; readonly name: string },
): DeviceFile {
  const isNetClosed = phone.apiLevel >= closedNetApi;
  const text = (value: string): DeviceFile => ({
    kind: 'text',
    text: value.endsWith('\n') ? value : `${value}\n`,
  });
  const closed = (value: string): DeviceFile => (isNetClosed ? { kind: 'denied' } : text(value));
  const address = /^\/sys\/class\/net\/([\w.-]+)\/address$/.exec(path)?.[1];
  if (address !== undefined) {
    if (address === 'lo') return closed('00:00:00:00:00:00');
    return address === 'wlan0' ? closed(phone.ids.wifiMac) : { kind: 'absent' };
  }
  const own = path.replace(`/proc/${process.pid}/`, '/proc/self/');
  switch (own) {
    case '/proc/net/arp':
      return closed(
        [
          'IP address       HW type     Flags       HW address            Mask     Device',
          `${phone.wifi.ipAddress.replace(/\d+$/, '1').padEnd(17)}0x1         0x2         ${phone.wifi.bssid}     *        wlan0`,
        ].join('\n'),
      );
    case '/proc/net/tcp':
    case '/proc/net/tcp6':
    case '/proc/net/udp':
      return closed(
        '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      );
    case '/proc/net/route':
      return closed('Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT');
    case '/proc/cpuinfo':
      return text(
        Array.from(
          { length: 8 },
          (_, core) =>
            `processor\t: ${core}\nBogoMIPS\t: 38.40\nCPU implementer\t: 0x51\nCPU architecture: 8\n`,
        ).join('\n') + `\nHardware\t: ${phone.build.hardware}\n`,
      );
    case '/proc/meminfo':
      return text(
        'MemTotal:        5842312 kB\nMemFree:          312456 kB\nMemAvailable:    2914788 kB\nBuffers:           11204 kB\nCached:          2284560 kB',
      );
    case '/proc/version':
      return text('Linux version 5.10.149-android13-4 (build@appgov) #1 SMP PREEMPT');
    case '/proc/uptime':
      return phone.apiLevel >= 26 ? { kind: 'denied' } : text('1000.00 4000.00');
    case '/proc/stat':
      return phone.apiLevel >= 26 ? { kind: 'denied' } : text('cpu  100 0 100 1000 0 0 0 0 0 0');
    case '/proc/sys/kernel/random/boot_id':
      return text(phone.ids.bootId);
    case '/proc/self/cmdline':
      return { kind: 'text', text: `${process.name}\0` };
    case '/proc/self/status':
      return text(
        `Name:\t${process.name.slice(-15)}\nState:\tR (running)\nPid:\t${process.pid}\nTracerPid:\t0`,
      );
    case '/proc/self/comm':
      return text(process.name.slice(-15));
    case '/proc/self/maps':
      return text('7f0000000000-7f0000100000 r-xp 00000000 fd:00 100 /system/lib64/libc.so');
    case '/proc/cmdline':
      return { kind: 'denied' };
    case '/sys/block/mmcblk0/device/cid':
    case '/sys/block/mmcblk0/device/serial':
    case '/sys/devices/soc0/serial_number':
      return isNetClosed ? { kind: 'denied' } : { kind: 'absent' };
    case '/sys/devices/system/cpu/possible':
    case '/sys/devices/system/cpu/present':
    case '/sys/devices/system/cpu/online':
      return text('0-7');
    case '/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq':
    case '/sys/devices/system/cpu/cpu0/cpufreq/scaling_max_freq':
      return text('2304000');
    case '/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_min_freq':
      return text('300000');
    case '/sys/class/power_supply/battery/capacity':
      return text('80');
    default:
      return { kind: 'absent' };
  }
}

/** Paths that readDeviceFile knows, for whoever lists them into a file system. */
export const deviceFilePaths: readonly string[] = [
  '/sys/class/net/wlan0/address',
  '/sys/class/net/lo/address',
  '/proc/net/arp',
  '/proc/net/tcp',
  '/proc/net/tcp6',
  '/proc/net/udp',
  '/proc/net/route',
  '/proc/cpuinfo',
  '/proc/meminfo',
  '/proc/version',
  '/proc/uptime',
  '/proc/stat',
  '/proc/cmdline',
  '/proc/sys/kernel/random/boot_id',
  '/proc/self/cmdline',
  '/proc/self/status',
  '/proc/self/comm',
  '/proc/self/maps',
  '/sys/block/mmcblk0/device/cid',
  '/sys/block/mmcblk0/device/serial',
  '/sys/devices/soc0/serial_number',
  '/sys/devices/system/cpu/possible',
  '/sys/devices/system/cpu/present',
  '/sys/devices/system/cpu/online',
  '/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq',
  '/sys/devices/system/cpu/cpu0/cpufreq/scaling_max_freq',
  '/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_min_freq',
  '/sys/class/power_supply/battery/capacity',
];
