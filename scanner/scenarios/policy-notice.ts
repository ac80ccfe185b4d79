/**
 * Windows with more text are documents: what they say of changes is what they promise, not a notice of one.
 */
const mostChars = 1_000;
const policyZh = String.raw`(?:隐私(?:权)?(?:保护)?(?:政策|协议|条款|声明|指引)|个人信息(?:保护|处理)(?:政策|规则))`;
const policyEn = String.raw`(?:privacy (?:policy|notice|statement)|(?:policy|notice) on privacy)`;
const changeZh = '(?:更新|变更|修订|修改|调整)(?!日期|时间|记录|历史|版本)';
const announcements = [
  new RegExp(`${policyZh}[》”"」]?[^。！!\\n]{0,16}${changeZh}`, 'u'),
  new RegExp(`${changeZh}了?[^。！!\\n]{0,12}${policyZh}`, 'u'),
  new RegExp(`\\b${policyEn}\\b[^.!\\n]{0,40}\\b(?:updated?|changed|changes|revised|amended)\\b`, 'iu'),
  new RegExp(
    `\\b(?:updat(?:ed?|es|ing)|changed|changes to|revised|amended)\\b[^.!\\n]{0,32}\\b${policyEn}`,
    'iu',
  ),
];
/** Before the announcement's end: what may come, and what a document says of itself, announce nothing. */
const announcesNothing =
  /可能|如果|如有|如遇|若|不时|适时|将来|(?:更新|修订|变更|修改)(?:日期|时间|记录|历史)|\b(?:may|might|could|if|whenever|from time to time|last (?:updated|changed|revised)|effective date|history)\b/iu;

/** The sentence of a window that tells people that the privacy policy was changed; undefined where none does. */
export function findPolicyNotice(texts: readonly string[]): string | undefined {
  if (texts.reduce((sum, text) => sum + text.length, 0) > mostChars) return undefined;
  for (const text of texts)
    for (const sentence of text.split(/(?<=[。！!\n])|(?<=\.)\s/u)) {
      const said = sentence.trim();
      for (const pattern of announcements) {
        const found = pattern.exec(said);
        // "If you go on using the app" may follow.
        if (found && !announcesNothing.test(said.slice(0, found.index + found[0].length)))
          return said.slice(0, 200);
      }
    }
  return undefined;
}
