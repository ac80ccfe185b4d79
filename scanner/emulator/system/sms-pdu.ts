/** A text message as a phone gets it. */
export type ReceivedSms = {
  readonly address: string;
  readonly body: string;
  readonly sentMs: number;
};

const deliver = 0;
const ucs2 = 8;
const international = 0x91;
const alphanumeric = 0xd0;
const longestBody = 140;

/**
 * An SMS-DELIVER of 3GPP TS 23.040, 9.2.2.1, with an empty service centre before it, as the `pdus` of
 * SMS_RECEIVED are: the text in UCS-2, cut to what one message holds.
 */
export function writeSmsPdu({ address, body, sentMs }: ReceivedSms): Uint8Array {
  const digits = address.replaceAll(/\D/g, '');
  const text = Buffer.from(body, 'utf16le').swap16().subarray(0, longestBody);
  return Uint8Array.from([
    0,
    deliver,
    digits.length,
    address.startsWith('+') ? international : 0x81,
    ...semiOctets(digits),
    0,
    ucs2,
    ...timeStamp(sentMs),
    text.length,
    ...text,
  ]);
}

/** Reads an SMS-DELIVER; undefined for another kind of message and for bytes that are none. */
export function readSmsPdu(pdu: Uint8Array): ReceivedSms | undefined {
  const start = 1 + (pdu[0] ?? 0);
  const first = pdu[start];
  const digitCount = pdu[start + 1];
  if (first === undefined || digitCount === undefined || (first & 3) !== deliver) return undefined;
  const addressEnd = start + 3 + Math.ceil(digitCount / 2);
  const coding = pdu[addressEnd + 1];
  const length = pdu[addressEnd + 9];
  if (coding === undefined || length === undefined) return undefined;
  const address = readAddress(pdu.subarray(start + 2, addressEnd), digitCount);
  const data = pdu.subarray(addressEnd + 10);
  // A header before the text says how parts of a long one belong together.
  const headerBytes = (first & 0x40) !== 0 ? 1 + (data[0] ?? 0) : 0;
  const body = readBody(data, length, headerBytes, coding);
  return { address, body, sentMs: readTime(pdu.subarray(addressEnd + 2, addressEnd + 9)) };
}

function semiOctets(digits: string): number[] {
  const padded = digits.length % 2 === 0 ? digits : `${digits}f`;
  return (padded.match(/../g) ?? []).map((pair) => Number.parseInt(`${pair[1]}${pair[0]}`, 16));
}

function readAddress(bytes: Uint8Array, digitCount: number): string {
  const [type = 0, ...rest] = bytes;
  if ((type & 0xf0) === alphanumeric)
    return readPacked(Uint8Array.from(rest), Math.floor((digitCount * 4) / 7), 0);
  const digits = rest.map((byte) => `${(byte & 15).toString(16)}${(byte >> 4).toString(16)}`).join('');
  return `${type === international ? '+' : ''}${digits.slice(0, digitCount)}`;
}

function readBody(data: Uint8Array, length: number, headerBytes: number, coding: number): string {
  if ((coding & 0x0c) === ucs2)
    return Buffer.from(data.slice(headerBytes, headerBytes + 2 * Math.floor((length - headerBytes) / 2)))
      .swap16()
      .toString('utf16le');
  if ((coding & 0x0c) === 4) return Buffer.from(data.subarray(headerBytes, length)).toString('latin1');
  return readPacked(data, length, Math.ceil((headerBytes * 8) / 7));
}

/** The letters of the default alphabet that stand elsewhere than in ASCII, by their number; those left out are as there. */
const alphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Septets packed into octets: 3GPP TS 23.038, 6.1.2.1. */
function readPacked(bytes: Uint8Array, count: number, from: number): string {
  let text = '';
  for (let index = from; index < Math.min(count, 160); index++) {
    const bit = index * 7;
    const at = bit >> 3;
    const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    text += alphabet[(pair >> (bit & 7)) & 0x7f] ?? '';
  }
  return text;
}

function timeStamp(ms: number): number[] {
  const iso = new Date(ms).toISOString();
  // Year, month, day, hour, minute, second, and a zone of zero quarters.
  return semiOctets(`${iso.slice(2, 19).replaceAll(/\D/g, '')}00`);
}

function readTime(bytes: Uint8Array): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = [...bytes].map(
    (byte) => (byte & 15) * 10 + (byte >> 4),
  );
  // The zone is in quarters of an hour, its sign in the fourth bit.
  const zone = bytes[6] ?? 0;
  const quarters = ((zone & 7) * 10 + (zone >> 4)) * ((zone & 8) === 0 ? 1 : -1);
  return Date.UTC(2000 + year, month - 1, day, hour, minute, second) - quarters * 900_000;
}
