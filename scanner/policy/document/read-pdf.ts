import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import { ScanError } from '../../errors.ts';
import type { PolicyDocument } from './document.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { checkSize } from './read-document.ts';
import { toTextDocument } from './read-plain-text.ts';

/** A piece of text on a page: `transform` holds its place in points, from the lower left corner. */
type Piece = {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
};

/**
 * The text of a PDF, line by line; lines that go on in the next one are joined. A PDF of pictures gives a document
 * without text and with as many pictures as pages. Throws UNSUPPORTED_FORMAT for a damaged or locked file,
 * LIMIT_EXCEEDED, DEADLINE_EXCEEDED, CANCELLED.
 */
export async function readPdf(bytes: Uint8Array, name: string, budget: Budget): Promise<PolicyDocument> {
  checkSize(bytes, { name });
  // Loaded only where a PDF is read: the library takes a while to start.
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    // A copy: the library takes the memory over, and refuses Node's own kind of array.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const pdf = await task.promise;
    if (pdf.numPages > DOCUMENT_LIMITS.pdfPages)
      throw new ScanError('LIMIT_EXCEEDED', `${name} has ${pdf.numPages} pages.`, { file: name });
    const lines: string[] = [];
    let pictures = 0;
    let chars = 0;
    for (let number = 1; number <= pdf.numPages && chars < DOCUMENT_LIMITS.textChars; number++) {
      checkBudget(budget);
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const own = toLines(items.filter((item): item is typeof item & Piece => 'str' in item));
      if (own.length === 0) pictures += 1;
      lines.push(...own);
      chars += own.reduce((sum, line) => sum + line.length, 0);
      page.cleanup();
    }
    const document = toTextDocument(lines.join('\n'), 'pdf');
    return { ...document, pictureCount: pictures, complete: document.complete && pictures === 0 };
  } catch (error) {
    if (error instanceof ScanError) throw error;
    throw new ScanError('UNSUPPORTED_FORMAT', `${name} is a damaged or locked PDF.`, {
      file: name,
      cause: error,
    });
  } finally {
    await task.destroy();
  }
}

/** Pieces on one height make a line; a line that ends at the right margin without a stop goes on in the next. */
function toLines(pieces: readonly Piece[]): readonly string[] {
  const lines: { y: number; text: string; right: number; left: number }[] = [];
  for (const piece of pieces) {
    if (piece.str === '') continue;
    const [, , , , x = 0, y = 0] = piece.transform;
    const last = lines.at(-1);
    const isSame = last !== undefined && Math.abs(last.y - y) < Math.max(2, piece.height * 0.5);
    if (isSame) {
      const gap = x - last.right;
      last.text +=
        gap > piece.height * 2 ? `\t${piece.str}` : gap > piece.height * 0.2 ? ` ${piece.str}` : piece.str;
      last.right = Math.max(last.right, x + piece.width);
    } else lines.push({ y, text: piece.str, left: x, right: x + piece.width });
  }
  const margin = Math.max(0, ...lines.map((line) => line.right));
  const joined: string[] = [];
  let goesOn = false;
  for (const { text, right } of lines) {
    const clean = text.trim();
    if (clean === '') continue;
    const starts =
      /^(?:第[一二三四五六七八九十\d]+[章节条]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[-•·●])/u.test(
        clean,
      );
    if (goesOn && !starts) {
      const before = joined.at(-1) ?? '';
      joined[joined.length - 1] = /[a-z,]$/iu.test(before) ? `${before} ${clean}` : before + clean;
    } else joined.push(clean);
    goesOn = right > margin * 0.9 && !/[。；;:：.!?！？]$/u.test(clean);
  }
  return joined;
}
