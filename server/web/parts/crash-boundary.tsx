import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { useSpeech } from '../i18n/language.tsx';

function Crashed() {
  const { t } = useSpeech();
  return (
    <Result
      status="error"
      title={t('state.crashed')}
      subTitle={t('state.crashedHint')}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('action.reloadPage')}
        </Button>
      }
    />
  );
}

type State = { readonly crashed: boolean };

/** A fault in one page (also a chunk that is gone after an update) leaves the frame standing and says so. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { crashed: false };

  static getDerivedStateFromError(): State {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}
