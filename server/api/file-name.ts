const LONGEST_CHARS = 200;

/**
 * The name under which an uploaded file is shown: without folders and control or direction-changing characters, cut
 * to a sane length. It is never used as a path; HTML in it stays, and is escaped where it is shown.
 */
export function toFileName(given: string | undefined): string {
  const last = (given ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu, '').trim();
  return [...clean].slice(0, LONGEST_CHARS).join('') || 'unnamed';
}

/** A Content-Disposition value that saves under the name, whatever letters it has (RFC 6266, RFC 8187). */
export function toAttachmentHeader(fileName: string): string {
  const plain = fileName.replace(/[^A-Za-z0-9._-]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
