import { Button, Checkbox, Drawer, Input } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { groupByRule } from '../../../reports/shared/group-by-rule.ts';
import type { Verdict } from '../../../rules/engine/verdict.ts';
import type { Report } from '../../../reports/model/report.ts';
import type { CaseFile } from '../api/case-types.ts';
import { callApi } from '../api/client.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel, VerdictLabel } from '../parts/labels.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

const keyOf = ({ dutyId, ruleId }: Pick<Verdict, 'dutyId' | 'ruleId'>) => `${dutyId} ${ruleId}`;

/** Violations first, the heaviest first within each; one entry for what one rule says of several duties. */
function groupsOf(report: Report) {
  const found = report.verdicts.filter(({ verdict }) => verdict === 'violation' || verdict === 'suspected');
  return groupByRule(
    [...found].sort(
      (a, b) =>
        Number(b.verdict === 'violation') - Number(a.verdict === 'violation') || b.severity - a.severity,
    ),
    ({ verdict, message }) => `${verdict} ${message.zh}`,
  );
}

/** Chooses the findings that a case names, the violations first and ticked, and opens it. */
export function OpenCase({
  report,
  submissionId,
}: {
  readonly report: Report;
  readonly submissionId: string;
}) {
  const { t, pick } = useSpeech();
  const navigate = useNavigate();
  const action = useAction();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [company, setCompany] = useState('');
  const [source, setSource] = useState('');
  const all = useMemo(() => groupsOf(report), [report]);
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    all.filter(({ first }) => first.verdict === 'violation').map(({ first }) => keyOf(first)),
  );
  if (all.length === 0) return null;

  const submit = async () => {
    let opened: CaseFile | undefined;
    await action.run(async () => {
      opened = await callApi<CaseFile>('POST', '/cases', {
        body: {
          submissionId,
          findings: all
            .filter(({ first }) => chosen.includes(keyOf(first)))
            .flatMap(({ rows }) => rows.map(({ dutyId, ruleId }) => ({ dutyId, ruleId }))),
          reason,
          ...(company.trim() !== '' && { company }),
          ...(source.trim() !== '' && { source }),
        },
      });
    });
    if (opened) await navigate(`/cases/${opened.id}`);
  };
  return (
    <>
      <Button data-test="open-case" onClick={() => setOpen(true)}>
        {t('case.open')}
      </Button>
      <Drawer open={isOpen} onClose={() => setOpen(false)} title={t('case.open')} size={560}>
        <p className="quiet">{t('case.openLead')}</p>
        <Checkbox.Group value={[...chosen]} onChange={(values) => setChosen(values.map(String))}>
          <ul className="plain rows">
            {all.map(({ first: verdict, dutyIds }) => (
              <li key={keyOf(verdict)}>
                <Checkbox value={keyOf(verdict)}>
                  <span className="row-head">
                    <VerdictLabel verdict={verdict.verdict} />
                    <SeverityLabel severity={verdict.severity} />
                    <strong className="wrap">{pick(verdict.title)}</strong>
                  </span>
                  <span className="quiet wrap">{pick(verdict.message)}</span>
                  <br />
                  <span className="quiet small wrap">{dutyIds.join(', ')}</span>
                </Checkbox>
              </li>
            ))}
          </ul>
        </Checkbox.Group>
        <form
          className="decision-form"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {(
            [
              [t('case.companyField'), company, setCompany],
              [t('case.sourceField'), source, setSource],
            ] as const
          ).map(([label, value, set]) => (
            <label key={label}>
              <span className="quiet">{label}</span>
              <Input maxLength={200} value={value} onChange={(event) => set(event.target.value)} />
            </label>
          ))}
          <ReasonField
            label={t('case.reason')}
            rows={3}
            value={reason}
            testName="case-reason"
            onChange={setReason}
          />
          {action.error === undefined ? null : <ErrorState error={action.error} />}
          <Button
            type="primary"
            htmlType="submit"
            loading={action.busy}
            disabled={chosen.length === 0 || reason.trim() === ''}
            data-test="case-submit"
          >
            {t('case.openWith', { n: chosen.length })}
          </Button>
        </form>
      </Drawer>
    </>
  );
}
