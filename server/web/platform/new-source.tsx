import { Button, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { callApi } from '../api/client.ts';
import type { SourceKind } from '../api/platform-types.ts';
import { useAccount } from '../api/session.tsx';
import type { Profile } from '../api/types.ts';
import { useSpeech } from '../i18n/language.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

const KINDS = ['fdroid', 'feed', 'page'] as const satisfies readonly SourceKind[];
const PROFILES = ['full', 'static'] as const satisfies readonly Profile[];
const MOST_JITTER_MINUTES = 1440;
const TIME_ZONES = [...new Set(['UTC', 'Asia/Shanghai', ...Intl.supportedValuesOf('timeZone')])];

/** Asks for a store to be watched: what to read, when, and how its apps are scanned. */
export function NewSource({ onDone }: { readonly onDone: () => void }) {
  const { t } = useSpeech();
  const action = useAction();
  const [kind, setKind] = useState<SourceKind>('feed');
  const { role, storeId = '' } = useAccount();
  // An operator has its own store watched, and no other.
  const [id, setId] = useState(role === 'operator' ? storeId : '');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [detail, setDetail] = useState('');
  const [cron, setCron] = useState('0 3 * * *');
  const [timeZone, setTimeZone] = useState('Asia/Shanghai');
  const [jitterMinutes, setJitterMinutes] = useState(10);
  const [profile, setProfile] = useState<Profile>('full');
  const config = kind === 'fdroid' ? { fingerprint: detail } : kind === 'page' ? { recipe: detail } : {};
  const add = () =>
    action.run(async () => {
      const schedule = { cron, timeZone, jitterSeconds: Math.round(jitterMinutes * 60) };
      await callApi('POST', '/listing-sources', {
        body: { id, name, kind, address, config, profile, ...schedule },
      });
      onDone();
    });
  const text = (label: string, value: string, set: (value: string) => void, test: string, fixed = false) => (
    <label>
      <span className="quiet">{label}</span>
      <Input value={value} disabled={fixed} onChange={(event) => set(event.target.value)} data-test={test} />
    </label>
  );
  return (
    <div className="stack">
      <Select<SourceKind>
        value={kind}
        aria-label={t('listings.kind')}
        onChange={setKind}
        options={KINDS.map((value) => ({ value, label: t(`listings.kind.${value}`) }))}
      />
      {text(t('listings.id'), id, setId, 'source-id', role === 'operator')}
      {text(t('listings.name'), name, setName, 'source-name')}
      {text(t('listings.address'), address, setAddress, 'source-address')}
      {kind === 'fdroid' ? text(t('listings.fingerprint'), detail, setDetail, 'source-fingerprint') : null}
      {kind === 'page' ? (
        <label>
          <span className="quiet">{t('listings.recipe')}</span>
          <Input.TextArea rows={8} value={detail} onChange={(event) => setDetail(event.target.value)} />
        </label>
      ) : null}
      {text(t('listings.cron'), cron, setCron, 'source-cron')}
      <label>
        <span className="quiet">{t('listings.timeZone')}</span>
        <Select<string>
          showSearch
          value={timeZone}
          onChange={setTimeZone}
          options={TIME_ZONES.map((value) => ({ value, label: value }))}
          data-test="source-time-zone"
        />
      </label>
      <label>
        <span className="quiet">{t('listings.jitter')}</span>
        <InputNumber<number>
          min={0}
          max={MOST_JITTER_MINUTES}
          value={jitterMinutes}
          onChange={(minutes) => setJitterMinutes(minutes ?? 0)}
          data-test="source-jitter"
        />
      </label>
      <label>
        <span className="quiet">{t('listings.profile')}</span>
        <Segmented<Profile>
          value={profile}
          onChange={setProfile}
          options={PROFILES.map((value) => ({ value, label: t(`profile.${value}`) }))}
          data-test="source-profile"
        />
      </label>
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      <Button type="primary" loading={action.busy} onClick={add} data-test="source-add">
        {t('listings.add')}
      </Button>
    </div>
  );
}
