import { Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { VerdictKind } from '../../../rules/engine/verdict.ts';
import { useSpeech } from '../i18n/language.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useNames, useReport } from './context.ts';
import { FindingRow } from './finding-row.tsx';
import {
  countVerdicts,
  SEVERITY_ORDER,
  toGroups,
  VERDICT_ORDER,
  type Finding,
  type FindingGroup,
} from './model.ts';

/** Rows of one document shown before the person asks for the rest. */
const FIRST_ROWS = 20;

export type FindingFilter = {
  readonly verdicts: ReadonlySet<VerdictKind>;
  /** -1 for any. */
  readonly severity: number;
  readonly caller: string;
  readonly words: string;
};

function isMatch(finding: Finding, filter: FindingFilter): boolean {
  const { verdict, duty } = finding;
  if (filter.severity !== -1 && verdict.severity !== filter.severity) return false;
  if (filter.caller !== '' && !finding.callers.includes(filter.caller)) return false;
  if (filter.words === '') return true;
  const text = [
    verdict.dutyId,
    verdict.ruleId,
    verdict.title.zh,
    verdict.title.en,
    verdict.message.zh,
    verdict.message.en,
    duty?.text.zh,
    duty?.text.en,
    duty?.noticeLabel,
    duty?.noticeLabelEn,
  ];
  return text.join('\n').toLowerCase().includes(filter.words.toLowerCase());
}

function Group({
  group,
  onOpen,
}: {
  readonly group: FindingGroup;
  readonly onOpen: (finding: Finding) => void;
}) {
  const { t, pick } = useSpeech();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? group.findings : group.findings.slice(0, FIRST_ROWS);
  return (
    <section className="panel flat finding-group">
      <h3>
        {pick(group.title) || t('finding.noDocument')}
        <span className="quiet">
          {group.number ? ` ${group.number} · ` : ' · '}
          {t('list.total', { n: group.findings.length })}
        </span>
      </h3>
      {shown.map((finding) => (
        <FindingRow key={finding.key} finding={finding} onOpen={onOpen} />
      ))}
      {shown.length < group.findings.length ? (
        <Button type="link" onClick={() => setShowsAll(true)}>
          {t('list.more', { n: group.findings.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}

/** All verdicts by document, filtered; opening one shows its evidence. */
export function FindingsTab({
  filter,
  onFilter,
  onOpen,
}: {
  readonly filter: FindingFilter;
  readonly onFilter: (filter: FindingFilter) => void;
  readonly onOpen: (finding: Finding, list: readonly Finding[]) => void;
}) {
  const { t } = useSpeech();
  const { findings } = useReport();
  const { callerName } = useNames();
  const matching = useMemo(() => findings.filter((finding) => isMatch(finding, filter)), [findings, filter]);
  const counts = useMemo(() => countVerdicts(matching), [matching]);
  const groups = useMemo(
    () => toGroups(matching.filter((finding) => filter.verdicts.has(finding.verdict.verdict))),
    [matching, filter.verdicts],
  );
  const callers = useMemo(
    () => [...new Set(findings.flatMap((finding) => finding.callers))].sort(),
    [findings],
  );
  const list = useMemo(() => groups.flatMap((group) => group.findings), [groups]);
  const toggle = (kind: VerdictKind) => {
    const verdicts = new Set(filter.verdicts);
    if (!verdicts.delete(kind)) verdicts.add(kind);
    onFilter({ ...filter, verdicts });
  };

  return (
    <>
      <div className="verdict-filter" role="group" aria-label={t('finding.verdict')}>
        {VERDICT_ORDER.map((kind) => (
          <button
            key={kind}
            type="button"
            className={`toggle verdict-${kind}`}
            aria-pressed={filter.verdicts.has(kind)}
            onClick={() => toggle(kind)}
          >
            {t(`verdict.${kind}`)} <strong>{counts[kind]}</strong>
          </button>
        ))}
      </div>
      <div className="filters">
        <Input
          allowClear
          value={filter.words}
          placeholder={t('finding.search')}
          aria-label={t('finding.search')}
          onChange={(event) => onFilter({ ...filter, words: event.target.value })}
        />
        <Select
          value={filter.severity}
          aria-label={t('finding.severity')}
          onChange={(severity) => onFilter({ ...filter, severity })}
          options={[
            { value: -1, label: t('finding.anySeverity') },
            ...SEVERITY_ORDER.map((value) => ({ value: value as number, label: t(`severity.${value}`) })),
          ]}
        />
        <Select
          value={filter.caller}
          aria-label={t('finding.caller')}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(caller) => onFilter({ ...filter, caller })}
          options={[
            { value: '', label: t('finding.anyCaller') },
            ...callers.map((caller) => ({ value: caller, label: callerName(caller) })),
          ]}
        />
      </div>
      {groups.length === 0 ? (
        <section className="panel">
          <EmptyState text={t('finding.noMatch')}>
            <Button
              onClick={() =>
                onFilter({ verdicts: new Set(VERDICT_ORDER), severity: -1, caller: '', words: '' })
              }
            >
              {t('finding.showAll')}
            </Button>
          </EmptyState>
        </section>
      ) : (
        <div className="stack">
          {groups.map((group) => (
            <Group key={group.documentId} group={group} onOpen={(finding) => onOpen(finding, list)} />
          ))}
        </div>
      )}
    </>
  );
}
