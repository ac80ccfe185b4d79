import type { ScreenNode, ScreenTree } from '../device/device.ts';
import type { ConsentStep } from './find-consent.ts';
import type { Stage } from './scenario.ts';
import { labelOf } from './screen.ts';
import { steps } from './step-text.ts';

const readMs = 3_000;
const mostTries = 9;
type Point = { readonly xPx: number; readonly yPx: number };

/** Opens the policy from the consent step, reads a moment and comes back; false when no link could be opened. */
export async function openPolicyLink(stage: Stage, { policyLinks }: ConsentStep): Promise<boolean> {
  const { session } = stage;
  for (const link of policyLinks.slice(0, 2)) {
    for (const { xPx, yPx } of pointsOf(link, await session.tree()).slice(0, mostTries)) {
      const before = await session.tree();
      const known = (await stage.events()).length;
      await session.tap(xPx, yPx);
      const left = (await stage.events()).slice(known).some(({ kind }) => kind === 'external-intent');
      const after = await session.tree();
      if (!left && front(after) === front(before)) continue;
      await stage.step(steps.openPolicy, () => session.passTime(readMs));
      await stage.step(steps.back, () => (left ? session.foreground() : session.pressKey('back')));
      return true;
    }
  }
  return false;
}

function front(tree: ScreenTree): string | undefined {
  return tree.windows.findLast(({ kind }) => kind !== 'toast')?.id;
}

/** Space beside running text, in dp: none, that of the platform's dialogs, and a common one. */
const paddingsDp = [0, 24, 16] as const;

/**
 * Where to tap a link, the likeliest first. A clickable view is tapped in its middle. A link inside running text is no
 * view of its own: its place is reckoned from the number of its characters, as wide as they are high, for some widths
 * that the text may have.
 */
export function pointsOf(link: ScreenNode, tree: ScreenTree): readonly Point[] {
  const { left, top, right, bottom } = link.boundsPx;
  const text = labelOf(link);
  const names = [...text.matchAll(/《[^》]*》/g)];
  const [name] = names.filter((match) => /隐私|privacy/i.test(match[0])).concat(names);
  if (!name) return [{ xPx: Math.round((left + right) / 2), yPx: Math.round((top + bottom) / 2) }];
  const pxPerDp = tree.densityDpi / 160;
  const charPx = (link.textSizeSp ?? 14) * pxPerDp;
  const middle = name.index + name[0].length / 2;
  return [0, -1, 1].flatMap((shift) =>
    paddingsDp.map((paddingDp) => {
      const inner = right - left - 2 * paddingDp * pxPerDp;
      const charsPerLine = Math.max(1, Math.floor(inner / charPx));
      const linePx = (bottom - top) / Math.max(1, Math.ceil(text.length / charsPerLine));
      const line = Math.floor(middle / charsPerLine) + shift;
      const xPx = left + paddingDp * pxPerDp + ((middle % charsPerLine) + 0.5) * charPx;
      return {
        xPx: Math.round(Math.min(right - 1, xPx)),
        yPx: Math.round(Math.min(bottom - 1, Math.max(top, top + (line + 0.5) * linePx))),
      };
    }),
  );
}
