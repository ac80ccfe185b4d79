import { ServerError } from '../errors.ts';
import { readCsv } from '../export/csv.ts';

const MOST_ADDRESSES = 10_000;
const HEADERS = /^(?:address|url|link|网址|地址|下载地址|链接)$/iu;

/**
 * Reads a list of addresses: the first column is the address, the second the type of app where it has one; a first line
 * of headers is passed over. Throws INVALID_INPUT naming the line.
 */
export function readAddresses(
  csv: string,
): readonly { readonly address: string; readonly appType?: string }[] {
  const rows = readCsv(csv, MOST_ADDRESSES + 1);
  const first = rows[0]?.[0]?.trim() ?? '';
  const body = HEADERS.test(first) ? rows.slice(1) : rows;
  if (body.length === 0) throw new ServerError('INVALID_INPUT', 'csv: there are no addresses');
  return body.map(([address = '', appType = ''], index) => {
    const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
    if (url === undefined || !/^https?:$/u.test(url.protocol))
      throw new ServerError('INVALID_INPUT', `csv: row ${index + 1} is no http or https address`);
    return { address: url.href, ...(appType.trim() === '' ? {} : { appType: appType.trim() }) };
  });
}
