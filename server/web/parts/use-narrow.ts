import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 767px)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the window is a phone's width: tables then give way to cards. Same limit as in styles.css. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
