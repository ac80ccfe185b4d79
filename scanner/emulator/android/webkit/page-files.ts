import type { JavaObject, Machine } from '../../machine/index.ts';
import { FILE_STORE } from '../../system/file-store.ts';
import { SYSTEM } from '../../system/system.ts';
import { settingOf } from './web-state.ts';

const assetPrefix = 'file:///android_asset/';
const resourcePrefix = 'file:///android_res/';
const filePrefix = 'file://';
const firstClosedSdk = 30;

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  txt: 'text/plain',
  xml: 'text/xml',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  pdf: 'application/pdf',
};

/** What a `file:` address of a page leads to: the app's assets and resources, and files where the settings let it. */
export function findPageFile(vm: Machine, web: JavaObject, url: string): Uint8Array | undefined {
  const { app } = vm.attached(SYSTEM);
  const path = url.split(/[?#]/)[0] ?? '';
  if (path.startsWith(assetPrefix))
    return app.findFile(`assets/${decodePath(path.slice(assetPrefix.length))}`);
  if (path.startsWith(resourcePrefix)) return app.findFile(`res/${path.slice(resourcePrefix.length)}`);
  const isOpen = settingOf(web, 'AllowFileAccess') ?? app.manifest.targetSdk < firstClosedSdk;
  if (!path.startsWith(filePrefix) || isOpen !== true) return undefined;
  const files = vm.attached(FILE_STORE);
  const file = files.openToRead(files.resolve(decodePath(path.slice(filePrefix.length))));
  if (typeof file === 'string') return undefined;
  return 'sizeBytes' in file ? file.bytes.slice(0, file.sizeBytes) : file.bytes;
}

export function contentTypeOf(url: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(url.split(/[?#]/)[0] ?? '')?.[1]?.toLowerCase() ?? '';
  const type = types[extension] ?? 'application/octet-stream';
  return type.startsWith('text/') || type === 'application/json' ? `${type}; charset=utf-8` : type;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not percent-encoded UTF-8: taken as it stands.
    return path;
  }
}
