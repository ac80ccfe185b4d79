import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from './client.ts';

export type Loaded<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: ApiError }
  | { readonly kind: 'ready'; readonly value: Value };

export type Load<Value> = {
  readonly state: Loaded<Value>;
  /** True while a newer value is on its way and the old one still shows. */
  readonly refreshing: boolean;
  readonly reload: () => void;
};

/**
 * Runs `load` whenever `key` changes or `reload` is called. The last value stays on show while the next is fetched;
 * a failed refresh replaces it, so that no stale figure passes for a fresh one.
 */
export function useLoad<Value>(key: string, load: (signal: AbortSignal) => Promise<Value>): Load<Value> {
  const [state, setState] = useState<Loaded<Value>>({ kind: 'loading' });
  const [refreshing, setRefreshing] = useState(true);
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });

  useEffect(() => {
    const abort = new AbortController();
    setRefreshing(true);
    latest
      .current(abort.signal)
      .then((value) => setState({ kind: 'ready', value }))
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        const shown =
          error instanceof ApiError
            ? error
            : new ApiError(0, 'UNREADABLE', {
                zh: '服务器的回答无法读取。',
                en: 'The answer of the server could not be read.',
              });
        setState({ kind: 'failed', error: shown });
      })
      .finally(() => {
        if (!abort.signal.aborted) setRefreshing(false);
      });
    return () => abort.abort();
  }, [key, round]);

  const reload = useCallback(() => setRound((value) => value + 1), []);
  return { state, refreshing, reload };
}
