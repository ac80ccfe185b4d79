import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ApiError, callApi, setCsrfToken, setSignedOutListener } from './client.ts';
import type { Account, Session } from './types.ts';

export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signed-out'; readonly expired: boolean }
  | { readonly kind: 'unreachable'; readonly error: ApiError }
  | { readonly kind: 'signed-in'; readonly account: Account };

export type SessionControl = {
  readonly state: SessionState;
  readonly signIn: (name: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Asks the server again who is signed in. */
  readonly refresh: () => Promise<void>;
};

const SessionContext = createContext<SessionControl | undefined>(undefined);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'loading' });

  const enter = useCallback((session: Session) => {
    setCsrfToken(session.csrfToken ?? '');
    setState({ kind: 'signed-in', account: session.account });
  }, []);

  const refresh = useCallback(async () => {
    try {
      enter(await callApi<Session>('GET', '/session'));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setCsrfToken('');
      setState(
        error.status === 401 ? { kind: 'signed-out', expired: false } : { kind: 'unreachable', error },
      );
    }
  }, [enter]);

  useEffect(() => {
    setSignedOutListener(() => {
      setCsrfToken('');
      setState({ kind: 'signed-out', expired: true });
    });
    void refresh();
    return () => setSignedOutListener(undefined);
  }, [refresh]);

  const control = useMemo<SessionControl>(
    () => ({
      state,
      refresh,
      signIn: async (name, password) => {
        enter(await callApi<Session>('POST', '/session', { body: { name, password } }));
      },
      signOut: async () => {
        await callApi<undefined>('DELETE', '/session');
        setCsrfToken('');
        setState({ kind: 'signed-out', expired: false });
      },
    }),
    [state, refresh, enter],
  );

  return <SessionContext value={control}>{children}</SessionContext>;
}

export function useSession(): SessionControl {
  const control = useContext(SessionContext);
  if (control === undefined) throw new Error('useSession outside SessionProvider');
  return control;
}

/** The signed-in account; only for pages behind the sign-in. */
export function useAccount(): Account {
  const { state } = useSession();
  if (state.kind !== 'signed-in') throw new Error('useAccount while signed out');
  return state.account;
}
