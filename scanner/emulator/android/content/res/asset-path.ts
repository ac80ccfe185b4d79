/** An asset's path inside the package; `..` leads nowhere, as with the framework. */
export function assetPath(name: string): string {
  return `assets/${name.replace(/^\/+/, '')}`;
}
