import { createTransport } from 'nodemailer';
import type { MailConfig } from '../config.ts';

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every attempt, so that a mail program shows it once. */
  readonly messageId: string;
  readonly signal: AbortSignal;
};

/**
 * Sends one mail over a connection of its own. A server that is silent, at whatever step, is given up after the
 * configured time; so is a whole exchange that drags on past three times that.
 */
export async function sendMail({ url, from, timeoutMs }: MailConfig, mail: Mail): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // Nothing of a message is ever read from a file or fetched from an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const stop = AbortSignal.any([mail.signal, AbortSignal.timeout(3 * timeoutMs)]);
  const stopped = new Promise<never>((_, reject) => {
    const onStop = (): void => reject(new Error('The mail server took too long.'));
    if (stop.aborted) onStop();
    else stop.addEventListener('abort', onStop, { once: true });
  });
  try {
    const { to, subject, text, messageId } = mail;
    await Promise.race([transport.sendMail({ from, to, subject, text, messageId }), stopped]);
  } finally {
    transport.close();
  }
}
