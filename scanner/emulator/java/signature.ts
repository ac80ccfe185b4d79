import { ScanError } from '../../errors.ts';
import type { ClassModel, NativeMethod } from '../machine/index.ts';

/**
 * Java-like signatures for models with many methods: `Object put(Object, Object)` reads better than
 * `put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;`, and means the same.
 *
 * A signature is `[modifiers] type name(types)`, a constructor `[modifiers] new(types)`. A type is a primitive, a simple
 * name of the lists below (`Map.Entry` for a nested one) or an internal name with slashes; `[]` follows for arrays.
 */
const PACKAGES: Readonly<Record<string, string>> = {
  'java/lang':
    'Object String Class CharSequence Comparable Iterable Runnable Thread ThreadGroup Throwable Enum ClassLoader ' +
    'Number Integer Long Boolean Character Byte Short Float Double Void StringBuilder StringBuffer StackTraceElement ' +
    'Package Process ProcessBuilder Runtime Appendable AutoCloseable ThreadLocal Math Exception',
  'java/lang/ref': 'Reference WeakReference SoftReference ReferenceQueue PhantomReference',
  'java/lang/reflect':
    'Method Field Constructor Type InvocationHandler AccessibleObject TypeVariable GenericDeclaration Parameter Member',
  'java/lang/annotation': 'Annotation',
  'java/io':
    'InputStream OutputStream Reader Writer PrintStream PrintWriter File Closeable Serializable IOException ' +
    'FileDescriptor FileFilter FilenameFilter BufferedReader RandomAccessFile',
  'java/nio': 'Buffer ByteBuffer CharBuffer ByteOrder MappedByteBuffer',
  'java/nio/channels': 'FileChannel ReadableByteChannel WritableByteChannel FileLock',
  'java/nio/charset': 'Charset CharsetEncoder CharsetDecoder CodingErrorAction',
  'java/net':
    'URL URI URLConnection HttpURLConnection Proxy InetAddress SocketAddress InetSocketAddress Socket ' +
    'NetworkInterface',
  'java/security':
    'Key PublicKey PrivateKey KeyPair MessageDigest SecureRandom Provider KeyStore KeyFactory Signature Principal',
  'java/security/spec': 'KeySpec AlgorithmParameterSpec',
  'javax/crypto': 'Cipher Mac SecretKey',
  'java/text': 'NumberFormat DateFormat DecimalFormat SimpleDateFormat ParsePosition FieldPosition',
  'java/util/zip': 'ZipEntry ZipFile Checksum Inflater Deflater',
  'org/json': 'JSONObject JSONArray JSONTokener',
  'org/w3c/dom': 'Node NodeList NamedNodeMap Element Document Attr Text',
  'java/math': 'BigInteger BigDecimal',
  'java/util':
    'Collection List Set Map Map.Entry Iterator ListIterator Queue Deque Comparator Enumeration SortedMap SortedSet ' +
    'NavigableMap NavigableSet ArrayList HashMap HashSet Collections Arrays BitSet EnumSet EnumMap Random UUID Date ' +
    'Calendar TimeZone Locale Optional OptionalInt OptionalLong OptionalDouble StringJoiner Properties Timer ' +
    'TimerTask Currency Formatter Observer Observable EventListener Spliterator PrimitiveIterator.OfInt ' +
    'PrimitiveIterator.OfLong PrimitiveIterator.OfDouble IntSummaryStatistics LongSummaryStatistics ' +
    'DoubleSummaryStatistics Scanner Vector',
  'java/util/regex': 'Pattern Matcher',
  'java/util/function':
    'Function BiFunction Supplier Consumer BiConsumer Predicate BiPredicate UnaryOperator BinaryOperator IntFunction ' +
    'IntPredicate IntUnaryOperator IntBinaryOperator IntConsumer IntSupplier IntToLongFunction IntToDoubleFunction ' +
    'LongFunction LongPredicate LongUnaryOperator LongBinaryOperator LongConsumer LongSupplier LongToIntFunction ' +
    'LongToDoubleFunction DoubleFunction DoublePredicate DoubleUnaryOperator DoubleBinaryOperator DoubleConsumer ' +
    'DoubleSupplier DoubleToIntFunction DoubleToLongFunction ToIntFunction ToLongFunction ToDoubleFunction ' +
    'ToIntBiFunction ToLongBiFunction ToDoubleBiFunction ObjIntConsumer ObjLongConsumer ObjDoubleConsumer BooleanSupplier',
  'java/util/stream':
    'Stream IntStream LongStream DoubleStream BaseStream Collector Collectors Stream.Builder',
  'java/util/concurrent':
    'Executor ExecutorService ScheduledExecutorService Future ScheduledFuture RunnableFuture FutureTask Callable ' +
    'TimeUnit ThreadFactory BlockingQueue RejectedExecutionHandler ThreadPoolExecutor CompletionStage ' +
    'CompletableFuture ConcurrentMap ConcurrentHashMap CountDownLatch ForkJoinPool',
  'java/util/concurrent/locks': 'Lock Condition ReadWriteLock',
};

const PRIMITIVES: Readonly<Record<string, string>> = {
  void: 'V',
  boolean: 'Z',
  byte: 'B',
  short: 'S',
  char: 'C',
  int: 'I',
  long: 'J',
  float: 'F',
  double: 'D',
};

const NAMES = new Map<string, string>(Object.entries(PRIMITIVES));
for (const [folder, names] of Object.entries(PACKAGES))
  for (const name of names.split(' ')) NAMES.set(name, `L${folder}/${name.replace('.', '$')};`);

/** The descriptor of a type such as `int[]`, `Map.Entry` or `java/io/File`. Each is made once: thousands of methods ask. */
export function descriptorOf(type: string): string {
  const known = NAMES.get(type);
  if (known !== undefined) return known;
  const made = type.endsWith('[]')
    ? `[${descriptorOf(type.slice(0, -2))}`
    : type.includes('/')
      ? `L${type};`
      : '';
  if (made === '') throw new ScanError('INTERNAL', `The type ${type} is not in the lists of signature.ts.`);
  NAMES.set(type, made);
  return made;
}

function split(signature: string): { modifiers: string; selector: string } {
  const paren = signature.indexOf('(');
  const nameAt = signature.lastIndexOf(' ', paren) + 1;
  const name = signature.slice(nameAt, paren);
  let parameters = '';
  if (paren + 2 < signature.length)
    for (const type of signature.slice(paren + 1, -1).split(',')) parameters += descriptorOf(type.trim());
  if (name === 'new')
    return { modifiers: signature.slice(0, Math.max(nameAt - 1, 0)), selector: `<init>(${parameters})V` };
  const typeAt = signature.lastIndexOf(' ', nameAt - 2) + 1;
  const type = nameAt === 0 ? 'V' : descriptorOf(signature.slice(typeAt, nameAt - 1));
  return {
    modifiers: signature.slice(0, Math.max(typeAt - 1, 0)),
    selector: `${name}(${parameters})${type}`,
  };
}

/** The selector, name and descriptor, that `vm.call` takes. */
export function selector(signature: string): string {
  return split(signature).selector;
}

/** A table of methods keyed by Java-like signatures, as `defineClass` wants it. */
export function methods(
  table: Readonly<Record<string, NativeMethod | null>>,
): Record<string, NativeMethod | null> {
  const made: Record<string, NativeMethod | null> = {};
  for (const [signature, body] of Object.entries(table)) {
    const { modifiers, selector: key } = split(signature);
    made[modifiers === '' ? key : `${modifiers} ${key}`] = body;
  }
  return made;
}

/** A model with more methods; these win over those of the same key. */
export function withMethods(
  model: ClassModel,
  more: Readonly<Record<string, NativeMethod | null>>,
): ClassModel {
  return { ...model, methods: { ...model.methods, ...more } };
}
