export * from './auth.ts';
export * from './first-start.ts';
export * from './passwords.ts';
export * from './secrets.ts';
export * from './sign-in-limiter.ts';
export * from './oidc.ts';
