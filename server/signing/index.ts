export { addZipEntry } from './add-zip-entry.ts';
export { openSigningKey } from './signing-key.ts';
export type { SigningKey } from './signing-key.ts';
