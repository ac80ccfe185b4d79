import { Button, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import type { CaseFile, CaseMove, DeveloperList } from '../api/case-types.ts';
import { callApi } from '../api/client.ts';
import type { SubmissionPage } from '../api/types.ts';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { BuildUpload } from './build-upload.tsx';
import { groupFindings } from './group-findings.ts';

const usualWorkingDays = 5;
const keyOf = ({ dutyId, ruleId }: { dutyId: string; ruleId: string }) => `${dutyId} ${ruleId}`;

/** The next move of a case, with what that move needs. */
export function MoveForm({ file, onMoved }: { readonly file: CaseFile; readonly onMoved: () => void }) {
  const { t, pick } = useSpeech();
  const action = useAction();
  const [move, setMove] = useState<CaseMove>();
  const [reason, setReason] = useState('');
  const [workingDays, setWorkingDays] = useState(usualWorkingDays);
  const [addressee, setAddressee] = useState(file.addressee?.id);
  const [scan, setScan] = useState(file.claimedSubmissionId);
  const [build, setBuild] = useState<string>();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const needs = file.moves.find((one) => one.move === move)?.needs ?? [];
  const open = groupFindings(file.findings.filter(({ status }) => status !== 'gone'));
  const answerTo = ({ first }: (typeof open)[number]) => answers[keyOf(first)] ?? '';
  const isReady =
    move !== undefined &&
    reason.trim() !== '' &&
    (!needs.includes('addressee') || addressee !== undefined) &&
    (!needs.includes('scan') || scan !== undefined) &&
    (!needs.includes('answers') || open.every((group) => answerTo(group).trim() !== ''));

  const submit = async () => {
    const isDone = await action.run(async () => {
      await callApi<unknown>('POST', `/cases/${encodeURIComponent(file.id)}/moves`, {
        body: {
          move,
          version: file.version,
          reason,
          ...(needs.includes('deadline') && { workingDays }),
          ...(needs.includes('addressee') && { addressee }),
          ...(needs.includes('scan') && { submissionId: scan }),
          ...(move === 'claim' && build !== undefined && { submissionId: build }),
          ...(needs.includes('answers') && {
            answers: open.flatMap((group) =>
              group.rows.map(({ dutyId, ruleId }) => ({ dutyId, ruleId, answer: answerTo(group) })),
            ),
          }),
        },
      });
    });
    if (isDone) onMoved();
  };
  if (file.moves.length === 0) return <p className="quiet">{t('case.noMoves')}</p>;
  return (
    <form
      className="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Radio.Group
        className="moves"
        value={move}
        aria-label={t('case.next')}
        optionType="button"
        onChange={(event) => setMove(event.target.value as CaseMove)}
        options={file.moves.map((one) => ({ value: one.move, label: t(`case.move.${one.move}`) }))}
      />
      {needs.includes('deadline') ? (
        <label>
          <span className="quiet">{t('case.workingDays')}</span>
          <InputNumber
            min={1}
            max={250}
            value={workingDays}
            onChange={(value) => setWorkingDays(value ?? usualWorkingDays)}
          />
        </label>
      ) : null}
      {needs.includes('addressee') ? <AddresseeChoice value={addressee} onChange={setAddressee} /> : null}
      {needs.includes('scan') ? <ScanChoice file={file} value={scan} onChange={setScan} /> : null}
      {needs.includes('answers')
        ? open.map((group) => (
            <ReasonField
              key={keyOf(group.first)}
              label={`${pick(group.first.title)} (${group.dutyIds.join(', ')})`}
              rows={2}
              value={answerTo(group)}
              testName="case-answer"
              onChange={(answer) => setAnswers({ ...answers, [keyOf(group.first)]: answer })}
            />
          ))
        : null}
      {move === 'claim' ? <BuildUpload value={build} onChange={setBuild} /> : null}
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
        data-test="case-move"
        loading={action.busy}
        disabled={!isReady}
      >
        {t('case.do')}
      </Button>
    </form>
  );
}

function AddresseeChoice({
  value,
  onChange,
}: {
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const { t } = useSpeech();
  const { state } = useLoad('developers', (signal) =>
    callApi<DeveloperList>('GET', '/developers', { signal }),
  );
  const developers = state.kind === 'ready' ? state.value.items : [];
  return (
    <label>
      <span className="quiet">{t('case.addressee')}</span>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={value}
        loading={state.kind === 'loading'}
        aria-label={t('case.addressee')}
        onChange={onChange}
        options={developers.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </label>
  );
}

function ScanChoice({
  file,
  value,
  onChange,
}: {
  readonly file: CaseFile;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const { t } = useSpeech();
  const { state } = useLoad(`scans of ${file.packageName}`, (signal) =>
    callApi<SubmissionPage>(
      'GET',
      `/submissions?status=done&pageSize=50&q=${encodeURIComponent(file.packageName)}`,
      { signal },
    ),
  );
  const scans = state.kind === 'ready' ? state.value.items : [];
  return (
    <label>
      <span className="quiet">{t('case.reTestScan')}</span>
      <Select
        value={value}
        loading={state.kind === 'loading'}
        aria-label={t('case.reTestScan')}
        onChange={onChange}
        options={scans
          .filter(({ packageName }) => packageName === file.packageName)
          .map(({ id, versionName, fileName, createdAt }) => ({
            value: id,
            label: `${versionName ?? ''} · ${fileName} · ${createdAt.slice(0, 16).replace('T', ' ')}`,
          }))}
      />
    </label>
  );
}
