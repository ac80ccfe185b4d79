import { useCallback, useState } from 'react';
import { ApiError } from '../api/client.ts';

export type Action = {
  readonly busy: boolean;
  readonly error: ApiError | undefined;
  /** Runs one call; resolves to whether it succeeded. Its ApiError is kept for the page to show. */
  readonly run: (call: () => Promise<void>) => Promise<boolean>;
  readonly clear: () => void;
};

/** One thing a person asked for, while it is under way and when it was refused. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const run = useCallback(async (call: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    try {
      await call();
      return true;
    } catch (refused) {
      if (!(refused instanceof ApiError)) throw refused;
      setError(refused);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, error, run, clear: useCallback(() => setError(undefined), []) };
}
