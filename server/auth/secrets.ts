import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 random bits, safe in URLs, cookies and headers. The prefix tells what it is for, if it leaks. */
export function newSecret(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** A password that a person can copy by hand: 20 letters and digits (103 bits), none easily mistaken for another. */
export function newPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  let text = '';
  while (text.length < 20) {
    for (const byte of randomBytes(32)) {
      // Bytes past the last whole multiple are dropped, else the first letters would come more often.
      if (byte < alphabet.length * Math.floor(256 / alphabet.length) && text.length < 20)
        text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** What the database keeps of a secret. A plain hash is enough: the secret has 256 bits and cannot be guessed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The CSRF token of a session: derived from the cookie's secret, which a foreign page cannot read. */
export function toCsrfToken(sessionSecret: string): string {
  return createHash('sha256').update('csrf\0').update(sessionSecret).digest('base64url');
}

/** Compares without telling by its time how much was right. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
