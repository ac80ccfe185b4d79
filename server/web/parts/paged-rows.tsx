import { Pagination } from 'antd';
import type { ReactNode } from 'react';
import { useSpeech } from '../i18n/language.tsx';
import { EmptyState } from './states.tsx';

/** One page of a list, with the way to the others; says `emptyText` where nothing matches. */
export function PagedRows<Item>({
  items,
  total,
  page,
  pageSize,
  emptyText,
  renderRow,
  onPage,
}: {
  readonly items: readonly Item[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly emptyText: string;
  readonly renderRow: (item: Item) => ReactNode;
  readonly onPage: (page: number) => void;
}) {
  const { t } = useSpeech();
  if (items.length === 0) return <EmptyState text={emptyText} />;
  return (
    <>
      <ul className="plain rows">{items.map(renderRow)}</ul>
      <Pagination
        className="pager"
        current={page}
        pageSize={pageSize}
        total={total}
        showSizeChanger={false}
        showTotal={(count) => t('list.total', { n: count })}
        onChange={onPage}
      />
    </>
  );
}
