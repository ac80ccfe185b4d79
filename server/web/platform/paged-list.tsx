import type { ReactNode } from 'react';
import { callApi } from '../api/client.ts';
import type { PageOf } from '../api/platform-types.ts';
import { useLoad } from '../api/use-load.ts';
import { PagedRows } from '../parts/paged-rows.tsx';
import { LoadedView } from '../parts/states.tsx';
import { useFilters } from '../parts/use-filters.ts';

const PAGE_SIZE = 20;

/** A list of the server behind filters in the address: loads the page that the address names. */
export function PagedList<Item>({
  path,
  query,
  emptyText,
  renderRow,
}: {
  readonly path: string;
  /** Filters; empty ones are left out. */
  readonly query: Readonly<Record<string, string>>;
  readonly emptyText: string;
  readonly renderRow: (item: Item) => ReactNode;
}) {
  const { params, set } = useFilters();
  const page = Number(params.get('page') ?? 1);
  const search = new URLSearchParams({
    ...Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')),
    page: String(page),
    pageSize: String(PAGE_SIZE),
  }).toString();
  const { state, reload } = useLoad(`${path}?${search}`, (signal) =>
    callApi<PageOf<Item>>('GET', `${path}?${search}`, { signal }),
  );
  return (
    <LoadedView state={state} onRetry={reload}>
      {(found) => (
        <PagedRows
          items={found.items}
          total={found.total}
          page={page}
          pageSize={PAGE_SIZE}
          emptyText={emptyText}
          renderRow={renderRow}
          onPage={(value) => set('page', String(value))}
        />
      )}
    </LoadedView>
  );
}
