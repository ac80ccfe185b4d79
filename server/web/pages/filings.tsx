import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { callApi } from '../api/client.ts';
import type { Filing } from '../api/platform-types.ts';
import { useSpeech } from '../i18n/language.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useFilters } from '../parts/use-filters.ts';
import { PagedList } from '../platform/paged-list.tsx';
import { PlatformTabs } from '../platform/platform-tabs.tsx';
import { SearchBox } from '../platform/search-box.tsx';

/** Filing records: what was imported, and the way to import more. */
export function FilingsPage() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  const q = params.get('q') ?? '';
  const chooser = useRef<HTMLInputElement>(null);
  const action = useAction();
  const [imported, setImported] = useState<number>();
  const take = (file: File) =>
    action.run(async () => {
      const format = file.name.toLowerCase().endsWith('.json') ? 'json' : 'csv';
      const answer = await callApi<{ records: number }>('POST', '/filings', {
        body: { format, content: await file.text() },
      });
      setImported(answer.records);
    });
  return (
    <>
      <PageHead title={t('filings.title')} lead={t('filings.lead')}>
        <input
          ref={chooser}
          type="file"
          accept=".csv,.json"
          hidden
          data-test="filings-file"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void take(file);
          }}
        />
        <Button type="primary" loading={action.busy} onClick={() => chooser.current?.click()}>
          {t('filings.import')}
        </Button>
      </PageHead>
      <PlatformTabs />
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      {imported === undefined || action.error !== undefined ? null : (
        <Alert
          type="success"
          showIcon
          title={t('filings.imported', { n: imported })}
          data-test="filings-done"
        />
      )}
      <section className="panel">
        <p className="quiet">{t('filings.columns')}</p>
        <div className="filters">
          <SearchBox value={q} placeholder={t('filings.search')} onSearch={(value) => set('q', value)} />
        </div>
        <PagedList<Filing>
          key={imported}
          path="/filings"
          query={{ q }}
          emptyText={t('filings.none')}
          renderRow={(filing) => (
            <li key={`${filing.packageName} ${filing.number}`}>
              <strong className="wrap">{filing.appName || filing.packageName}</strong>
              <p className="quiet small wrap">
                {filing.number} · {filing.company} · {filing.packageName}
              </p>
            </li>
          )}
        />
      </section>
    </>
  );
}
