import { z } from 'zod';
import { ServerError } from '../errors.ts';
import { readCsv } from '../export/csv.ts';
import type { Filing } from '../store/index.ts';
import { parse } from './route.ts';

const MOST_RECORDS = 200_000;

const field = z.string().trim().max(2000).default('');
const key = z
  .string()
  .trim()
  .max(10_000)
  .regex(/^(?:0x)?[0-9a-fA-F:\s]*$/u, 'hex digits')
  .default('');
const record = z.object({
  packageName: z.string().trim().min(1).max(300),
  appName: field,
  company: field,
  number: z.string().trim().min(1).max(100),
  publicKey: key,
  signatureMd5: key,
});

/** Headers of a CSV as registers write them, without spaces and case. */
const COLUMNS: Readonly<Record<string, keyof Filing>> = {
  package: 'packageName',
  packagename: 'packageName',
  包名: 'packageName',
  应用包名: 'packageName',
  name: 'appName',
  appname: 'appName',
  应用名称: 'appName',
  app名称: 'appName',
  company: 'company',
  主办单位: 'company',
  主办单位名称: 'company',
  number: 'number',
  filingnumber: 'number',
  备案号: 'number',
  备案编号: 'number',
  服务备案号: 'number',
  publickey: 'publicKey',
  公钥: 'publicKey',
  signaturemd5: 'signatureMd5',
  certificatemd5: 'signatureMd5',
  证书md5: 'signatureMd5',
  签名md5: 'signatureMd5',
};

/** Reads filing records from CSV or JSON. Throws INVALID_INPUT naming the first that cannot be right. */
export function readFilings(format: 'csv' | 'json', content: string): readonly Filing[] {
  const given = format === 'json' ? readJsonRecords(content) : readCsvRecords(content);
  return given.map((one, index) => parse(record, one, `records.${index + 1}`));
}

function readJsonRecords(content: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new ServerError('INVALID_INPUT', 'content: this is not JSON', { cause });
  }
  if (!Array.isArray(value) || value.length > MOST_RECORDS)
    throw new ServerError('INVALID_INPUT', `content: a list of at most ${MOST_RECORDS} records`);
  return value as readonly unknown[];
}

function readCsvRecords(content: string): readonly object[] {
  const [header = [], ...rows] = readCsv(content, MOST_RECORDS + 1);
  const columns = header.map((name) => COLUMNS[name.toLowerCase().replace(/[\s_-]+/gu, '')]);
  if (!columns.includes('packageName') || !columns.includes('number'))
    throw new ServerError(
      'INVALID_INPUT',
      'content: the first line names the columns, package and number among them',
    );
  return rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((name, index) => (name === undefined ? [] : [[name, row[index] ?? '']])),
    ),
  );
}
