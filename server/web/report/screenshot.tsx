import { useState } from 'react';
import type { BoundsPx } from '../../../scanner/evidence/place.ts';
import { renderAttachmentUrl } from '../api/client.ts';
import { useSpeech } from '../i18n/language.tsx';
import { useReport } from './context.ts';

type SizePx = { readonly widthPx: number; readonly heightPx: number };

function toBox(
  bounds: BoundsPx,
  size: SizePx,
): Readonly<Record<'left' | 'top' | 'width' | 'height', string>> {
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return {
    left: share(bounds.left, size.widthPx),
    top: share(bounds.top, size.heightPx),
    width: share(bounds.right - bounds.left, size.widthPx),
    height: share(bounds.bottom - bounds.top, size.heightPx),
  };
}

/** A screenshot kept as evidence; opens in full size; a region of it may be framed. */
export function Screenshot({
  id,
  caption,
  bounds,
}: {
  readonly id: string;
  readonly caption: string;
  readonly bounds?: BoundsPx | undefined;
}) {
  const { t } = useSpeech();
  const { submissionId } = useReport();
  const [size, setSize] = useState<SizePx>();
  const [failed, setFailed] = useState(false);
  const url = renderAttachmentUrl(submissionId, id);
  return (
    <figure className="shot">
      {failed ? (
        <div className="shot-missing">{t('shot.missing')}</div>
      ) : (
        <a href={url} target="_blank" rel="noreferrer" className="shot-frame">
          <img
            src={url}
            alt={caption}
            loading="lazy"
            onError={() => setFailed(true)}
            onLoad={(event) =>
              setSize({
                widthPx: event.currentTarget.naturalWidth,
                heightPx: event.currentTarget.naturalHeight,
              })
            }
          />
          {bounds === undefined || size === undefined ? null : (
            <span
              className="shot-region"
              style={toBox(bounds, size)}
              aria-label={t('shot.region')}
              role="img"
            />
          )}
        </a>
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
