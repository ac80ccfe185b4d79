import { z } from 'zod';
import type { SourceKind } from '../store/index.ts';
import { parse } from '../api/route.ts';
import { FdroidSource, fdroidConfig } from './fdroid-source.ts';
import { FeedSource } from './feed-source.ts';
import type { ListingSource } from './listing-source.ts';
import { PageSource, pageConfig } from './page-source.ts';

/** The backend behind a source. Throws INVALID_INPUT where its configuration is not what its kind needs. */
export function openListingSource(source: {
  readonly kind: SourceKind;
  readonly address: string;
  readonly config: Readonly<Record<string, unknown>>;
}): ListingSource {
  switch (source.kind) {
    case 'fdroid':
      return new FdroidSource(source.address, parse(fdroidConfig, source.config, 'config'));
    case 'feed':
      parse(z.object({}), source.config, 'config');
      return new FeedSource(source.address);
    case 'page':
      return new PageSource(parse(pageConfig, source.config, 'config'));
  }
}
