export * from './blobs.ts';
export * from './folder-blobs.ts';
