import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { callApi } from '../api/client.ts';
import type { Suppression } from '../api/review-types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

const DAYS = [7, 30, 90, 365] as const;
const DAY_MS = 86_400_000;

/**
 * For developers: bear a finding in an own app for a while, with the reason. Inspectors see the finding all the same,
 * and the page says so.
 */
export function SuppressBox({
  submissionId,
  packageName,
  ruleId,
}: {
  readonly submissionId: string;
  readonly packageName: string;
  readonly ruleId: string;
}) {
  const { t, language } = useSpeech();
  const [days, setDays] = useState<number>(30);
  const [reason, setReason] = useState('');
  const action = useAction();
  const { state, reload } = useLoad(`suppressions/${packageName}/${ruleId}`, (signal) =>
    callApi<{ items: readonly Suppression[] }>('GET', '/suppressions', { signal }),
  );
  const own =
    state.kind === 'ready'
      ? state.value.items.filter((item) => item.packageName === packageName && item.ruleId === ruleId)
      : [];
  const active = own.find((item) => !item.expired);
  const add = () =>
    action.run(async () => {
      const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString();
      await callApi<unknown>('POST', '/suppressions', { body: { submissionId, ruleId, reason, expiresAt } });
      setReason('');
      reload();
    });
  const end = (id: string) =>
    action.run(async () => {
      await callApi<unknown>('DELETE', `/suppressions/${encodeURIComponent(id)}`);
      reload();
    });
  return (
    <section className="drawer-section" data-test="suppress">
      <h3>{t('suppress.title')}</h3>
      <p className="quiet">{t('suppress.hint')}</p>
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      {active === undefined ? (
        <div className="decision-form">
          <Input.TextArea
            value={reason}
            rows={2}
            maxLength={4000}
            placeholder={t('suppress.reason')}
            aria-label={t('suppress.reason')}
            onChange={(event) => setReason(event.target.value)}
          />
          <span className="row-head">
            <Select<number>
              value={days}
              onChange={setDays}
              aria-label={t('suppress.days')}
              options={DAYS.map((value) => ({ value, label: t('suppress.forDays', { n: value }) }))}
            />
            <Button disabled={reason.trim() === ''} loading={action.busy} onClick={() => void add()}>
              {t('suppress.add')}
            </Button>
          </span>
        </div>
      ) : (
        <>
          <p className="wrap prewrap">{active.reason}</p>
          <p className="row-head">
            <span className="label neutral">
              {t('suppress.until', { when: renderTime(active.expiresAt, language) })}
            </span>
            <Button size="small" loading={action.busy} onClick={() => void end(active.id)}>
              {t('suppress.end')}
            </Button>
          </p>
        </>
      )}
    </section>
  );
}
