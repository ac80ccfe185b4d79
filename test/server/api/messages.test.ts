import assert from 'node:assert/strict';
import { readSmallApp } from '../support/apps.ts';
import type { Client } from '../support/client.ts';
import { openMailServer, openSilentServer, type MailServer } from '../support/mail-server.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';
import { openWebhookReceiver } from '../support/webhook-receiver.ts';
import { isWebhookGenuine } from '../../../server/messages/send-webhook.ts';

type Preferences = {
  readonly webhookSecret?: string;
  readonly channels: Readonly<Record<string, readonly string[]>>;
};
type Deliveries = {
  readonly items: readonly {
    readonly channel: string;
    readonly state: string;
    readonly attempts: number;
    readonly lastError?: string;
    readonly nextAt?: string;
  }[];
};

async function prefer(who: Client, json: object): Promise<Preferences> {
  return (await who.call('PATCH', '/messages/preferences', { json, expect: 200 })).body as Preferences;
}

async function deliveriesOf(who: Client): Promise<Deliveries['items']> {
  return ((await who.call('GET', '/deliveries', { expect: 200 })).body as Deliveries).items;
}

/** A scan of bytes that are no app ends at once, and its end is news. */
async function makeNews(who: Client): Promise<void> {
  const row = await who.accepted(Buffer.from(`no app ${Math.random()}`), { profile: 'static' });
  await who.ended(row.id);
}

describe('messages', function () {
  this.timeout(120_000);
  let server: TestServer;
  let mail: MailServer;
  let receiver: Awaited<ReturnType<typeof openWebhookReceiver>>;
  const allEvents = { 'scan-finished': ['page', 'email', 'webhook'] };

  before(async () => {
    mail = await openMailServer();
    receiver = await openWebhookReceiver();
    server = await openTestServer({
      APPGOV_SMTP_URL: mail.url,
      APPGOV_MAIL_FROM: 'appgov@example.org',
      APPGOV_MESSAGE_ALLOW_HOSTS: receiver.host,
    });
  });
  after(async () => {
    await server?.close();
    await Promise.all([mail?.close(), receiver?.close()]);
  });

  it('come by mail and by a signed webhook, each once, and are counted until they are read', async () => {
    const who = await server.newPerson('developer');
    const before = mail.mails.length;
    const { webhookSecret } = await prefer(who, {
      email: 'someone@example.org',
      webhookUrl: receiver.url,
      language: 'en',
      channels: allEvents,
    });
    assert.ok(webhookSecret);
    assert.equal((await prefer(who, {})).webhookSecret, undefined, 'the secret is shown once');
    await makeNews(who);
    await until(async () => (await deliveriesOf(who)).every(({ state }) => state === 'sent'));
    await until(() => mail.mails.length > before && receiver.received.length > 0);
    assert.equal(mail.mails.length, before + 1);
    const text = mail.mails.at(-1) ?? '';
    assert.match(text, /^To: someone@example\.org/m);
    assert.match(text, /Subject: \[appgov\] The scan of app\.apk failed/);
    const received = receiver.received.at(-1);
    assert.ok(received);
    const given = {
      timestamp: String(received.headers['x-appgov-timestamp']),
      signature: String(received.headers['x-appgov-signature']),
      body: received.body,
    };
    const nowMs = Date.now();
    assert.equal(isWebhookGenuine(webhookSecret, given, nowMs), true);
    assert.equal(isWebhookGenuine('another secret', given, nowMs), false);
    assert.equal(isWebhookGenuine(webhookSecret, { ...given, body: `${given.body} ` }, nowMs), false);
    assert.equal(isWebhookGenuine(webhookSecret, given, nowMs + 3_600_000), false, 'an old one is no proof');
    assert.equal((JSON.parse(received.body) as { event: string }).event, 'scan-finished');

    const unread = async () =>
      ((await who.call('GET', '/messages/unread', { expect: 200 })).body as { unread: number }).unread;
    assert.equal(await unread(), 1);
    await who.call('POST', '/messages/read', { json: {}, expect: 200 });
    assert.equal(await unread(), 0);
  });

  it('stay away in the ways that the account does not want', async () => {
    const who = await server.newPerson('developer');
    await prefer(who, { email: 'someone@example.org', channels: { 'scan-finished': [] } });
    await makeNews(who);
    const { body } = await who.call('GET', '/messages', { expect: 200 });
    assert.equal((body as { total: number }).total, 0);
    assert.deepEqual(await deliveriesOf(who), []);
  });

  it('are tried again when the mail server refuses, and the log says why', async () => {
    const who = await server.newPerson('developer');
    await prefer(who, { email: 'later@example.org', channels: { 'scan-finished': ['email'] } });
    mail.refuse('the mailbox is full');
    await makeNews(who);
    await until(async () => (await deliveriesOf(who))[0]?.attempts === 1);
    mail.refuse(undefined);
    const [delivery] = await deliveriesOf(who);
    assert.equal(delivery?.state, 'waiting');
    assert.match(delivery.lastError ?? '', /mailbox is full/);
    assert.ok(Date.parse(delivery.nextAt ?? '') > Date.now());
  });

  it('are given up at once for a webhook on a network that is closed, without a request', async () => {
    const closed = await openWebhookReceiver();
    try {
      const who = await server.newPerson('developer');
      await prefer(who, { webhookUrl: closed.url, channels: { 'scan-finished': ['webhook'] } });
      await makeNews(who);
      await until(async () => (await deliveriesOf(who))[0]?.state === 'given-up');
      assert.equal(closed.received.length, 0);
    } finally {
      await closed.close();
    }
  });

  it('do not follow a webhook that redirects: the words go where they were meant to go', async () => {
    const target = await openWebhookReceiver();
    try {
      receiver.answer(307, { location: target.url });
      const who = await server.newPerson('developer');
      await prefer(who, { webhookUrl: receiver.url, channels: { 'scan-finished': ['webhook'] } });
      await makeNews(who);
      await until(async () => (await deliveriesOf(who))[0]?.attempts === 1);
      assert.match((await deliveriesOf(who))[0]?.lastError ?? '', /redirects|307/);
      assert.equal(target.received.length, 0);
    } finally {
      receiver.answer(204);
      await target.close();
    }
  });

  for (const [what, json] of [
    ['an address of mail that is none', { email: 'nobody' }],
    ['an address that brings a second header', { email: 'a@example.org\r\nBcc: b@example.org' }],
    ['a webhook that is no web address', { webhookUrl: 'file:///etc/passwd' }],
    ['a webhook with a password in it', { webhookUrl: 'https://user:secret@example.org/' }],
    ['an event that does not exist', { channels: { everything: ['page'] } }],
  ] as const) {
    it(`refuse ${what}`, async () => {
      await server.admin.call('PATCH', '/messages/preferences', { json, expect: 400 });
    });
  }

  it('of one account are no business of another', async () => {
    const who = await server.newPerson('developer');
    await makeNews(who);
    const { body } = await who.call('GET', '/messages', { expect: 200 });
    const [mine] = (body as { items: readonly { id: string }[] }).items;
    const other = await server.newPerson('developer');
    await other.call('POST', '/messages/read', { json: { id: mine?.id }, expect: 200 });
    const { body: after } = await who.call('GET', '/messages/unread', { expect: 200 });
    assert.equal((after as { unread: number }).unread, 1);
  });
});

describe('a mail server that hangs', function () {
  this.timeout(120_000);

  it('delays nobody: scans go on, and the delivery is noted as failed and tried again', async () => {
    const silent = await openSilentServer();
    const server = await openTestServer({
      APPGOV_SMTP_URL: silent.url,
      APPGOV_MAIL_FROM: 'appgov@example.org',
      APPGOV_MAIL_TIMEOUT_SECONDS: '1',
    });
    try {
      const who = await server.newPerson('developer');
      await prefer(who, { email: 'someone@example.org', channels: { 'scan-finished': ['email'] } });
      await makeNews(who);
      await silent.connected;
      const row = await server.admin.accepted(readSmallApp(), { profile: 'static' });
      assert.equal((await server.admin.ended(row.id)).row.status, 'done');
      await until(async () => (await deliveriesOf(who))[0]?.attempts === 1);
      const [delivery] = await deliveriesOf(who);
      assert.equal(delivery?.state, 'waiting');
      assert.match(delivery.lastError ?? '', /timeout|too long|Greeting/i);
    } finally {
      await server.close();
      await silent.close();
    }
  });
});
