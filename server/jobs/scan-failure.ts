import { SERVER_ERRORS } from '../errors.ts';
import type { ErrorText } from '../errors.ts';
import type { ScanErrorCode } from '../../scanner/errors.ts';

/** Failures of the process around the scanner. */
export type RunFailureCode =
  | 'SCAN_CRASHED'
  | 'SCAN_TIMED_OUT'
  | 'SCAN_OUT_OF_MEMORY'
  | 'SAMPLE_MISSING'
  | 'STORAGE_FULL'
  | 'WORKER_LOST';

export type ScanFailureCode = ScanErrorCode | RunFailureCode;

type Entry = { readonly retryable: boolean; readonly text: ErrorText };

/** What each failure of a scan means to the person who submitted the app, and whether another try makes sense. */
export const SCAN_FAILURES: Readonly<Record<ScanFailureCode, Entry>> = {
  NOT_A_ZIP: final('文件不是安装包：不是 ZIP 格式。', 'This is no app package: it is not a zip file.'),
  EMPTY_FILE: final('文件是空的。', 'The file is empty.'),
  TRUNCATED: final('文件不完整，末尾缺失。', 'The file is cut off before its end.'),
  ZIP_BOMB: final(
    '压缩内容异常膨胀，已拒绝解压。',
    'The file would unpack to an absurd size and was refused.',
  ),
  UNSAFE_ENTRY_NAME: final(
    '压缩包内有不安全的文件名。',
    'The file holds an entry whose name leads outside the package.',
  ),
  BAD_ZIP: final('压缩包结构损坏。', 'The structure of the zip file is damaged.'),
  NO_MANIFEST: final(
    '缺少 AndroidManifest.xml，不是安卓应用。',
    'There is no AndroidManifest.xml: this is no Android app.',
  ),
  NO_DEX: final('安装包内没有代码（dex）。', 'The package holds no code (dex).'),
  BAD_MANIFEST: final('AndroidManifest.xml 无法解析。', 'AndroidManifest.xml cannot be read.'),
  BAD_RESOURCES: final('资源表无法解析。', 'The resource table cannot be read.'),
  BAD_DEX: final('代码文件（dex）无法解析。', 'The code (dex) cannot be read.'),
  BAD_SIGNATURE_BLOCK: final('签名数据无法解析。', 'The signing data cannot be read.'),
  BAD_EVIDENCE: final('证据数据格式有误。', 'The evidence is not as it should be.'),
  UNSUPPORTED_FORMAT: final('暂不支持这种文件格式。', 'This kind of file is not supported.'),
  LIMIT_EXCEEDED: final('文件内容超出扫描上限。', 'The contents go beyond the limits of a scan.'),
  DEADLINE_EXCEEDED: again('扫描超时。', 'The scan ran out of time.'),
  CANCELLED: again('扫描被中止。', 'The scan was stopped.'),
  DEVICE_FAILED: again('运行设备出现故障。', 'The device failed.'),
  IO_FAILED: again('读写文件失败。', 'A file could not be read or written.'),
  INTERNAL: again('扫描程序内部错误。', 'The scanner failed by a fault of its own.'),
  SCAN_CRASHED: again('扫描进程意外退出。', 'The scan process died.'),
  SCAN_TIMED_OUT: again('扫描进程超时，已被终止。', 'The scan process hung and was stopped.'),
  SCAN_OUT_OF_MEMORY: again(
    '扫描进程超出内存上限，已被终止。',
    'The scan process used too much memory and was stopped.',
  ),
  SAMPLE_MISSING: final('样本文件丢失。', 'The stored sample is missing.'),
  STORAGE_FULL: again(
    SERVER_ERRORS.STORAGE_FULL.text.zh,
    'The storage is full: the result could not be kept.',
  ),
  WORKER_LOST: again('执行扫描的进程多次失联。', 'The worker vanished, again and again.'),
};

/** The entry of a code, also of one that an older or newer version has left in the database. */
export function findFailure(code: string): Entry {
  return Object.hasOwn(SCAN_FAILURES, code) ? SCAN_FAILURES[code as ScanFailureCode] : SCAN_FAILURES.INTERNAL;
}

/** How a run ended that gave no result. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  get retryable(): boolean {
    return findFailure(this.code).retryable;
  }
}

function final(zh: string, en: string): Entry {
  return { retryable: false, text: { zh, en } };
}

function again(zh: string, en: string): Entry {
  return { retryable: true, text: { zh, en } };
}
