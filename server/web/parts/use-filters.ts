import { useSearchParams } from 'react-router';

/** A list's filters, kept in the address so that it can be passed on. Changing one goes back to the first page. */
export function useFilters(): {
  readonly params: URLSearchParams;
  /** An empty value takes the filter away. */
  readonly set: (name: string, value: string) => void;
} {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === '') next.delete(name);
        else next.set(name, value);
        if (name !== 'page') next.delete('page');
        return next;
      },
      { replace: true },
    );
  return { params, set };
}
