// The process that reads text from pictures: tesseract with its models out of npm, no network. It answers its parent's
// requests in order and ends with its parent.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { denyNetwork } from '../../emulator/process/deny-network.ts';
import type { ChildAnswer, ChildRequest } from '../../emulator/process/messages.ts';
import type { OcrText } from './read-pictures.ts';

denyNetwork();

const require = createRequire(import.meta.url);
/** Integer models: a tenth of the size of the others, and as good on printed text. */
const MODEL = '4.0.0_best_int';
const LANGUAGES = ['chi_sim', 'eng'];
let last: Promise<void> = Promise.resolve();

process.on('message', (message) => {
  const request = message as ChildRequest;
  last = last.then(() => answer(request));
});
process.on('disconnect', () => process.exit(0));

async function answer({ id, args }: ChildRequest): Promise<void> {
  let result: ChildAnswer;
  try {
    const [kind, bytes] = args as [kind: 'picture' | 'pdf', bytes: Uint8Array];
    result = { id, kind: 'done', value: await read(kind === 'pdf' ? await toPictures(bytes) : [bytes]) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    result = { id, kind: 'failed', code: 'UNSUPPORTED_FORMAT', message };
  }
  process.send?.(result);
}

async function read(pictures: readonly Uint8Array[]): Promise<OcrText> {
  const { OEM, createWorker } = await import('tesseract.js');
  // The reader takes its models from one folder, and each comes in a package of its own.
  const folder = mkdtempSync(join(tmpdir(), 'appgov-ocr-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const code of LANGUAGES)
    copyFileSync(
      join(
        dirname(require.resolve(`@tesseract.js-data/${code}/package.json`)),
        MODEL,
        `${code}.traineddata.gz`,
      ),
      join(folder, `${code}.traineddata.gz`),
    );
  const worker = await createWorker(LANGUAGES, OEM.LSTM_ONLY, {
    langPath: folder,
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => undefined,
  });
  const texts: string[] = [];
  let confidence = 0;
  for (const picture of pictures) {
    const { data } = await worker.recognize(Buffer.from(picture));
    texts.push(data.text);
    confidence += data.confidence;
  }
  await worker.terminate();
  rmSync(folder, { recursive: true, force: true });
  return {
    text: texts.join('\n'),
    confidencePercent: pictures.length === 0 ? 0 : Math.round(confidence / pictures.length),
  };
}

const PAGES = 30;
/** Some 150 dots an inch: enough for print, and a page in five megabytes. */
const SCALE = 2;

async function toPictures(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const { createCanvas } = await import('@napi-rs/canvas');
  const task = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useWasm: false,
    verbosity: 0,
  });
  const pdf = await task.promise;
  const pictures: Uint8Array[] = [];
  for (let number = 1; number <= Math.min(PAGES, pdf.numPages); number++) {
    const page = await pdf.getPage(number);
    const viewport = page.getViewport({ scale: SCALE });
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    await page.render({
      canvas: canvas as unknown as HTMLCanvasElement,
      canvasContext: canvas.getContext('2d') as unknown as CanvasRenderingContext2D,
      viewport,
    }).promise;
    pictures.push(canvas.toBuffer('image/png'));
    page.cleanup();
  }
  await task.destroy();
  return pictures;
}
