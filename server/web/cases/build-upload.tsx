import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { renderBytes } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { ErrorState } from '../parts/states.tsx';
import { RESUMABLE_FROM_BYTES, sendMultipart, sendResumable } from '../uploads/transfer.ts';

/** Sends the rectified build in, to be scanned and named in the answer. */
export function BuildUpload({
  value,
  onChange,
}: {
  /** Id of the scan, once the file has arrived. */
  readonly value: string | undefined;
  readonly onChange: (submissionId: string | undefined) => void;
}) {
  const { t } = useSpeech();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [sentBytes, setSentBytes] = useState<number>();
  const [error, setError] = useState<ApiError>();
  const send = async (chosen: File) => {
    setFile(chosen);
    setError(undefined);
    setSentBytes(0);
    onChange(undefined);
    const choice = { profile: 'full', purpose: 'self-check', packs: '' } as const;
    const start = chosen.size >= RESUMABLE_FROM_BYTES ? sendResumable : sendMultipart;
    try {
      onChange(await start(chosen, choice, setSentBytes).done);
    } catch (refused) {
      if (!(refused instanceof ApiError)) throw refused;
      setError(refused);
    } finally {
      setSentBytes(undefined);
    }
  };
  return (
    <div className="stack">
      <span className="quiet">{t('case.newBuild')}</span>
      <input
        ref={input}
        type="file"
        hidden
        data-test="case-build"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen !== undefined) void send(chosen);
        }}
      />
      <span className="row-head">
        <Button loading={sentBytes !== undefined} onClick={() => input.current?.click()}>
          {t('case.chooseBuild')}
        </Button>
        {file === undefined ? null : (
          <span className="quiet wrap">
            {file.name} · {renderBytes(file.size)}
          </span>
        )}
      </span>
      {sentBytes === undefined || file === undefined ? null : (
        <Progress percent={Math.floor((100 * sentBytes) / Math.max(1, file.size))} />
      )}
      {value === undefined ? null : <span data-test="case-build-sent">{t('case.buildSent')}</span>}
      {error === undefined ? null : <ErrorState error={error} />}
    </div>
  );
}
