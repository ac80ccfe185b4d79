import type { Gap, Place, SlotName } from '../evidence/index.ts';

/** More places than these tell a reader nothing new. */
const MAX_PLACES = 20;

type GapRow = { readonly zh: string; readonly en: string; readonly affects: readonly SlotName[] };

const CODE_SLOTS = [
  'code',
  'apiCalls',
  'dataFlows',
  'sdks',
  'endpoints',
  'permissionUse',
] as const satisfies readonly SlotName[];
const RUN_SLOTS = [
  'scenarios',
  'piReads',
  'permissionRequests',
  'networkRequests',
  'starts',
  'consentDialogs',
  'popups',
  'settings',
] as const satisfies readonly SlotName[];

/** Every gap that the collectors can report; docs/gaps.md says the same, checked by a test. */
export const GAPS = {
  PACKED_CODE: {
    zh: '应用经过加固，真实代码在运行时才解密，静态扫描看不到。',
    en: 'The app is packed: its real code is decrypted only when it runs, so static reading does not see it.',
    affects: CODE_SLOTS,
  },
  PARTLY_PACKED_CODE: {
    zh: '应用的部分代码受虚拟机或加密保护，静态扫描看不到这部分。',
    en: 'Part of the code is encrypted or turned into another instruction set, so static reading does not see that part.',
    affects: CODE_SLOTS,
  },
  HYBRID_CODE: {
    zh: '应用逻辑用其他语言编写（见混合框架），不在 dex 字节码中，静态扫描只看到其外壳。',
    en: 'The app is written in another language (see its frameworks), outside dex bytecode: static reading sees only the shell.',
    affects: ['apiCalls', 'dataFlows', 'endpoints', 'sdks', 'permissionUse'],
  },
  NATIVE_CODE: {
    zh: '应用含有本地库（.so），其中读取个人信息的行为无法从字节码看出。',
    en: 'The app has native libraries; what they read themselves cannot be seen in bytecode.',
    affects: ['apiCalls', 'dataFlows', 'endpoints', 'permissionUse'],
  },
  DYNAMIC_CODE: {
    zh: '应用在运行时加载其他代码文件，其内容未被扫描。',
    en: 'The app loads further code while it runs; what that code does was not read.',
    affects: ['apiCalls', 'dataFlows', 'sdks', 'endpoints', 'permissionUse'],
  },
  REFLECTION: {
    zh: '应用按运行时才得到的名称调用类或方法，无法得知调用了什么。',
    en: 'The app calls classes or methods by names that it makes while it runs; what it calls could not be told.',
    affects: ['apiCalls', 'dataFlows', 'permissionUse'],
  },
  UNRESOLVED_ARGUMENT: {
    zh: '部分调用读取什么取决于参数，而参数的值无法静态得知。',
    en: 'What some calls read depends on an argument whose value could not be told.',
    affects: ['apiCalls', 'dataFlows', 'permissionUse'],
  },
  RENAMED_CODE: {
    zh: '大部分类名经过混淆，按名称识别第三方 SDK 可能有遗漏。',
    en: 'Most classes are renamed, so SDKs that were renamed with them may have been missed.',
    affects: ['sdks'],
  },
  FLOWS_CUT_SHORT: {
    zh: '数据流分析达到工作量上限而提前结束，可能有流向未被发现。',
    en: 'The search for data flows reached its limit of work, so some may not have been found.',
    affects: ['dataFlows'],
  },
  BROKEN_CODE: {
    zh: '部分代码文件损坏，无法读取。',
    en: 'Part of the code is damaged and could not be read.',
    affects: CODE_SLOTS,
  },
  BROKEN_RESOURCES: {
    zh: '资源表损坏，其中的文字和网址未被读取。',
    en: 'The resource table is damaged; the texts and addresses in it were not read.',
    affects: ['code', 'endpoints'],
  },
  RESOURCES_NOT_READ: {
    zh: '应用包（AAB）的资源表采用另一种格式，其中的文字和网址未被读取。',
    en: 'An App Bundle keeps its resource table in another format; the texts and addresses in it were not read.',
    affects: ['code', 'endpoints'],
  },
  TOO_MUCH: {
    zh: '数量过多，只保留了前面的部分。',
    en: 'There were too many of these; only the first ones were kept.',
    affects: ['apiCalls', 'endpoints', 'code'],
  },
  POLICY_NOT_FOUND: {
    zh: '安装包内没有隐私政策全文，提交者也没有给出，政策的内容未被阅读。',
    en: 'The package holds no privacy policy and none was given, so what the policy says was not read.',
    affects: ['policies', 'policyMatches'],
  },
  POLICY_NOT_READ: {
    zh: '隐私政策文档损坏、过大或只有图片，未能读出全部文字。',
    en: 'A policy document is damaged, too large or made of pictures, so that its text could not be read in full.',
    affects: ['policies', 'policyMatches'],
  },
  POLICY_PART_NOT_READ: {
    zh: '隐私政策引用的清单（如第三方 SDK 列表）在另外的页面上，没有读到。',
    en: 'The policy points to lists on pages of their own, such as its SDK list, that were not read.',
    affects: ['policies', 'policyMatches'],
  },
  POLICY_LANGUAGE: {
    zh: '隐私政策使用的语言既非中文也非英文，内容未被理解。',
    en: 'The policy is written in a language other than Chinese and English and was not understood.',
    affects: ['policies', 'policyMatches'],
  },
  POLICY_PAGE_EMPTY: {
    zh: '隐私政策页面几乎没有文字（空壳页面，或正文由脚本生成），内容未被阅读。',
    en: 'The page of the policy holds hardly any text: it is a shell, or scripts fill it; what it says was not read.',
    affects: ['policies', 'policyMatches'],
  },
  POLICY_BEHIND_LOGIN: {
    zh: '隐私政策页面要求登录，内容未被阅读。',
    en: 'The page of the policy asks for a login first; what it says was not read.',
    affects: ['policies', 'policyMatches'],
  },
  POLICY_OF_ANOTHER_APP: {
    zh: '隐私政策的标题写的是另一款应用，全文未出现本应用的名称，可能给错了文档。',
    en: 'The policy is titled for another app and names this one nowhere: it may be the wrong document.',
    affects: ['policies', 'policyMatches'],
  },
  POLICY_ADDRESS_FAILED: {
    zh: '应用中的隐私政策网址未能取回内容。',
    en: 'An address of a policy in the app gave no document.',
    affects: ['policies', 'policyMatches'],
  },
  COLLECTOR_FAILED: {
    zh: '这一类证据未能收集。',
    en: 'This kind of evidence could not be collected.',
    affects: [],
  },
  NO_DEVICE: {
    zh: '没有运行设备，未进行动态检测。',
    en: 'There was no device to run the app on, so its behaviour was not observed.',
    affects: RUN_SLOTS,
  },
  DEVICE_FAILED: {
    zh: '运行设备出错，动态检测没有结果。',
    en: 'The device failed, so nothing is known of how the app behaves when it runs.',
    affects: RUN_SLOTS,
  },
  EMULATOR_FAILED: {
    zh: '内置模拟器执行应用时出现内部错误，之后的行为可能与真机不同。',
    en: 'The embedded emulator failed inside while it ran the app; what came after may differ from a real device.',
    affects: RUN_SLOTS,
  },
  EMULATOR_UNMODELLED: {
    zh: '应用调用了内置模拟器尚未实现的系统方法，相关行为未能观察。',
    en: 'The app called methods of the system that the embedded emulator does not model; what depends on them was not seen.',
    affects: RUN_SLOTS,
  },
  NATIVE_CODE_NOT_RUN: {
    zh: '应用含有原生代码，内置模拟器未执行，其行为未能观察。',
    en: 'The app called native code, which the embedded emulator does not run; what it does was not seen.',
    affects: RUN_SLOTS,
  },
  SCENARIO_CUT_SHORT: {
    zh: '至少一个检测场景未能走完（应用崩溃、超时或设备出错）。',
    en: 'At least one scenario did not come to its end: the app crashed, time ran out or the device failed.',
    affects: RUN_SLOTS,
  },
  NO_WINDOW: {
    zh: '应用没有留在屏幕上的界面：首个页面打开后立即自行关闭，或从未打开。应用在后台的行为已观察，界面、弹窗与设置无从查看。',
    en: 'The app kept no window on the screen: its first page closed itself at once or was never opened. What it did without one was watched; pages, dialogs and settings could not be.',
    affects: RUN_SLOTS,
  },
  DEVICE_CANNOT_SHOW: {
    zh: '所用设备无法进行部分检测场景（如摇动手机或等待数天）。',
    en: 'The device could not go through some of the scenarios, such as shaking the phone or waiting for days.',
    affects: RUN_SLOTS,
  },
  READS_PARTLY_SEEN: {
    zh: '在真实设备上只能看到一部分读取个人信息的行为。',
    en: 'On a real device only some of the reads of personal information can be seen.',
    affects: ['piReads'],
  },
  TRAFFIC_NOT_READ: {
    zh: '应用拒绝检测用的证书（证书绑定），与这些主机的通信内容未能读取。',
    en: 'The app refused the certificate of the test (pinning), so what it sent to these hosts was not read.',
    affects: ['networkRequests'],
  },
  SYSTEM_EVENT_REFUSED: {
    zh: '设备不允许发出部分系统事件，由其引起的自启动未能观察。',
    en: 'The device did not let some system events be sent, so starts that follow them were not seen.',
    affects: ['starts'],
  },
  BEHIND_LOGIN: {
    zh: '应用有需要账号才能进入的部分，没有测试账号，未能观察。',
    en: 'Part of the app is for people with an account; there was none to test with, so that part was not seen.',
    affects: [],
  },
  NO_OLDER_VERSION: {
    zh: '没有旧版本安装包，升级场景以同一版本覆盖安装代替。',
    en: 'There was no older version of the app; the upgrade was tried by installing the same version again.',
    affects: [],
  },
  EVENTS_LEFT_OUT: {
    zh: '应用反复做同一件事，每个场景只保留最初的若干次记录，其余只计数。',
    en: 'The app did one thing over and over; each scenario keeps the first times of it and leaves out the rest.',
    affects: ['piReads'],
  },
  NOT_RUN: {
    zh: '按要求只做静态扫描，未运行应用。',
    en: 'Only a static scan was asked for; the app was not run.',
    affects: RUN_SLOTS,
  },
} as const satisfies Readonly<Record<string, GapRow>>;

export type GapCode = keyof typeof GAPS;

/** A gap with the places that show it. `affects` replaces the row's slots where only some are touched. */
export function toGap(code: GapCode, places: readonly Place[] = [], affects?: readonly SlotName[]): Gap {
  const row = GAPS[code];
  return {
    code,
    message: { zh: row.zh, en: row.en },
    affects: affects ?? row.affects,
    places: places.slice(0, MAX_PLACES),
  };
}
