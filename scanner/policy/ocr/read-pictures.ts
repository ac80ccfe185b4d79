import type { Budget } from '../../budget.ts';
import { checkBudget } from '../../budget.ts';
import { toChildProgram } from '../../child-program.ts';
import { openChildChannel } from '../../emulator/process/child-channel.ts';
import { ScanError } from '../../errors.ts';
import type { PolicyDocument } from '../document/document.ts';
import { toTextDocument } from '../document/read-plain-text.ts';

/** Text read from pictures, and how sure the reader is of it. */
export type OcrText = { readonly text: string; readonly confidencePercent: number };

const LIMITS = { heapMb: 256, maxRssBytes: 600 * 2 ** 20, timeoutMs: 180_000 } as const;
/** Below this the words are guesses. */
const LEAST_CONFIDENCE_PERCENT = 60;
/** The reader puts a space between any two Chinese characters. */
const LOOSE =
  /(?<=[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”（）]) +(?=[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”（）\w.@-])|(?<=[\w.:@-]) +(?=[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”（）])/gu;

/** Whether the first bytes are those of a PNG or JPEG picture. */
export function isPicture(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return (a === 0x89 && b === 0x50 && c === 0x4e && d === 0x47) || (a === 0xff && b === 0xd8 && c === 0xff);
}

/**
 * The text of a picture or of a PDF of pictures, as a document that is never complete: what it says counts, what it
 * leaves out may only have been misread. Undefined where nothing of it could be read with some certainty. A child
 * process without network reads it, ended beyond 600 MB or three minutes. Throws DEADLINE_EXCEEDED and CANCELLED.
 */
export async function findOcrDocument(
  kind: 'picture' | 'pdf',
  bytes: Uint8Array,
  budget: Budget,
): Promise<PolicyDocument | undefined> {
  checkBudget(budget);
  const program = toChildProgram('scanner/policy/ocr/ocr-child');
  const child = openChildChannel({
    script: program.file,
    execArgv: [...program.loaderFlags, '--no-warnings', `--max-old-space-size=${LIMITS.heapMb}`],
    maxRssBytes: LIMITS.maxRssBytes,
  });
  try {
    const timeoutMs = Math.max(1, Math.min(LIMITS.timeoutMs, budget.deadlineMs - budget.nowMs()));
    const read = (await child.request('read', [kind, bytes], timeoutMs)) as OcrText;
    const text = String(read.text).replace(LOOSE, '');
    const confidencePercent = Number(read.confidencePercent);
    if (!(confidencePercent >= LEAST_CONFIDENCE_PERCENT) || text.trim() === '') return undefined;
    const document = toTextDocument(text, kind === 'pdf' ? 'pdf' : 'image');
    return { ...document, complete: false, ocrConfidencePercent: confidencePercent };
  } catch (error) {
    // A picture that cannot be read is a gap, as it was before anybody tried.
    if (error instanceof ScanError) return undefined;
    throw error;
  } finally {
    await child.close();
  }
}
