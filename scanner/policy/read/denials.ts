import type { PolicyStatement } from '../../evidence/index.ts';

/** Denials of everything, word by word: a looser reading would turn exceptions and conditions into promises. */
const DENIES_COLLECTING =
  /(?:不会?|从不|绝不|并不|并未|未|没有|不再)(?:主动|擅自|自行)?(?:收集|获取|采集|读取)(?:、[^，。、]{2,4}|或[^，。]{2,4}|和[^，。]{2,4})?(?:您|用户|你)?的?(?:任何|任意)?(?:您|用户)?的?(?:任何)?(?:个人)?(?:信息|数据)|(?:do|does|will) (?:not|never) (?:ever )?(?:collect|gather|obtain)(?:,? (?:or|store|and|share|use)){0,4} (?:any )?(?:of your )?(?:personal|personally identifiable) (?:information|data)/u;
const DENIES_SHARING =
  /不(?:会)?(?:向|与|将)[^，。]{0,16}(?:提供|共享|披露)[^，。]{0,8}(?:个人信息|信息)|(?:do|does|will) not (?:share|sell|disclose)(?:,? (?:or|share|sell|disclose)){0,3} (?:any )?(?:of )?(?:your )?personal (?:information|data)/u;
const QUALIFIES =
  /其他|以外|之外|除|如果|若|无需|无须|未经|征得|可能|other than|except|beyond|unrelated|unless|if |without|无关|child|未成年|儿童/u;
/** The act that a sentence denies as a whole; undefined where it denies none. */
export function findDeniedAct(folded: string): PolicyStatement['act'] | undefined {
  if (DENIES_COLLECTING.test(folded)) return 'collect';
  return DENIES_SHARING.test(folded) ? 'share' : undefined;
}

/** Whether an exception or a condition stands beside it, which makes of a denial no promise. */
export function isQualified(folded: string): boolean {
  return QUALIFIES.test(folded);
}
