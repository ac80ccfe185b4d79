import { seededRandom } from './seeded-random.ts';

export type DeviceProfileName = 'android14' | 'android9';

/** The phone that an app believes it runs on: one person's device, every value recognisable and made from the seed. */
export type PhoneProfile = {
  readonly name: DeviceProfileName;
  readonly apiLevel: number;
  readonly androidVersion: string;
  readonly securityPatch: string;
  readonly build: {
    readonly brand: string;
    readonly manufacturer: string;
    readonly model: string;
    readonly device: string;
    readonly product: string;
    readonly board: string;
    readonly hardware: string;
    readonly display: string;
    readonly id: string;
    readonly fingerprint: string;
    readonly timeMs: number;
    readonly serial: string;
  };
  readonly screen: { readonly widthPx: number; readonly heightPx: number; readonly densityDpi: number };
  readonly locale: { readonly language: string; readonly country: string };
  /** Dark colours are switched on. */
  readonly night: boolean;
  readonly timeZone: string;
  /** Wall clock at power on, milliseconds since the epoch. */
  readonly bootTimeMs: number;
  readonly ids: {
    readonly imei: readonly [string, string];
    readonly meid: string;
    readonly imsi: string;
    readonly iccid: string;
    readonly phoneNumber: string;
    readonly androidId: string;
    readonly oaid: string;
    readonly vaid: string;
    readonly aaid: string;
    readonly advertisingId: string;
    readonly wifiMac: string;
    readonly bluetoothMac: string;
    readonly bootId: string;
    /** Number of the card that the person holds to the phone, in hexadecimal. */
    readonly nfcTag: string;
  };
  readonly operator: { readonly numeric: string; readonly name: string; readonly countryIso: string };
  readonly wifi: {
    readonly ssid: string;
    readonly bssid: string;
    readonly ipAddress: string;
    readonly rssiDbm: number;
    readonly linkSpeedMbps: number;
    readonly networkId: number;
    readonly nearby: readonly {
      readonly ssid: string;
      readonly bssid: string;
      readonly rssiDbm: number;
      readonly frequencyMhz: number;
    }[];
  };
  readonly cells: readonly {
    readonly mcc: number;
    readonly mnc: number;
    readonly tac: number;
    readonly ci: number;
    readonly pci: number;
    readonly dbm: number;
  }[];
  readonly location: {
    readonly latitude: number;
    readonly longitude: number;
    readonly accuracyM: number;
    readonly altitudeM: number;
  };
  readonly contacts: readonly {
    readonly id: number;
    readonly name: string;
    readonly phone: string;
    readonly email: string;
  }[];
  readonly sms: readonly {
    readonly id: number;
    readonly address: string;
    readonly body: string;
    readonly dateMs: number;
    readonly type: number;
  }[];
  readonly calls: readonly {
    readonly id: number;
    readonly number: string;
    readonly dateMs: number;
    readonly durationS: number;
    readonly type: number;
  }[];
  readonly events: readonly {
    readonly id: number;
    readonly title: string;
    readonly place: string;
    readonly startMs: number;
    readonly endMs: number;
  }[];
  readonly media: readonly {
    readonly id: number;
    readonly kind: 'image' | 'video' | 'audio';
    readonly name: string;
    readonly path: string;
    readonly sizeBytes: number;
    readonly latitude: number;
    readonly longitude: number;
  }[];
  readonly clipboard: string;
  readonly accounts: readonly { readonly name: string; readonly type: string }[];
  readonly installed: readonly {
    readonly packageName: string;
    readonly label: string;
    readonly versionName: string;
    readonly versionCode: number;
    readonly system: boolean;
  }[];
  readonly runningProcesses: readonly { readonly pid: number; readonly name: string }[];
  readonly bonded: readonly { readonly name: string; readonly address: string }[];
  readonly bluetoothName: string;
};

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

// 2026-03-02 09:00 in Shanghai: fixed, so that two runs of one sample see the same day.
const bootTimeMs = Date.UTC(2026, 2, 2, 1, 0, 0);

const profiles = {
  android14: { apiLevel: 34, androidVersion: '14', securityPatch: '2024-03-05', id: 'UP1A.231005.007' },
  android9: { apiLevel: 28, androidVersion: '9', securityPatch: '2019-08-05', id: 'PKQ1.190302.001' },
} as const;

/** The phone for a profile and a seed. The same arguments give the same phone. */
export function makePhoneProfile(name: DeviceProfileName, seed: number): PhoneProfile {
  const random = seededRandom(seed);
  const level = profiles[name];
  const mac = (first: string) => [first, ...Array.from({ length: 5 }, () => random.hex(2))].join(':');
  const uuid = () => [8, 4, 4, 4, 12].map((count) => random.hex(count)).join('-');
  const imei = () => withLuhnDigit(`86${random.digits(12)}`);
  const mobile = () => `139${random.digits(8)}`;
  const serial = random.hex(12).toUpperCase();
  const androidId = random.hex(16);
  const display = `${level.id} release-keys`;

  return {
    name,
    apiLevel: level.apiLevel,
    androidVersion: level.androidVersion,
    securityPatch: level.securityPatch,
    build: {
      brand: 'Appgov',
      manufacturer: 'Appgov',
      model: 'AG-1080',
      device: 'ag1080',
      product: 'ag1080',
      board: 'ag1080',
      hardware: 'ag1080',
      display,
      id: level.id,
      fingerprint: `Appgov/ag1080/ag1080:${level.androidVersion}/${level.id}/1:user/release-keys`,
      timeMs: bootTimeMs - 90 * dayMs,
      serial,
    },
    screen: { widthPx: 1080, heightPx: 2340, densityDpi: 440 },
    locale: { language: 'zh', country: 'CN' },
    night: false,
    timeZone: 'Asia/Shanghai',
    bootTimeMs,
    ids: {
      imei: [imei(), imei()],
      meid: `A${random.hex(13).toUpperCase()}`,
      imsi: `46000${random.digits(10)}`,
      iccid: withLuhnDigit(`898600${random.digits(13)}`),
      phoneNumber: `+86${mobile()}`,
      androidId,
      oaid: uuid(),
      vaid: uuid(),
      aaid: uuid(),
      advertisingId: uuid(),
      wifiMac: mac('48'),
      bluetoothMac: mac('4a'),
      bootId: uuid(),
      // Of numbers of its own, so that it moves none of the others.
      nfcTag: `04${seededRandom(seed ^ 0x6e6663).hex(12)}`,
    },
    operator: { numeric: '46000', name: '中国移动', countryIso: 'cn' },
    wifi: {
      ssid: `appgov-wifi-${random.digits(4)}`,
      bssid: mac('88'),
      ipAddress: `192.168.31.${20 + random.below(200)}`,
      rssiDbm: -52,
      linkSpeedMbps: 433,
      networkId: 1,
      nearby: Array.from({ length: 3 }, (_, index) => ({
        ssid: `appgov-near-${index + 1}`,
        bssid: mac('8c'),
        rssiDbm: -60 - index * 9,
        frequencyMhz: 2412 + index * 25,
      })),
    },
    cells: Array.from({ length: 2 }, (_, index) => ({
      mcc: 460,
      mnc: 0,
      tac: 20000 + random.below(9999),
      ci: 100_000_000 + random.below(9_999_999),
      pci: random.below(504),
      dbm: -85 - index * 8,
    })),
    location: {
      // Shanghai, moved by the seed within about a kilometre.
      latitude: 31.23 + random.below(10_000) / 1e6,
      longitude: 121.47 + random.below(10_000) / 1e6,
      accuracyM: 12,
      altitudeM: 9,
    },
    contacts: ['一', '二', '三'].map((ordinal, index) => ({
      id: index + 1,
      name: `联系人${ordinal}`,
      phone: mobile(),
      email: `contact${index + 1}@example.com`,
    })),
    sms: Array.from({ length: 2 }, (_, index) => ({
      id: index + 1,
      address: '10690000',
      body: `【示例】验证码 ${random.digits(6)}，五分钟内有效。`,
      dateMs: bootTimeMs - (index + 1) * dayMs,
      type: 1,
    })),
    calls: Array.from({ length: 2 }, (_, index) => ({
      id: index + 1,
      number: mobile(),
      dateMs: bootTimeMs - (index + 2) * dayMs,
      durationS: 35 + random.below(200),
      type: index + 1,
    })),
    events: [
      {
        id: 1,
        title: '示例日程',
        place: '示例会议室',
        startMs: bootTimeMs + dayMs,
        endMs: bootTimeMs + dayMs + 60 * minuteMs,
      },
    ],
    media: (['image', 'video', 'audio'] as const).map((kind, index) => ({
      id: index + 1,
      kind,
      name: `appgov_${kind}_${random.digits(6)}`,
      path: `/storage/emulated/0/DCIM/appgov_${kind}_${index + 1}.${{ image: 'jpg', video: 'mp4', audio: 'm4a' }[kind]}`,
      sizeBytes: 100_000 + random.below(900_000),
      latitude: 31.23,
      longitude: 121.47,
    })),
    clipboard: `appgov-clip-${random.digits(8)}`,
    accounts: [{ name: `account-${random.digits(6)}@example.com`, type: 'com.example.account' }],
    installed: [
      {
        packageName: 'android',
        label: 'Android 系统',
        versionName: level.androidVersion,
        versionCode: level.apiLevel,
        system: true,
      },
      {
        packageName: 'com.android.settings',
        label: '设置',
        versionName: level.androidVersion,
        versionCode: level.apiLevel,
        system: true,
      },
      {
        packageName: 'com.android.browser',
        label: '浏览器',
        versionName: '1.0',
        versionCode: 1,
        system: true,
      },
      {
        packageName: 'com.android.vending.example',
        label: '应用商店',
        versionName: '1.0',
        versionCode: 1,
        system: true,
      },
      {
        packageName: 'com.example.bank',
        label: '示例银行',
        versionName: '5.2.0',
        versionCode: 520,
        system: false,
      },
      {
        packageName: 'com.example.chat',
        label: '示例聊天',
        versionName: '8.0.1',
        versionCode: 801,
        system: false,
      },
      {
        packageName: 'com.example.map',
        label: '示例地图',
        versionName: '3.3.0',
        versionCode: 330,
        system: false,
      },
    ],
    runningProcesses: [
      { pid: 1200, name: 'system_server' },
      { pid: 1830, name: 'com.android.systemui' },
      { pid: 2411, name: 'com.example.chat' },
    ],
    bonded: [{ name: 'appgov-headset', address: mac('1c') }],
    bluetoothName: 'AG-1080',
  };
}

/** Appends the check digit of ISO/IEC 7812-1, which IMEI and ICCID carry. */
function withLuhnDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    // Counted from the right, with the check digit itself at position one.
    const isDoubled = (digits.length - index) % 2 === 1;
    const value = Number(digits[index]) * (isDoubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return digits + String((10 - (sum % 10)) % 10);
}
