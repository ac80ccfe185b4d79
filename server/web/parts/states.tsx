import { Alert, Button, Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/client.ts';
import type { Loaded } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';

/** What went wrong, in the person's language, with the code a support person asks for and a way to try again. */
export function ErrorState({ error, onRetry }: { readonly error: ApiError; readonly onRetry?: () => void }) {
  const { t, pick } = useSpeech();
  return (
    <Alert
      type="error"
      showIcon
      title={pick(error.text)}
      description={<span className="quiet">{t('state.errorCode', { code: error.code })}</span>}
      action={
        onRetry === undefined ? undefined : (
          <Button size="small" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )
      }
    />
  );
}

export function EmptyState({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text}>
      {children}
    </Empty>
  );
}

/** Loading, failed or ready: the three faces that every page which reads from the server has. */
export function LoadedView<Value>({
  state,
  onRetry,
  children,
}: {
  readonly state: Loaded<Value>;
  readonly onRetry: () => void;
  readonly children: (value: Value) => ReactNode;
}) {
  const { t } = useSpeech();
  if (state.kind === 'failed') return <ErrorState error={state.error} onRetry={onRetry} />;
  if (state.kind === 'ready') return children(state.value);
  return (
    <div aria-busy="true" aria-label={t('state.loading')} className="loading">
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}
