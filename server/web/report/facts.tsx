import { Input, Table, type TableColumnsType } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import type { Report } from '../../../reports/model/report.ts';
import { renderBytes } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { findKey } from '../i18n/words/index.ts';
import { Mono } from '../parts/copyable.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useNames, useReport } from './context.ts';
import { toCaller } from './model.ts';
import { Places } from './places.tsx';

const PAGE_SIZE = 20;

/** A searchable table of facts; a row unfolds to where they were seen. */
export function FactTable<Row extends object>({
  rows,
  columns,
  toText,
  empty,
  unfold,
  fits = false,
}: {
  readonly rows: readonly Row[];
  readonly columns: TableColumnsType<Row>;
  /** What the search looks through. */
  readonly toText: (row: Row) => string;
  readonly empty: string;
  readonly unfold?: (row: Row) => ReactNode;
  /** Few narrow columns: they share the width there is, however small, and nothing is scrolled to. */
  readonly fits?: boolean;
}) {
  const { t } = useSpeech();
  const [words, setWords] = useState('');
  const keyed = useMemo(() => new Map(rows.map((row, index) => [row, String(index)])), [rows]);
  if (rows.length === 0) return <EmptyState text={empty} />;
  const found =
    words === '' ? rows : rows.filter((row) => toText(row).toLowerCase().includes(words.toLowerCase()));
  return (
    <>
      {rows.length > 5 ? (
        <div className="filters">
          <Input
            allowClear
            value={words}
            placeholder={t('list.search')}
            aria-label={t('list.search')}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
      ) : null}
      <Table<Row>
        rowKey={(row) => keyed.get(row) ?? ''}
        columns={columns}
        dataSource={[...found]}
        size="middle"
        {...(fits ? { tableLayout: 'fixed', className: 'fits' } : { scroll: { x: 720 } })}
        {...(unfold === undefined
          ? {}
          : {
              expandable: {
                expandedRowRender: unfold,
                expandRowByClick: fits,
                ...(fits && { columnWidth: 40 }),
              },
            })}
        pagination={
          found.length > PAGE_SIZE
            ? {
                pageSize: PAGE_SIZE,
                showSizeChanger: false,
                showTotal: (total) => t('list.total', { n: total }),
              }
            : false
        }
      />
    </>
  );
}

function usePiList(): (piTypes: readonly string[]) => ReactNode {
  const { join } = useSpeech();
  const { piName } = useNames();
  return (piTypes) =>
    piTypes.length === 0 ? <span className="quiet">—</span> : <span>{join(piTypes.map(piName))}</span>;
}

export function SdksTab() {
  const { t, language } = useSpeech();
  const { report } = useReport();
  const piList = usePiList();
  const regions = useMemo(() => new Intl.DisplayNames([language], { type: 'region' }), [language]);
  const countryName = (code: string) => {
    // The code comes from a table of ours, but a wrong one must not blank the page.
    return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
  };
  const columns: TableColumnsType<Report['sdks'][number]> = [
    {
      title: t('sdk.name'),
      key: 'name',
      render: (_, sdk) => (
        <span className="app-cell">
          <strong>{language === 'en' ? sdk.name : (sdk.nameZh ?? sdk.name)}</strong>
          <span className="quiet">
            {sdk.vendor}
            {sdk.country === undefined ? '' : ` · ${countryName(sdk.country)}`}
          </span>
        </span>
      ),
    },
    {
      title: t('sdk.category'),
      key: 'category',
      width: 130,
      render: (_, sdk) => {
        const key = findKey('sdkCategory.', sdk.category);
        return key === undefined ? sdk.category : t(key);
      },
    },
    {
      title: t('sdk.version'),
      key: 'version',
      width: 90,
      render: (_, sdk) => sdk.version ?? <span className="quiet">—</span>,
    },
    {
      title: t('sdk.confidence'),
      key: 'confidence',
      width: 100,
      render: (_, sdk) => t(`confidence.${sdk.confidence}`),
    },
    { title: t('sdk.reads'), key: 'reads', width: '30%', render: (_, sdk) => piList(sdk.readsPiTypes) },
    {
      title: t('sdk.declares'),
      key: 'declares',
      width: '24%',
      render: (_, sdk) => piList(sdk.declaredPiTypes),
    },
  ];
  return (
    <section className="panel flat">
      <FactTable
        rows={report.sdks}
        columns={columns}
        empty={t('sdk.none')}
        toText={(sdk) => [sdk.name, sdk.nameZh, sdk.vendor, sdk.category, sdk.id].join(' ')}
        unfold={(sdk) => <Places places={sdk.matches.map((match) => match.place)} />}
      />
    </section>
  );
}

export function PermissionsTab() {
  const { t } = useSpeech();
  const { report } = useReport();
  const piList = usePiList();
  const columns: TableColumnsType<Report['permissions'][number]> = [
    { title: t('permission.name'), key: 'name', render: (_, permission) => <Mono text={permission.name} /> },
    {
      title: t('permission.protection'),
      key: 'protection',
      render: (_, { protection }) =>
        protection === undefined ? (
          <span className="quiet">{t('permission.own')}</span>
        ) : (
          <span className={protection.includes('dangerous') ? 'label outlined severity-2' : ''}>
            {protection}
          </span>
        ),
    },
    {
      title: t('permission.group'),
      key: 'group',
      render: (_, permission) => permission.group ?? <span className="quiet">—</span>,
    },
    { title: t('permission.opens'), key: 'opens', render: (_, permission) => piList(permission.piTypes) },
    {
      title: t('permission.levels'),
      key: 'levels',
      render: (_, { minSdk, maxSdk }) =>
        minSdk === undefined && maxSdk === undefined ? (
          <span className="quiet">—</span>
        ) : (
          `${minSdk ?? ''}–${maxSdk ?? ''}`
        ),
    },
  ];
  return (
    <section className="panel flat">
      <FactTable
        rows={report.permissions}
        columns={columns}
        empty={t('permission.none')}
        toText={(one) => one.name}
      />
    </section>
  );
}

export function CallsTab() {
  const { t, pick } = useSpeech();
  const { report } = useReport();
  const { callerName } = useNames();
  const columns: TableColumnsType<Report['piCalls'][number]> = [
    { title: t('calls.kind'), key: 'kind', render: (_, call) => pick(call.name) },
    {
      title: t('finding.caller'),
      key: 'caller',
      render: (_, call) => <span className="wrap">{callerName(call.caller)}</span>,
    },
    {
      title: t('calls.sites'),
      key: 'sites',
      align: 'right',
      render: (_, call) => call.callSites,
      sorter: (a, b) => a.callSites - b.callSites,
      defaultSortOrder: 'descend',
    },
  ];
  return (
    <section className="panel flat">
      <p className="quiet">{t('chart.callsHint')}</p>
      <FactTable
        rows={report.piCalls}
        columns={columns}
        empty={t('calls.none')}
        toText={(call) => `${pick(call.name)} ${call.piType} ${callerName(call.caller)}`}
      />
    </section>
  );
}

export function EndpointsTab() {
  const { t } = useSpeech();
  const { report } = useReport();
  const { callerName } = useNames();
  const columns: TableColumnsType<Report['endpoints'][number]> = [
    { title: t('endpoint.host'), key: 'host', width: '28%', render: (_, one) => <Mono text={one.host} /> },
    { title: 'URL', key: 'url', render: (_, one) => <Mono text={one.url} /> },
    {
      title: t('finding.caller'),
      key: 'caller',
      width: 180,
      render: (_, one) => <span className="wrap">{callerName(one.sdkId ?? toCaller(one.attribution))}</span>,
    },
  ];
  return (
    <section className="panel flat">
      <p className="quiet">{t('endpoint.hint')}</p>
      <FactTable
        rows={report.endpoints}
        columns={columns}
        empty={t('endpoint.none')}
        toText={(one) => one.url}
        unfold={(one) => <Places places={[one.place]} />}
      />
    </section>
  );
}

export function NativeLibraries() {
  const { t } = useSpeech();
  const { report } = useReport();
  const columns: TableColumnsType<Report['nativeLibraries'][number]> = [
    { title: t('native.file'), key: 'file', render: (_, one) => <Mono text={one.file} /> },
    { title: 'ABI', key: 'abi', render: (_, one) => one.abi },
    { title: t('native.size'), key: 'size', render: (_, one) => renderBytes(one.sizeBytes) },
    { title: 'SHA-256', key: 'sha256', render: (_, one) => <Mono text={one.sha256} /> },
  ];
  return (
    <FactTable
      rows={report.nativeLibraries}
      columns={columns}
      empty={t('native.none')}
      toText={(one) => one.file}
    />
  );
}
