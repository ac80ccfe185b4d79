/** Whether a host lies in the domain that the app's package name is made from. */
export type Recipient = 'own-domain' | 'other-domain';

/**
 * A package is named after a domain read backwards; `com.example.shop` belongs to `example.com`. Nothing where there is
 * no host, or a package name of one word.
 */
export function findRecipient(host: string, packageName: string): Recipient | undefined {
  const [top, name] = packageName.split('.');
  if (host === '' || top === undefined || name === undefined) return undefined;
  const own = `${name}.${top}`;
  return host === own || host.endsWith(`.${own}`) ? 'own-domain' : 'other-domain';
}
