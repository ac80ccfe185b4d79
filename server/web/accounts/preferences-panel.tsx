import { Alert, Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { callApi } from '../api/client.ts';
import {
  MESSAGE_CHANNELS,
  MESSAGE_EVENTS,
  type MessageChannel,
  type MessageEvent,
  type MessagePreferences,
} from '../api/office-types.ts';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

type Fields = { readonly email?: string; readonly webhookUrl?: string; readonly language: 'zh-CN' | 'en' };

function Choices({ initial }: { readonly initial: MessagePreferences }) {
  const { t } = useSpeech();
  const action = useAction();
  const [channels, setChannels] = useState(initial.channels);
  const [saved, setSaved] = useState<MessagePreferences>();
  const toggle = (event: MessageEvent, channel: MessageChannel, isOn: boolean) =>
    setChannels({
      ...channels,
      [event]: MESSAGE_CHANNELS.filter((one) => (one === channel ? isOn : channels[event].includes(one))),
    });
  const save = (fields: Fields) =>
    action.run(async () => {
      const toValue = (text: string | undefined) =>
        text === undefined || text.trim() === '' ? null : text.trim();
      const now = await callApi<MessagePreferences>('PATCH', '/messages/preferences', {
        body: {
          email: toValue(fields.email),
          webhookUrl: toValue(fields.webhookUrl),
          language: fields.language,
          channels,
        },
      });
      setSaved(now);
    });
  return (
    <Form<Fields> layout="vertical" initialValues={initial} onFinish={(fields) => void save(fields)}>
      {action.error === undefined ? null : (
        <div className="notice">
          <ErrorState error={action.error} />
        </div>
      )}
      {saved === undefined ? null : (
        <Alert
          className="notice"
          type="success"
          data-test="preferences-saved"
          title={t('preferences.saved')}
          description={
            saved.webhookSecret === undefined ? undefined : (
              <>
                <p>{t('preferences.secretOnce')}</p>
                <Mono text={saved.webhookSecret} copy />
              </>
            )
          }
        />
      )}
      <Form.Item
        name="email"
        label={t('preferences.email')}
        {...(initial.mailAvailable ? {} : { extra: t('preferences.noMail') })}
        rules={[{ type: 'email', message: t('preferences.emailWrong') }]}
      >
        <Input autoComplete="email" maxLength={320} />
      </Form.Item>
      <Form.Item name="webhookUrl" label={t('preferences.webhook')} extra={t('preferences.webhookHint')}>
        <Input maxLength={2000} placeholder="https://" />
      </Form.Item>
      <Form.Item name="language" label={t('preferences.language')}>
        <Select
          options={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form.Item>
      <table className="channel-table">
        <thead>
          <tr>
            <th>{t('preferences.event')}</th>
            {MESSAGE_CHANNELS.map((channel) => (
              <th key={channel}>{t(`channel.${channel}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MESSAGE_EVENTS.map((event) => (
            <tr key={event}>
              <td>{t(`event.${event}`)}</td>
              {MESSAGE_CHANNELS.map((channel) => (
                <td key={channel}>
                  <Checkbox
                    checked={channels[event].includes(channel)}
                    aria-label={`${t(`event.${event}`)} ${t(`channel.${channel}`)}`}
                    onChange={({ target }) => toggle(event, channel, target.checked)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Button type="primary" htmlType="submit" loading={action.busy} data-test="preferences-save">
        {t('action.save')}
      </Button>
    </Form>
  );
}

/** Which events the account hears of, and in which ways. */
export function PreferencesPanel() {
  const { t } = useSpeech();
  const { state, reload } = useLoad('preferences', (signal) =>
    callApi<MessagePreferences>('GET', '/messages/preferences', { signal }),
  );
  return (
    <section className="panel" data-test="preferences">
      <h2>{t('preferences.title')}</h2>
      <p className="quiet">{t('preferences.lead')}</p>
      <LoadedView state={state} onRetry={reload}>
        {(initial) => <Choices initial={initial} />}
      </LoadedView>
    </section>
  );
}
