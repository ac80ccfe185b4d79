import { BellOutlined } from '@ant-design/icons';
import { Badge, Button } from 'antd';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { callApi } from '../api/client.ts';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';

const LOOK_AGAIN_MS = 60_000;
/** Told by the page of messages when some have been read. */
export const MESSAGES_READ = 'appgov-messages-read';

/** The way to the messages, with how many are not read yet. */
export function Bell() {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { state, reload } = useLoad(`unread ${pathname}`, (signal) =>
    callApi<{ unread: number }>('GET', '/messages/unread', { signal }),
  );
  useEffect(() => {
    const timer = setInterval(reload, LOOK_AGAIN_MS);
    window.addEventListener(MESSAGES_READ, reload);
    return () => {
      clearInterval(timer);
      window.removeEventListener(MESSAGES_READ, reload);
    };
  }, [reload]);
  // A count that could not be had is not shown; the page of messages says what is wrong.
  const unread = state.kind === 'ready' ? state.value.unread : 0;
  return (
    <Button
      type="text"
      data-test="bell"
      aria-label={t('messages.bell', { n: unread })}
      icon={
        <Badge count={unread} size="small" overflowCount={99}>
          <BellOutlined />
        </Badge>
      }
      onClick={() => void navigate('/messages')}
    />
  );
}
