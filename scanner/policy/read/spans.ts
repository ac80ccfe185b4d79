/** A stretch of a sentence, end exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** Purposes that stand before what is collected ("为统计人数，我们会收集…") and after it ("…，用于统计"). */
const PURPOSES: readonly RegExp[] = [
  /(?:(?<![\u4e00-\u9fff])|(?<=我们|将|会|是|并|且|仅|以及|主要|需要|可能))(?:为了?|出于|因)(?!止|准|此|您的|您提供的)[^，,。；：:]{2,80}?(?=[，,：:。；]|您(?:需要?|应当?|必须|可以?)|(?:我们|本应用|应用)?(?:会|将|需要?|可能)*(?:收集|获取|读取|采集|使用您|访问|申请))/gu,
  /(?:(?<![您你所户可])用于|用来|用以|以便|以用于|目的[是为：:]|用途[是为：:]|从而|(?<![可所足难得加])以(?=实现|保障|保证|提供|提升|帮助|识别|完成|验证|确保|向您|为您|防止|满足|优化|改善|便|判断|进行|支持|方便|统计))[^，,。；）)]{1,120}(?:、[^，,。；）)]{1,60})*/gu,
  /^(?:in order to|to|for|so that)\b(?:(?! (?:we|the app|our app|this app) )[^,.;]){3,160},/gu,
  /^(?:in order to|to) [^,.;]{3,100}?(?= (?:we|the app|our app|this app) )/gu,
  /\b(?:in order to|so that|for the purposes? of|used (?:to|for)|only for|is for|are for|as needed to)\b[^.;,)]{2,200}/gu,
  /(?<!^|\bin order |\b(?:access|related|relating|relate|according|due|limited|up|refer|subject|similar|respect|addition|need|want|wish|able|required|have|like|unique|belong|specific|connected|applicable|ask you|asked) )\bto (?!your\b|the\b|our\b|us\b|you\b|a\b|an\b|this\b|third\b|other\b|any\b|such\b|their\b|its\b|them\b|which\b|whom\b|these\b|those\b)[a-z]{3,}(?:(?!, (?:we|you|it|they|this|the (?:app|sdk|service)|such as|including|like)\b)[^.;)]){0,200}/gu,
  /\bfor (?!example|you\b|instance|any\b|each\b|more\b|how\b|as\b|a period|your\b|up\b|the (?:period|purpose|time))[a-z][^.;,)]{2,120}/gu,
];

const CONDITIONS: readonly RegExp[] = [
  /(?:^|(?<=[，,。；：:（(]))\s*(?:当|一旦|如果|如(?=您(?!的)|需|遇|要|用户)|若)[^，,。；]{1,80}[，,]/gu,
  /(?:^|(?<=[，,。；：:（(]))[^，,。；：:]{2,60}?(?:时|后|之前|前|过程中|情况下|场景下|场景中|期间)[，,]/gu,
  /(?:当|在)[^，,。；：:]{1,40}?(?:时|后|过程中|情况下|场景下|期间)/gu,
  /未经[^，,。；]{1,16}?(?:同意|授权|许可|允许)[^，,。；不]{0,6}/gu,
  /^(?:when|if|while|where|once|upon|after|before|during|unless|with)\b[^,;]{3,200},/gu,
  /\b(?:when|if|while|once|unless|after|without) (?:you|your|the|a|using|registering|signing|obtaining)\b[^.;,]{2,160}/gu,
];

export function findPurposeSpans(folded: string): readonly Span[] {
  return findSpans(folded, PURPOSES);
}

export function findConditionSpans(folded: string): readonly Span[] {
  return findSpans(folded, CONDITIONS);
}

export function isInside(spans: readonly Span[], at: number): boolean {
  return spans.some((span) => at >= span.start && at < span.end);
}

function findSpans(folded: string, patterns: readonly RegExp[]): readonly Span[] {
  const spans: Span[] = [];
  for (const pattern of patterns)
    for (const match of folded.matchAll(pattern))
      spans.push({ start: match.index, end: match.index + match[0].length });
  return spans;
}
