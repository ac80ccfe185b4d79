import type { Chain } from './call-chain.ts';

/** Calls into a library that ships inside a real app, and the known answer as text. */
export type LibraryCase = readonly [answer: string, ...chain: Chain];

export type Library = {
  readonly name: string;
  /** Start of the file name of the app that has it. */
  readonly apk: string;
  /** What the library asks for that Android does not have: it is to find that out. */
  readonly absent?: RegExp;
  readonly cases: readonly LibraryCase[];
};

const list = 'kotlin/collections/CollectionsKt';
const listOf = (...items: (string | number)[]) => ({ chain: [[`${list}.listOf`, items]] }) as const;
const text = 'kotlin/text/StringsKt';

const kotlin: Library = {
  name: "Kotlin's standard library in ApiDemos",
  apk: 'ApiDemos',
  cases: [
    ['007', [`${text}.padStart`, '7', 3, 48]],
    ['a\n  b', [`${text}.trimIndent`, '\n    a\n      b\n']],
    ['a\nb', [`${text}.trimMargin`, '\n  |a\n  |b\n', '|']],
    ['true', [`${text}.isBlank`, ' \t']],
    ['-1234', [`${text}.toIntOrNull`, '-1234']],
    ['null', [`${text}.toIntOrNull`, '12x']],
    ['9223372036854775807', [`${text}.toLongOrNull`, '9223372036854775807']],
    ['null', [`${text}.toLongOrNull`, '9223372036854775808']],
    ['1.5', [`${text}.toDoubleOrNull`, '1.5']],
    ['ababab', [`${text}.repeat`, 'ab', 3]],
    ['path', [`${text}.removePrefix`, '/path', '/']],
    ['edcba', [`${text}.reversed`, 'abcde']],
    ['key', [`${text}.substringBefore`, 'key=value=x', '=', '']],
    ['x', [`${text}.substringAfterLast`, 'key=value=x', '=', '']],
    ['[a, b, c]', [`${text}.lines`, 'a\r\nb\nc']],
    ['a-b-c', ['new kotlin/text/Regex', '\\s+'], ['replace', 'a  b\tc', '-']],
    ['true', ['new kotlin/text/Regex', '[0-9]{3}'], ['matches', '123']],
    ['10', ['kotlin/ranges/RangesKt.coerceIn', 15, 0, 10]],
    ['10 downTo 0 step 1', ['kotlin/ranges/RangesKt.downTo', 10, 0]],
    ['3', ['kotlin/math/MathKt.roundToInt', 2.5]],
    ['[a, b, c]', [`${list}.sorted`, listOf('b', 'a', 'c')]],
    ['[c, a, b]', [`${list}.reversed`, listOf('b', 'a', 'c')]],
    ['[1, 2, 3]', [`${list}.distinct`, listOf(1, 2, 1, 3, 2)]],
    ['[[1, 2], [3, 4], [5]]', [`${list}.chunked`, listOf(1, 2, 3, 4, 5), 2]],
    ['[(1, x), (2, y)]', [`${list}.zip`, listOf(1, 2), listOf('x', 'y')]],
    ['[3, 4]', [`${list}.drop`, listOf(1, 2, 3, 4), 2]],
    ['[1, 2, 3, 9]', [`${list}.plus`, listOf(1, 2, 3), 9]],
    ['15', [`${list}.sumOfInt`, listOf(1, 2, 3, 4, 5)]],
  ],
};

const held = 'androidx/collection';

const androidx: Library = {
  name: "AndroidX's collections and core in ApiDemos",
  apk: 'ApiDemos',
  cases: [
    ['{a=1, b=2}', [`new ${held}/SimpleArrayMap`], ['&put', 'b', '2'], ['&put', 'a', '1'], ['toString']],
    ['2', [`new ${held}/ArraySet`], ['&add', 'x'], ['&add', 'y'], ['&add', 'x'], ['size']],
    ['{3=c, 7=a}', [`new ${held}/SparseArrayCompat`], ['&put', 7, 'a'], ['&put', 3, 'c'], ['toString']],
    ['a', [`new ${held}/SparseArrayCompat`], ['&put', 7, 'a'], ['&delete', 3], ['get', 7]],
    ['none', [`new ${held}/SparseArrayCompat`], ['&put', 7, 'a'], ['&delete', 7], ['get', 7, 'none']],
    [
      '{1=a, 5000000000=b}',
      [`new ${held}/LongSparseArray`],
      ['&put', 5_000_000_000n, 'b'],
      ['&put', 1n, 'a'],
      ['toString'],
    ],
    ['2', [`new ${held}/CircularIntArray`], ['&addLast', 1], ['&addLast', 2], ['&addFirst', 0], ['get', 2]],
    [
      'LruCache[maxSize=2,hits=1,misses=1,hitRate=50%]',
      [`new ${held}/LruCache`, 2],
      ['&put', 'a', '1'],
      ['&put', 'b', '2'],
      ['&get', 'a'],
      ['&put', 'c', '3'],
      ['&get', 'b'],
      ['toString'],
    ],
    [
      '{a=1, c=3}',
      [`new ${held}/LruCache`, 2],
      ['&put', 'a', '1'],
      ['&put', 'b', '2'],
      ['&get', 'a'],
      ['&put', 'c', '3'],
      ['snapshot'],
    ],
    [
      '{a=1}',
      [`new ${held}/ArrayMap`],
      ['&put', 'a', '1'],
      ['&put', 'b', '2'],
      ['&remove', 'b'],
      ['toString'],
    ],
    ['10', ['androidx/core/math/MathUtils.clamp', 15, 0, 10]],
    ['2147483647', ['androidx/core/math/MathUtils.addExact', 2147483646, 1]],
  ],
};

const url = 'com/squareup/okhttp/HttpUrl';

const okhttp: Library = {
  name: "OkHttp in the UiAutomator2 server's test",
  apk: 'appium-uiautomator2-server-debug-androidTest',
  cases: [
    ['https://example.com/', [`${url}.parse`, 'https://example.com']],
    ['example.com', [`${url}.parse`, 'http://EXAMPLE.com:8080/a/b?q=1#f'], ['host']],
    ['8080', [`${url}.parse`, 'http://EXAMPLE.com:8080/a/b?q=1#f'], ['port']],
    ['443', [`${url}.parse`, 'https://example.com/'], ['port']],
    ['[a, b c]', [`${url}.parse`, 'http://h/a/b%20c'], ['pathSegments']],
    ['1 2', [`${url}.parse`, 'http://h/?q=1%202&r'], ['queryParameter', 'q']],
    ['http://h/b/d', [`${url}.parse`, 'http://h/b/c'], ['resolve', 'd']],
    ['http://h/e', [`${url}.parse`, 'http://h/b/c'], ['resolve', '/x/../e']],
    ['null', [`${url}.parse`, 'mailto:someone']],
    ['http://[::1]/', [`${url}.parse`, 'http://[0:0:0:0:0:0:0:1]/']],
    [
      'https://h/p%20q?k=%C3%A9',
      [`new ${url}$Builder`],
      ['scheme', 'https'],
      ['host', 'h'],
      ['addPathSegment', 'p q'],
      ['addQueryParameter', 'k', 'é'],
      ['build'],
    ],
    ['text/html; charset=utf-8', ['com/squareup/okhttp/MediaType.parse', 'text/html; charset=utf-8']],
    ['html', ['com/squareup/okhttp/MediaType.parse', 'text/html; charset=utf-8'], ['subtype']],
    ['UTF-8', ['com/squareup/okhttp/MediaType.parse', 'text/html; charset=utf-8'], ['charset']],
    ['b', ['com/squareup/okhttp/Headers.of', ['X-A', 'a', 'X-B', 'b']], ['get', 'x-b']],
    ['[a, c]', ['com/squareup/okhttp/Headers.of', ['X-A', 'a', 'x-a', 'c']], ['values', 'X-A']],
    [
      '1434974400000',
      ['com/squareup/okhttp/Headers.of', ['Date', 'Mon, 22 Jun 2015 12:00:00 GMT']],
      ['getDate', 'Date'],
      ['getTime'],
    ],
    [
      '60',
      [
        'com/squareup/okhttp/CacheControl.parse',
        { chain: [['com/squareup/okhttp/Headers.of', ['Cache-Control', 'no-store, max-age=60']]] },
      ],
      ['maxAgeSeconds'],
    ],
  ],
};

const bytes = 'okio/ByteString';

const okio: Library = {
  name: "Okio in the UiAutomator2 server's test",
  apk: 'appium-uiautomator2-server-debug-androidTest',
  cases: [
    [
      '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      [`${bytes}.encodeUtf8`, 'hello'],
      ['sha256'],
      ['hex'],
    ],
    ['5d41402abc4b2a76b9719d911017c592', [`${bytes}.encodeUtf8`, 'hello'], ['md5'], ['hex']],
    ['aGVsbG8=', [`${bytes}.encodeUtf8`, 'hello'], ['base64']],
    ['hello', [`${bytes}.decodeBase64`, 'aGVsbG8='], ['utf8']],
    ['e9', [`${bytes}.decodeHex`, 'E9'], ['hex']],
    ['é€😀', [`${bytes}.encodeUtf8`, 'é€😀'], ['utf8']],
    ['2', [`${bytes}.encodeUtf8`, 'é'], ['size']],
    ['a line', ['new okio/Buffer'], ['writeUtf8', 'a line\r\nand another'], ['readUtf8Line']],
    ['305419896', ['new okio/Buffer'], ['writeInt', 0x12345678], ['readInt']],
    ['2018915346', ['new okio/Buffer'], ['writeInt', 0x12345678], ['readIntLe']],
    ['-1', ['new okio/Buffer'], ['writeHexadecimalUnsignedLong', -1n], ['readHexadecimalUnsignedLong']],
    ['6', ['new okio/Buffer'], ['writeUtf8', 'some: text'], ['&readUtf8', 4n], ['size']],
    ['4', ['new okio/Buffer'], ['writeUtf8', 'some: text'], ['indexOf', 58]],
  ],
};

const json = 'com/google/gson/JsonParser.parseString';

const gson: Library = {
  name: 'Gson in the UiAutomator2 server',
  apk: 'appium-uiautomator2-server-v',
  cases: [
    [
      '{"name":"xé","list":[1,2.5,true,null],"nested":{"a":-7}}',
      [json, '{"name": "x\\u00e9", "list": [1, 2.5, true, null], "nested": {"a": -7}}'],
    ],
    ['2', [json, '[1, [2]]'], ['getAsJsonArray'], ['size']],
    [
      'b',
      [json, '{"a": {"b": "b"}}'],
      ['getAsJsonObject'],
      ['getAsJsonObject', 'a'],
      ['get', 'b'],
      ['getAsString'],
    ],
    ['12345678901234567890', [json, '12345678901234567890'], ['getAsBigInteger']],
    ['true', [json, 'null'], ['isJsonNull']],
    ['{"a":"x"}', ['new com/google/gson/JsonObject'], ['&addProperty', 'a', 'x']],
    ['["x","<"]', ['new com/google/gson/JsonArray'], ['&add', 'x'], ['&add', '<']],
    ['"\\u003ca\\u003e"', ['new com/google/gson/Gson'], ['toJson', '<a>']],
    [
      '{\n  "a": [\n    1\n  ]\n}',
      ['new com/google/gson/GsonBuilder'],
      ['setPrettyPrinting'],
      ['create'],
      ['toJson', { chain: [[json, '{"a":[1]}']] }],
    ],
  ],
};

const strings = 'org/apache/commons/lang3/StringUtils';

const commons: Library = {
  name: 'Apache Commons Lang in the Appium settings',
  apk: 'settings_apk',
  cases: [
    ['  7', [`${strings}.leftPad`, '7', 3]],
    ['Hello', [`${strings}.capitalize`, 'hello']],
    ['a,b,c', [`${strings}.join`, ['a', 'b', 'c'], ',']],
    ['true', [`${strings}.isNumeric`, '0123']],
    ['false', [`${strings}.isNumeric`, '-1']],
    ['3', [`${strings}.countMatches`, 'abcabcab', 'ab']],
    ['1', [`${strings}.getLevenshteinDistance`, 'frog', 'fog']],
    ['Now is...', [`${strings}.abbreviate`, 'Now is the time', 9]],
    ['eclair a la creme', [`${strings}.stripAccents`, 'éclair à la crème']],
    ['b', [`${strings}.substringBetween`, '[a](b)', '(', ')']],
    ['[3, 2, 1]', ['org/apache/commons/lang3/ArrayUtils.add', [3, 2], 1]],
    ['true', ['org/apache/commons/lang3/BooleanUtils.toBoolean', 'yes']],
    ['Integer', ['org/apache/commons/lang3/ClassUtils.getShortClassName', 'java.lang.Integer']],
    ['[0..10]', ['org/apache/commons/lang3/Range.between', 0, 10]],
    [
      '&lt;a href=&quot;x&quot;&gt;',
      ['org/apache/commons/lang3/StringEscapeUtils.escapeHtml4', '<a href="x">'],
    ],
    ['3/4', ['org/apache/commons/lang3/math/Fraction.getFraction', 6, 8], ['reduce']],
    ['42', ['org/apache/commons/lang3/math/NumberUtils.toInt', '42', 0]],
    ['true', ['org/apache/commons/lang3/math/NumberUtils.isCreatable', '0x1F']],
  ],
};

const others: Library = {
  name: 'Junidecode and Netty in the UiAutomator2 server',
  apk: 'appium-uiautomator2-server-v',
  absent: /^(?:java\/lang\/Thread\.isVirtual|sun\/misc\/Unsafe)/,
  cases: [
    ['Bei Jing ', ['net/gcardone/junidecode/Junidecode.unidecode', '北京']],
    ['Moskva', ['net/gcardone/junidecode/Junidecode.unidecode', 'Москва']],
    ['true', ['io/netty/util/NetUtil.isValidIpV4Address', '192.168.0.1']],
    ['false', ['io/netty/util/NetUtil.isValidIpV4Address', '256.1.1.1']],
    ['true', ['io/netty/util/NetUtil.isValidIpV6Address', '::ffff:1.2.3.4']],
    ['"a,""b"""', ['io/netty/util/internal/StringUtil.escapeCsv', 'a,"b"']],
    ['0a', ['io/netty/util/internal/StringUtil.byteToHexStringPadded', 10]],
  ],
};

/** Answers are what the libraries' documentation says, or known digests, dates and codes of the same inputs. */
export const libraries: readonly Library[] = [kotlin, androidx, okhttp, okio, gson, commons, others];
