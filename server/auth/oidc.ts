import { randomUUID } from 'node:crypto';
import * as client from 'openid-client';
import type { OidcConfig } from '../config.ts';
import { ServerError } from '../errors.ts';
import type { Account, Role, Store } from '../store/index.ts';
import type { Auth } from './auth.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** Binds a sign-in to the browser that began it. */
export const OIDC_COOKIE = 'appgov_oidc';
export const OIDC_LIFE_MS = 10 * 60_000;

type Attempt = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  readonly untilMs: number;
};

/** A flood of beginnings pushes the oldest out rather than filling the memory. */
const MOST_ATTEMPTS = 5000;
const MOST_NAMES = 50;
const TIMEOUT_SECONDS = 10;

/**
 * Sign-in by a provider of OpenID Connect: the authorization code flow with PKCE, state and nonce. An account is known
 * by issuer and subject and by nothing else: not by a name or an e-mail address, which can pass to somebody else.
 */
export class OidcSignIn {
  readonly #config: OidcConfig;
  readonly #redirectUri: string;
  readonly #services: { readonly store: Store; readonly auth: Auth; readonly nowMs: () => number };
  readonly #attempts = new Map<string, Attempt>();
  #provider: Promise<client.Configuration> | undefined;

  constructor(
    config: OidcConfig,
    redirectUri: string,
    services: { readonly store: Store; readonly auth: Auth; readonly nowMs: () => number },
  ) {
    this.#config = config;
    this.#redirectUri = redirectUri;
    this.#services = services;
  }

  get label(): string {
    return this.#config.label;
  }

  /** Where to send the browser, and the secret that it keeps meanwhile. Throws PROVIDER_FAILED. */
  async begin(returnTo: string): Promise<{ readonly url: string; readonly secret: string }> {
    const provider = await this.#findProvider();
    const verifier = client.randomPKCECodeVerifier();
    const attempt: Attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier,
      returnTo,
      untilMs: this.#services.nowMs() + OIDC_LIFE_MS,
    };
    const secret = newSecret('oidc');
    this.#attempts.set(hashSecret(secret), attempt);
    for (const oldest of this.#attempts.keys()) {
      if (this.#attempts.size <= MOST_ATTEMPTS) break;
      this.#attempts.delete(oldest);
    }
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.#redirectUri,
      scope: this.#config.scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, secret };
  }

  /**
   * The account behind the provider's answer, made where it is new. An attempt serves once. Throws PROVIDER_REFUSED
   * where the answer is not good, FORBIDDEN for a disabled account, PROVIDER_FAILED where the provider is away.
   */
  async finish(
    query: string,
    secret: string | undefined,
  ): Promise<{ readonly account: Account; readonly returnTo: string }> {
    const key = secret === undefined ? '' : hashSecret(secret);
    const attempt = this.#attempts.get(key);
    this.#attempts.delete(key);
    if (attempt === undefined || attempt.untilMs < this.#services.nowMs())
      throw new ServerError('PROVIDER_REFUSED', 'The sign-in was not begun here, or too long ago.');
    const provider = await this.#findProvider();
    const claims = await this.#exchange(provider, query, attempt);
    const account = await this.#toAccount(claims);
    if (account.disabled) throw new ServerError('FORBIDDEN');
    return { account, returnTo: attempt.returnTo };
  }

  async #exchange(provider: client.Configuration, query: string, attempt: Attempt): Promise<client.IDToken> {
    try {
      const tokens = await client.authorizationCodeGrant(provider, new URL(`${this.#redirectUri}?${query}`), {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('The answer holds no ID token.');
      return claims;
    } catch (cause) {
      throw new ServerError('PROVIDER_REFUSED', undefined, { cause });
    }
  }

  /** Asked for when first needed, and again after a failure: a provider that is away must not keep the server down. */
  #findProvider(): Promise<client.Configuration> {
    this.#provider ??= this.#discover();
    return this.#provider;
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#config;
    const url = new URL(issuer);
    const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    try {
      const auth = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret);
      return await client.discovery(url, clientId, undefined, auth, {
        timeout: TIMEOUT_SECONDS,
        // Plain http serves for trials on this machine alone.
        ...(isLocal && url.protocol === 'http:' && { execute: [client.allowInsecureRequests] }),
      });
    } catch (cause) {
      this.#provider = undefined;
      throw new ServerError('PROVIDER_FAILED', undefined, { cause });
    }
  }

  async #toAccount(claims: client.IDToken): Promise<Account> {
    const { accounts } = this.#services.store;
    const role = this.#findRole(claims);
    const known = await accounts.findByOidc(claims.iss, claims.sub);
    if (known === undefined) return this.#addAccount(claims, role ?? 'pending');
    if (role === undefined || role === known.role) return known;
    // The provider's word holds each time, but for the last administrator, who keeps the door.
    const outcome = await accounts.change(known.id, { role });
    return outcome === 'changed' ? { ...known, role } : known;
  }

  async #addAccount(claims: client.IDToken, role: Role): Promise<Account> {
    const { store, nowMs } = this.#services;
    const wanted = toName(claims);
    for (let number = 1; number <= MOST_NAMES; number += 1) {
      const account: Account = {
        id: randomUUID(),
        name: number === 1 ? wanted : `${wanted} (${number})`,
        role,
        disabled: false,
        createdAtMs: nowMs(),
        oidc: { issuer: claims.iss, subject: claims.sub },
      };
      // Two sign-ins of one person at once make one account: the pair of issuer and subject is unique too.
      if (await store.accounts.add(account, '')) return account;
      const meanwhile = await store.accounts.findByOidc(claims.iss, claims.sub);
      if (meanwhile !== undefined) return meanwhile;
    }
    throw new ServerError('NAME_TAKEN');
  }

  #findRole(claims: client.IDToken): Role | undefined {
    const { roleClaim, roleOfValue } = this.#config;
    if (roleClaim === undefined) return undefined;
    const claim = claims[roleClaim];
    const values = Array.isArray(claim) ? claim : [claim];
    // In the order of the configuration, so that who has several groups gets the role that is named first.
    for (const [value, role] of roleOfValue) if (values.includes(value)) return role;
    return undefined;
  }
}

function toName(claims: client.IDToken): string {
  const given = [claims['preferred_username'], claims['name'], claims['email'], claims.sub];
  const name = given.find((one): one is string => typeof one === 'string' && one.trim() !== '') ?? 'unnamed';
  return [...name.replace(/\p{C}/gu, '').trim()].slice(0, 80).join('') || 'unnamed';
}
