import type { Evidence, Gap, SlotName } from '../../scanner/evidence/index.ts';
import { toJudgeGap } from './judge-gap.ts';

const MISSING = {
  failed: { code: 'COLLECTOR_FAILED', zh: '采集失败', en: 'could not be collected' },
  unsupported: { code: 'SLOT_UNSUPPORTED', zh: '本次环境不支持采集', en: 'is not supported in this run' },
  skipped: { code: 'SLOT_SKIPPED', zh: '本次未采集', en: 'was not collected in this run' },
} as const;

/** What weakens these slots: the gaps that touch them, and one for each missing slot that no gap explains. */
export function gapsFor(
  needs: readonly SlotName[],
  evidence: Evidence,
  gaps: readonly Gap[],
): readonly Gap[] {
  const touching = gaps.filter((gap) => gap.affects.some((name) => needs.some((need) => need === name)));
  const missing: Gap[] = [];
  for (const name of needs) {
    const slot = evidence.slots[name];
    if (slot.kind === 'present' || touching.some((gap) => gap.affects.includes(name))) continue;
    const { code, zh, en } = MISSING[slot.kind];
    const reason = slot.kind === 'failed' ? `${slot.code}: ${slot.message}` : slot.reason;
    missing.push(
      toJudgeGap(
        code,
        { zh: `证据「${name}」${zh}（${reason}）。`, en: `Evidence "${name}" ${en} (${reason}).` },
        [name],
      ),
    );
  }
  return [...touching, ...missing];
}
