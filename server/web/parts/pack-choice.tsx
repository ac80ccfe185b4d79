import { Select } from 'antd';
import { callApi } from '../api/client.ts';
import type { PackRow } from '../api/review-types.ts';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';

/** Which rule packs judge; the default one where none is chosen. */
export function PackChoice({
  value,
  onChange,
}: {
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const { t, pick } = useSpeech();
  const { state } = useLoad('packs', (signal) =>
    callApi<{ items: readonly PackRow[] }>('GET', '/packs', { signal }),
  );
  return (
    <label>
      <span>{t('upload.packs')}</span>
      <Select<string[]>
        mode="multiple"
        value={[...value]}
        onChange={onChange}
        placeholder={t('upload.packsDefault')}
        className="packs"
        popupMatchSelectWidth={false}
        optionFilterProp="label"
        options={(state.kind === 'ready' ? state.value.items : []).map((pack) => ({
          value: pack.id,
          label: `${pack.id} · ${pick(pack.title)}`,
        }))}
        optionLabelProp="value"
      />
    </label>
  );
}
