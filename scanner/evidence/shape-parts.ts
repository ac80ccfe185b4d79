import type { Gap } from './slot.ts';
import type { BoundsPx, CodePlace, Place } from './place.ts';
import type { Attribution } from './static-facts.ts';
import { arrayOf, number, objectOf, optional, pattern, text, texts, unionOf } from './shape.ts';
import type { Shape } from './shape.ts';

type Case<Union extends { kind: string }, Kind extends Union['kind']> = Omit<
  Extract<Union, { kind: Kind }>,
  'kind'
>;

export const sha256: Shape = pattern(/^[0-9a-f]{64}$/);
export const sha1: Shape = pattern(/^[0-9a-f]{40}$/);
export const md5: Shape = pattern(/^[0-9a-f]{32}$/);

export const bounds: Shape = objectOf<BoundsPx>({ left: number, top: number, right: number, bottom: number });

export const codePlace: Shape = objectOf<CodePlace>({
  kind: { kind: 'string', oneOf: ['code'] },
  className: text,
  method: text,
  descriptor: text,
  pc: number,
  line: optional(number),
  dex: text,
});

export const place: Shape = unionOf({
  manifest: objectOf<Case<Place, 'manifest'>>({ path: text }),
  code: codePlace,
  file: objectOf<Case<Place, 'file'>>({ file: text, offsetBytes: optional(number) }),
  event: objectOf<Case<Place, 'event'>>({ eventNumber: number, scenarioId: text }),
  screenshot: objectOf<Case<Place, 'screenshot'>>({ screenshotId: text, boundsPx: optional(bounds) }),
  policy: objectOf<Case<Place, 'policy'>>({ documentId: text, sentence: text, offsetChars: number }),
  certificate: objectOf<Case<Place, 'certificate'>>({ sha256: text }),
  listing: objectOf<Case<Place, 'listing'>>({ listingId: text, field: text }),
  platform: objectOf<Case<Place, 'platform'>>({ member: text, caller: text, count: number }),
});

export const places: Shape = arrayOf(place);

export const attribution: Shape = unionOf({
  app: objectOf<Case<Attribution, 'app'>>({}),
  sdk: objectOf<Case<Attribution, 'sdk'>>({ sdkId: text }),
  library: objectOf<Case<Attribution, 'library'>>({ prefix: text }),
  unknown: objectOf<Case<Attribution, 'unknown'>>({}),
});

export const gap: Shape = objectOf<Gap>({
  code: text,
  message: objectOf<Gap['message']>({ zh: text, en: text }),
  affects: texts,
  places,
});
