import { Button, Progress } from 'antd';
import { useEffect, useRef } from 'react';
import type { BatchFile } from '../api/platform-types.ts';
import { renderBytes } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import {
  addUploads,
  removeUpload,
  retryUpload,
  stopUpload,
  useUploads,
  type UploadItem,
} from '../uploads/store.ts';

const PACKAGE_NAMES = /\.(?:apk|apks|xapk|apkm|aab)$/i;
const ACCEPT = '.apk,.apks,.xapk,.apkm,.aab';
const MOST_SHOWN = 8;

function Line({ item }: { readonly item: UploadItem }) {
  const { t, pick } = useSpeech();
  const { key, state, sizeBytes, fileName } = item;
  return (
    <li data-test="batch-upload">
      <span className="row-head">
        <span className="wrap">{fileName}</span>
        <span className="quiet">{renderBytes(sizeBytes)}</span>
        <span className="grow" />
        {state.kind === 'sending' ? (
          <Button size="small" onClick={() => stopUpload(key)}>
            {t('batches.stop')}
          </Button>
        ) : null}
        {state.kind === 'stopped' ? (
          <>
            <Button size="small" onClick={() => retryUpload(key)} data-test="batch-upload-again">
              {t('batches.sendOn')}
            </Button>
            <Button size="small" onClick={() => removeUpload(key)}>
              {t('batches.leave')}
            </Button>
          </>
        ) : null}
      </span>
      {state.kind === 'sending' ? (
        <Progress
          size="small"
          percent={Math.floor((100 * state.sentBytes) / Math.max(1, sizeBytes))}
          aria-label={fileName}
        />
      ) : null}
      {state.kind === 'stopped' ? <p className="caution small wrap">{pick(state.error.text)}</p> : null}
    </li>
  );
}

/** Files and folders on their way into a batch. They go on while the person visits other pages. */
export function BatchUploads({ batch, onSent }: { readonly batch: BatchFile; readonly onSent: () => void }) {
  const { t } = useSpeech();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const items = useUploads(batch.id);
  const sent = items.filter(({ state }) => state.kind === 'accepted').length;
  const under = items.filter(({ state }) => state.kind !== 'accepted');
  const stopped = under.filter(({ state }) => state.kind === 'stopped');
  const first = useRef(sent);
  useEffect(() => {
    if (sent === first.current) return;
    first.current = sent;
    onSent();
  }, [sent, onSent]);

  const take = (list: FileList | null) => {
    const chosen = [...(list ?? [])]
      .filter(({ name, size }) => PACKAGE_NAMES.test(name) && size > 0)
      .sort((a, b) => (a.webkitRelativePath < b.webkitRelativePath ? -1 : 1));
    const { id: batchId, profile, purpose } = batch;
    if (chosen.length > 0) addUploads(chosen, { profile, purpose, packs: '', batchId });
  };
  const chooser = (isFolder: boolean) => (
    <input
      ref={isFolder ? folder : files}
      type="file"
      multiple
      hidden
      accept={ACCEPT}
      {...(isFolder ? { webkitdirectory: '' } : {})}
      data-test={isFolder ? 'batch-folder' : 'batch-files'}
      onChange={(event) => {
        take(event.target.files);
        event.target.value = '';
      }}
    />
  );
  return (
    <>
      <p className="row-head">
        {chooser(false)}
        {chooser(true)}
        <Button onClick={() => files.current?.click()}>{t('batches.add')}</Button>
        <Button onClick={() => folder.current?.click()}>{t('batches.addFolder')}</Button>
        {items.length === 0 ? null : (
          <span className="quiet" role="status">
            {t('batches.sent', { n: sent, total: items.length })}
          </span>
        )}
        {stopped.length > 1 ? (
          <Button size="small" onClick={() => stopped.forEach(({ key }) => retryUpload(key))}>
            {t('batches.sendAllOn', { n: stopped.length })}
          </Button>
        ) : null}
      </p>
      {under.length === 0 ? null : (
        <ul className="plain rows">
          {[...under]
            .sort((a, b) => Number(b.state.kind !== 'waiting') - Number(a.state.kind !== 'waiting'))
            .slice(0, MOST_SHOWN)
            .map((item) => (
              <Line key={item.key} item={item} />
            ))}
        </ul>
      )}
    </>
  );
}
