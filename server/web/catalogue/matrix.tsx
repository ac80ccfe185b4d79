import { Select, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import type { DutyRow, RuleRow } from '../api/types.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel } from '../parts/labels.tsx';
import { useSlotName } from '../report/slot-name.ts';

type Status = 'full' | 'part' | 'draft' | 'none';
type Cell = {
  readonly key: string;
  readonly duty: DutyRow;
  readonly rule: RuleRow | undefined;
  readonly status: Status;
};

function toCells(duties: readonly DutyRow[], rules: readonly RuleRow[]): readonly Cell[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return duties.flatMap((duty): readonly Cell[] => {
    const own = (duty.ruleIds ?? []).flatMap((id) => byId.get(id) ?? []);
    if (own.length === 0) return [{ key: duty.id, duty, rule: undefined, status: 'none' }];
    return own.map((rule) => ({
      key: `${duty.id} ${rule.id}`,
      duty,
      rule,
      status: rule.status === 'draft' ? 'draft' : (rule.fullDuties ?? []).includes(duty.id) ? 'full' : 'part',
    }));
  });
}

/** Duty by rule by evidence by status: what is judged, from what, and what is not. */
export function Matrix({
  duties,
  rules,
}: {
  readonly duties: readonly DutyRow[];
  readonly rules: readonly RuleRow[];
}) {
  const { t, pick, language } = useSpeech();
  const slotName = useSlotName();
  const [documentId, setDocumentId] = useState('');
  const [slot, setSlot] = useState('');
  const [status, setStatus] = useState<Status | ''>('');
  const cells = useMemo(() => toCells(duties, rules), [duties, rules]);
  const documents = useMemo(
    () => [...new Map(duties.map((duty) => [duty.document.id, duty.document])).values()],
    [duties],
  );
  const slots = useMemo(() => [...new Set(rules.flatMap((rule) => rule.needs))].sort(), [rules]);
  const found = cells.filter(
    (cell) =>
      (documentId === '' || cell.duty.document.id === documentId) &&
      (slot === '' || (cell.rule?.needs.includes(slot) ?? false)) &&
      (status === '' || cell.status === status),
  );
  const judged = new Set(
    cells.filter((cell) => cell.status === 'full' || cell.status === 'part').map((cell) => cell.duty.id),
  );
  const columns: TableColumnsType<Cell> = [
    {
      title: t('matrix.duty'),
      key: 'duty',
      render: (_, { duty }) => (
        <span className="app-cell matrix-duty">
          <code className="mono">{duty.id}</code>
          <span className="quiet clamp">{pick(duty.text)}</span>
        </span>
      ),
    },
    {
      title: t('finding.severity'),
      key: 'severity',
      render: (_, { duty }) => <SeverityLabel severity={duty.severity} />,
    },
    {
      title: t('matrix.status'),
      key: 'status',
      render: (_, cell) => (
        <span className={`label outlined matrix-${cell.status}`}>{t(`matrix.${cell.status}`)}</span>
      ),
    },
    {
      title: t('matrix.decidability'),
      key: 'decidability',
      render: (_, { duty }) =>
        duty.decidability === undefined ? '—' : t(`decidability.${duty.decidability}`),
    },
    {
      title: t('matrix.rule'),
      key: 'rule',
      render: (_, { rule }) =>
        rule === undefined ? (
          <span className="quiet">{t('catalogue.noRule')}</span>
        ) : (
          <span className="app-cell">
            {pick(rule.title)}
            <code className="mono quiet">{rule.id}</code>
          </span>
        ),
    },
    {
      title: t('rule.needs'),
      key: 'needs',
      render: (_, { rule }) =>
        rule === undefined ? '—' : rule.needs.map(slotName).join(language === 'en' ? ', ' : '、'),
    },
  ];
  return (
    <>
      <p className="quiet">
        {t('matrix.summary', { judged: judged.size, duties: duties.length, rules: rules.length })}
      </p>
      <div className="filters">
        <Select
          value={documentId}
          aria-label={t('catalogue.document')}
          popupMatchSelectWidth={false}
          onChange={setDocumentId}
          options={[
            { value: '', label: t('catalogue.anyDocument') },
            ...documents.map((document) => ({
              value: document.id,
              label: language === 'en' ? document.titleEn || document.titleZh : document.titleZh,
            })),
          ]}
        />
        <Select
          value={slot}
          aria-label={t('rule.needs')}
          popupMatchSelectWidth={false}
          onChange={setSlot}
          options={[
            { value: '', label: t('matrix.anyEvidence') },
            ...slots.map((value) => ({ value, label: slotName(value) })),
          ]}
        />
        <Select<Status | ''>
          value={status}
          aria-label={t('matrix.status')}
          popupMatchSelectWidth={false}
          onChange={setStatus}
          options={[
            { value: '', label: t('matrix.anyStatus') },
            ...(['full', 'part', 'draft', 'none'] as const).map((value) => ({
              value,
              label: t(`matrix.${value}`),
            })),
          ]}
        />
      </div>
      <Table<Cell>
        rowKey="key"
        columns={columns}
        dataSource={[...found]}
        size="small"
        scroll={{ x: 'max-content' }}
        pagination={{
          pageSize: 30,
          showSizeChanger: false,
          showTotal: (total) => t('list.total', { n: total }),
        }}
      />
    </>
  );
}
