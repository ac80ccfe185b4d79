import type { IncomingMessage } from 'node:http';
import { ServerError } from '../errors.ts';
import type { Account, Role, Store } from '../store/index.ts';
import { Passwords } from './passwords.ts';
import { hashSecret, isSameSecret, newSecret, toCsrfToken } from './secrets.ts';
import { SignInLimiter } from './sign-in-limiter.ts';

export const SESSION_COOKIE = 'appgov_session';
export const CSRF_HEADER = 'x-appgov-csrf';
export const SESSION_LIFE_MS = 12 * 3_600_000;

/** Who makes a request, and by what right. */
export type Principal =
  | { readonly kind: 'session'; readonly account: Account; readonly secret: string }
  | { readonly kind: 'token'; readonly account: Account };

/** Finds out who asks; signs people in and out. */
export class Auth {
  readonly passwords = new Passwords();
  readonly #store: Store;
  readonly #nowMs: () => number;
  readonly #byNameAndAddress: SignInLimiter;
  readonly #byAddress: SignInLimiter;

  constructor(store: Store, nowMs: () => number) {
    this.#store = store;
    this.#nowMs = nowMs;
    this.#byNameAndAddress = new SignInLimiter(nowMs);
    // An office behind one address has many forgetful people.
    this.#byAddress = new SignInLimiter(nowMs, 50);
  }

  /** Undefined where the request shows no credentials, or ones that are not (or no longer) good. */
  async findPrincipal(request: IncomingMessage): Promise<Principal | undefined> {
    const bearer = /^Bearer ([\x21-\x7e]{1,300})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const account = await this.#store.tokens.findAccount(hashSecret(bearer));
      return account === undefined ? undefined : { kind: 'token', account };
    }
    const secret = findCookie(request.headers.cookie, SESSION_COOKIE);
    if (secret === undefined) return undefined;
    const account = await this.#store.sessions.findAccount(hashSecret(secret), this.#nowMs());
    return account === undefined ? undefined : { kind: 'session', account, secret };
  }

  /**
   * Throws UNAUTHENTICATED or FORBIDDEN where the principal may not do what needs one of the roles, and
   * BAD_CSRF_TOKEN where a page's session changes state without showing that the page is ours.
   */
  authorize(principal: Principal | undefined, roles: readonly Role[], request: IncomingMessage): Principal {
    if (principal === undefined) throw new ServerError('UNAUTHENTICATED');
    if (principal.kind === 'session' && changesState(request.method)) {
      const shown = request.headers[CSRF_HEADER];
      if (typeof shown !== 'string' || !isSameSecret(shown, toCsrfToken(principal.secret)))
        throw new ServerError('BAD_CSRF_TOKEN');
    }
    if (!roles.includes(principal.account.role)) throw new ServerError('FORBIDDEN');
    return principal;
  }

  /** Checks a password and opens a session. Throws TOO_MANY_ATTEMPTS or BAD_CREDENTIALS. */
  async signIn(
    name: string,
    password: string,
    address: string,
  ): Promise<{ account: Account; secret: string; csrfToken: string }> {
    const both = `${name.toLowerCase()}\0${address}`;
    const waitMs = Math.max(this.#byNameAndAddress.waitMs(both), this.#byAddress.waitMs(address));
    if (waitMs > 0)
      throw new ServerError('TOO_MANY_ATTEMPTS', undefined, { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    const found = await this.#store.accounts.findByName(name);
    const right = await this.passwords.verify(found?.passwordHash || undefined, password);
    if (!right || found === undefined || found.account.disabled) {
      this.#byNameAndAddress.failed(both);
      this.#byAddress.failed(address);
      throw new ServerError('BAD_CREDENTIALS');
    }
    this.#byNameAndAddress.succeeded(both);
    return this.openSession(found.account);
  }

  /** A new session of an account that has shown who it is. */
  async openSession(account: Account): Promise<{ account: Account; secret: string; csrfToken: string }> {
    const secret = newSecret('session');
    const nowMs = this.#nowMs();
    await this.#store.sessions.add({
      tokenHash: hashSecret(secret),
      accountId: account.id,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + SESSION_LIFE_MS,
    });
    return { account, secret, csrfToken: toCsrfToken(secret) };
  }

  async signOut(principal: Principal): Promise<void> {
    if (principal.kind === 'session') await this.#store.sessions.remove(hashSecret(principal.secret));
  }

  /** Throws BAD_CREDENTIALS where `current` is wrong. Signs the account out of its other sessions. */
  async changeOwnPassword(principal: Principal, current: string, next: string): Promise<void> {
    const { account } = principal;
    const key = `${account.name.toLowerCase()}\0password`;
    const waitMs = this.#byNameAndAddress.waitMs(key);
    if (waitMs > 0)
      throw new ServerError('TOO_MANY_ATTEMPTS', undefined, { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    const found = await this.#store.accounts.findByName(account.name);
    if (!(await this.passwords.verify(found?.passwordHash || undefined, current))) {
      this.#byNameAndAddress.failed(key);
      throw new ServerError('BAD_CREDENTIALS');
    }
    await this.#store.accounts.change(account.id, { passwordHash: await this.passwords.hash(next) });
    const kept = principal.kind === 'session' ? hashSecret(principal.secret) : undefined;
    await this.#store.sessions.removeOfAccount(account.id, kept);
  }
}

function changesState(method: string | undefined): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** Value of a cookie of the request's header. */
export function findCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.split('=', 2);
    if (key?.trim() === name && value) return value.trim();
  }
  return undefined;
}
