import { CloseOutlined, FileTextOutlined, InboxOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Progress, Segmented, Select, Tag, Upload } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { callApi } from '../api/client.ts';
import { PURPOSES, type Profile, type Purpose, type SubmissionRow } from '../api/types.ts';
import { useSubmission } from '../api/use-submission.ts';
import { renderBytes, renderShare } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { MarkLabel, StatusLabel, ViolationCounts } from '../parts/labels.tsx';
import { PackChoice } from '../parts/pack-choice.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ScanProgress } from '../parts/scan-progress.tsx';
import { ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import {
  addAccepted,
  addUploads,
  removeUpload,
  retryUpload,
  stopUpload,
  useUploads,
  type UploadItem,
} from '../uploads/store.ts';

const PACKAGE_NAMES = /\.(apk|apks|xapk|apkm|aab|zip)$/i;
/** What the server takes as a policy (server/api/receive-form.ts). */
const POLICY_NAMES = /\.(html?|txt|md|docx|pdf)$/i;
const MAX_POLICY_FILES = 5;
const MAX_POLICY_BYTES = 5_000_000;

/** The scan of an accepted upload: progress while it runs, the result in a line when it is done. */
function Accepted({ submissionId }: { readonly submissionId: string }) {
  const { t } = useSpeech();
  const { state, reload } = useSubmission(submissionId);
  return (
    <LoadedView state={state} onRetry={reload}>
      {(detail) =>
        detail.status === 'done' ? (
          <div className="upload-done">
            <StatusLabel status="done" />
            {detail.score ? <MarkLabel score={detail.score} /> : null}
            {detail.violations ? (
              <ViolationCounts violations={detail.violations} suspected={detail.suspected ?? 0} />
            ) : null}
            {typeof detail.coverageShare === 'number' ? (
              <span className="quiet">
                {t('mark.coverageIs', { share: renderShare(detail.coverageShare) })}
              </span>
            ) : null}
            <span className="grow" />
            <Link to={`/scans/${submissionId}`} className="report-link" data-test="open-report">
              {t('upload.openReport')}
            </Link>
          </div>
        ) : (
          <ScanProgress detail={detail} onChanged={reload} />
        )
      }
    </LoadedView>
  );
}

function UploadCard({ item }: { readonly item: UploadItem }) {
  const { t } = useSpeech();
  const { state } = item;
  const percent =
    state.kind === 'sending' ? Math.floor((100 * state.sentBytes) / Math.max(1, item.sizeBytes)) : 0;
  return (
    <li className="panel upload-card" data-test="upload">
      <div className="upload-title">
        <strong className="wrap">{item.fileName}</strong>
        <span className="quiet">
          {item.sizeBytes > 0 ? `${renderBytes(item.sizeBytes)} · ` : ''}
          {t(`profile.${item.choice.profile}`)} · {t(`purpose.${item.choice.purpose}`)}
        </span>
        <span className="grow" />
        {state.kind === 'sending' ? (
          <Button size="small" onClick={() => stopUpload(item.key)}>
            {item.resumable ? t('upload.pause') : t('action.cancel')}
          </Button>
        ) : (
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('upload.hide', { name: item.fileName })}
            onClick={() => removeUpload(item.key)}
          />
        )}
      </div>
      {state.kind === 'waiting' ? <span className="quiet">{t('upload.waiting')}</span> : null}
      {state.kind === 'sending' ? (
        <>
          <Progress percent={percent} status="active" aria-label={t('upload.sending')} />
          <span className="quiet">
            {percent >= 100
              ? t('upload.checking')
              : t('upload.sent', { sent: renderBytes(state.sentBytes), total: renderBytes(item.sizeBytes) })}
          </span>
        </>
      ) : null}
      {state.kind === 'stopped' ? (
        <>
          <ErrorState error={state.error} onRetry={() => retryUpload(item.key)} />
          {item.resumable ? <span className="quiet">{t('upload.resumes')}</span> : null}
        </>
      ) : null}
      {state.kind === 'accepted' ? <Accepted submissionId={state.submissionId} /> : null}
    </li>
  );
}

export function UploadPage() {
  const { t } = useSpeech();
  const [profile, setProfile] = useState<Profile>('full');
  const [purpose, setPurpose] = useState<Purpose>('self-check');
  const [refused, setRefused] = useState<readonly string[]>([]);
  const sample = useAction();
  const uploads = useUploads();
  const [packIds, setPackIds] = useState<readonly string[]>([]);
  const [policies, setPolicies] = useState('');
  const [policyFiles, setPolicyFiles] = useState<readonly File[]>([]);
  const [refusedPolicies, setRefusedPolicies] = useState<readonly string[]>([]);
  const choice = { profile, purpose, packs: packIds.join(','), policies: policies.trim(), policyFiles };
  const isPoliciesWrong = policies
    .split(/\s+/)
    .some((part) => part !== '' && !/^https?:\/\/\S+$/i.test(part));

  const takePolicies = (files: readonly File[]) => {
    const isGood = (file: File) =>
      POLICY_NAMES.test(file.name) && file.size > 0 && file.size <= MAX_POLICY_BYTES;
    const fresh = files.filter((file) => isGood(file) && !policyFiles.some(({ name }) => name === file.name));
    const kept = [...policyFiles, ...fresh].slice(0, MAX_POLICY_FILES);
    setPolicyFiles(kept);
    setRefusedPolicies(
      files
        .filter((file) => !isGood(file) || (fresh.includes(file) && !kept.includes(file)))
        .map(({ name }) => name),
    );
  };
  const take = (files: readonly File[]) => {
    setRefused(files.filter((file) => !PACKAGE_NAMES.test(file.name)).map((file) => file.name));
    const good = files.filter((file) => PACKAGE_NAMES.test(file.name));
    if (good.length > 0 && !isPoliciesWrong) addUploads(good, choice);
  };
  const scanSample = () =>
    sample.run(async () => {
      const row = await callApi<SubmissionRow>('POST', '/submissions/sample', {
        body: { name: 'ApiDemos', profile, purpose, ...(choice.packs === '' ? {} : { packs: choice.packs }) },
      });
      addAccepted(row.fileName ?? 'ApiDemos', row.sizeBytes ?? 0, row.id, choice);
    });

  return (
    <>
      <PageHead title={t('upload.title')} lead={t('upload.lead')} />
      <section className="panel">
        <div className="choices">
          <label>
            <span>{t('upload.profile')}</span>
            <Segmented<Profile>
              value={profile}
              onChange={setProfile}
              options={[
                { value: 'full', label: t('profile.full') },
                { value: 'static', label: t('profile.static') },
              ]}
            />
          </label>
          <label>
            <span>{t('upload.purpose')}</span>
            <Select<Purpose>
              value={purpose}
              onChange={setPurpose}
              options={PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
              className="purpose"
            />
          </label>
          <PackChoice value={packIds} onChange={setPackIds} />
          <label className="policies">
            <span>{t('upload.policies')}</span>
            <Input.TextArea
              value={policies}
              onChange={(event) => setPolicies(event.target.value)}
              placeholder="https://"
              autoSize={{ minRows: 1, maxRows: 5 }}
              maxLength={2000}
              {...(isPoliciesWrong ? { status: 'error' as const } : {})}
              data-test="policies"
            />
          </label>
          <Upload
            multiple
            showUploadList={false}
            accept=".html,.htm,.txt,.md,.docx,.pdf"
            beforeUpload={(file, all) => {
              if (file === all.at(-1)) takePolicies(all);
              return false;
            }}
          >
            <Button icon={<FileTextOutlined />} data-test="policy-file">
              {t('upload.policyFile')}
            </Button>
          </Upload>
          {policyFiles.length === 0 ? null : (
            <ul className="plain policy-files">
              {policyFiles.map((file) => (
                <li key={file.name}>
                  <Tag closable onClose={() => setPolicyFiles((all) => all.filter((one) => one !== file))}>
                    <span className="wrap">{file.name}</span>{' '}
                    <span className="quiet">{renderBytes(file.size)}</span>
                  </Tag>
                </li>
              ))}
            </ul>
          )}
          <p
            className={isPoliciesWrong || refusedPolicies.length > 0 ? 'policies-wrong' : 'quiet'}
            role="status"
          >
            {isPoliciesWrong
              ? t('upload.policiesWrong')
              : refusedPolicies.length > 0
                ? t('upload.policyFileWrong', { names: refusedPolicies.join(', ') })
                : t('upload.policiesHint')}
          </p>
          <p className="quiet">{t(`profileHint.${profile}`)}</p>
        </div>
        <Upload.Dragger
          multiple
          showUploadList={false}
          accept={{
            format: '.apk,.apks,.xapk,.apkm,.aab,.zip,application/vnd.android.package-archive',
            // Taken in below, which says what it refuses; the component would drop it without a word.
            filter: () => true,
          }}
          beforeUpload={(file, all) => {
            // Called once a file with the whole batch: the last one takes them all in, in order.
            if (file === all.at(-1)) take(all);
            return false;
          }}
        >
          <p className="drop-icon" aria-hidden="true">
            <InboxOutlined />
          </p>
          <p className="drop-text">{t('upload.drop')}</p>
          <p className="quiet">{t('upload.dropHint')}</p>
        </Upload.Dragger>
        <div className="sample">
          <span className="quiet">{t('upload.sampleHint')}</span>
          <Button icon={<PlayCircleOutlined />} loading={sample.busy} onClick={scanSample} data-test="sample">
            {t('upload.sample')}
          </Button>
        </div>
        {sample.error === undefined ? null : <ErrorState error={sample.error} />}
        {refused.length === 0 ? null : (
          <Alert
            type="warning"
            showIcon
            closable={{ onClose: () => setRefused([]) }}
            title={t('upload.refused')}
            description={<span className="wrap">{refused.join(', ')}</span>}
          />
        )}
      </section>
      {uploads.length === 0 ? null : (
        <section aria-label={t('upload.list')}>
          <h2>{t('upload.list')}</h2>
          <ul className="plain stack">
            {uploads.map((item) => (
              <UploadCard key={item.key} item={item} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
