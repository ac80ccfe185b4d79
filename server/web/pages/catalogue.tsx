import { Collapse, Input, Pagination, Select, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { callApi } from '../api/client.ts';
import type { PackRow } from '../api/review-types.ts';
import type { DutyRow, RuleRow } from '../api/types.ts';
import { useLoad } from '../api/use-load.ts';
import { Matrix } from '../catalogue/matrix.tsx';
import { Packs } from '../catalogue/packs.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel } from '../parts/labels.tsx';
import { NoticeLabel } from '../parts/notice-label.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { EmptyState, LoadedView } from '../parts/states.tsx';

const PAGE_SIZE = 30;
const TABS = ['duties', 'rules', 'matrix', 'packs'] as const;

function matches(words: string, ...texts: readonly (string | undefined)[]): boolean {
  const all = texts.join('\n').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function Duties({ items }: { readonly items: readonly DutyRow[] }) {
  const { t, pick, language } = useSpeech();
  const [words, setWords] = useState('');
  const [documentId, setDocumentId] = useState('');
  const [severity, setSeverity] = useState(-1);
  const [page, setPage] = useState(1);
  const documents = useMemo(
    () => [...new Map(items.map((duty) => [duty.document.id, duty.document])).values()],
    [items],
  );
  const found = items.filter(
    (duty) =>
      (documentId === '' || duty.document.id === documentId) &&
      (severity === -1 || duty.severity === severity) &&
      matches(
        words,
        duty.id,
        duty.text.zh,
        duty.text.en,
        duty.noticeLabel,
        duty.noticeLabelEn,
        duty.document.titleZh,
        duty.document.titleEn,
      ),
  );
  const titleOf = (duty: DutyRow) =>
    language === 'en' ? duty.document.titleEn || duty.document.titleZh : duty.document.titleZh;
  const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);

  return (
    <>
      <div className="filters">
        <Input
          allowClear
          value={words}
          placeholder={t('catalogue.search')}
          aria-label={t('catalogue.search')}
          onChange={(event) => {
            setWords(event.target.value);
            setPage(1);
          }}
        />
        <Select
          value={documentId}
          aria-label={t('catalogue.document')}
          popupMatchSelectWidth={false}
          onChange={(value) => {
            setDocumentId(value);
            setPage(1);
          }}
          options={[
            { value: '', label: t('catalogue.anyDocument') },
            ...documents.map((document) => ({
              value: document.id,
              label: language === 'en' ? document.titleEn || document.titleZh : document.titleZh,
            })),
          ]}
        />
        <Select
          value={severity}
          aria-label={t('finding.severity')}
          onChange={(value) => {
            setSeverity(value);
            setPage(1);
          }}
          options={[
            { value: -1, label: t('finding.anySeverity') },
            ...([3, 2, 1, 0] as const).map((value) => ({ value, label: t(`severity.${value}`) })),
          ]}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState text={t('list.noMatch')} />
      ) : (
        <>
          <ul className="plain rows">
            {shown.map((duty) => (
              <li key={duty.id} className="duty">
                <div className="row-head">
                  <code className="mono">{duty.id}</code>
                  <SeverityLabel severity={duty.severity} />
                  {duty.decidability === undefined ? null : (
                    <span className="label neutral">{t(`decidability.${duty.decidability}`)}</span>
                  )}
                  {duty.source === 'read' ? null : (
                    <span className="label neutral">{t(`source.${duty.source}`)}</span>
                  )}
                </div>
                <p>{pick(duty.text)}</p>
                <p className="quiet">
                  {titleOf(duty)}
                  {duty.document.number ? ` · ${duty.document.number}` : ''}
                  <NoticeLabel duty={duty} before=" · " />
                </p>
                {duty.ruleIds === undefined ? null : (
                  <p className="quiet">
                    {duty.ruleIds.length === 0
                      ? t('catalogue.noRule')
                      : t('catalogue.judgedBy', { rules: duty.ruleIds.join(', ') })}
                  </p>
                )}
              </li>
            ))}
          </ul>
          <Pagination
            className="pager"
            current={page}
            pageSize={PAGE_SIZE}
            total={found.length}
            showSizeChanger={false}
            showTotal={(total) => t('list.total', { n: total })}
            onChange={setPage}
          />
        </>
      )}
    </>
  );
}

function Rules({ items }: { readonly items: readonly RuleRow[] }) {
  const { t, pick } = useSpeech();
  const [words, setWords] = useState('');
  const found = items.filter((rule) =>
    matches(words, rule.id, rule.title.zh, rule.title.en, rule.duties.join(' ')),
  );
  return (
    <>
      <div className="filters">
        <Input
          allowClear
          value={words}
          placeholder={t('catalogue.searchRules')}
          aria-label={t('catalogue.searchRules')}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState text={t('list.noMatch')} />
      ) : (
        <Collapse
          ghost
          className="rules"
          items={found.map((rule) => ({
            key: rule.id,
            label: (
              <span className="row-head">
                <strong>{pick(rule.title)}</strong>
                {rule.severity === undefined ? null : <SeverityLabel severity={rule.severity} />}
                {rule.status === 'draft' ? <span className="label neutral">{t('rule.draft')}</span> : null}
                <code className="mono quiet">{rule.id}</code>
              </span>
            ),
            children: (
              <dl className="pairs">
                {rule.message === undefined ? null : (
                  <>
                    <dt>{t('rule.message')}</dt>
                    <dd>{pick(rule.message)}</dd>
                  </>
                )}
                <dt>{t('rule.duties')}</dt>
                <dd>{rule.duties.join(', ')}</dd>
                <dt>{t('rule.needs')}</dt>
                <dd>{rule.needs.join(', ')}</dd>
                {rule.remediation === undefined ? null : (
                  <>
                    <dt>{t('finding.remediation')}</dt>
                    <dd>{pick(rule.remediation)}</dd>
                  </>
                )}
                {rule.falsePositives === undefined || rule.falsePositives.length === 0 ? null : (
                  <>
                    <dt>{t('rule.falsePositives')}</dt>
                    <dd>
                      {rule.falsePositives.map((text, index) => (
                        <p key={index}>{typeof text === 'string' ? text : pick(text)}</p>
                      ))}
                    </dd>
                  </>
                )}
              </dl>
            ),
          }))}
        />
      )}
    </>
  );
}

/** Every duty the tool knows and every rule that judges them. */
export function CataloguePage() {
  const { t } = useSpeech();
  const [params, setParams] = useSearchParams();
  const duties = useLoad('duties', (signal) =>
    callApi<{ items: readonly DutyRow[] }>('GET', '/duties', { signal }),
  );
  const rules = useLoad('rules', (signal) =>
    callApi<{ items: readonly RuleRow[] }>('GET', '/rules', { signal }),
  );
  const packs = useLoad('packs', (signal) =>
    callApi<{ items: readonly PackRow[] }>('GET', '/packs', { signal }),
  );
  const countOf = (load: {
    readonly state: { readonly kind: string; readonly value?: { readonly items: readonly unknown[] } };
  }) => (load.state.value === undefined ? '' : ` ${load.state.value.items.length}`);
  return (
    <>
      <PageHead title={t('catalogue.title')} lead={t('catalogue.lead')} />
      <section className="panel">
        <Tabs
          activeKey={TABS.find((tab) => tab === params.get('tab')) ?? 'duties'}
          onChange={(tab) => setParams({ tab }, { replace: true })}
          items={[
            {
              key: 'duties',
              label: t('catalogue.duties') + countOf(duties),
              children: (
                <LoadedView state={duties.state} onRetry={duties.reload}>
                  {({ items }) => <Duties items={items} />}
                </LoadedView>
              ),
            },
            {
              key: 'rules',
              label: t('catalogue.rules') + countOf(rules),
              children: (
                <LoadedView state={rules.state} onRetry={rules.reload}>
                  {({ items }) => <Rules items={items} />}
                </LoadedView>
              ),
            },
            {
              key: 'matrix',
              label: t('catalogue.matrix'),
              children: (
                <LoadedView state={duties.state} onRetry={duties.reload}>
                  {({ items }) => (
                    <LoadedView state={rules.state} onRetry={rules.reload}>
                      {(loaded) => <Matrix duties={items} rules={loaded.items} />}
                    </LoadedView>
                  )}
                </LoadedView>
              ),
            },
            {
              key: 'packs',
              label: t('catalogue.packs') + countOf(packs),
              children: (
                <LoadedView state={packs.state} onRetry={packs.reload}>
                  {({ items }) => <Packs items={items} />}
                </LoadedView>
              ),
            },
          ]}
        />
      </section>
    </>
  );
}
