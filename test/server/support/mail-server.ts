import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type MailServer = {
  /** For APPGOV_SMTP_URL. */
  readonly url: string;
  /** Every mail that was accepted, as it came. */
  readonly mails: string[];
  /** From now on every mail is refused with this answer; undefined accepts again. */
  refuse(answer: string | undefined): void;
  close(): Promise<void>;
};

/** A real SMTP server on loopback that keeps what it is given. */
export async function openMailServer(): Promise<MailServer> {
  const mails: string[] = [];
  let refusal: string | undefined;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      stream.on('end', () => {
        if (refusal === undefined) mails.push(text);
        done(refusal === undefined ? null : new Error(refusal));
      });
    },
  });
  // A client that gives up in the midst is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (answer) => {
      refusal = answer;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Takes connections and never says a word: a mail server that hangs. */
export async function openSilentServer(): Promise<{
  readonly url: string;
  readonly connected: Promise<void>;
  close(): Promise<void>;
}> {
  const sockets = new Set<Socket>();
  let onConnected: () => void;
  const connected = new Promise<void>((resolve) => {
    onConnected = resolve;
  });
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onConnected();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connected,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
