import { Button, Input, Modal, Progress, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { callApi } from '../api/client.ts';
import type { BatchRow } from '../api/platform-types.ts';
import { useAccount } from '../api/session.tsx';
import { PURPOSES, type Profile, type Purpose } from '../api/types.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { PackChoice } from '../parts/pack-choice.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ErrorState } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { BatchStateLabel, toEnded } from '../platform/batch-state.tsx';
import { PagedList } from '../platform/paged-list.tsx';

type SourceKind = 'uploads' | 'addresses' | 'folder';

function NewBatch({ onDone }: { readonly onDone: () => void }) {
  const { t } = useSpeech();
  const { role } = useAccount();
  const navigate = useNavigate();
  const action = useAction();
  const [name, setName] = useState('');
  const [profile, setProfile] = useState<Profile>('full');
  const [kind, setKind] = useState<SourceKind>('uploads');
  const [purpose, setPurpose] = useState<Purpose>('inspection');
  const [packIds, setPackIds] = useState<readonly string[]>([]);
  const [appType, setAppType] = useState('');
  const [csv, setCsv] = useState('');
  const [path, setPath] = useState('');
  const source = kind === 'addresses' ? { kind, csv } : kind === 'folder' ? { kind, path } : { kind };
  const begin = () =>
    action.run(async () => {
      const batch = await callApi<BatchRow>('POST', '/batches', {
        body: {
          ...{ name, profile, purpose, source },
          ...(packIds.length > 0 && { packs: packIds.join(',') }),
          ...(appType.trim() !== '' && { appType: appType.trim() }),
        },
      });
      onDone();
      void navigate(`/batches/${batch.id}`);
    });
  return (
    <div className="stack">
      <label>
        <span className="quiet">{t('batches.name')}</span>
        <Input
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
          data-test="batch-name"
        />
      </label>
      <Segmented<Profile>
        value={profile}
        onChange={setProfile}
        options={[
          { value: 'full', label: t('profile.full') },
          { value: 'static', label: t('profile.static') },
        ]}
      />
      <label>
        <span className="quiet">{t('batches.purpose')}</span>
        <Select<Purpose>
          value={purpose}
          aria-label={t('batches.purpose')}
          onChange={setPurpose}
          options={PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        />
      </label>
      <PackChoice value={packIds} onChange={setPackIds} />
      <label>
        <span className="quiet">{t('batches.appType')}</span>
        <Input value={appType} maxLength={60} onChange={(event) => setAppType(event.target.value)} />
      </label>
      <Segmented<SourceKind>
        value={kind}
        onChange={setKind}
        options={[
          { value: 'uploads', label: t('batches.source.uploads') },
          { value: 'addresses', label: t('batches.source.addresses') },
          ...(role === 'admin' ? [{ value: 'folder' as const, label: t('batches.source.folder') }] : []),
        ]}
      />
      <p className="quiet">{t(`batches.hint.${kind}`)}</p>
      {kind === 'addresses' ? (
        <Input.TextArea
          rows={6}
          value={csv}
          aria-label={t('batches.source.addresses')}
          placeholder="https://store.example/app.apk"
          onChange={(event) => setCsv(event.target.value)}
        />
      ) : null}
      {kind === 'folder' ? (
        <Input
          value={path}
          aria-label={t('batches.source.folder')}
          onChange={(event) => setPath(event.target.value)}
        />
      ) : null}
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      <Button
        type="primary"
        loading={action.busy}
        disabled={name.trim() === ''}
        onClick={begin}
        data-test="batch-begin"
      >
        {t('batches.begin')}
      </Button>
    </div>
  );
}

function Row({ batch }: { readonly batch: BatchRow }) {
  const { t, language } = useSpeech();
  const { counts } = batch;
  return (
    <li>
      <Link to={`/batches/${batch.id}`} className="review-row" data-test="batch-row">
        <span className="row-head">
          <BatchStateLabel state={batch.state} />
          <strong className="wrap">{batch.name}</strong>
        </span>
        <Progress percent={toEnded(counts)} size="small" aria-label={t('batches.progress')} />
        <span className="quiet small">
          {t('batches.of', { done: counts.done, total: counts.total })} · {batch.createdBy} ·{' '}
          {renderTime(batch.createdAt, language)}
        </span>
      </Link>
    </li>
  );
}

/** Batches, the newest first. */
export function BatchesPage() {
  const { t } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <PageHead title={t('batches.title')} lead={t('batches.lead')}>
        <Button type="primary" onClick={() => setOpen(true)} data-test="batch-new">
          {t('batches.new')}
        </Button>
      </PageHead>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={null}
        title={t('batches.new')}
        destroyOnHidden
      >
        <NewBatch onDone={() => setOpen(false)} />
      </Modal>
      <section className="panel">
        <PagedList<BatchRow>
          path="/batches"
          query={{}}
          emptyText={t('batches.none')}
          renderRow={(batch) => <Row key={batch.id} batch={batch} />}
        />
      </section>
    </>
  );
}
