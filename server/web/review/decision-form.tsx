import { Button, Radio } from 'antd';
import { useState } from 'react';
import { callApi } from '../api/client.ts';
import { DECISIONS, type Decision, type ReviewGroup } from '../api/review-types.ts';
import { useSpeech } from '../i18n/language.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

/** A reviewer's decision on everything that one rule found, with the note that gives the reason. */
export function DecisionForm({
  group,
  onDecided,
}: {
  readonly group: ReviewGroup;
  readonly onDecided: () => void;
}) {
  const { t } = useSpeech();
  const [decision, setDecision] = useState<Decision>();
  const [note, setNote] = useState('');
  const action = useAction();
  const submit = async () => {
    if (decision === undefined || note.trim() === '') return;
    const isKept = await action.run(async () => {
      await callApi<unknown>('POST', '/reviews', {
        body: {
          submissionId: group.submissionId,
          ruleId: group.ruleId,
          duties: group.duties.map(({ dutyId, fingerprint }) => ({ dutyId, fingerprint })),
          decision,
          note,
        },
      });
    });
    if (!isKept) return;
    setDecision(undefined);
    setNote('');
    onDecided();
  };
  return (
    <form
      className="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Radio.Group
        value={decision}
        onChange={(event) => setDecision(event.target.value as Decision)}
        aria-label={t('review.decision')}
        optionType="button"
        options={DECISIONS.map((value) => ({ value, label: t(`decision.${value}`) }))}
      />
      <ReasonField label={t('review.note')} rows={4} value={note} testName="review-note" onChange={setNote} />
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      <Button
        type="primary"
        htmlType="submit"
        data-test="decide"
        loading={action.busy}
        disabled={decision === undefined || note.trim() === ''}
      >
        {t('review.decide', { n: group.duties.length })}
      </Button>
    </form>
  );
}
