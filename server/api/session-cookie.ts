import type { Request, Response } from 'express';
import { SESSION_COOKIE, SESSION_LIFE_MS } from '../auth/index.ts';

export function setSessionCookie(request: Request, response: Response, secret: string): void {
  response.cookie(SESSION_COOKIE, secret, {
    httpOnly: true,
    sameSite: 'lax',
    secure: request.secure,
    path: '/',
    maxAge: SESSION_LIFE_MS,
  });
}
