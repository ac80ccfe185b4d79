import {createRequire} from 'module';const require=createRequire(import.meta.url);

// scanner/errors.ts
var ScanError = class extends Error {
  name = "ScanError";
  code;
  file;
  offsetBytes;
  constructor(code, message, where = {}) {
    super(message, where.cause === void 0 ? void 0 : { cause: where.cause });
    this.code = code;
    if (where.file !== void 0) this.file = where.file;
    if (where.offsetBytes !== void 0) this.offsetBytes = where.offsetBytes;
  }
};

// scanner/data/tsv.ts
function readTable(text3, file2, columns) {
  const lines = text3.split("\n");
  const head = lines[0]?.split("	") ?? [];
  const places2 = columns.map((column) => {
    const at = head.indexOf(column);
    if (at < 0) throw new ScanError("INTERNAL", `Column ${column} is missing.`, { file: file2 });
    return at;
  });
  const inOrder = places2.every((at, i) => at === i) && places2.length === head.length;
  const rows = [];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    const cells = line.split("	");
    if (cells.length !== head.length)
      throw new ScanError("INTERNAL", `Line ${i + 1} has ${cells.length} cells, not ${head.length}.`, {
        file: file2
      });
    rows.push(inOrder ? cells : places2.map((at) => cells[at] ?? ""));
  }
  return rows;
}
function toList(cell) {
  return cell === "" ? [] : cell.split(";");
}

// scanner/data/api-permission-table.ts
var COLUMNS = ["class", "name", "descriptor", "kind", "permissions", "pi_types"];
function readApiPermissions(text3) {
  return readTable(text3, "api-permissions.tsv", COLUMNS).map((cells) => {
    const [className = "", name = "", descriptor = "", kind = "", permissions = "", piTypes = ""] = cells;
    return {
      kind: kind === "field" || kind === "uri" ? kind : "method",
      className,
      name,
      descriptor,
      permissions: toList(permissions).map(toNeeded),
      piTypes: toList(piTypes)
    };
  });
}
function toNeeded(text3) {
  const [name = "", range2] = text3.split("@");
  if (range2 === void 0) return { name };
  const [minSdk = "", maxSdk = ""] = range2.split("-");
  return {
    name,
    ...minSdk === "" ? {} : { minSdk: Number(minSdk) },
    ...maxSdk === "" ? {} : { maxSdk: Number(maxSdk) }
  };
}

// scanner/data/glob.ts
function toGlobPattern(glob) {
  const source = glob.replace(/[.+^${}()|[\]\\?]/g, "\\$&").replace(/\*\*|\*/g, (stars) => stars === "**" ? ".*" : "[^/]*");
  return new RegExp(`^${source}$`);
}
function toGlobTest(globs) {
  const names = new Set(globs.filter((glob) => !glob.includes("*")));
  const patterns = globs.filter((glob) => glob.includes("*")).map(toGlobPattern);
  return (name) => names.has(name) || patterns.some((pattern2) => pattern2.test(name));
}

// scanner/data/load-scanner-data.ts
import { readFileSync } from "node:fs";

// scanner/data/permission-table.ts
var COLUMNS2 = ["name", "protection", "group", "min_sdk", "max_sdk", "pi_types"];
function readPermissionTable(text3) {
  const table = /* @__PURE__ */ new Map();
  for (const cells of readTable(text3, "permissions.tsv", COLUMNS2)) {
    const [name = "", protection = "", group = "", minSdk = "", maxSdk = "", piTypes = ""] = cells;
    table.set(name, {
      name,
      protection,
      ...group === "" ? {} : { group },
      ...minSdk === "" ? {} : { minSdk: Number(minSdk) },
      ...maxSdk === "" ? {} : { maxSdk: Number(maxSdk) },
      piTypes: toList(piTypes)
    });
  }
  return table;
}

// scanner/data/pi-channels.ts
var COLUMNS3 = ["pi_type", "channel", "class", "name", "descriptor", "when", "mode"];
var OWN_PACKAGE = "own-package";
function readPiChannels(text3) {
  return readTable(text3, "pi-channels.tsv", COLUMNS3).map(toChannel);
}
function toChannel(row) {
  const [piType = "", channel = "", className = "", name = "", descriptor = "", when = "", mode = ""] = row;
  switch (channel) {
    case "api":
      return {
        kind: "api",
        piType,
        className,
        method: name,
        ...descriptor === "" ? {} : { descriptor },
        ...when === "" ? {} : { when: readArgumentTest(when) },
        mode: mode === "override" ? "override" : "call"
      };
    case "field":
      return { kind: "field", piType, className, field: name };
    case "content-uri":
      if (className !== "") return { kind: "uri-class", piType, className: className.replace(/\*$/, "") };
      return { kind: "text", piType, channel, value: name, match: "prefix" };
    case "property":
    case "intent-action":
      return { kind: "text", piType, channel, value: name, match: "whole" };
    case "path":
      return {
        kind: "text",
        piType,
        channel,
        value: name.replace(/\*$/, ""),
        match: name.endsWith("*") ? "prefix" : "whole"
      };
    case "command":
      return { kind: "text", piType, channel, value: name, match: "words" };
    default:
      throw new ScanError("INTERNAL", `Unknown channel ${channel}.`, { file: "pi-channels.tsv" });
  }
}
function readArgumentTest(text3) {
  const parts = /^(\d+)(!=|=|&)(.+)$/.exec(text3);
  if (!parts) throw new ScanError("INTERNAL", `Bad argument test ${text3}.`, { file: "pi-channels.tsv" });
  const [, argument = "", operator = "", values = ""] = parts;
  if (operator === "&") return { kind: "bits", argument: Number(argument), mask: Number(values) };
  return { kind: operator === "=" ? "is" : "not", argument: Number(argument), values: values.split("|") };
}

// scanner/data/pi-types.ts
function readPiTypes(text3) {
  const parsed = JSON.parse(text3);
  if (!parsed.types) throw new ScanError("INTERNAL", "No types.", { file: "pi-taxonomy.json" });
  return parsed.types;
}

// scanner/data/sdk-table.ts
var LIBRARY_CATEGORIES = /* @__PURE__ */ new Set(["ui-utility", "networking"]);
var COLUMNS4 = [
  "id",
  "name",
  "name_zh",
  "vendor",
  "country",
  "category",
  "prefixes",
  "components",
  "domains",
  "native_libraries",
  "pi_types",
  "source"
];
var SdkTable = class {
  rows;
  prefixes;
  components;
  domains;
  libraries;
  libraryGlobs = [];
  constructor(rows) {
    this.rows = rows;
  }
  /** The SDK with the longest prefix of a dotted class or package name, and that prefix. */
  findByClass(className) {
    this.prefixes ??= toMap(this.rows, (row) => row.prefixes);
    return findLongest(this.prefixes, className);
  }
  /** The SDK that declares a manifest component of this class, or a meta-data entry of this name. */
  findByComponent(name) {
    this.components ??= toMap(this.rows, (row) => row.components.map((item) => item.replace(/\.\*$/, ".")));
    const whole = this.components.get(name);
    if (whole) return whole;
    for (let at = name.lastIndexOf("."); at > 0; at = name.lastIndexOf(".", at - 1)) {
      const row = this.components.get(name.slice(0, at + 1));
      if (row) return row;
    }
    return void 0;
  }
  /** SDKs that talk to this host or a parent domain of it; several rows may share a domain. */
  findByHost(host) {
    this.domains ??= toLists(this.rows, (row) => row.domains);
    for (let at = 0; at >= 0 && at < host.length; ) {
      const rows = this.domains.get(host.slice(at));
      if (rows) return rows;
      const dot = host.indexOf(".", at);
      at = dot < 0 ? -1 : dot + 1;
    }
    return [];
  }
  /** SDKs that ship a native library of this file name; several rows may share one. */
  findByNativeLibrary(fileName) {
    if (!this.libraries) {
      this.libraries = toLists(this.rows, (row) => row.nativeLibraries.filter((item) => !item.includes("*")));
      for (const row of this.rows)
        for (const item of row.nativeLibraries)
          if (item.includes("*")) this.libraryGlobs.push({ pattern: toGlobPattern(item), row });
    }
    const whole = this.libraries.get(fileName);
    if (whole) return whole;
    return this.libraryGlobs.filter((glob) => glob.pattern.test(fileName)).map((glob) => glob.row);
  }
};
function readSdkTable(text3) {
  const rows = readTable(text3, "sdks.tsv", COLUMNS4).map((cells) => ({
    id: cells[0] ?? "",
    name: cells[1] ?? "",
    nameZh: cells[2] ?? "",
    vendor: cells[3] ?? "",
    country: cells[4] ?? "",
    category: cells[5] ?? "",
    prefixes: toList(cells[6] ?? ""),
    components: toList(cells[7] ?? ""),
    domains: toList(cells[8] ?? ""),
    nativeLibraries: toList(cells[9] ?? ""),
    piTypes: toList(cells[10] ?? ""),
    source: cells[11] ?? ""
  }));
  return new SdkTable(rows);
}
function isLibraryRow(row) {
  return LIBRARY_CATEGORIES.has(row.category);
}
function findLongest(map, name) {
  for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) {
    const prefix = name.slice(0, end);
    const row = map.get(prefix);
    if (row) return { row, prefix };
  }
  return void 0;
}
function toMap(rows, keys) {
  const map = /* @__PURE__ */ new Map();
  for (const row of rows) for (const key of keys(row)) if (!map.has(key)) map.set(key, row);
  return map;
}
function toLists(rows, keys) {
  const map = /* @__PURE__ */ new Map();
  for (const row of rows) {
    for (const key of keys(row)) {
      const known = map.get(key);
      if (known) known.push(row);
      else map.set(key, [row]);
    }
  }
  return map;
}

// scanner/data/shell-tables.ts
function readPackers(text3) {
  const columns = ["id", "name", "name_zh", "hides", "files", "weak_files", "classes"];
  return readTable(text3, "packers.tsv", columns).map((cells) => ({
    id: cells[0] ?? "",
    name: cells[1] ?? "",
    nameZh: cells[2] ?? "",
    hides: cells[3] === "part" ? "part" : "all",
    files: toList(cells[4] ?? ""),
    weakFiles: toList(cells[5] ?? ""),
    classes: toList(cells[6] ?? "")
  }));
}
function readHybridFrameworks(text3) {
  return readTable(text3, "hybrid-frameworks.tsv", ["id", "name", "files", "classes", "hides"]).map(
    (cells) => ({
      id: cells[0] ?? "",
      name: cells[1] ?? "",
      files: toList(cells[2] ?? ""),
      classes: toList(cells[3] ?? ""),
      hides: cells[4] === "part" ? "part" : "all"
    })
  );
}
function readPolicyWords(text3) {
  return readTable(text3, "policy-words.tsv", ["word", "language", "kind"]).map((cells) => ({
    word: cells[0] ?? "",
    language: cells[1] === "en" ? "en" : "zh",
    kind: cells[2] ?? ""
  }));
}
function readLibraryPrefixes(text3) {
  return new Set(readTable(text3, "libraries.tsv", ["prefix"]).map((cells) => cells[0] ?? ""));
}

// scanner/data/scanner-data.ts
var DATA_FILES = {
  piTypes: "pi-taxonomy.json",
  piChannels: "pi-channels.tsv",
  sdks: "sdks.tsv",
  permissions: "permissions.tsv",
  apiPermissions: "api-permissions.tsv",
  libraryPrefixes: "libraries.tsv",
  packers: "packers.tsv",
  hybridFrameworks: "hybrid-frameworks.tsv",
  policyWords: "policy-words.tsv"
};
function toScannerData(readText) {
  const kept2 = /* @__PURE__ */ new Map();
  const lazily = (file2, read) => {
    if (!kept2.has(file2)) kept2.set(file2, read(readText(file2)));
    return kept2.get(file2);
  };
  return {
    get piTypes() {
      return lazily(DATA_FILES.piTypes, readPiTypes);
    },
    get piChannels() {
      return lazily(DATA_FILES.piChannels, readPiChannels);
    },
    get sdks() {
      return lazily(DATA_FILES.sdks, readSdkTable);
    },
    get permissions() {
      return lazily(DATA_FILES.permissions, readPermissionTable);
    },
    get apiPermissions() {
      return lazily(DATA_FILES.apiPermissions, readApiPermissions);
    },
    get libraryPrefixes() {
      return lazily(DATA_FILES.libraryPrefixes, readLibraryPrefixes);
    },
    get packers() {
      return lazily(DATA_FILES.packers, readPackers);
    },
    get hybridFrameworks() {
      return lazily(DATA_FILES.hybridFrameworks, readHybridFrameworks);
    },
    get policyWords() {
      return lazily(DATA_FILES.policyWords, readPolicyWords);
    }
  };
}

// scanner/data/load-scanner-data.ts
function loadScannerData() {
  return toScannerData((file2) => {
    try {
      return readFileSync(new URL(file2, import.meta.url), "utf8");
    } catch (cause) {
      throw new ScanError("IO_FAILED", `The scanner's table ${file2} cannot be read.`, { file: file2, cause });
    }
  });
}

// scanner/scan.ts
import { createHash as createHash8 } from "node:crypto";

// scanner/budget.ts
function checkBudget(budget) {
  if (budget.signal.aborted) throw new ScanError("CANCELLED", "The scan was cancelled.");
  if (budget.nowMs() > budget.deadlineMs)
    throw new ScanError(
      "DEADLINE_EXCEEDED",
      "The scan ran out of time. Raise the time limit or use --profile static."
    );
}
function unlimitedBudget() {
  return {
    deadlineMs: Number.POSITIVE_INFINITY,
    signal: new AbortController().signal,
    nowMs: () => 0,
    log: () => void 0
  };
}

// scanner/dex/byte-cursor.ts
function badDex(file2, message, offsetBytes) {
  throw new ScanError("BAD_DEX", `${message} (at ${offsetBytes} of ${file2})`, { file: file2, offsetBytes });
}
var ByteCursor = class {
  bytes;
  file;
  offset;
  constructor(bytes, file2, offset) {
    this.bytes = bytes;
    this.file = file2;
    this.offset = offset;
    if (offset < 0 || offset > bytes.length) badDex(file2, "An offset points outside the file", offset);
  }
  u8() {
    const value = this.bytes[this.offset];
    if (value === void 0) badDex(this.file, "The file ends inside an item", this.offset);
    this.offset++;
    return value;
  }
  u16() {
    const low = this.u8();
    return low | this.u8() << 8;
  }
  u32() {
    const low = this.u16();
    return (low | this.u16() << 16) >>> 0;
  }
  /** ULEB128, at most five bytes; the result is an unsigned 32-bit number. */
  uleb() {
    const start = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      result |= (byte & 127) << shift;
      if (byte < 128) return result >>> 0;
    }
    return badDex(this.file, "A LEB128 number is longer than five bytes", start);
  }
  /** ULEB128p1: one is subtracted, so that -1 (no index) costs one byte. */
  ulebP1() {
    return this.uleb() - 1 | 0;
  }
  /** SLEB128, at most five bytes. */
  sleb() {
    const start = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      result |= (byte & 127) << shift;
      if (byte < 128) {
        const used = shift + 7;
        return used < 32 ? result << 32 - used >> 32 - used : result | 0;
      }
    }
    return badDex(this.file, "A LEB128 number is longer than five bytes", start);
  }
  /** Refuses a count that could not fit in what is left, at `itemBytes` each, before anything is allocated for it. */
  checkCount(count, itemBytes) {
    if (count * itemBytes > this.bytes.length - this.offset)
      badDex(this.file, `A count of ${count} does not fit in the file`, this.offset);
    return count;
  }
};

// scanner/dex/mutf8.ts
function readMutf8(bytes, start, file2) {
  let end = start;
  let plain = true;
  for (; ; ) {
    const byte = bytes[end];
    if (byte === void 0) badDex(file2, "A string has no end", start);
    if (byte === 0) break;
    if (byte >= 128) plain = false;
    end++;
  }
  if (plain) return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
  return decodeMutf8(bytes, start, end, file2);
}
function decodeMutf8(bytes, start, end, file2) {
  const units = new Uint16Array(end - start);
  let count = 0;
  let at = start;
  while (at < end) {
    const first = bytes[at] ?? 0;
    if (first < 128) {
      units[count++] = first;
      at += 1;
    } else if (first >> 5 === 6) {
      units[count++] = (first & 31) << 6 | continuation(bytes, at + 1, file2);
      at += 2;
    } else if (first >> 4 === 14) {
      units[count++] = (first & 15) << 12 | continuation(bytes, at + 1, file2) << 6 | continuation(bytes, at + 2, file2);
      at += 3;
    } else badDex(file2, "A string is not MUTF-8", at);
  }
  return Buffer.from(units.buffer, 0, count * 2).toString("utf16le");
}
function continuation(bytes, at, file2) {
  const byte = bytes[at] ?? 0;
  if (byte >> 6 !== 2) badDex(file2, "A string is not MUTF-8", at);
  return byte & 63;
}

// scanner/dex/debug-info.ts
var NONE = { lines: [], parameterNames: [] };
var LINE_BASE = -4;
var LINE_RANGE = 15;
var FIRST_SPECIAL = 10;
function readDebugInfo(dex, offset, unitCount) {
  if (offset === 0) return NONE;
  const cursor = dex.cursor(offset);
  let line = cursor.uleb();
  const parameterCount = cursor.checkCount(cursor.uleb(), 1);
  const parameterNames = [];
  for (let i = 0; i < parameterCount; i++) {
    const index = cursor.ulebP1();
    parameterNames.push(index === -1 ? void 0 : dex.string(index));
  }
  const lines = [];
  let pc = 0;
  for (; ; ) {
    const op = cursor.u8();
    switch (op) {
      case 0:
        return { lines, parameterNames };
      case 1:
        pc += cursor.uleb();
        break;
      case 2:
        line += cursor.sleb();
        break;
      case 3:
        cursor.uleb();
        cursor.uleb();
        cursor.uleb();
        break;
      case 4:
        cursor.uleb();
        cursor.uleb();
        cursor.uleb();
        cursor.uleb();
        break;
      case 5:
      // end local
      case 6:
        cursor.uleb();
        break;
      case 7:
      // prologue end
      case 8:
        break;
      case 9:
        cursor.uleb();
        break;
      default: {
        const adjusted = op - FIRST_SPECIAL;
        line += LINE_BASE + adjusted % LINE_RANGE;
        pc += Math.floor(adjusted / LINE_RANGE);
        if (pc > unitCount) return { lines, parameterNames };
        lines.push({ pc, line });
      }
    }
  }
}

// scanner/dex/code.ts
var Code = class {
  dex;
  method;
  offset;
  registerCount;
  /** Words of incoming arguments; they sit in the last registers. */
  insCount;
  outsCount;
  /** Index of the first instruction in `dex.units`. */
  firstUnit;
  unitCount;
  tryCount;
  triesRead;
  debugRead;
  constructor(dex, offset, method) {
    this.dex = dex;
    this.method = method;
    this.offset = offset;
    this.registerCount = dex.u16(offset);
    this.insCount = dex.u16(offset + 2);
    this.outsCount = dex.u16(offset + 4);
    this.tryCount = dex.u16(offset + 6);
    this.unitCount = dex.u32(offset + 12);
    if (offset % 2 !== 0) badDex(dex.name, "Code does not start at an even offset", offset);
    if (this.insCount > this.registerCount)
      badDex(dex.name, "A method takes more words than it has registers", offset);
    this.firstUnit = offset + 16 >> 1;
    if (this.firstUnit + this.unitCount > dex.units.length)
      badDex(dex.name, "Instructions run past the end of the file", offset);
  }
  /** Offset in the file of the instruction at `pc`. */
  offsetOf(pc) {
    return (this.firstUnit + pc) * 2;
  }
  get tries() {
    this.triesRead ??= this.readTries();
    return this.triesRead;
  }
  /** Line table and parameter names; empty where the app was built without them. */
  get debug() {
    this.debugRead ??= readDebugInfo(this.dex, this.dex.u32(this.offset + 8), this.unitCount);
    return this.debugRead;
  }
  /** The source line of an instruction, when the app kept it. */
  findLine(pc) {
    let line;
    for (const entry of this.debug.lines) {
      if (entry.pc > pc) break;
      line = entry.line;
    }
    return line;
  }
  readTries() {
    if (this.tryCount === 0) return [];
    const triesOffset = this.offset + 16 + this.unitCount * 2 + this.unitCount % 2 * 2;
    const cursor = this.dex.cursor(triesOffset);
    cursor.checkCount(this.tryCount, 8);
    const handlersOffset = triesOffset + this.tryCount * 8;
    const handlers = /* @__PURE__ */ new Map();
    const tries = [];
    for (let i = 0; i < this.tryCount; i++) {
      const startPc = cursor.u32();
      const endPc = startPc + cursor.u16();
      const at = handlersOffset + cursor.u16();
      if (endPc > this.unitCount)
        badDex(this.dex.name, "A try block runs past the code", triesOffset + i * 8);
      const known = handlers.get(at) ?? this.readHandlers(this.dex.cursor(at));
      handlers.set(at, known);
      tries.push({ startPc, endPc, handlers: known });
    }
    return tries;
  }
  readHandlers(cursor) {
    const at = cursor.offset;
    const size = cursor.sleb();
    const count = cursor.checkCount(Math.abs(size), 2);
    const handlers = [];
    for (let i = 0; i < count; i++) {
      const type = this.dex.type(cursor.uleb());
      handlers.push({ type, pc: cursor.uleb() });
    }
    if (size <= 0) handlers.push({ pc: cursor.uleb() });
    if (handlers.some((handler) => handler.pc >= this.unitCount))
      badDex(this.dex.name, "A handler lies outside the code", at);
    return handlers;
  }
};

// scanner/dex/encoded-value.ts
var MAX_DEPTH = 32;
function readEncodedArray(dex, cursor, depth = 0) {
  const count = cursor.checkCount(cursor.uleb(), 1);
  const values = [];
  for (let i = 0; i < count; i++) values.push(readEncodedValue(dex, cursor, depth));
  return values;
}
function readEncodedAnnotation(dex, cursor, depth = 0) {
  const type = dex.type(cursor.uleb());
  const count = cursor.checkCount(cursor.uleb(), 2);
  const elements = [];
  for (let i = 0; i < count; i++) {
    const name = dex.string(cursor.uleb());
    elements.push({ name, value: readEncodedValue(dex, cursor, depth) });
  }
  return { type, elements };
}
function readEncodedValue(dex, cursor, depth = 0) {
  const at = cursor.offset;
  if (depth > MAX_DEPTH) badDex(dex.name, "Values are nested too deeply", at);
  const header = cursor.u8();
  const size = (header >> 5) + 1;
  switch (header & 31) {
    case 0:
      return { kind: "byte", value: Number(signed(cursor, size, 1)) };
    case 2:
      return { kind: "short", value: Number(signed(cursor, size, 2)) };
    case 3:
      return { kind: "char", value: unsigned(cursor, size, 2) };
    case 4:
      return { kind: "int", value: Number(signed(cursor, size, 4)) };
    case 6:
      return { kind: "long", value: signed(cursor, size, 8) };
    case 16:
      return { kind: "float", value: readFloat(cursor, size, 4) };
    case 17:
      return { kind: "double", value: readFloat(cursor, size, 8) };
    case 21:
      return { kind: "method-type", value: dex.proto(unsigned(cursor, size, 4)) };
    case 22:
      return { kind: "method-handle", value: dex.methodHandle(unsigned(cursor, size, 4)) };
    case 23:
      return { kind: "string", value: dex.string(unsigned(cursor, size, 4)) };
    case 24:
      return { kind: "type", value: dex.type(unsigned(cursor, size, 4)) };
    case 25:
      return { kind: "field", value: dex.field(unsigned(cursor, size, 4)) };
    case 26:
      return { kind: "method", value: dex.method(unsigned(cursor, size, 4)) };
    case 27:
      return { kind: "enum", value: dex.field(unsigned(cursor, size, 4)) };
    case 28:
      return { kind: "array", value: readEncodedArray(dex, cursor, depth + 1) };
    case 29:
      return { kind: "annotation", value: readEncodedAnnotation(dex, cursor, depth + 1) };
    case 30:
      return { kind: "null" };
    case 31:
      return { kind: "boolean", value: size === 2 };
    default:
      return badDex(dex.name, `A value has the unknown type ${header & 31}`, at);
  }
}
function raw(cursor, size, maxBytes) {
  if (size > maxBytes) badDex(cursor.file, "A value is wider than its type", cursor.offset);
  let value = 0n;
  for (let i = 0; i < size; i++) value |= BigInt(cursor.u8()) << BigInt(8 * i);
  return value;
}
function signed(cursor, size, maxBytes) {
  return BigInt.asIntN(size * 8, raw(cursor, size, maxBytes));
}
function unsigned(cursor, size, maxBytes) {
  return Number(raw(cursor, size, maxBytes));
}
function readFloat(cursor, size, width) {
  const bits = raw(cursor, size, width) << BigInt(8 * (width - size));
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return width === 4 ? view.getFloat32(4) : view.getFloat64(0);
}

// scanner/dex/annotations.ts
var NONE2 = {
  onClass: [],
  onFields: /* @__PURE__ */ new Map(),
  onMethods: /* @__PURE__ */ new Map(),
  onParameters: /* @__PURE__ */ new Map()
};
var VISIBILITIES = ["build", "runtime", "system"];
function readAnnotationsDirectory(dex, offset) {
  if (offset === 0) return NONE2;
  const cursor = dex.cursor(offset);
  const classOffset = cursor.u32();
  const fieldCount = cursor.u32();
  const methodCount = cursor.u32();
  const parameterCount = cursor.u32();
  cursor.checkCount(fieldCount + methodCount + parameterCount, 8);
  const onFields = /* @__PURE__ */ new Map();
  const onMethods = /* @__PURE__ */ new Map();
  const onParameters = /* @__PURE__ */ new Map();
  for (let i = 0; i < fieldCount; i++) onFields.set(cursor.u32(), readSet(dex, cursor.u32()));
  for (let i = 0; i < methodCount; i++) onMethods.set(cursor.u32(), readSet(dex, cursor.u32()));
  for (let i = 0; i < parameterCount; i++) onParameters.set(cursor.u32(), readSetList(dex, cursor.u32()));
  return { onClass: readSet(dex, classOffset), onFields, onMethods, onParameters };
}
function readSetList(dex, offset) {
  const cursor = dex.cursor(offset);
  const count = cursor.checkCount(cursor.u32(), 4);
  return Array.from({ length: count }, () => readSet(dex, cursor.u32()));
}
function readSet(dex, offset) {
  if (offset === 0) return [];
  const cursor = dex.cursor(offset);
  const count = cursor.checkCount(cursor.u32(), 4);
  const annotations = [];
  for (let i = 0; i < count; i++) {
    const at = cursor.u32();
    const item = dex.cursor(at);
    const visibility = VISIBILITIES[item.u8()];
    if (visibility === void 0) badDex(dex.name, "An annotation has an unknown visibility", at);
    annotations.push({ visibility, ...readEncodedAnnotation(dex, item) });
  }
  return annotations;
}

// scanner/dex/dex-class.ts
var ACCESS = {
  public: 1,
  private: 2,
  protected: 4,
  static: 8,
  final: 16,
  synchronized: 32,
  volatile: 64,
  bridge: 64,
  transient: 128,
  varargs: 128,
  native: 256,
  interface: 512,
  abstract: 1024,
  strict: 2048,
  synthetic: 4096,
  annotation: 8192,
  enum: 16384,
  constructor: 65536,
  declaredSynchronized: 131072
};
var NO_INDEX = 4294967295;
var DexMethod = class {
  owner;
  index;
  accessFlags;
  /** Direct methods are static, private or constructors; the others are virtual. */
  isDirect;
  /** 0 where there is no code (abstract and native methods). */
  codeOffset;
  codeRead;
  constructor(owner, index, accessFlags, codeOffset, isDirect) {
    this.owner = owner;
    this.index = index;
    this.accessFlags = accessFlags;
    this.codeOffset = codeOffset;
    this.isDirect = isDirect;
  }
  get ref() {
    return this.owner.dex.method(this.index);
  }
  get isStatic() {
    return (this.accessFlags & ACCESS.static) !== 0;
  }
  /** The method's code, or undefined where it is abstract or native. */
  findCode() {
    if (this.codeOffset === 0) return void 0;
    this.codeRead ??= new Code(this.owner.dex, this.codeOffset, this);
    return this.codeRead;
  }
};
var NO_DATA = { staticFields: [], instanceFields: [], directMethods: [], virtualMethods: [] };
var DexClass = class {
  dex;
  /** Place in the file's list of class definitions. */
  index;
  typeIndex;
  accessFlags;
  at;
  dataRead;
  annotationsRead;
  /** `at` is the offset of the class_def_item. */
  constructor(dex, index, at) {
    this.dex = dex;
    this.index = index;
    this.at = at;
    this.typeIndex = dex.u32(at);
    this.accessFlags = dex.u32(at + 4);
  }
  /** Descriptor, such as `Lcom/example/Main;`. */
  get descriptor() {
    return this.dex.type(this.typeIndex);
  }
  /** Descriptor of the superclass; undefined for java.lang.Object only. */
  get superclass() {
    const index = this.dex.u32(this.at + 8);
    return index === NO_INDEX ? void 0 : this.dex.type(index);
  }
  get interfaces() {
    return this.dex.typeList(this.dex.u32(this.at + 12));
  }
  get sourceFile() {
    const index = this.dex.u32(this.at + 16);
    return index === NO_INDEX ? void 0 : this.dex.string(index);
  }
  get annotations() {
    this.annotationsRead ??= readAnnotationsDirectory(this.dex, this.dex.u32(this.at + 20));
    return this.annotationsRead;
  }
  get staticFields() {
    return this.data.staticFields;
  }
  get instanceFields() {
    return this.data.instanceFields;
  }
  get directMethods() {
    return this.data.directMethods;
  }
  get virtualMethods() {
    return this.data.virtualMethods;
  }
  /** Direct methods, then virtual ones. */
  *methods() {
    yield* this.data.directMethods;
    yield* this.data.virtualMethods;
  }
  /** Initial values of the first static fields, in their order; the rest start at zero or null. */
  staticValues() {
    const offset = this.dex.u32(this.at + 28);
    return offset === 0 ? [] : readEncodedArray(this.dex, this.dex.cursor(offset));
  }
  get data() {
    this.dataRead ??= this.readData(this.dex.u32(this.at + 24));
    return this.dataRead;
  }
  readData(offset) {
    if (offset === 0) return NO_DATA;
    const cursor = this.dex.cursor(offset);
    const staticCount = cursor.uleb();
    const instanceCount = cursor.uleb();
    const directCount = cursor.uleb();
    const virtualCount = cursor.uleb();
    cursor.checkCount(staticCount + instanceCount, 2);
    cursor.checkCount(directCount + virtualCount, 3);
    return {
      staticFields: this.readFields(cursor, staticCount, true),
      instanceFields: this.readFields(cursor, instanceCount, false),
      directMethods: this.readMethods(cursor, directCount, true),
      virtualMethods: this.readMethods(cursor, virtualCount, false)
    };
  }
  readFields(cursor, count, isStatic) {
    const fields = [];
    let index = 0;
    for (let i = 0; i < count; i++) {
      index += cursor.uleb();
      const ref = this.dex.field(index);
      fields.push({ index, ref, accessFlags: cursor.uleb(), isStatic });
    }
    return fields;
  }
  readMethods(cursor, count, isDirect) {
    const methods = [];
    let index = 0;
    for (let i = 0; i < count; i++) {
      const at = cursor.offset;
      index += cursor.uleb();
      if (index >= this.dex.methodCount) badDex(this.dex.name, `There is no method ${index}`, at);
      const accessFlags = cursor.uleb();
      methods.push(new DexMethod(this, index, accessFlags, cursor.uleb(), isDirect));
    }
    return methods;
  }
};

// scanner/dex/dex-file.ts
var METHOD_HANDLE_KINDS = [
  "static-put",
  "static-get",
  "instance-put",
  "instance-get",
  "invoke-static",
  "invoke-instance",
  "invoke-constructor",
  "invoke-direct",
  "invoke-interface"
];
var HEADER_BYTES = 112;
var ENDIAN_TAG = 305419896;
var MAX_PARAMETERS = 255;
var MAP_CALL_SITES = 7;
var MAP_METHOD_HANDLES = 8;
var DexFile = class {
  name;
  bytes;
  /** The whole file as 16-bit units, for instruction streams. */
  units;
  /** The number in the magic, such as 35. */
  version;
  stringCount;
  typeCount;
  protoCount;
  fieldCount;
  methodCount;
  classCount;
  callSiteCount;
  methodHandleCount;
  view;
  stringIds;
  typeIds;
  protoIds;
  fieldIds;
  methodIds;
  classDefs;
  callSiteIds;
  methodHandles;
  strings;
  protos;
  fieldRefs;
  methodRefs;
  classesByIndex;
  typesByName;
  classesByName;
  /** `bytes` must start at a multiple of four in its buffer (openDex sees to it); `headerOffset` is 0 but in containers. */
  constructor(bytes, name, headerOffset = 0) {
    this.name = name;
    this.bytes = bytes;
    this.units = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (bytes.length - headerOffset < HEADER_BYTES)
      badDex(name, "The file is shorter than a dex header", headerOffset);
    this.version = readVersion(bytes, name, headerOffset);
    if (this.u32(headerOffset + 40) !== ENDIAN_TAG)
      badDex(name, "The file is not little-endian dex", headerOffset + 40);
    this.stringIds = this.section(headerOffset + 56, 4);
    this.typeIds = this.section(headerOffset + 64, 4);
    this.protoIds = this.section(headerOffset + 72, 12);
    this.fieldIds = this.section(headerOffset + 80, 8);
    this.methodIds = this.section(headerOffset + 88, 8);
    this.classDefs = this.section(headerOffset + 96, 32);
    const map = this.version >= 38 ? this.readMap(this.u32(headerOffset + 52)) : /* @__PURE__ */ new Map();
    this.callSiteIds = this.checked(map.get(MAP_CALL_SITES), 4);
    this.methodHandles = this.checked(map.get(MAP_METHOD_HANDLES), 8);
    this.stringCount = this.stringIds.count;
    this.typeCount = this.typeIds.count;
    this.protoCount = this.protoIds.count;
    this.fieldCount = this.fieldIds.count;
    this.methodCount = this.methodIds.count;
    this.classCount = this.classDefs.count;
    this.callSiteCount = this.callSiteIds.count;
    this.methodHandleCount = this.methodHandles.count;
    this.strings = new Array(this.stringCount);
    this.protos = new Array(this.protoCount);
    this.fieldRefs = new Array(this.fieldCount);
    this.methodRefs = new Array(this.methodCount);
    this.classesByIndex = new Array(this.classCount);
  }
  /** Text of a string by index. */
  string(index) {
    const known = this.strings[index];
    if (known !== void 0) return known;
    const cursor = this.cursor(this.u32(this.item(this.stringIds, index, 4, "string")));
    cursor.uleb();
    const text3 = readMutf8(this.bytes, cursor.offset, this.name);
    this.strings[index] = text3;
    return text3;
  }
  /** Descriptor of a type by index, such as `Ljava/lang/String;`, `[I` or `V`. */
  type(index) {
    return this.string(this.u32(this.item(this.typeIds, index, 4, "type")));
  }
  proto(index) {
    const known = this.protos[index];
    if (known !== void 0) return known;
    const at = this.item(this.protoIds, index, 12, "proto");
    const parameters = this.typeList(this.u32(at + 8));
    if (parameters.length > MAX_PARAMETERS) badDex(this.name, "A method type has too many parameters", at);
    const returnType = this.type(this.u32(at + 4));
    const proto = {
      shorty: this.string(this.u32(at)),
      returnType,
      parameters,
      descriptor: `(${parameters.join("")})${returnType}`
    };
    this.protos[index] = proto;
    return proto;
  }
  field(index) {
    const known = this.fieldRefs[index];
    if (known !== void 0) return known;
    const at = this.item(this.fieldIds, index, 8, "field");
    const ref = {
      owner: this.type(this.u16(at)),
      name: this.string(this.u32(at + 4)),
      type: this.type(this.u16(at + 2))
    };
    this.fieldRefs[index] = ref;
    return ref;
  }
  method(index) {
    const known = this.methodRefs[index];
    if (known !== void 0) return known;
    const at = this.item(this.methodIds, index, 8, "method");
    const ref = {
      owner: this.type(this.u16(at)),
      name: this.string(this.u32(at + 4)),
      proto: this.proto(this.u16(at + 2))
    };
    this.methodRefs[index] = ref;
    return ref;
  }
  /** Index of the type that owns a method, without making strings: for scans over many methods. */
  methodOwnerType(index) {
    return this.u16(this.item(this.methodIds, index, 8, "method"));
  }
  methodHandle(index) {
    const at = this.item(this.methodHandles, index, 8, "method handle");
    const kind = METHOD_HANDLE_KINDS[this.u16(at)];
    if (kind === void 0) badDex(this.name, "A method handle has an unknown kind", at);
    const target = this.u16(at + 4);
    return METHOD_HANDLE_KINDS.indexOf(kind) < 4 ? { kind, field: this.field(target) } : { kind, method: this.method(target) };
  }
  callSite(index) {
    const offset = this.u32(this.item(this.callSiteIds, index, 4, "call site"));
    const [bootstrap, name, proto, ...extra] = readEncodedArray(this, this.cursor(offset));
    if (bootstrap?.kind !== "method-handle" || name?.kind !== "string" || proto?.kind !== "method-type")
      return badDex(this.name, "A call site does not begin with handle, name and type", offset);
    return { bootstrap: bootstrap.value, name: name.value, proto: proto.value, extra };
  }
  /** The class definition by its place in the file. */
  classAt(index) {
    const known = this.classesByIndex[index];
    if (known !== void 0) return known;
    const found = new DexClass(this, index, this.item(this.classDefs, index, 32, "class"));
    this.classesByIndex[index] = found;
    return found;
  }
  /** All class definitions in file order. */
  *classes() {
    for (let index = 0; index < this.classCount; index++) yield this.classAt(index);
  }
  /** The class defined here under a descriptor; the first one, should a hostile file define it twice. */
  findClass(descriptor) {
    if (this.classesByName === void 0) {
      this.classesByName = /* @__PURE__ */ new Map();
      for (let index2 = 0; index2 < this.classCount; index2++) {
        const name = this.type(this.u32(this.item(this.classDefs, index2, 32, "class")));
        if (!this.classesByName.has(name)) this.classesByName.set(name, index2);
      }
    }
    const index = this.classesByName.get(descriptor);
    return index === void 0 ? void 0 : this.classAt(index);
  }
  /** Index of a type descriptor, when the file names it. */
  findType(descriptor) {
    if (this.typesByName === void 0) {
      this.typesByName = /* @__PURE__ */ new Map();
      for (let index = 0; index < this.typeCount; index++) this.typesByName.set(this.type(index), index);
    }
    return this.typesByName.get(descriptor);
  }
  /** Descriptors of the type list at an offset; 0 means none. */
  typeList(offset) {
    if (offset === 0) return [];
    const cursor = this.cursor(offset);
    const count = cursor.checkCount(cursor.u32(), 2);
    const types = [];
    for (let i = 0; i < count; i++) types.push(this.type(cursor.u16()));
    return types;
  }
  /** A read position at an offset of this file. */
  cursor(offset) {
    return new ByteCursor(this.bytes, this.name, offset);
  }
  /** An unsigned 16-bit number at a checked offset. */
  u16(offset) {
    if (offset + 2 > this.bytes.length) badDex(this.name, "The file ends inside an item", offset);
    return this.view.getUint16(offset, true);
  }
  /** An unsigned 32-bit number at a checked offset. */
  u32(offset) {
    if (offset + 4 > this.bytes.length) badDex(this.name, "The file ends inside an item", offset);
    return this.view.getUint32(offset, true);
  }
  section(at, itemBytes) {
    return this.checked({ count: this.u32(at), offset: this.u32(at + 4) }, itemBytes);
  }
  checked(section, itemBytes) {
    if (section === void 0 || section.count === 0) return { count: 0, offset: 0 };
    if (section.offset + section.count * itemBytes > this.bytes.length)
      badDex(this.name, `A table of ${section.count} items does not fit in the file`, section.offset);
    return section;
  }
  readMap(offset) {
    const map = /* @__PURE__ */ new Map();
    if (offset === 0) return map;
    const cursor = this.cursor(offset);
    const count = cursor.checkCount(cursor.u32(), 12);
    for (let i = 0; i < count; i++) {
      const type = cursor.u16();
      cursor.u16();
      const size = cursor.u32();
      map.set(type, { count: size, offset: cursor.u32() });
    }
    return map;
  }
  item(section, index, itemBytes, what) {
    if (!(index >= 0 && index < section.count))
      badDex(this.name, `There is no ${what} ${index}`, section.offset);
    return section.offset + index * itemBytes;
  }
};
function readVersion(bytes, name, at) {
  const magic = Buffer.from(bytes.buffer, bytes.byteOffset + at, 8).toString("latin1");
  const digits = /^dex\n(\d{3})\0$/.exec(magic)?.[1];
  if (digits === void 0) return badDex(name, "The file does not start with a dex magic", at);
  const version = Number(digits);
  if (version < 35 || version > 41) badDex(name, `Dex version ${digits} is not known`, at + 4);
  return version;
}

// scanner/dex/open-dex.ts
var CONTAINER_VERSION = "041";
var MAX_DEX_IN_CONTAINER = 1024;
function openDexContainer(bytes, name) {
  const whole = aligned(bytes);
  const first = new DexFile(whole, name);
  if (!isContainer(whole, 0)) return [first];
  const files = [first];
  let offset = first.u32(32);
  const end = Math.min(first.u32(112), whole.length);
  while (offset < end) {
    if (files.length >= MAX_DEX_IN_CONTAINER) badDex(name, "The container holds too many dex files", offset);
    if (offset % 4 !== 0) badDex(name, "A header in the container is not aligned", offset);
    const file2 = new DexFile(whole, `${name}!${files.length + 1}`, offset);
    files.push(file2);
    const sizeBytes = file2.u32(offset + 32);
    if (sizeBytes === 0) badDex(name, "A dex in the container has no size", offset);
    offset += sizeBytes;
  }
  return files;
}
function isContainer(bytes, at) {
  return Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, 3).toString("latin1") === CONTAINER_VERSION;
}
function aligned(bytes) {
  return bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
}

// scanner/dex/opcodes.ts
function unitsOf(format) {
  return format.charCodeAt(0) - 48;
}
var ROWS = [
  [0, "nop", "10x"],
  [1, "move", "12x", void 0, "s"],
  [2, "move/from16", "22x", void 0, "s"],
  [3, "move/16", "32x", void 0, "s"],
  [4, "move-wide", "12x", void 0, "sw"],
  [5, "move-wide/from16", "22x", void 0, "sw"],
  [6, "move-wide/16", "32x", void 0, "sw"],
  [7, "move-object", "12x", void 0, "s"],
  [8, "move-object/from16", "22x", void 0, "s"],
  [9, "move-object/16", "32x", void 0, "s"],
  [10, "move-result", "11x", void 0, "s"],
  [11, "move-result-wide", "11x", void 0, "sw"],
  [12, "move-result-object", "11x", void 0, "s"],
  [13, "move-exception", "11x", void 0, "s"],
  [14, "return-void", "10x", void 0, "e"],
  [15, "return", "11x", void 0, "e"],
  [16, "return-wide", "11x", void 0, "e"],
  [17, "return-object", "11x", void 0, "e"],
  [18, "const/4", "11n", void 0, "s"],
  [19, "const/16", "21s", void 0, "s"],
  [20, "const", "31i", void 0, "s"],
  [21, "const/high16", "21h", void 0, "s"],
  [22, "const-wide/16", "21s", void 0, "sw"],
  [23, "const-wide/32", "31i", void 0, "sw"],
  [24, "const-wide", "51l", void 0, "sw"],
  [25, "const-wide/high16", "21h", void 0, "sw"],
  [26, "const-string", "21c", "string", "st"],
  [27, "const-string/jumbo", "31c", "string", "st"],
  [28, "const-class", "21c", "type", "st"],
  [29, "monitor-enter", "11x", void 0, "t"],
  [30, "monitor-exit", "11x", void 0, "t"],
  [31, "check-cast", "21c", "type", "st"],
  [32, "instance-of", "22c", "type", "st"],
  [33, "array-length", "12x", void 0, "st"],
  [34, "new-instance", "21c", "type", "st"],
  [35, "new-array", "22c", "type", "st"],
  [36, "filled-new-array", "35c", "type", "tr"],
  [37, "filled-new-array/range", "3rc", "type", "tr"],
  [38, "fill-array-data", "31t", void 0, "t"],
  [39, "throw", "11x", void 0, "te"],
  [40, "goto", "10t", void 0, "b"],
  [41, "goto/16", "20t", void 0, "b"],
  [42, "goto/32", "30t", void 0, "b"],
  [43, "packed-switch", "31t", void 0, "c"],
  [44, "sparse-switch", "31t", void 0, "c"],
  [45, "cmpl-float", "23x", void 0, "s"],
  [46, "cmpg-float", "23x", void 0, "s"],
  [47, "cmpl-double", "23x", void 0, "s"],
  [48, "cmpg-double", "23x", void 0, "s"],
  [49, "cmp-long", "23x", void 0, "s"],
  [50, "if-eq", "22t", void 0, "c"],
  [51, "if-ne", "22t", void 0, "c"],
  [52, "if-lt", "22t", void 0, "c"],
  [53, "if-ge", "22t", void 0, "c"],
  [54, "if-gt", "22t", void 0, "c"],
  [55, "if-le", "22t", void 0, "c"],
  [56, "if-eqz", "21t", void 0, "c"],
  [57, "if-nez", "21t", void 0, "c"],
  [58, "if-ltz", "21t", void 0, "c"],
  [59, "if-gez", "21t", void 0, "c"],
  [60, "if-gtz", "21t", void 0, "c"],
  [61, "if-lez", "21t", void 0, "c"],
  [68, "aget", "23x", void 0, "st"],
  [69, "aget-wide", "23x", void 0, "stw"],
  [70, "aget-object", "23x", void 0, "st"],
  [71, "aget-boolean", "23x", void 0, "st"],
  [72, "aget-byte", "23x", void 0, "st"],
  [73, "aget-char", "23x", void 0, "st"],
  [74, "aget-short", "23x", void 0, "st"],
  [75, "aput", "23x", void 0, "t"],
  [76, "aput-wide", "23x", void 0, "t"],
  [77, "aput-object", "23x", void 0, "t"],
  [78, "aput-boolean", "23x", void 0, "t"],
  [79, "aput-byte", "23x", void 0, "t"],
  [80, "aput-char", "23x", void 0, "t"],
  [81, "aput-short", "23x", void 0, "t"],
  [82, "iget", "22c", "field", "st"],
  [83, "iget-wide", "22c", "field", "stw"],
  [84, "iget-object", "22c", "field", "st"],
  [85, "iget-boolean", "22c", "field", "st"],
  [86, "iget-byte", "22c", "field", "st"],
  [87, "iget-char", "22c", "field", "st"],
  [88, "iget-short", "22c", "field", "st"],
  [89, "iput", "22c", "field", "t"],
  [90, "iput-wide", "22c", "field", "t"],
  [91, "iput-object", "22c", "field", "t"],
  [92, "iput-boolean", "22c", "field", "t"],
  [93, "iput-byte", "22c", "field", "t"],
  [94, "iput-char", "22c", "field", "t"],
  [95, "iput-short", "22c", "field", "t"],
  [96, "sget", "21c", "field", "st"],
  [97, "sget-wide", "21c", "field", "stw"],
  [98, "sget-object", "21c", "field", "st"],
  [99, "sget-boolean", "21c", "field", "st"],
  [100, "sget-byte", "21c", "field", "st"],
  [101, "sget-char", "21c", "field", "st"],
  [102, "sget-short", "21c", "field", "st"],
  [103, "sput", "21c", "field", "t"],
  [104, "sput-wide", "21c", "field", "t"],
  [105, "sput-object", "21c", "field", "t"],
  [106, "sput-boolean", "21c", "field", "t"],
  [107, "sput-byte", "21c", "field", "t"],
  [108, "sput-char", "21c", "field", "t"],
  [109, "sput-short", "21c", "field", "t"],
  [110, "invoke-virtual", "35c", "method", "tr"],
  [111, "invoke-super", "35c", "method", "tr"],
  [112, "invoke-direct", "35c", "method", "tr"],
  [113, "invoke-static", "35c", "method", "tr"],
  [114, "invoke-interface", "35c", "method", "tr"],
  [116, "invoke-virtual/range", "3rc", "method", "tr"],
  [117, "invoke-super/range", "3rc", "method", "tr"],
  [118, "invoke-direct/range", "3rc", "method", "tr"],
  [119, "invoke-static/range", "3rc", "method", "tr"],
  [120, "invoke-interface/range", "3rc", "method", "tr"],
  [123, "neg-int", "12x", void 0, "s"],
  [124, "not-int", "12x", void 0, "s"],
  [125, "neg-long", "12x", void 0, "sw"],
  [126, "not-long", "12x", void 0, "sw"],
  [127, "neg-float", "12x", void 0, "s"],
  [128, "neg-double", "12x", void 0, "sw"],
  [129, "int-to-long", "12x", void 0, "sw"],
  [130, "int-to-float", "12x", void 0, "s"],
  [131, "int-to-double", "12x", void 0, "sw"],
  [132, "long-to-int", "12x", void 0, "s"],
  [133, "long-to-float", "12x", void 0, "s"],
  [134, "long-to-double", "12x", void 0, "sw"],
  [135, "float-to-int", "12x", void 0, "s"],
  [136, "float-to-long", "12x", void 0, "sw"],
  [137, "float-to-double", "12x", void 0, "sw"],
  [138, "double-to-int", "12x", void 0, "s"],
  [139, "double-to-long", "12x", void 0, "sw"],
  [140, "double-to-float", "12x", void 0, "s"],
  [141, "int-to-byte", "12x", void 0, "s"],
  [142, "int-to-char", "12x", void 0, "s"],
  [143, "int-to-short", "12x", void 0, "s"],
  [144, "add-int", "23x", void 0, "s"],
  [145, "sub-int", "23x", void 0, "s"],
  [146, "mul-int", "23x", void 0, "s"],
  [147, "div-int", "23x", void 0, "st"],
  [148, "rem-int", "23x", void 0, "st"],
  [149, "and-int", "23x", void 0, "s"],
  [150, "or-int", "23x", void 0, "s"],
  [151, "xor-int", "23x", void 0, "s"],
  [152, "shl-int", "23x", void 0, "s"],
  [153, "shr-int", "23x", void 0, "s"],
  [154, "ushr-int", "23x", void 0, "s"],
  [155, "add-long", "23x", void 0, "sw"],
  [156, "sub-long", "23x", void 0, "sw"],
  [157, "mul-long", "23x", void 0, "sw"],
  [158, "div-long", "23x", void 0, "stw"],
  [159, "rem-long", "23x", void 0, "stw"],
  [160, "and-long", "23x", void 0, "sw"],
  [161, "or-long", "23x", void 0, "sw"],
  [162, "xor-long", "23x", void 0, "sw"],
  [163, "shl-long", "23x", void 0, "sw"],
  [164, "shr-long", "23x", void 0, "sw"],
  [165, "ushr-long", "23x", void 0, "sw"],
  [166, "add-float", "23x", void 0, "s"],
  [167, "sub-float", "23x", void 0, "s"],
  [168, "mul-float", "23x", void 0, "s"],
  [169, "div-float", "23x", void 0, "s"],
  [170, "rem-float", "23x", void 0, "s"],
  [171, "add-double", "23x", void 0, "sw"],
  [172, "sub-double", "23x", void 0, "sw"],
  [173, "mul-double", "23x", void 0, "sw"],
  [174, "div-double", "23x", void 0, "sw"],
  [175, "rem-double", "23x", void 0, "sw"],
  [176, "add-int/2addr", "12x", void 0, "s"],
  [177, "sub-int/2addr", "12x", void 0, "s"],
  [178, "mul-int/2addr", "12x", void 0, "s"],
  [179, "div-int/2addr", "12x", void 0, "st"],
  [180, "rem-int/2addr", "12x", void 0, "st"],
  [181, "and-int/2addr", "12x", void 0, "s"],
  [182, "or-int/2addr", "12x", void 0, "s"],
  [183, "xor-int/2addr", "12x", void 0, "s"],
  [184, "shl-int/2addr", "12x", void 0, "s"],
  [185, "shr-int/2addr", "12x", void 0, "s"],
  [186, "ushr-int/2addr", "12x", void 0, "s"],
  [187, "add-long/2addr", "12x", void 0, "sw"],
  [188, "sub-long/2addr", "12x", void 0, "sw"],
  [189, "mul-long/2addr", "12x", void 0, "sw"],
  [190, "div-long/2addr", "12x", void 0, "stw"],
  [191, "rem-long/2addr", "12x", void 0, "stw"],
  [192, "and-long/2addr", "12x", void 0, "sw"],
  [193, "or-long/2addr", "12x", void 0, "sw"],
  [194, "xor-long/2addr", "12x", void 0, "sw"],
  [195, "shl-long/2addr", "12x", void 0, "sw"],
  [196, "shr-long/2addr", "12x", void 0, "sw"],
  [197, "ushr-long/2addr", "12x", void 0, "sw"],
  [198, "add-float/2addr", "12x", void 0, "s"],
  [199, "sub-float/2addr", "12x", void 0, "s"],
  [200, "mul-float/2addr", "12x", void 0, "s"],
  [201, "div-float/2addr", "12x", void 0, "s"],
  [202, "rem-float/2addr", "12x", void 0, "s"],
  [203, "add-double/2addr", "12x", void 0, "sw"],
  [204, "sub-double/2addr", "12x", void 0, "sw"],
  [205, "mul-double/2addr", "12x", void 0, "sw"],
  [206, "div-double/2addr", "12x", void 0, "sw"],
  [207, "rem-double/2addr", "12x", void 0, "sw"],
  [208, "add-int/lit16", "22s", void 0, "s"],
  [209, "rsub-int", "22s", void 0, "s"],
  [210, "mul-int/lit16", "22s", void 0, "s"],
  [211, "div-int/lit16", "22s", void 0, "st"],
  [212, "rem-int/lit16", "22s", void 0, "st"],
  [213, "and-int/lit16", "22s", void 0, "s"],
  [214, "or-int/lit16", "22s", void 0, "s"],
  [215, "xor-int/lit16", "22s", void 0, "s"],
  [216, "add-int/lit8", "22b", void 0, "s"],
  [217, "rsub-int/lit8", "22b", void 0, "s"],
  [218, "mul-int/lit8", "22b", void 0, "s"],
  [219, "div-int/lit8", "22b", void 0, "st"],
  [220, "rem-int/lit8", "22b", void 0, "st"],
  [221, "and-int/lit8", "22b", void 0, "s"],
  [222, "or-int/lit8", "22b", void 0, "s"],
  [223, "xor-int/lit8", "22b", void 0, "s"],
  [224, "shl-int/lit8", "22b", void 0, "s"],
  [225, "shr-int/lit8", "22b", void 0, "s"],
  [226, "ushr-int/lit8", "22b", void 0, "s"],
  [250, "invoke-polymorphic", "45cc", "method+proto", "tr"],
  [251, "invoke-polymorphic/range", "4rcc", "method+proto", "tr"],
  [252, "invoke-custom", "35c", "call-site", "tr"],
  [253, "invoke-custom/range", "3rc", "call-site", "tr"],
  [254, "const-method-handle", "21c", "method-handle", "st"],
  [255, "const-method-type", "21c", "proto", "st"]
];
var OPCODES = toTable(ROWS);
var OPCODE_UNITS = Uint8Array.from(
  OPCODES,
  (row) => row === void 0 ? 1 : unitsOf(row.format)
);
var OPCODE_BY_NAME = new Map(
  ROWS.map(([number2, name]) => [name, number2])
);
function toTable(rows) {
  const table = new Array(256).fill(void 0);
  for (const [number2, name, format, reference, flags = ""] of rows) {
    table[number2] = {
      number: number2,
      name,
      format,
      ...reference === void 0 ? {} : { reference },
      setsRegister: flags.includes("s"),
      setsWide: flags.includes("w"),
      setsResult: flags.includes("r"),
      canThrow: flags.includes("t"),
      canContinue: !flags.includes("e") && !flags.includes("b"),
      canBranch: flags.includes("b") || flags.includes("c")
    };
  }
  return table;
}

// scanner/dex/instruction-cursor.ts
var PACKED_SWITCH = 256;
var SPARSE_SWITCH = 512;
var ARRAY_DATA = 768;
var InstructionCursor = class {
  /** Offset of the current instruction in 16-bit units from the method's first. */
  pc = 0;
  /** Number in the opcode table; numbers that the table lacks are given as they stand. */
  opcode = 0;
  /** Size of the current instruction in units. */
  size = 0;
  units = new Uint16Array(0);
  base = 0;
  end = 0;
  code;
  reset(code) {
    this.code = code;
    this.units = code.dex.units;
    this.base = code.firstUnit;
    this.end = code.firstUnit + code.unitCount;
    this.pc = 0;
    this.size = 0;
    return this;
  }
  /** Steps to the next instruction; false at the end of the method. Throws BAD_DEX where the last one is cut off. */
  next() {
    let at = this.base + this.pc + this.size;
    for (; ; ) {
      if (at >= this.end) {
        this.pc = at - this.base;
        this.size = 0;
        return false;
      }
      const unit = this.units[at] ?? 0;
      const opcode = unit & 255;
      if (opcode === 0 && unit !== 0) {
        const skip = payloadUnits(this.units, at, this.end);
        if (skip > 0) {
          at += skip;
          if (at > this.end) this.cutOff(at);
          continue;
        }
      }
      this.pc = at - this.base;
      this.opcode = opcode;
      this.size = OPCODE_UNITS[opcode] ?? 1;
      if (at + this.size > this.end) this.cutOff(at);
      return true;
    }
  }
  /** Pool index of an instruction that has one (formats 21c, 22c, 31c, 35c, 3rc, 45cc, 4rcc). */
  get index() {
    const low = this.unit(1);
    return this.opcode === 27 ? (low | this.unit(2) << 16) >>> 0 : low;
  }
  /** Register A as format 21c and 31i and 11x hold it: the high byte of the first unit. */
  get highByte() {
    return this.unit(0) >> 8;
  }
  /** A 16-bit unit of the current instruction. */
  unit(offset) {
    return this.units[this.base + this.pc + offset] ?? 0;
  }
  cutOff(at) {
    const code = this.code;
    return badDex(code?.dex.name ?? "", "An instruction is cut off by the end of its method", at * 2);
  }
};
function payloadUnits(units, at, end) {
  const ident = units[at];
  if (at + 1 >= end) return 0;
  const count = units[at + 1] ?? 0;
  if (ident === PACKED_SWITCH) return count * 2 + 4;
  if (ident === SPARSE_SWITCH) return count * 4 + 2;
  if (ident === ARRAY_DATA) {
    const elements = ((units[at + 2] ?? 0) | (units[at + 3] ?? 0) << 16) >>> 0;
    return Math.ceil(elements * count / 2) + 4;
  }
  return 0;
}

// scanner/dex/instruction.ts
function readInstruction(code, pc) {
  const { dex } = code;
  if (!(pc >= 0 && pc < code.unitCount))
    badDex(dex.name, "An instruction lies outside its method", code.offset);
  const at = code.firstUnit + pc;
  const unit = (offset) => dex.units[at + offset] ?? 0;
  const opcode = OPCODES[unit(0) & 255];
  if (opcode === void 0)
    return badDex(dex.name, `Opcode ${unit(0) & 255} is not in use`, code.offsetOf(pc));
  if (pc + opcode.format.charCodeAt(0) - 48 > code.unitCount)
    badDex(dex.name, "An instruction is cut off by the end of its method", code.offsetOf(pc));
  return { ...EMPTY, ...operands(opcode, pc, unit), pc, opcode };
}
function* readInstructions(code) {
  const cursor = new InstructionCursor().reset(code);
  while (cursor.next()) yield readInstruction(code, cursor.pc);
}
var EMPTY = {
  registers: [],
  literal: 0,
  index: 0,
  protoIndex: 0,
  target: 0
};
function operands(opcode, pc, unit) {
  const high = unit(0) >> 8;
  const nibbleA = high & 15;
  const nibbleB = high >> 4;
  const s16 = (offset) => unit(offset) << 16 >> 16;
  const s32 = (offset) => unit(offset) | unit(offset + 1) << 16;
  const wide = opcode.setsWide;
  switch (opcode.format) {
    case "10x":
      return {};
    case "12x":
      return { registers: [nibbleA, nibbleB] };
    case "11n":
      return { registers: [nibbleA], literal: high << 24 >> 28 };
    case "11x":
      return { registers: [high] };
    case "10t":
      return { target: pc + (high << 24 >> 24) };
    case "20t":
      return { target: pc + s16(1) };
    case "22x":
      return { registers: [high, unit(1)] };
    case "21t":
      return { registers: [high], target: pc + s16(1) };
    case "21s":
      return { registers: [high], literal: wide ? BigInt(s16(1)) : s16(1) };
    case "21h":
      return { registers: [high], literal: wide ? BigInt(s16(1)) << 48n : unit(1) << 16 };
    case "21c":
      return { registers: [high], index: unit(1) };
    case "23x":
      return { registers: [high, unit(1) & 255, unit(1) >> 8] };
    case "22b":
      return { registers: [high, unit(1) & 255], literal: s16(1) >> 8 };
    case "22t":
      return { registers: [nibbleA, nibbleB], target: pc + s16(1) };
    case "22s":
      return { registers: [nibbleA, nibbleB], literal: s16(1) };
    case "22c":
      return { registers: [nibbleA, nibbleB], index: unit(1) };
    case "30t":
      return { target: pc + s32(1) };
    case "32x":
      return { registers: [unit(1), unit(2)] };
    case "31i":
      return { registers: [high], literal: wide ? BigInt(s32(1)) : s32(1) };
    case "31t":
      return { registers: [high], target: pc + s32(1) };
    case "31c":
      return { registers: [high], index: s32(1) >>> 0 };
    case "35c":
      return { registers: fiveRegisters(high, unit(2)), index: unit(1) };
    case "3rc":
      return { registers: range(unit(2), high), index: unit(1) };
    case "45cc":
      return { registers: fiveRegisters(high, unit(2)), index: unit(1), protoIndex: unit(3) };
    case "4rcc":
      return { registers: range(unit(2), high), index: unit(1), protoIndex: unit(3) };
    case "51l":
      return {
        registers: [high],
        literal: BigInt(s32(3)) << 32n | BigInt(s32(1) >>> 0)
      };
  }
}
function fiveRegisters(high, packed) {
  const all = [packed & 15, packed >> 4 & 15, packed >> 8 & 15, packed >> 12, high & 15];
  return all.slice(0, Math.min(high >> 4, 5));
}
function range(first, count) {
  return Array.from({ length: count }, (_, i) => first + i);
}
function readSwitchPayload(code, switchPc, payloadPc) {
  const { at, sizeUnits } = payload(code, payloadPc);
  const { units } = code.dex;
  const s32 = (offset) => (units[at + offset] ?? 0) | (units[at + offset + 1] ?? 0) << 16;
  const ident = units[at];
  const count = units[at + 1] ?? 0;
  const packed = ident === 256;
  if (!packed && ident !== 512 || sizeUnits === 0)
    badDex(code.dex.name, "A switch has no table", code.offsetOf(payloadPc));
  const keys = new Int32Array(count);
  const targets = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    keys[i] = packed ? s32(2) + i : s32(2 + i * 2);
    targets[i] = switchPc + s32(packed ? 4 + i * 2 : 2 + count * 2 + i * 2);
  }
  return { kind: packed ? "packed" : "sparse", keys, targets };
}
function payload(code, pc) {
  const { dex } = code;
  if (!(pc >= 0 && pc < code.unitCount)) badDex(dex.name, "A payload lies outside its method", code.offset);
  const at = code.firstUnit + pc;
  const sizeUnits = payloadUnits(dex.units, at, code.firstUnit + code.unitCount);
  if (pc + sizeUnits > code.unitCount)
    badDex(dex.name, "A payload is cut off by the end of its method", code.offsetOf(pc));
  return { at, sizeUnits };
}

// scanner/dex/names.ts
var PRIMITIVES = {
  V: "void",
  Z: "boolean",
  B: "byte",
  S: "short",
  C: "char",
  I: "int",
  J: "long",
  F: "float",
  D: "double"
};
function toClassName(descriptor) {
  let dimensions = 0;
  while (descriptor.charCodeAt(dimensions) === 91) dimensions++;
  const element2 = descriptor.slice(dimensions);
  const name = element2.startsWith("L") ? element2.slice(1, element2.endsWith(";") ? -1 : void 0).replaceAll("/", ".") : (Object.hasOwn(PRIMITIVES, element2) ? PRIMITIVES[element2] : void 0) ?? element2;
  return name + "[]".repeat(dimensions);
}
function toDescriptor(className) {
  return `L${className.replaceAll(".", "/")};`;
}

// scanner/code/class-hierarchy.ts
var MAX_CHAIN = 256;
var ClassHierarchy = class {
  byName = /* @__PURE__ */ new Map();
  firstByPackage;
  /** Where several files define a class, the first one counts, as on a device. */
  constructor(dexFiles) {
    for (const dex of dexFiles) {
      for (let i = 0; i < dex.classCount; i++) {
        const defined = dex.classAt(i);
        const name = defined.descriptor;
        if (!this.byName.has(name)) this.byName.set(name, defined);
      }
    }
  }
  get size() {
    return this.byName.size;
  }
  /** All classes that count, in the order of their files. */
  classes() {
    return this.byName.values();
  }
  /** One class of every package, by dotted package name, in the order of the files. */
  packages() {
    if (!this.firstByPackage) {
      this.firstByPackage = /* @__PURE__ */ new Map();
      for (const [name, defined] of this.byName) {
        const packageName = name.slice(1, Math.max(1, name.lastIndexOf("/"))).replaceAll("/", ".");
        if (!this.firstByPackage.has(packageName)) this.firstByPackage.set(packageName, defined);
      }
    }
    return this.firstByPackage;
  }
  findClass(descriptor) {
    return this.byName.get(descriptor);
  }
  /** The class itself and its superclasses as far as the app defines them, nearest first. */
  chainOf(descriptor) {
    const chain = [];
    let name = descriptor;
    while (name !== void 0 && chain.length < MAX_CHAIN) {
      const defined = this.byName.get(name);
      if (!defined || chain.includes(defined)) break;
      chain.push(defined);
      name = superclassOf(defined);
    }
    return chain;
  }
  /** The nearest superclass that the app does not define; undefined where the class itself is none of the app's. */
  findPlatformAncestor(descriptor) {
    const chain = this.chainOf(descriptor);
    const last2 = chain[chain.length - 1];
    return last2 === void 0 || chain.length === MAX_CHAIN ? void 0 : superclassOf(last2);
  }
  /** Interfaces that a class of the app and its app superclasses name, with those that app interfaces extend. */
  interfacesOf(descriptor) {
    const found = /* @__PURE__ */ new Set();
    const queue = this.chainOf(descriptor).flatMap(interfacesOf);
    for (let name = queue.pop(); name !== void 0 && found.size < MAX_CHAIN; name = queue.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      const defined = this.byName.get(name);
      if (defined) queue.push(...interfacesOf(defined));
    }
    return found;
  }
};
function superclassOf(defined) {
  return orUnread(() => defined.superclass, void 0);
}
function interfacesOf(defined) {
  return orUnread(() => defined.interfaces, []);
}
function orUnread(read, unread) {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScanError && error.code === "BAD_DEX") return unread;
    throw error;
  }
}

// scanner/code/app-code.ts
function openAppCode(sources) {
  const dexFiles = [];
  const problems = [];
  for (const source of sources) {
    try {
      dexFiles.push(...openDexContainer(source.read(), source.name));
    } catch (error) {
      problems.push(toCodeProblem(error, source.name));
    }
  }
  return { dexFiles, hierarchy: openHierarchy(dexFiles, problems), problems };
}
function toCodeProblem(error, dex) {
  if (!(error instanceof ScanError) || error.code === "CANCELLED" || error.code === "DEADLINE_EXCEEDED")
    throw error;
  return {
    dex,
    code: error.code,
    message: error.message,
    ...error.offsetBytes === void 0 ? {} : { offsetBytes: error.offsetBytes }
  };
}
var MAX_PROBLEMS = 100;
function addProblem(problems, error, dex) {
  const problem = toCodeProblem(error, dex);
  if (problems.length < MAX_PROBLEMS) problems.push(problem);
}
function openHierarchy(dexFiles, problems) {
  for (let i = dexFiles.length - 1; i >= 0; i--) {
    const dex = dexFiles[i];
    if (!dex) continue;
    try {
      for (const defined of dex.classes()) {
        void defined.descriptor;
        checkParents(defined, problems);
      }
    } catch (error) {
      problems.push(toCodeProblem(error, dex.name));
      dexFiles.splice(i, 1);
    }
  }
  return new ClassHierarchy(dexFiles);
}
function checkParents(defined, problems) {
  try {
    void defined.superclass;
    void defined.interfaces;
  } catch (error) {
    addProblem(problems, error, defined.dex.name);
  }
}

// scanner/code/attribution.ts
var SHARED_SECOND = /* @__PURE__ */ new Set([
  "ac",
  "co",
  "com",
  "edu",
  "github",
  "gitee",
  "gitlab",
  "googlecode",
  "gov",
  "net",
  "org"
]);
function vendorPrefix(packageName) {
  const parts = packageName.split(".");
  const count = SHARED_SECOND.has(parts[1] ?? "") ? 3 : 2;
  return parts.length > count ? parts.slice(0, count).join(".") : void 0;
}
var Attributor = class {
  data;
  packageName;
  appPrefixes;
  classRows;
  byPackage = /* @__PURE__ */ new Map();
  /** `components` are class names of the manifest: components and the Application. */
  constructor(data, packageName, components) {
    this.data = data;
    this.packageName = packageName;
    const prefixes = /* @__PURE__ */ new Set();
    if (packageName !== "") prefixes.add(packageName);
    const vendor = vendorPrefix(packageName);
    if (vendor !== void 0) prefixes.add(vendor);
    for (const name of components) {
      const dot = name.lastIndexOf(".");
      if (dot > 0 && name.includes(".") && !this.findOwner(name)) prefixes.add(name.slice(0, dot));
    }
    this.appPrefixes = prefixes;
  }
  /** Whose code the class with this dotted name is. */
  attribute(className) {
    const dot = className.lastIndexOf(".");
    const key = dot < 0 ? "" : className.slice(0, dot);
    const known = this.byPackage.get(key);
    if (known) return known;
    const owner = this.findOwner(className) ?? this.findApp(key) ?? { kind: "unknown" };
    if (this.isSettledByPackage(key)) this.byPackage.set(key, owner);
    return owner;
  }
  isSettledByPackage(packageName) {
    return packageName !== "" && !this.packagesWithClassRows.has(packageName);
  }
  get packagesWithClassRows() {
    this.classRows ??= new Set(
      this.data.sdks.rows.flatMap((row) => row.prefixes).filter((prefix) => /\.[A-Z][^.]*$/.test(prefix)).map((prefix) => prefix.slice(0, prefix.lastIndexOf(".")))
    );
    return this.classRows;
  }
  findOwner(className) {
    const sdk = this.data.sdks.findByClass(className);
    const library = this.findLibrary(className);
    if (sdk && !this.isOwnPrefix(sdk.prefix) && (library === void 0 || sdk.prefix.length > library.length))
      return isLibraryRow(sdk.row) ? { kind: "library", prefix: sdk.prefix } : { kind: "sdk", sdkId: sdk.row.id };
    if (library !== void 0 && !this.isOwnPrefix(library)) return { kind: "library", prefix: library };
    return void 0;
  }
  isOwnPrefix(prefix) {
    return this.packageName === prefix || this.packageName.startsWith(`${prefix}.`);
  }
  findLibrary(className) {
    for (let end = className.length; end > 0; end = className.lastIndexOf(".", end - 1)) {
      const prefix = className.slice(0, end);
      if (this.data.libraryPrefixes.has(prefix)) return prefix;
    }
    return void 0;
  }
  findApp(packageName) {
    for (let end = packageName.length; end > 0; end = packageName.lastIndexOf(".", end - 1))
      if (this.appPrefixes.has(packageName.slice(0, end))) return { kind: "app" };
    return void 0;
  }
};

// scanner/code/channel-index.ts
var COMMON_NAMES = /* @__PURE__ */ new Set([
  "getAddress",
  "getContentUri",
  "getCookie",
  "getDefault",
  "getHostName",
  "getNumber",
  "getProvider",
  "getString",
  "getText",
  "getType",
  "getTypeName"
]);
var ChannelIndex = class {
  /** Method channels by dotted class, then method name. */
  apis = /* @__PURE__ */ new Map();
  /** Descriptors of the classes in `apis`. */
  apiOwners;
  /** Methods that count when an app class overrides them. */
  overrides = /* @__PURE__ */ new Map();
  fields = /* @__PURE__ */ new Map();
  /** Method names that one kind of information alone uses and that are long enough to mean it, for reflection. */
  tellingNames = /* @__PURE__ */ new Map();
  /** Constants that argument tests ask for, e.g. `android_id`. */
  testedTexts = /* @__PURE__ */ new Set();
  uriClasses = [];
  whole = /* @__PURE__ */ new Map();
  prefixes = [];
  anyCommand;
  commands = [];
  constructor(channels) {
    const named = /* @__PURE__ */ new Map();
    for (const channel of channels) {
      switch (channel.kind) {
        case "api":
          put(
            channel.mode === "override" ? this.overrides : this.apis,
            channel.className,
            channel.method,
            channel
          );
          if (channel.when?.kind === "is")
            channel.when.values.forEach((value) => this.testedTexts.add(value));
          if (!channel.when) named.set(channel.method, [...named.get(channel.method) ?? [], channel]);
          break;
        case "field":
          put(this.fields, channel.className, channel.field, channel);
          break;
        case "uri-class":
          this.uriClasses.push(channel);
          break;
        case "text":
          this.addText(channel);
      }
    }
    for (const [name, all] of named) {
      const [first] = all;
      const telling = name.startsWith("get") && name.length >= 7 && !COMMON_NAMES.has(name);
      if (first && telling && all.every((channel) => channel.piType === first.piType))
        this.tellingNames.set(name, first);
    }
    this.apiOwners = new Set([...this.apis.keys()].map(toDescriptor));
    this.anyCommand = new RegExp(this.commands.map((command) => command.pattern.source).join("|"));
  }
  /** The kind of information behind a platform class that holds content URIs; nested classes count with it. */
  findUriClass(className) {
    return this.uriClasses.find(
      (row) => className === row.className || className.startsWith(`${row.className}$`)
    )?.piType;
  }
  /** Channels that a string constant opens by itself. Commands of one word need a shell call beside them. */
  findByText(text3, isCommand) {
    const found = [...this.whole.get(text3) ?? []];
    if (text3.startsWith("/") || text3.startsWith("content://")) {
      for (const channel of this.prefixes) if (startsWithPart(text3, channel.value)) found.push(channel);
    }
    if ((isCommand || text3.includes(" ")) && this.anyCommand.test(text3)) {
      for (const { channel, pattern: pattern2 } of this.commands)
        if ((isCommand || channel.value.includes(" ")) && pattern2.test(text3)) found.push(channel);
    }
    return found;
  }
  addText(channel) {
    if (channel.match === "whole")
      this.whole.set(channel.value, [...this.whole.get(channel.value) ?? [], channel]);
    else if (channel.match === "prefix") this.prefixes.push(channel);
    else {
      const words = channel.value.split(" ").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      const end = channel.value.includes("/") ? "" : "(?=$|[\\s;|&])";
      this.commands.push({ channel, pattern: new RegExp(`(?:^|[\\s;|&/])${words.join("\\s+")}${end}`) });
    }
  }
};
function startsWithPart(text3, prefix) {
  if (!text3.startsWith(prefix)) return false;
  if (text3.length === prefix.length || prefix.endsWith("/")) return true;
  return !/[\w-]/.test(text3.charAt(prefix.length)) || text3.charAt(prefix.length) === "/";
}
function put(map, className, name, value) {
  const members = map.get(className) ?? /* @__PURE__ */ new Map();
  map.set(className, members);
  members.set(name, [...members.get(name) ?? [], value]);
}

// scanner/code/platform-roles.ts
var CONTEXTS = [
  "android.content.Context",
  "android.content.ContextWrapper",
  "android.view.ContextThemeWrapper",
  "android.app.Application",
  "android.app.Activity",
  "android.app.ListActivity",
  "android.app.TabActivity",
  "android.app.NativeActivity",
  "android.preference.PreferenceActivity",
  "android.app.Service",
  "android.app.IntentService"
];
var ROWS2 = [
  ...CONTEXTS.map((name) => ["own-package", name, ["getPackageName"]]),
  ["parse-uri", "android.net.Uri", ["parse"]],
  ["append-uri", "android.net.Uri", ["withAppendedPath"]],
  ["append-uri", "android.content.ContentUris", ["withAppendedId"]],
  ["content-resolver", "android.content.ContentResolver", []],
  ["content-resolver", "android.content.ContentProviderClient", []],
  ["content-resolver", "android.app.Activity", ["managedQuery"]],
  ["content-resolver", "android.content.CursorLoader", ["<init>"]],
  ["content-resolver", "androidx.loader.content.CursorLoader", ["<init>"]],
  ["content-resolver", "android.support.v4.content.CursorLoader", ["<init>"]],
  ["intent", "android.content.Intent", ["<init>", "setData", "setDataAndType", "setDataAndNormalize"]],
  ["exec", "java.lang.Runtime", ["exec"]],
  ["exec", "java.lang.ProcessBuilder", ["<init>", "command"]],
  ["class-by-name", "java.lang.Class", ["forName"]],
  ["class-by-name", "java.lang.ClassLoader", ["loadClass"]],
  ["member-by-name", "java.lang.Class", ["getMethod", "getDeclaredMethod", "getField", "getDeclaredField"]],
  ["invoke-reflected", "java.lang.reflect.Method", ["invoke"]],
  ["invoke-reflected", "java.lang.reflect.Constructor", ["newInstance"]],
  ["invoke-reflected", "java.lang.reflect.Field", ["get"]],
  ["load-code", "dalvik.system.DexClassLoader", ["<init>"]],
  ["load-code", "dalvik.system.PathClassLoader", ["<init>"]],
  ["load-code", "dalvik.system.InMemoryDexClassLoader", ["<init>"]],
  ["load-code", "dalvik.system.DelegateLastClassLoader", ["<init>"]],
  ["load-code", "dalvik.system.BaseDexClassLoader", ["<init>"]],
  ["load-code", "dalvik.system.DexFile", ["<init>", "loadDex", "openDexFile"]],
  ["load-native", "java.lang.System", ["loadLibrary", "load"]],
  ["load-native", "java.lang.Runtime", ["loadLibrary", "load"]]
];
var BY_CLASS = /* @__PURE__ */ new Map();
for (const row of ROWS2) BY_CLASS.set(row[1], [...BY_CLASS.get(row[1]) ?? [], row]);
var DESCRIPTORS = new Set([...BY_CLASS.keys()].map(toDescriptor));
function hasRoles(descriptor) {
  return DESCRIPTORS.has(descriptor);
}
function findRole(className, method) {
  const row = BY_CLASS.get(className)?.find(
    ([, , methods]) => methods.length === 0 || methods.includes(method)
  );
  return row?.[0];
}

// scanner/code/call-targets.ts
var MAX_TARGETS = 65535;
function findCallTargets(dex, hierarchy, channels, problems) {
  const numbers = new Uint16Array(dex.methodCount);
  const targets = [void 0];
  const ownersByType = /* @__PURE__ */ new Map();
  const findAt = (index) => {
    const typeIndex = dex.methodOwnerType(index);
    let owners = ownersByType.get(typeIndex);
    if (!owners) {
      owners = ownersOf(dex.type(typeIndex), hierarchy, channels);
      ownersByType.set(typeIndex, owners);
    }
    return owners.length === 0 ? void 0 : toTarget(dex, index, owners, hierarchy, channels);
  };
  fillTable(dex, dex.methodCount, findAt, numbers, targets, problems);
  return { numbers, targets };
}
function findFieldTargets(dex, channels, problems) {
  const numbers = new Uint16Array(dex.fieldCount);
  const targets = [void 0];
  const findAt = (index) => {
    const { owner, name, type } = dex.field(index);
    if (!owner.startsWith("Landroid/")) return void 0;
    const className = toClassName(owner);
    const api = `${className}.${name}`;
    const [field] = channels.fields.get(className)?.get(name) ?? [];
    if (field) return { kind: "field", piType: field.piType, api };
    const uriType = type === "Landroid/net/Uri;" ? channels.findUriClass(className) : void 0;
    return uriType === void 0 ? void 0 : { kind: "uri", piType: uriType, api };
  };
  fillTable(dex, dex.fieldCount, findAt, numbers, targets, problems);
  return { numbers, targets };
}
function fillTable(dex, count, findAt, numbers, targets, problems) {
  for (let i = 0; i < count && targets.length < MAX_TARGETS; i++) {
    try {
      const target = findAt(i);
      if (target === void 0) continue;
      numbers[i] = targets.length;
      targets.push(target);
    } catch (error) {
      addProblem(problems, error, dex.name);
    }
  }
}
function ownersOf(descriptor, hierarchy, channels) {
  const names = isKnown(descriptor, channels) ? [descriptor] : [];
  if (hierarchy.findClass(descriptor)) {
    const chain = hierarchy.chainOf(descriptor);
    const inherited = [
      ...chain.slice(1).map((defined) => defined.descriptor),
      hierarchy.findPlatformAncestor(descriptor) ?? "",
      ...hierarchy.interfacesOf(descriptor)
    ];
    for (const name of inherited) if (isKnown(name, channels) && !names.includes(name)) names.push(name);
  }
  return names.map(toClassName);
}
function isKnown(descriptor, channels) {
  return channels.apiOwners.has(descriptor) || hasRoles(descriptor);
}
function toTarget(dex, index, owners, hierarchy, channels) {
  const { owner, name, proto } = dex.method(index);
  const ownName = toClassName(owner);
  for (const className of owners) {
    const found = (channels.apis.get(className)?.get(name) ?? []).filter(
      (channel) => channel.descriptor === void 0 || channel.descriptor === proto.descriptor
    );
    const role = findRole(className, name);
    if (found.length === 0 && role === void 0) continue;
    if (className !== ownName && (name === "<init>" || isOverridden(owner, name, proto.descriptor, className, hierarchy)))
      continue;
    return { channels: found, ...role === void 0 ? {} : { role }, className, method: name };
  }
  return void 0;
}
function isOverridden(owner, name, descriptor, className, hierarchy) {
  for (const defined of hierarchy.chainOf(owner)) {
    if (toClassName(defined.descriptor) === className) return false;
    for (const method of defined.methods())
      if (method.ref.name === name && method.ref.proto.descriptor === descriptor) return true;
  }
  return false;
}

// scanner/code/opcodes-used.ts
var OP = {
  constString: 26,
  constStringJumbo: 27,
  firstFieldRead: 82,
  lastInstanceRead: 88,
  firstStaticRead: 96,
  lastStaticRead: 102,
  invokeVirtual: 110,
  invokeInterface: 114,
  invokeVirtualRange: 116,
  invokeInterfaceRange: 120
};
function isInvoke(opcode) {
  return opcode >= OP.invokeVirtual && opcode <= OP.invokeInterface || opcode >= OP.invokeVirtualRange && opcode <= OP.invokeInterfaceRange;
}
function isFieldRead(opcode) {
  return opcode >= OP.firstFieldRead && opcode <= OP.lastInstanceRead || opcode >= OP.firstStaticRead && opcode <= OP.lastStaticRead;
}

// scanner/code/string-marks.ts
var STRING_MARK = {
  /** Opens a channel to personal information by itself. */
  channel: 1,
  /** Holds an address on a network. */
  url: 2,
  /** Reads like a privacy policy, agreement or consent. */
  policy: 4,
  /** Decides what a call reads when it is given as its argument, e.g. `android_id`. */
  tested: 8,
  /** Names a method for reflection, e.g. `getDeviceId`. */
  member: 16
};
var URL_HINT = "://";
var MAX_POLICY_CHARS = 2e3;
function toPolicyTest(words) {
  const zh = new RegExp(
    words.filter((word) => word.language === "zh").map((word) => word.word).join("|")
  );
  const english = words.filter((word) => word.language === "en").map((word) => word.word);
  const en = new RegExp(english.map((word) => `(?<![a-z])${word}(?![a-z])`).join("|"), "i");
  return (text3) => text3.length <= MAX_POLICY_CHARS && (zh.test(text3) || en.test(text3));
}
function markStrings(dex, channels, isPolicyText) {
  const marks = new Uint8Array(dex.stringCount);
  for (let i = 0; i < dex.stringCount; i++) {
    const text3 = findString(dex, i);
    if (text3 === void 0 || text3.length < 2) continue;
    let mark = 0;
    if (channels.findByText(text3, false).length > 0) mark |= STRING_MARK.channel;
    if (text3.includes(URL_HINT) && !text3.startsWith("content:")) mark |= STRING_MARK.url;
    if (channels.testedTexts.has(text3)) mark |= STRING_MARK.tested;
    if (channels.tellingNames.has(text3)) mark |= STRING_MARK.member;
    if (text3.length >= 4 && !isDescriptor(text3) && isPolicyText(text3)) mark |= STRING_MARK.policy;
    marks[i] = mark;
  }
  return marks;
}
function isDescriptor(text3) {
  const first = text3.charCodeAt(0);
  return (first === 76 || first === 91) && text3.endsWith(";");
}
function findString(dex, index) {
  try {
    return dex.string(index);
  } catch (error) {
    if (error instanceof ScanError && error.code === "BAD_DEX") return void 0;
    throw error;
  }
}

// scanner/code/method-hits.ts
function findHits(app, dex, channels, isPolicyText) {
  const stringMarks = markStrings(dex, channels, isPolicyText);
  const problems = [];
  const calls = findCallTargets(dex, app.hierarchy, channels, problems);
  const fields = findFieldTargets(dex, channels, problems);
  const methods = [];
  const nativeMethods = [];
  const cursor = new InstructionCursor();
  const visitMethod = (method) => {
    if ((method.accessFlags & ACCESS.native) !== 0) nativeMethods.push(method);
    if (method.codeOffset === 0) return;
    const code = new Code(dex, method.codeOffset, method);
    let hits;
    cursor.reset(code);
    while (cursor.next()) {
      const { opcode } = cursor;
      let kind;
      if (isInvoke(opcode)) {
        if (!calls.numbers[cursor.index]) continue;
        kind = "call";
      } else if (isFieldRead(opcode)) {
        if (!fields.numbers[cursor.index]) continue;
        kind = "field";
      } else if (opcode === OP.constString || opcode === OP.constStringJumbo) {
        if (!stringMarks[cursor.index]) continue;
        kind = "string";
      } else continue;
      (hits ??= []).push({ kind, pc: cursor.pc, index: cursor.index });
    }
    if (!hits) return;
    void method.ref;
    methods.push({ method, code, hits });
  };
  for (const defined of definedHere(app, dex)) {
    try {
      for (const method of defined.methods()) {
        try {
          visitMethod(method);
        } catch (error) {
          addProblem(problems, error, dex.name);
        }
      }
    } catch (error) {
      addProblem(problems, error, dex.name);
    }
  }
  return { dex, stringMarks, calls, fields, methods, nativeMethods, problems };
}
function* definedHere(app, dex) {
  for (const defined of dex.classes())
    if (app.hierarchy.findClass(defined.descriptor) === defined) yield defined;
}

// scanner/code/overrides.ts
function findOverrides(app, channels, problems) {
  const accesses = [];
  const visit = (defined) => {
    const ancestor = app.hierarchy.findPlatformAncestor(defined.descriptor);
    const watched = ancestor === void 0 ? void 0 : channels.overrides.get(toClassName(ancestor));
    if (!watched) return;
    for (const method of defined.virtualMethods) {
      if (method.codeOffset === 0) continue;
      for (const { piType, className, method: name } of watched.get(method.ref.name) ?? [])
        accesses.push({
          method,
          pc: 0,
          piType,
          api: `${className}.${name}`,
          channel: "api",
          via: "override"
        });
    }
  };
  for (const dex of app.dexFiles) {
    for (const defined of definedHere(app, dex)) {
      try {
        visit(defined);
      } catch (error) {
        addProblem(problems, error, dex.name);
      }
    }
  }
  return accesses;
}

// scanner/code/argument-test.ts
function testArgument(test, values) {
  const value = values[test.argument];
  if (test.kind === "bits") {
    if (value?.kind !== "number") return "unknown";
    return (value.value & test.mask) !== 0 ? "met" : "unmet";
  }
  const text3 = toComparable(value);
  if (text3 === void 0) return test.kind === "not" ? "met" : "unknown";
  return test.values.includes(text3) === (test.kind === "is") ? "met" : "unmet";
}
function toComparable(value) {
  switch (value?.kind) {
    case "text":
      return value.text;
    case "number":
      return String(value.value);
    case "own-package":
      return OWN_PACKAGE;
    default:
      return void 0;
  }
}

// scanner/code/values.ts
function sameValue(a, b) {
  if (a === b) return true;
  if (!a || !b || a.kind !== b.kind) return false;
  switch (a.kind) {
    case "text":
      return b.kind === "text" && a.text === b.text;
    case "number":
      return b.kind === "number" && a.value === b.value;
    case "parameter":
      return b.kind === "parameter" && a.index === b.index;
    case "own-package":
      return true;
    case "uri":
      return b.kind === "uri" && a.name === b.name;
    case "class":
      return b.kind === "class" && a.descriptor === b.descriptor;
    case "list":
      return b.kind === "list" && a.items.length === b.items.length && a.items.every((item, i) => sameValue(item, b.items[i]));
  }
}

// scanner/code/trace-values.ts
var MAX_VISITS = 6e4;
var MAX_LIST = 32;
function traceValues(code, rules) {
  return new Trace(code, rules).run();
}
var Trace = class {
  code;
  rules;
  instructions;
  /** Registers on arrival, for the pcs that are jumped to. */
  arrivals = /* @__PURE__ */ new Map();
  queue = [];
  leaders;
  calls = /* @__PURE__ */ new Map();
  visits = 0;
  result;
  constructor(code, rules) {
    this.code = code;
    this.rules = rules;
    const listing = listInstructions(code);
    this.instructions = listing.instructions;
    this.leaders = listing.leaders;
  }
  run() {
    this.arrive(0, entryState(this.code));
    for (let pc = this.queue.pop(); pc !== void 0; pc = this.queue.pop()) {
      if (!this.walk(pc)) return void 0;
    }
    return [...this.calls.values()].sort((a, b) => a.pc - b.pc);
  }
  /** Joins a state into what is known at a pc; what changes is walked again. */
  arrive(pc, state2) {
    const known = this.arrivals.get(pc);
    if (!known) {
      this.arrivals.set(pc, state2.slice());
      this.queue.push(pc);
      return;
    }
    let changed = false;
    for (let i = 0; i < known.length; i++) {
      if (known[i] !== void 0 && !sameValue(known[i], state2[i])) {
        known[i] = void 0;
        changed = true;
      }
    }
    if (changed) this.queue.push(pc);
  }
  /** Walks from a leader to the end of its block. False when the method takes too long. */
  walk(start) {
    const state2 = (this.arrivals.get(start) ?? []).slice();
    let pc = start;
    for (; ; ) {
      if (++this.visits > MAX_VISITS) return false;
      const instruction = this.instructionAt(pc);
      const { opcode } = instruction;
      if (opcode.canThrow) this.arriveAtHandlers(pc, state2);
      this.step(instruction, state2);
      for (const target of targetsOf(this.code, instruction)) this.arrive(target, state2);
      if (!opcode.canContinue) return true;
      pc += sizeOf(instruction);
      if (pc >= this.code.unitCount) return true;
      if (this.leaders.has(pc)) {
        this.arrive(pc, state2);
        return true;
      }
    }
  }
  arriveAtHandlers(pc, state2) {
    for (const block of this.code.tries) {
      if (pc < block.startPc || pc >= block.endPc) continue;
      for (const handler of block.handlers) this.arrive(handler.pc, state2);
    }
  }
  /** A jump into the middle of an instruction is taken as it reads there. */
  instructionAt(pc) {
    return this.instructions.get(pc) ?? readInstruction(this.code, pc);
  }
  step(instruction, state2) {
    const { opcode, registers } = instruction;
    const [a = 0, b = 0, c = 0] = registers;
    const { name } = opcode;
    if (name.startsWith("invoke-") || name.startsWith("filled-new-array")) {
      this.result = this.resultOf(instruction, state2);
    } else if (name === "aput-object") {
      putElement(state2, a, b, c);
    } else if (opcode.setsRegister) {
      const value = this.valueOf(instruction, state2);
      state2[a] = value;
      if (opcode.setsWide) state2[a + 1] = void 0;
    } else if (name === "fill-array-data") {
      state2[a] = void 0;
    }
  }
  resultOf(instruction, state2) {
    const { opcode, registers } = instruction;
    if (opcode.name.startsWith("filled-new-array"))
      return { kind: "list", items: registers.slice(0, MAX_LIST).map((register) => state2[register]) };
    if (opcode.reference !== "method") return void 0;
    const call = toCall(this.code, instruction, state2);
    this.calls.set(instruction.pc, call);
    return this.rules.result(call);
  }
  valueOf(instruction, state2) {
    const { opcode, registers, index, pc, literal } = instruction;
    const { dex } = this.code;
    switch (opcode.name) {
      case "move":
      case "move/from16":
      case "move/16":
      case "move-object":
      case "move-object/from16":
      case "move-object/16":
        return state2[registers[1] ?? 0];
      case "move-result":
      case "move-result-object":
        return this.result;
      case "const/4":
      case "const/16":
      case "const":
      case "const/high16":
        return { kind: "number", value: Number(literal) };
      case "const-string":
      case "const-string/jumbo":
        return { kind: "text", text: dex.string(index), pc };
      case "const-class":
        return { kind: "class", descriptor: dex.type(index) };
      case "check-cast":
        return state2[registers[0] ?? 0];
      case "sget-object":
        return this.rules.staticField(index, pc);
      case "new-array": {
        const size = state2[registers[1] ?? 0];
        return size?.kind === "number" && size.value >= 0 && size.value <= MAX_LIST ? { kind: "list", items: new Array(size.value).fill(void 0) } : void 0;
      }
      default:
        return void 0;
    }
  }
};
function sizeOf(instruction) {
  return instruction.opcode.format.charCodeAt(0) - 48;
}
function putElement(state2, from, array, at) {
  const list = state2[array];
  if (list?.kind !== "list") return;
  const index = state2[at];
  const items = list.items.slice();
  if (index?.kind === "number" && index.value >= 0 && index.value < items.length)
    items[index.value] = state2[from];
  else items.fill(void 0);
  const stored = { kind: "list", items };
  for (let i = 0; i < state2.length; i++) if (state2[i] === list) state2[i] = stored;
}
function toCall(code, instruction, state2) {
  const { pc, index, registers, opcode } = instruction;
  const isStatic = opcode.name.startsWith("invoke-static");
  const { parameters } = code.dex.method(index).proto;
  const values = [];
  let at = isStatic ? 0 : 1;
  for (const type of parameters) {
    const register = registers[at];
    values.push(register === void 0 ? void 0 : state2[register]);
    at += type === "J" || type === "D" ? 2 : 1;
  }
  const receiver = isStatic ? void 0 : state2[registers[0] ?? -1];
  return { pc, index, ...receiver === void 0 ? {} : { receiver }, arguments: values };
}
function entryState(code) {
  const state2 = new Array(code.registerCount).fill(void 0);
  let register = code.registerCount - code.insCount + (code.method.isStatic ? 0 : 1);
  code.method.ref.proto.parameters.forEach((type, index) => {
    if (register < state2.length) state2[register] = { kind: "parameter", index };
    register += type === "J" || type === "D" ? 2 : 1;
  });
  return state2;
}
function targetsOf(code, instruction) {
  const { opcode, target, pc } = instruction;
  if (!opcode.canBranch) return [];
  if (opcode.name.endsWith("-switch")) return [...readSwitchPayload(code, pc, target).targets];
  return [target];
}
function listInstructions(code) {
  const instructions = /* @__PURE__ */ new Map();
  const leaders = /* @__PURE__ */ new Set();
  for (const instruction of readInstructions(code)) {
    instructions.set(instruction.pc, instruction);
    for (const target of targetsOf(code, instruction)) leaders.add(target);
  }
  for (const block of code.tries) for (const handler of block.handlers) leaders.add(handler.pc);
  return { instructions, leaders };
}

// scanner/code/pi-accesses.ts
var NOTHING = [];
function findAccesses(dexHits, found, channels) {
  return new MethodReader(dexHits, found, channels).read();
}
var MethodReader = class {
  dexHits;
  dex;
  found;
  channels;
  accesses = [];
  passedOn = [];
  given = [];
  unresolved = [];
  reflection = [];
  codeLoads = [];
  /** Loads of constants that were followed to where they are used, so that the load itself says nothing more. */
  usedPcs = /* @__PURE__ */ new Set();
  constructor(dexHits, found, channels) {
    this.dexHits = dexHits;
    this.dex = dexHits.dex;
    this.found = found;
    this.channels = channels;
  }
  read() {
    const calls = this.needsValues() ? this.trace() : NOTHING;
    if (calls) for (const call of calls) this.readCall(call);
    else this.readUntraced();
    this.readHits();
    return {
      accesses: this.accesses,
      passedOn: this.passedOn,
      given: this.given,
      unresolved: this.unresolved,
      reflection: this.reflection,
      codeLoads: this.codeLoads
    };
  }
  target(index) {
    return this.dexHits.calls.targets[this.dexHits.calls.numbers[index] ?? 0];
  }
  /** Values matter for conditions, by-name look-ups and shell commands; for content URIs only if one is loaded. */
  needsValues() {
    return this.found.hits.some((hit) => {
      if (hit.kind === "string")
        return ((this.dexHits.stringMarks[hit.index] ?? 0) & STRING_MARK.tested) !== 0 || this.dex.string(hit.index).startsWith("content://");
      if (hit.kind === "field")
        return this.dexHits.fields.targets[this.dexHits.fields.numbers[hit.index] ?? 0]?.kind === "uri";
      const target = this.target(hit.index);
      return target?.role === "exec" || target?.role === "member-by-name" || target?.role === "class-by-name" || target?.channels.some((channel) => channel.when !== void 0);
    });
  }
  trace() {
    return traceValues(this.found.code, {
      result: (call) => this.resultOf(call),
      staticField: (index, pc) => {
        const target = this.dexHits.fields.targets[this.dexHits.fields.numbers[index] ?? 0];
        return target?.kind === "uri" ? { kind: "uri", name: target.api, piType: target.piType, pc } : void 0;
      }
    });
  }
  resultOf(call) {
    const [first] = call.arguments;
    switch (this.target(call.index)?.role) {
      case "own-package":
        return { kind: "own-package" };
      case "parse-uri":
        return first?.kind === "text" ? { kind: "uri", name: first.text, pc: first.pc } : void 0;
      case "append-uri":
        return first?.kind === "uri" ? first : void 0;
      default:
        return void 0;
    }
  }
  readCall(call) {
    const target = this.target(call.index);
    if (!target) {
      this.noteGiven(call);
      return;
    }
    for (const channel of target.channels) if (channel.when) this.readCondition(call, channel);
    switch (target.role) {
      case "content-resolver":
        for (const value of call.arguments) if (value?.kind === "uri") this.readUri(call, target, value);
        break;
      case "intent":
        for (const value of call.arguments) if (value?.kind === "uri") this.usedPcs.add(value.pc);
        break;
      case "exec":
        this.readCommand(call);
        break;
      case "member-by-name":
        this.readMember(call);
        break;
      case "class-by-name":
        this.reflection.push({
          ...this.at(call.pc),
          resolved: call.arguments.some((value) => value?.kind === "text")
        });
        break;
      default:
    }
  }
  readCondition(call, channel) {
    if (!channel.when) return;
    const outcome = testArgument(channel.when, call.arguments);
    if (outcome === "met") this.add(call.pc, channel.piType, `${channel.className}.${channel.method}`, "api");
    if (outcome !== "unknown") return;
    const value = call.arguments[channel.when.argument];
    if (value?.kind === "parameter")
      this.passedOn.push({ method: this.found.method, parameter: value.index, channel });
    else this.addUnresolved(call.pc);
  }
  readUri(call, target, value) {
    const types = value.piType === void 0 ? this.channels.findByText(value.name, false).map((channel) => channel.piType) : [value.piType];
    this.usedPcs.add(value.pc);
    for (const piType of new Set(types))
      this.add(call.pc, piType, `${target.className}.${target.method} ${value.name}`, "content-uri");
  }
  readCommand(call) {
    const [first] = call.arguments;
    const parts = first?.kind === "list" ? first.items : call.arguments;
    const words = parts.map((value) => value?.kind === "text" ? value.text : void 0);
    if (words[0] === void 0) {
      this.addUnresolved(call.pc);
      return;
    }
    for (const value of parts) if (value?.kind === "text") this.usedPcs.add(value.pc);
    const command = words.map((word) => word ?? "?").join(" ");
    for (const channel of this.channels.findByText(command, true))
      if (channel.channel === "command") this.add(call.pc, channel.piType, channel.value, "command");
  }
  readMember(call) {
    const [name] = call.arguments;
    const channel = name?.kind === "text" ? this.channels.tellingNames.get(name.text) : void 0;
    if (channel)
      this.add(call.pc, channel.piType, `${channel.className}.${channel.method}`, "api", "reflection");
    this.reflection.push({ ...this.at(call.pc), resolved: name?.kind === "text" });
  }
  /** Constants that some channel asks for, handed to another method: that one may pass them on. */
  noteGiven(call) {
    call.arguments.forEach((value, argument) => {
      if (value?.kind === "text" && this.channels.testedTexts.has(value.text))
        this.given.push({
          ...this.at(call.pc),
          dex: this.dex,
          callee: call.index,
          argument,
          text: value.text
        });
    });
  }
  /** Where values could not be followed, every condition is open. */
  readUntraced() {
    for (const hit of this.found.hits) {
      if (hit.kind !== "call") continue;
      const target = this.target(hit.index);
      if (target?.channels.some((channel) => channel.when)) this.addUnresolved(hit.pc);
    }
  }
  /** Hits that need no values. */
  readHits() {
    for (const hit of this.found.hits) {
      if (hit.kind === "call") this.readPlainCall(hit.pc, hit.index);
      else if (hit.kind === "field") this.readField(hit.pc, hit.index);
      else if (((this.dexHits.stringMarks[hit.index] ?? 0) & STRING_MARK.channel) !== 0)
        this.readText(hit.pc, this.dex.string(hit.index));
    }
  }
  readPlainCall(pc, index) {
    const target = this.target(index);
    if (!target) return;
    for (const channel of target.channels)
      if (!channel.when) this.add(pc, channel.piType, `${channel.className}.${channel.method}`, "api");
    if (target.role === "load-code" && this.isPlatformCall(index)) this.codeLoads.push(this.at(pc));
    if (target.role === "invoke-reflected") this.reflection.push({ ...this.at(pc), resolved: true });
  }
  /** A class loader of the app that calls its super constructor loads nothing by being defined. */
  isPlatformCall(index) {
    const target = this.target(index);
    if (!target) return false;
    const { owner, name } = this.dex.method(index);
    return toClassName(owner) === target.className && !(name === "<init>" && this.found.method.ref.name === "<init>");
  }
  readField(pc, index) {
    const target = this.dexHits.fields.targets[this.dexHits.fields.numbers[index] ?? 0];
    if (!target) return;
    if (target.kind === "field") this.add(pc, target.piType, target.api, "field");
    else if (!this.usedPcs.has(pc)) this.add(pc, target.piType, target.api, "content-uri");
  }
  readText(pc, text3) {
    const isUsed = this.usedPcs.has(pc);
    for (const { piType, value, channel } of this.channels.findByText(text3, false)) {
      if (isUsed && (channel === "command" || channel === "content-uri")) continue;
      this.add(pc, piType, value, channel);
    }
  }
  add(pc, piType, api, channel, via) {
    this.accesses.push({ ...this.at(pc), piType, api, channel, ...via === void 0 ? {} : { via } });
  }
  /** Several channels may watch one call. */
  addUnresolved(pc) {
    if (!this.unresolved.some((place2) => place2.pc === pc)) this.unresolved.push(this.at(pc));
  }
  at(pc) {
    return { method: this.found.method, pc };
  }
};

// scanner/code/wrappers.ts
function findWrapperAccesses(passedOn, given, hierarchy) {
  const byMethod = /* @__PURE__ */ new Map();
  for (const passed of passedOn) {
    const { owner, name, proto } = passed.method.ref;
    const key = `${owner}->${name}${proto.descriptor}`;
    byMethod.set(key, [...byMethod.get(key) ?? [], passed]);
  }
  const accesses = [];
  for (const call of given) {
    const { owner, name, proto } = call.dex.method(call.callee);
    const owners = hierarchy.chainOf(owner).map((defined) => defined.descriptor);
    const declaring = owners.find((candidate) => byMethod.has(`${candidate}->${name}${proto.descriptor}`));
    if (declaring === void 0) continue;
    for (const { parameter, channel } of byMethod.get(`${declaring}->${name}${proto.descriptor}`) ?? []) {
      if (parameter !== call.argument || channel.when?.kind !== "is" || !channel.when.values.includes(call.text))
        continue;
      accesses.push({
        method: call.method,
        pc: call.pc,
        piType: channel.piType,
        api: `${channel.className}.${channel.method}`,
        channel: "api",
        via: "wrapper"
      });
    }
  }
  return accesses;
}

// scanner/code/code-findings.ts
function readCode(app, data, budget) {
  const index = new ChannelIndex(data.piChannels);
  const isPolicyText = toPolicyTest(data.policyWords);
  const accesses = [];
  const passedOn = [];
  const given = [];
  const unresolved = [];
  const reflection = [];
  const codeLoads = [];
  const nativeMethods = [];
  const urls = [];
  const policyTexts = [];
  const problems = [...app.problems];
  for (const dex of app.dexFiles) {
    checkBudget(budget);
    const hits = findHits(app, dex, index, isPolicyText);
    problems.push(...hits.problems);
    nativeMethods.push(...hits.nativeMethods);
    for (const found of hits.methods) {
      try {
        collectTexts(hits, found, STRING_MARK.url, urls);
        collectTexts(hits, found, STRING_MARK.policy, policyTexts);
        const findings = findAccesses(hits, found, index);
        accesses.push(...findings.accesses);
        passedOn.push(...findings.passedOn);
        given.push(...findings.given);
        unresolved.push(...findings.unresolved);
        reflection.push(...findings.reflection);
        codeLoads.push(...findings.codeLoads);
      } catch (error) {
        addProblem(problems, error, dex.name);
      }
    }
  }
  accesses.push(
    ...findWrapperAccesses(passedOn, given, app.hierarchy),
    ...findOverrides(app, index, problems)
  );
  return { accesses, unresolved, reflection, codeLoads, nativeMethods, urls, policyTexts, problems };
}
function collectTexts(hits, found, mark, into) {
  for (const hit of found.hits)
    if (hit.kind === "string" && ((hits.stringMarks[hit.index] ?? 0) & mark) !== 0)
      into.push({ method: found.method, pc: hit.pc, text: hits.dex.string(hit.index) });
}

// scanner/code/code-place.ts
function toCodePlace({ method, pc }) {
  const { owner, name, proto } = method.ref;
  const line = findLine({ method, pc });
  return {
    kind: "code",
    className: toClassName(owner),
    method: name,
    descriptor: proto.descriptor,
    pc,
    ...line === void 0 ? {} : { line },
    dex: method.owner.dex.name
  };
}
function findLine({ method, pc }) {
  try {
    return method.findCode()?.findLine(pc);
  } catch (error) {
    if (error instanceof ScanError && error.code === "BAD_DEX") return void 0;
    throw error;
  }
}
function toClassPlace(defined) {
  return {
    kind: "code",
    className: toClassName(defined.descriptor),
    method: "",
    descriptor: "",
    pc: 0,
    dex: defined.dex.name
  };
}

// scanner/collectors/gaps.ts
var MAX_PLACES = 20;
var CODE_SLOTS = ["code", "apiCalls", "sdks", "endpoints"];
var RUN_SLOTS = [
  "scenarios",
  "piReads",
  "permissionRequests",
  "networkRequests",
  "starts",
  "consentDialogs",
  "popups"
];
var GAPS = {
  PACKED_CODE: {
    zh: "\u5E94\u7528\u7ECF\u8FC7\u52A0\u56FA\uFF0C\u771F\u5B9E\u4EE3\u7801\u5728\u8FD0\u884C\u65F6\u624D\u89E3\u5BC6\uFF0C\u9759\u6001\u626B\u63CF\u770B\u4E0D\u5230\u3002",
    en: "The app is packed: its real code is decrypted only when it runs, so static reading does not see it.",
    affects: CODE_SLOTS
  },
  PARTLY_PACKED_CODE: {
    zh: "\u5E94\u7528\u7684\u90E8\u5206\u4EE3\u7801\u53D7\u865A\u62DF\u673A\u6216\u52A0\u5BC6\u4FDD\u62A4\uFF0C\u9759\u6001\u626B\u63CF\u770B\u4E0D\u5230\u8FD9\u90E8\u5206\u3002",
    en: "Part of the code is encrypted or turned into another instruction set, so static reading does not see that part.",
    affects: CODE_SLOTS
  },
  HYBRID_CODE: {
    zh: "\u5E94\u7528\u903B\u8F91\u7528\u5176\u4ED6\u8BED\u8A00\u7F16\u5199\uFF08\u89C1\u6DF7\u5408\u6846\u67B6\uFF09\uFF0C\u4E0D\u5728 dex \u5B57\u8282\u7801\u4E2D\uFF0C\u9759\u6001\u626B\u63CF\u53EA\u770B\u5230\u5176\u5916\u58F3\u3002",
    en: "The app is written in another language (see its frameworks), outside dex bytecode: static reading sees only the shell.",
    affects: ["apiCalls", "endpoints", "sdks"]
  },
  NATIVE_CODE: {
    zh: "\u5E94\u7528\u542B\u6709\u672C\u5730\u5E93\uFF08.so\uFF09\uFF0C\u5176\u4E2D\u8BFB\u53D6\u4E2A\u4EBA\u4FE1\u606F\u7684\u884C\u4E3A\u65E0\u6CD5\u4ECE\u5B57\u8282\u7801\u770B\u51FA\u3002",
    en: "The app has native libraries; what they read themselves cannot be seen in bytecode.",
    affects: ["apiCalls", "endpoints"]
  },
  DYNAMIC_CODE: {
    zh: "\u5E94\u7528\u5728\u8FD0\u884C\u65F6\u52A0\u8F7D\u5176\u4ED6\u4EE3\u7801\u6587\u4EF6\uFF0C\u5176\u5185\u5BB9\u672A\u88AB\u626B\u63CF\u3002",
    en: "The app loads further code while it runs; what that code does was not read.",
    affects: ["apiCalls", "sdks", "endpoints"]
  },
  REFLECTION: {
    zh: "\u5E94\u7528\u6309\u8FD0\u884C\u65F6\u624D\u5F97\u5230\u7684\u540D\u79F0\u8C03\u7528\u7C7B\u6216\u65B9\u6CD5\uFF0C\u65E0\u6CD5\u5F97\u77E5\u8C03\u7528\u4E86\u4EC0\u4E48\u3002",
    en: "The app calls classes or methods by names that it makes while it runs; what it calls could not be told.",
    affects: ["apiCalls"]
  },
  UNRESOLVED_ARGUMENT: {
    zh: "\u90E8\u5206\u8C03\u7528\u8BFB\u53D6\u4EC0\u4E48\u53D6\u51B3\u4E8E\u53C2\u6570\uFF0C\u800C\u53C2\u6570\u7684\u503C\u65E0\u6CD5\u9759\u6001\u5F97\u77E5\u3002",
    en: "What some calls read depends on an argument whose value could not be told.",
    affects: ["apiCalls"]
  },
  RENAMED_CODE: {
    zh: "\u5927\u90E8\u5206\u7C7B\u540D\u7ECF\u8FC7\u6DF7\u6DC6\uFF0C\u6309\u540D\u79F0\u8BC6\u522B\u7B2C\u4E09\u65B9 SDK \u53EF\u80FD\u6709\u9057\u6F0F\u3002",
    en: "Most classes are renamed, so SDKs that were renamed with them may have been missed.",
    affects: ["sdks"]
  },
  BROKEN_CODE: {
    zh: "\u90E8\u5206\u4EE3\u7801\u6587\u4EF6\u635F\u574F\uFF0C\u65E0\u6CD5\u8BFB\u53D6\u3002",
    en: "Part of the code is damaged and could not be read.",
    affects: CODE_SLOTS
  },
  BROKEN_RESOURCES: {
    zh: "\u8D44\u6E90\u8868\u635F\u574F\uFF0C\u5176\u4E2D\u7684\u6587\u5B57\u548C\u7F51\u5740\u672A\u88AB\u8BFB\u53D6\u3002",
    en: "The resource table is damaged; the texts and addresses in it were not read.",
    affects: ["code", "endpoints"]
  },
  TOO_MUCH: {
    zh: "\u6570\u91CF\u8FC7\u591A\uFF0C\u53EA\u4FDD\u7559\u4E86\u524D\u9762\u7684\u90E8\u5206\u3002",
    en: "There were too many of these; only the first ones were kept.",
    affects: ["apiCalls", "endpoints", "code"]
  },
  COLLECTOR_FAILED: {
    zh: "\u8FD9\u4E00\u7C7B\u8BC1\u636E\u672A\u80FD\u6536\u96C6\u3002",
    en: "This kind of evidence could not be collected.",
    affects: []
  },
  NO_DEVICE: {
    zh: "\u6CA1\u6709\u8FD0\u884C\u8BBE\u5907\uFF0C\u672A\u8FDB\u884C\u52A8\u6001\u68C0\u6D4B\u3002",
    en: "There was no device to run the app on, so its behaviour was not observed.",
    affects: RUN_SLOTS
  },
  NOT_RUN: {
    zh: "\u6309\u8981\u6C42\u53EA\u505A\u9759\u6001\u626B\u63CF\uFF0C\u672A\u8FD0\u884C\u5E94\u7528\u3002",
    en: "Only a static scan was asked for; the app was not run.",
    affects: RUN_SLOTS
  }
};
function toGap(code, places2 = [], affects) {
  const row = GAPS[code];
  return {
    code,
    message: { zh: row.zh, en: row.en },
    affects: affects ?? row.affects,
    places: places2.slice(0, MAX_PLACES)
  };
}

// scanner/collectors/api-calls.ts
var MAX_CALLS = 5e4;
var apiCallsCollector = {
  slot: "apiCalls",
  collect: (input) => {
    const { findings, attributor } = input.code();
    const calls = /* @__PURE__ */ new Map();
    for (const access of findings.accesses) {
      const place2 = toCodePlace(access);
      const key = `${access.piType} ${access.api} ${place2.dex} ${place2.className} ${place2.method}${place2.descriptor} ${place2.pc}`;
      if (calls.has(key) || calls.size >= MAX_CALLS) continue;
      calls.set(key, {
        piType: access.piType,
        api: access.api,
        channel: access.channel,
        ...access.via === void 0 ? {} : { via: access.via },
        place: place2,
        attribution: attributor.attribute(place2.className),
        reach: "cannot-tell"
      });
    }
    const ownPlaces = (places2) => places2.map(toCodePlace).filter((place2) => attributor.attribute(place2.className).kind !== "library");
    const gaps = [];
    const reflection = ownPlaces(findings.reflection.filter((call) => !call.resolved));
    if (reflection.length > 0) gaps.push(toGap("REFLECTION", reflection));
    const unresolved = ownPlaces(findings.unresolved);
    if (unresolved.length > 0) gaps.push(toGap("UNRESOLVED_ARGUMENT", unresolved));
    if (calls.size >= MAX_CALLS) gaps.push(toGap("TOO_MUCH", [], ["apiCalls"]));
    return { value: [...calls.values()], gaps };
  }
};

// scanner/package/anomaly.ts
var AnomalyLog = class {
  list = [];
  #seen = /* @__PURE__ */ new Set();
  #maxCount;
  constructor(maxCount = 1e3) {
    this.#maxCount = maxCount;
  }
  add(code, message, where = {}) {
    if (this.list.length >= this.#maxCount) return;
    const key = `${code} ${where.file ?? ""} ${where.offsetBytes ?? ""}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ code, message, ...where });
  }
};

// scanner/package/bytes.ts
var ByteView = class _ByteView {
  bytes;
  sizeBytes;
  file;
  code;
  baseOffsetBytes;
  #view;
  constructor(bytes, code, file2, baseOffsetBytes = 0) {
    this.bytes = bytes;
    this.sizeBytes = bytes.byteLength;
    this.code = code;
    this.file = file2;
    this.baseOffsetBytes = baseOffsetBytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  has(offset, length) {
    return offset >= 0 && length >= 0 && offset + length <= this.sizeBytes;
  }
  u8(offset) {
    if (offset < 0 || offset + 1 > this.sizeBytes) throw this.outside(offset, 1);
    return this.#view.getUint8(offset);
  }
  u16(offset) {
    if (offset < 0 || offset + 2 > this.sizeBytes) throw this.outside(offset, 2);
    return this.#view.getUint16(offset, true);
  }
  u32(offset) {
    if (offset < 0 || offset + 4 > this.sizeBytes) throw this.outside(offset, 4);
    return this.#view.getUint32(offset, true);
  }
  i32(offset) {
    if (offset < 0 || offset + 4 > this.sizeBytes) throw this.outside(offset, 4);
    return this.#view.getInt32(offset, true);
  }
  /** An unsigned 64-bit value; above 2^53 it loses low bits, which every caller's range check refuses anyway. */
  u64(offset) {
    return this.u32(offset) + this.u32(offset + 4) * 4294967296;
  }
  slice(offset, length) {
    if (!this.has(offset, length)) throw this.outside(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }
  /** A view of a part whose errors still name the place in the whole. */
  part(offset, length) {
    return new _ByteView(this.slice(offset, length), this.code, this.file, this.baseOffsetBytes + offset);
  }
  error(offset, message) {
    return new ScanError(this.code, message, { file: this.file, offsetBytes: this.baseOffsetBytes + offset });
  }
  outside(offset, length) {
    return this.error(
      offset,
      `${this.file}: ${length} bytes at ${offset} lie outside its ${this.sizeBytes} bytes.`
    );
  }
};
function asBuffer(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// scanner/package/res/chunk.ts
var CHUNK_STRING_POOL = 1;
var CHUNK_TABLE = 2;
var CHUNK_XML = 3;
var CHUNK_XML_FIRST_NODE = 256;
var CHUNK_XML_LAST_NODE = 383;
var CHUNK_XML_RESOURCE_MAP = 384;
var CHUNK_PACKAGE = 512;
var CHUNK_TYPE = 513;
var CHUNK_TYPE_SPEC = 514;
var CHUNK_LIBRARY = 515;
var CHUNK_OVERLAYABLE = 516;
var CHUNK_STAGED_ALIAS = 518;
var CHUNK_HEADER_BYTES = 8;
function findChunk(view, offset, limit) {
  if (offset + CHUNK_HEADER_BYTES > limit || !view.has(offset, CHUNK_HEADER_BYTES)) return void 0;
  const headerSizeBytes = view.u16(offset + 2);
  const sizeBytes = view.u32(offset + 4);
  if (headerSizeBytes < CHUNK_HEADER_BYTES || sizeBytes < headerSizeBytes || offset + sizeBytes > limit)
    return void 0;
  return { type: view.u16(offset), offset, headerSizeBytes, end: offset + sizeBytes };
}

// scanner/package/res/string-pool.ts
var HEADER_BYTES2 = 28;
var FLAG_UTF8 = 256;
var SPAN_END = 4294967295;
var MAX_SPANS = 1e4;
var StringPool = class {
  count;
  isUtf8;
  #view;
  #text;
  #indexOffset;
  #stringsOffset;
  #styleCount;
  #stylesOffset;
  #end;
  #cache = [];
  /** Strings of a hostile pool may overlap; honest ones never decode to more than the pool holds. */
  #decodableBytes;
  /** Reads the header only. Counts that do not fit are cut to what fits, as the tolerant Android readers do. */
  constructor(view, chunk) {
    this.#view = view;
    this.#text = asBuffer(view.bytes);
    const at = chunk.offset;
    const complete = chunk.end - at >= HEADER_BYTES2;
    const declared = complete ? view.u32(at + 8) : 0;
    const declaredStyles = complete ? view.u32(at + 12) : 0;
    this.isUtf8 = complete && (view.u32(at + 16) & FLAG_UTF8) !== 0;
    this.#indexOffset = at + chunk.headerSizeBytes;
    this.#end = chunk.end;
    this.#decodableBytes = (chunk.end - at) * 4 + 65536;
    const room = Math.max(0, Math.floor((chunk.end - this.#indexOffset) / 4));
    this.count = Math.min(declared, room);
    this.#styleCount = Math.min(declaredStyles, room - this.count);
    this.#stringsOffset = at + (complete ? view.u32(at + 20) : 0);
    this.#stylesOffset = at + (complete ? view.u32(at + 24) : 0);
  }
  /** The string, or undefined when the index or its data lies outside. */
  find(index) {
    if (index < 0 || index >= this.count) return void 0;
    const known = this.#cache[index];
    if (known !== void 0) return known;
    const at = this.#stringsOffset + this.#view.u32(this.#indexOffset + index * 4);
    const text3 = this.isUtf8 ? this.#decodeUtf8(at) : this.#decodeUtf16(at);
    if (text3 !== void 0) this.#cache[index] = text3;
    return text3;
  }
  /** The index of a string, or -1. Linear. */
  indexOf(text3) {
    for (let index = 0; index < this.count; index += 1) if (this.find(index) === text3) return index;
    return -1;
  }
  /** The tags of a styled string in file order; empty for a plain one. */
  spans(index) {
    const spans = [];
    if (index < 0 || index >= this.#styleCount) return spans;
    let at = this.#stylesOffset + this.#view.u32(this.#indexOffset + (this.count + index) * 4);
    while (at + 12 <= this.#end && spans.length < MAX_SPANS) {
      const name = this.#view.u32(at);
      if (name === SPAN_END) break;
      spans.push({ tag: this.find(name) ?? "", first: this.#view.u32(at + 4), last: this.#view.u32(at + 8) });
      at += 12;
    }
    return spans;
  }
  #decodeUtf8(start) {
    const view = this.#view;
    let at = start;
    if (at + 2 > this.#end) return void 0;
    at += (view.u8(at) & 128) !== 0 ? 2 : 1;
    if (at + 2 > this.#end) return void 0;
    let size = view.u8(at);
    at += 1;
    if ((size & 128) !== 0) {
      size = (size & 127) << 8 | view.u8(at);
      at += 1;
    }
    let end = at + size;
    if (end < this.#end && view.u8(end) !== 0) {
      const zero = this.#text.indexOf(0, end);
      if (zero >= 0 && zero < this.#end && (zero - at & 32767) === size) end = zero;
    }
    return this.#decode("utf8", at, Math.min(end, this.#end));
  }
  #decodeUtf16(start) {
    const view = this.#view;
    if (start + 2 > this.#end) return void 0;
    let at = start + 2;
    let units = view.u16(start);
    if ((units & 32768) !== 0) {
      if (at + 2 > this.#end) return void 0;
      units = (units & 32767) * 65536 + view.u16(at);
      at += 2;
    }
    return this.#decode("utf16le", at, Math.min(at + units * 2, this.#end));
  }
  #decode(encoding, start, end) {
    this.#decodableBytes -= end - start;
    if (this.#decodableBytes < 0)
      throw new ScanError(
        "LIMIT_EXCEEDED",
        "The strings of a pool overlap to more than the pool could hold.",
        {
          file: this.#view.file,
          offsetBytes: this.#view.baseOffsetBytes + start
        }
      );
    return this.#text.toString(encoding, start, end);
  }
};

// scanner/package/res/typed-value.ts
var TYPE_NULL = 0;
var TYPE_REFERENCE = 1;
var TYPE_ATTRIBUTE = 2;
var TYPE_STRING = 3;
var TYPE_FLOAT = 4;
var TYPE_DIMENSION = 5;
var TYPE_FRACTION = 6;
var TYPE_DYNAMIC_REFERENCE = 7;
var TYPE_DYNAMIC_ATTRIBUTE = 8;
var TYPE_INT_DEC = 16;
var TYPE_INT_HEX = 17;
var TYPE_BOOLEAN = 18;
var TYPE_FIRST_COLOR = 28;
var TYPE_LAST_COLOR = 31;
var UNITS = ["px", "dp", "sp", "pt", "in", "mm"];
var RADIX_SCALE = [1 / 256, 1 / 32768, 1 / 8388608, 1 / 2147483648];
var floatBits = new DataView(new ArrayBuffer(4));
function toTypedValue(dataType, data, pool) {
  switch (dataType) {
    case TYPE_NULL:
      return data === 1 ? { kind: "empty", dataType, data } : { kind: "null", dataType, data };
    case TYPE_REFERENCE:
    case TYPE_DYNAMIC_REFERENCE:
      return { kind: "reference", dataType, data, id: data, isDynamic: dataType === TYPE_DYNAMIC_REFERENCE };
    case TYPE_ATTRIBUTE:
    case TYPE_DYNAMIC_ATTRIBUTE:
      return { kind: "attribute", dataType, data, id: data, isDynamic: dataType === TYPE_DYNAMIC_ATTRIBUTE };
    case TYPE_STRING:
      return { kind: "string", dataType, data, text: pool?.find(data) ?? "" };
    case TYPE_FLOAT:
      floatBits.setUint32(0, data);
      return { kind: "float", dataType, data, value: floatBits.getFloat32(0) };
    case TYPE_DIMENSION: {
      const unit = UNITS[data & 15];
      if (unit === void 0) return { kind: "unknown", dataType, data };
      return { kind: "dimension", dataType, data, value: toComplex(data), unit };
    }
    case TYPE_FRACTION:
      return { kind: "fraction", dataType, data, value: toComplex(data), ofParent: (data & 15) === 1 };
    case TYPE_BOOLEAN:
      return { kind: "boolean", dataType, data, value: data !== 0 };
    default:
      if (dataType >= TYPE_FIRST_COLOR && dataType <= TYPE_LAST_COLOR)
        return { kind: "color", dataType, data, argb: data };
      if (dataType >= TYPE_INT_DEC && dataType <= 31)
        return { kind: "integer", dataType, data, value: data | 0 };
      return { kind: "unknown", dataType, data };
  }
}
function toComplex(data) {
  return (data & 4294967040) * (RADIX_SCALE[data >> 4 & 3] ?? 0);
}
function renderResourceId(id2) {
  return `0x${id2.toString(16).padStart(8, "0")}`;
}
function renderTypedValue(value) {
  switch (value.kind) {
    case "null":
    case "empty":
      return "";
    case "string":
      return value.text;
    case "reference":
      return value.id === 0 ? "@null" : `@${renderResourceId(value.id)}`;
    case "attribute":
      return `?${renderResourceId(value.id)}`;
    case "integer":
      return value.dataType === TYPE_INT_HEX ? `0x${value.data.toString(16)}` : String(value.value);
    case "boolean":
      return String(value.value);
    case "color":
      return `#${value.argb.toString(16).padStart(8, "0")}`;
    case "float":
      return String(value.value);
    case "dimension":
      return `${value.value}${value.unit}`;
    case "fraction":
      return `${value.value * 100}%${value.ofParent ? "p" : ""}`;
    case "unknown":
      return `0x${value.data.toString(16)}`;
  }
}

// scanner/package/axml/platform-attributes.ts
var NAMES = `
  theme label icon name manageSpaceActivity allowClearUserData permission readPermission writePermission
  protectionLevel permissionGroup sharedUserId hasCode persistent enabled debuggable exported process
  taskAffinity multiprocess finishOnTaskLaunch clearTaskOnLaunch stateNotNeeded excludeFromRecents
  authorities syncable initOrder grantUriPermissions priority launchMode screenOrientation configChanges
  description targetPackage handleProfiling functionalTest value resource mimeType scheme host port path
  pathPrefix pathPattern action data targetClass colorForeground colorBackground backgroundDimAmount
  disabledAlpha textAppearance textAppearanceInverse textColorPrimary textColorPrimaryDisableOnly
  textColorSecondary textColorPrimaryInverse textColorSecondaryInverse textColorPrimaryNoDisable
  textColorSecondaryNoDisable textColorPrimaryInverseNoDisable textColorSecondaryInverseNoDisable
  textColorHintInverse textAppearanceLarge textAppearanceMedium textAppearanceSmall
  textAppearanceLargeInverse textAppearanceMediumInverse textAppearanceSmallInverse textCheckMark
  textCheckMarkInverse buttonStyle buttonStyleSmall buttonStyleInset buttonStyleToggle
  galleryItemBackground listPreferredItemHeight expandableListPreferredItemPaddingLeft
  expandableListPreferredChildPaddingLeft expandableListPreferredItemIndicatorLeft
  expandableListPreferredItemIndicatorRight expandableListPreferredChildIndicatorLeft
  expandableListPreferredChildIndicatorRight windowBackground windowFrame windowNoTitle windowIsFloating
  windowIsTranslucent windowContentOverlay windowTitleSize windowTitleStyle windowTitleBackgroundStyle
  alertDialogStyle panelBackground panelFullBackground panelColorForeground panelColorBackground
  panelTextAppearance scrollbarSize scrollbarThumbHorizontal scrollbarThumbVertical
  scrollbarTrackHorizontal scrollbarTrackVertical scrollbarAlwaysDrawHorizontalTrack
  scrollbarAlwaysDrawVerticalTrack absListViewStyle autoCompleteTextViewStyle checkboxStyle
  dropDownListViewStyle editTextStyle expandableListViewStyle galleryStyle gridViewStyle imageButtonStyle
  imageWellStyle listViewStyle listViewWhiteStyle popupWindowStyle progressBarStyle
  progressBarStyleHorizontal progressBarStyleSmall progressBarStyleLarge seekBarStyle ratingBarStyle
  ratingBarStyleSmall radioButtonStyle scrollbarStyle scrollViewStyle spinnerStyle starStyle
  tabWidgetStyle textViewStyle webViewStyle dropDownItemStyle spinnerDropDownItemStyle
  dropDownHintAppearance spinnerItemStyle mapViewStyle preferenceScreenStyle preferenceCategoryStyle
  preferenceInformationStyle preferenceStyle checkBoxPreferenceStyle yesNoPreferenceStyle
  dialogPreferenceStyle editTextPreferenceStyle ringtonePreferenceStyle preferenceLayoutChild textSize
  typeface textStyle textColor textColorHighlight textColorHint textColorLink state_focused
  state_window_focused state_enabled state_checkable state_checked state_selected state_active
  state_single state_first state_middle state_last state_pressed state_expanded state_empty
  state_above_anchor ellipsize x y windowAnimationStyle gravity autoLink linksClickable entries
  layout_gravity windowEnterAnimation windowExitAnimation windowShowAnimation windowHideAnimation
  activityOpenEnterAnimation activityOpenExitAnimation activityCloseEnterAnimation
  activityCloseExitAnimation taskOpenEnterAnimation taskOpenExitAnimation taskCloseEnterAnimation
  taskCloseExitAnimation taskToFrontEnterAnimation taskToFrontExitAnimation taskToBackEnterAnimation
  taskToBackExitAnimation orientation keycode fullDark topDark centerDark bottomDark fullBright topBright
  centerBright bottomBright bottomMedium centerMedium id tag scrollX scrollY background padding
  paddingLeft paddingTop paddingRight paddingBottom focusable focusableInTouchMode visibility
  fitsSystemWindows scrollbars fadingEdge fadingEdgeLength nextFocusLeft nextFocusRight nextFocusUp
  nextFocusDown clickable longClickable saveEnabled drawingCacheQuality duplicateParentState clipChildren
  clipToPadding layoutAnimation animationCache persistentDrawingCache alwaysDrawnWithCache
  addStatesFromChildren descendantFocusability layout inflatedId layout_width layout_height layout_margin
  layout_marginLeft layout_marginTop layout_marginRight layout_marginBottom listSelector drawSelectorOnTop
  stackFromBottom scrollingCache textFilterEnabled transcriptMode cacheColorHint dial hand_hour
  hand_minute format checked button checkMark foreground measureAllChildren groupIndicator childIndicator
  indicatorLeft indicatorRight childIndicatorLeft childIndicatorRight childDivider animationDuration
  spacing horizontalSpacing verticalSpacing stretchMode columnWidth numColumns src antialias filter dither
  scaleType adjustViewBounds maxWidth maxHeight tint baselineAlignBottom cropToPadding textOn textOff
  baselineAligned baselineAlignedChildIndex weightSum divider dividerHeight choiceMode itemTextAppearance
  horizontalDivider verticalDivider headerBackground itemBackground itemIconDisabledAlpha rowHeight
  maxRows maxItemsPerRow moreIcon max progress secondaryProgress indeterminate indeterminateOnly
  indeterminateDrawable progressDrawable indeterminateDuration indeterminateBehavior minWidth minHeight
  interpolator thumb thumbOffset numStars rating stepSize isIndicator checkedButton stretchColumns
  shrinkColumns collapseColumns layout_column layout_span bufferType text hint textScaleX cursorVisible
  maxLines lines height minLines maxEms ems width minEms scrollHorizontally password singleLine
  selectAllOnFocus includeFontPadding maxLength shadowColor shadowDx shadowDy shadowRadius numeric digits
  phoneNumber inputMethod capitalize autoText editable freezesText drawableTop drawableBottom drawableLeft
  drawableRight drawablePadding completionHint completionHintView completionThreshold dropDownSelector
  popupBackground inAnimation outAnimation flipInterval fillViewport prompt startYear endYear mode
  layout_x layout_y layout_weight layout_toLeftOf layout_toRightOf layout_above layout_below
  layout_alignBaseline layout_alignLeft layout_alignTop layout_alignRight layout_alignBottom
  layout_alignParentLeft layout_alignParentTop layout_alignParentRight layout_alignParentBottom
  layout_centerInParent layout_centerHorizontal layout_centerVertical layout_alignWithParentIfMissing
  layout_scale visible variablePadding constantSize oneshot duration drawable shape innerRadiusRatio
  thicknessRatio startColor endColor useLevel angle type centerX centerY gradientRadius color dashWidth
  dashGap radius topLeftRadius topRightRadius bottomLeftRadius bottomRightRadius left top right bottom
  minLevel maxLevel fromDegrees toDegrees pivotX pivotY insetLeft insetRight insetTop insetBottom
  shareInterpolator fillBefore fillAfter startOffset repeatCount repeatMode zAdjustment fromXScale
  toXScale fromYScale toYScale fromXDelta toXDelta fromYDelta toYDelta fromAlpha toAlpha delay animation
  animationOrder columnDelay rowDelay direction directionPriority factor cycles searchMode
  searchSuggestAuthority searchSuggestPath searchSuggestSelection searchSuggestIntentAction
  searchSuggestIntentData queryActionMsg suggestActionMsg suggestActionMsgColumn menuCategory
  orderInCategory checkableBehavior title titleCondensed alphabeticShortcut numericShortcut checkable
  selectable orderingFromXml key summary order widgetLayout dependency defaultValue shouldDisableView
  summaryOn summaryOff disableDependentsState dialogTitle dialogMessage dialogIcon positiveButtonText
  negativeButtonText dialogLayout entryValues ringtoneType showDefault showSilent scaleWidth scaleHeight
  scaleGravity ignoreGravity foregroundGravity tileMode targetActivity alwaysRetainTaskState
  allowTaskReparenting searchButtonText colorForegroundInverse textAppearanceButton
  listSeparatorTextViewStyle streamType clipOrientation centerColor minSdkVersion windowFullscreen
  unselectedAlpha progressBarStyleSmallTitle ratingBarStyleIndicator apiKey textColorTertiary
  textColorTertiaryInverse listDivider soundEffectsEnabled keepScreenOn lineSpacingExtra
  lineSpacingMultiplier listChoiceIndicatorSingle listChoiceIndicatorMultiple versionCode versionName
  marqueeRepeatLimit windowNoDisplay backgroundDimEnabled inputType isDefault windowDisablePreview
  privateImeOptions editorExtras settingsActivity fastScrollEnabled reqTouchScreen reqKeyboardType
  reqHardKeyboard reqNavigation windowSoftInputMode imeFullscreenBackground noHistory
  headerDividersEnabled footerDividersEnabled candidatesTextStyleSpans smoothScrollbar reqFiveWayNav
  keyBackground keyTextSize labelTextSize keyTextColor keyPreviewLayout keyPreviewOffset keyPreviewHeight
  verticalCorrection popupLayout state_long_pressable keyWidth keyHeight horizontalGap verticalGap
  rowEdgeFlags codes popupKeyboard popupCharacters keyEdgeFlags isModifier isSticky isRepeatable
  iconPreview keyOutputText keyLabel keyIcon keyboardMode isScrollContainer fillEnabled updatePeriodMillis
  initialLayout voiceSearchMode voiceLanguageModel voicePromptText voiceLanguage voiceMaxResults
  bottomOffset topOffset allowSingleTap handle content animateOnClick configure hapticFeedbackEnabled
  innerRadius thickness sharedUserLabel dropDownWidth dropDownAnchor imeOptions imeActionLabel imeActionId
  +1 imeExtractEnterAnimation imeExtractExitAnimation tension extraTension anyDensity
  searchSuggestThreshold includeInGlobalSearch onClick targetSdkVersion maxSdkVersion testOnly
  contentDescription gestureStrokeWidth gestureColor uncertainGestureColor fadeOffset fadeDuration
  gestureStrokeType gestureStrokeLengthThreshold gestureStrokeSquarenessThreshold
  gestureStrokeAngleThreshold eventsInterceptionEnabled fadeEnabled backupAgent allowBackup glEsVersion
  queryAfterZeroResults dropDownHeight smallScreens normalScreens largeScreens progressBarStyleInverse
  progressBarStyleSmallInverse progressBarStyleLargeInverse searchSettingsDescription
  textColorPrimaryInverseDisableOnly autoUrlDetect resizeable required accountType contentAuthority
  userVisible windowShowWallpaper wallpaperOpenEnterAnimation wallpaperOpenExitAnimation
  wallpaperCloseEnterAnimation wallpaperCloseExitAnimation wallpaperIntraOpenEnterAnimation
  wallpaperIntraOpenExitAnimation wallpaperIntraCloseEnterAnimation wallpaperIntraCloseExitAnimation
  supportsUploading killAfterRestore restoreNeedsApplication smallIcon accountPreferences
  textAppearanceSearchResultSubtitle textAppearanceSearchResultTitle summaryColumn detailColumn
  detailSocialSummary thumbnail detachWallpaper finishOnCloseSystemDialogs scrollbarFadeDuration
  scrollbarDefaultDelayBeforeFade fadeScrollbars colorBackgroundCacheHint dropDownHorizontalOffset
  dropDownVerticalOffset quickContactBadgeStyleWindowSmall quickContactBadgeStyleWindowMedium
  quickContactBadgeStyleWindowLarge quickContactBadgeStyleSmallWindowSmall
  quickContactBadgeStyleSmallWindowMedium quickContactBadgeStyleSmallWindowLarge author autoStart
  expandableListViewWhiteStyle installLocation vmSafeMode webTextViewStyle restoreAnyVersion tabStripLeft
  tabStripRight tabStripEnabled logo xlargeScreens immersive overScrollMode overScrollHeader
  overScrollFooter filterTouchesWhenObscured textSelectHandleLeft textSelectHandleRight textSelectHandle
  textSelectHandleWindowStyle popupAnimationStyle screenSize screenDensity allContactsName windowActionBar
  actionBarStyle navigationMode displayOptions subtitle customNavigationLayout hardwareAccelerated
  measureWithLargestChild animateFirstView dropDownSpinnerStyle actionDropDownStyle actionButtonStyle
  showAsAction previewImage actionModeBackground actionModeCloseDrawable windowActionModeOverlay valueFrom
  valueTo valueType propertyName ordering fragment windowActionBarOverlay fragmentOpenEnterAnimation
  fragmentOpenExitAnimation fragmentCloseEnterAnimation fragmentCloseExitAnimation
  fragmentFadeEnterAnimation fragmentFadeExitAnimation actionBarSize imeSubtypeLocale imeSubtypeMode
  imeSubtypeExtraValue splitMotionEvents listChoiceBackgroundIndicator spinnerMode animateLayoutChanges
  actionBarTabStyle actionBarTabBarStyle actionBarTabTextStyle actionOverflowButtonStyle
  actionModeCloseButtonStyle titleTextStyle subtitleTextStyle iconifiedByDefault actionLayout
  actionViewClass activatedBackgroundIndicator state_activated listPopupWindowStyle popupMenuStyle
  textAppearanceLargePopupMenu textAppearanceSmallPopupMenu breadCrumbTitle breadCrumbShortTitle
  listDividerAlertDialog textColorAlertDialogListItem loopViews dialogTheme alertDialogTheme
  dividerVertical homeAsUpIndicator enterFadeDuration exitFadeDuration selectableItemBackground
  autoAdvanceViewId useIntrinsicSizeAsMinimum actionModeCutDrawable actionModeCopyDrawable
  actionModePasteDrawable textEditPasteWindowLayout textEditNoPasteWindowLayout textIsSelectable
  windowEnableSplitTouch indeterminateProgressStyle progressBarPadding animationResolution
  state_accelerated baseline homeLayout opacity alpha transformPivotX transformPivotY translationX
  translationY scaleX scaleY rotation rotationX rotationY showDividers dividerPadding
  borderlessButtonStyle dividerHorizontal itemPadding buttonBarStyle buttonBarButtonStyle
  segmentedButtonStyle staticWallpaperPreview allowParallelSyncs isAlwaysSyncable
  verticalScrollbarPosition fastScrollAlwaysVisible fastScrollThumbDrawable
  fastScrollPreviewBackgroundLeft fastScrollPreviewBackgroundRight fastScrollTrackDrawable
  fastScrollOverlayPosition customTokens nextFocusForward firstDayOfWeek showWeekNumber minDate maxDate
  shownWeekCount selectedWeekBackgroundColor focusedMonthDateColor unfocusedMonthDateColor weekNumberColor
  weekSeparatorLineColor selectedDateVerticalBar weekDayTextAppearance dateTextAppearance solidColor
  spinnersShown calendarViewShown state_multiline detailsElementBackground textColorHighlightInverse
  textColorLinkInverse editTextColor editTextBackground horizontalScrollViewStyle layerType
  alertDialogIcon windowMinWidthMajor windowMinWidthMinor queryHint fastScrollTextColor largeHeap
  windowCloseOnTouchOutside datePickerStyle calendarViewStyle textEditSidePasteWindowLayout
  textEditSideNoPasteWindowLayout actionMenuTextAppearance actionMenuTextColor textCursorDrawable
  resizeMode requiresSmallestWidthDp compatibleWidthLimitDp largestWidthLimitDp state_hovered
  state_drag_can_accept state_drag_hovered stopWithTask switchTextOn switchTextOff switchPreferenceStyle
  switchTextAppearance track switchMinWidth switchPadding thumbTextPadding textSuggestionsWindowStyle
  textEditSuggestionItemLayout rowCount rowOrderPreserved columnCount columnOrderPreserved
  useDefaultMargins alignmentMode layout_row layout_rowSpan layout_columnSpan actionModeSelectAllDrawable
  isAuxiliary accessibilityEventTypes packageNames accessibilityFeedbackType notificationTimeout
  accessibilityFlags canRetrieveWindowContent listPreferredItemHeightLarge listPreferredItemHeightSmall
  actionBarSplitStyle actionProviderClass backgroundStacked backgroundSplit textAllCaps
  colorPressedHighlight colorLongPressedHighlight colorFocusedHighlight colorActivatedHighlight
  colorMultiSelectHighlight drawableStart drawableEnd actionModeStyle minResizeWidth minResizeHeight
  actionBarWidgetTheme uiOptions subtypeLocale subtypeExtraValue actionBarDivider actionBarItemBackground
  actionModeSplitBackground textAppearanceListItem textAppearanceListItemSmall targetDescriptions
  directionDescriptions overridesImplicitlyEnabledSubtype listPreferredItemPaddingLeft
  listPreferredItemPaddingRight requiresFadingEdge publicKey parentActivityName +1 isolatedProcess
  importantForAccessibility keyboardLayout fontFamily mediaRouteButtonStyle mediaRouteTypes supportsRtl
  textDirection textAlignment layoutDirection paddingStart paddingEnd layout_marginStart layout_marginEnd
  layout_toStartOf layout_toEndOf layout_alignStart layout_alignEnd layout_alignParentStart
  layout_alignParentEnd listPreferredItemPaddingStart listPreferredItemPaddingEnd singleUser
  presentationTheme subtypeId initialKeyguardLayout +1 widgetCategory permissionGroupFlags labelFor
  permissionFlags checkedTextViewStyle showOnLockScreen format12Hour format24Hour timeZone mipMap
  mirrorForRtl windowOverscan requiredForAllUsers indicatorStart indicatorEnd childIndicatorStart
  childIndicatorEnd restrictedAccountType requiredAccountType canRequestTouchExplorationMode
  canRequestEnhancedWebAccessibility canRequestFilterKeyEvents layoutMode keySet targetId fromScene
  toScene transition transitionOrdering fadingMode startDelay ssp sspPrefix sspPattern addPrintersActivity
  vendor category isAsciiCapable autoMirrored supportsSwitchingToNextInputMethod requireDeviceUnlock
  apduServiceBanner accessibilityLiveRegion windowTranslucentStatus windowTranslucentNavigation
  advancedPrintOptionsActivity banner windowSwipeToDismiss isGame allowEmbedded setupActivity
  fastScrollStyle windowContentTransitions windowContentTransitionManager translationZ tintMode controlX1
  controlY1 controlX2 controlY2 transitionName transitionGroup viewportWidth viewportHeight fillColor
  pathData strokeColor strokeWidth trimPathStart trimPathEnd trimPathOffset strokeLineCap strokeLineJoin
  strokeMiterLimit +27 colorControlNormal colorControlActivated colorButtonNormal colorControlHighlight
  persistableMode titleTextAppearance subtitleTextAppearance slideEdge actionBarTheme
  textAppearanceListItemSecondary colorPrimary colorPrimaryDark colorAccent nestedScrollingEnabled
  windowEnterTransition windowExitTransition windowSharedElementEnterTransition
  windowSharedElementExitTransition windowAllowReturnTransitionOverlap windowAllowEnterTransitionOverlap
  sessionService stackViewStyle switchStyle elevation excludeId excludeClass hideOnContentScroll
  actionOverflowMenuStyle documentLaunchMode maxRecents autoRemoveFromRecents stateListAnimator toId
  fromId reversible splitTrack targetName excludeName matchOrder windowDrawsSystemBarBackgrounds
  statusBarColor navigationBarColor contentInsetStart contentInsetEnd contentInsetLeft contentInsetRight
  paddingMode layout_rowWeight layout_columnWeight translateX translateY
  selectableItemBackgroundBorderless elegantTextHeight searchKeyphraseId searchKeyphrase
  searchKeyphraseSupportedLocales windowTransitionBackgroundFadeDuration overlapAnchor progressTint
  progressTintMode progressBackgroundTint progressBackgroundTintMode secondaryProgressTint
  secondaryProgressTintMode indeterminateTint indeterminateTintMode backgroundTint backgroundTintMode
  foregroundTint foregroundTintMode buttonTint buttonTintMode thumbTint thumbTintMode fullBackupOnly
  propertyXName propertyYName relinquishTaskIdentity tileModeX tileModeY actionModeShareDrawable
  actionModeFindDrawable actionModeWebSearchDrawable transitionVisibilityMode minimumHorizontalAngle
  minimumVerticalAngle maximumAngle searchViewStyle closeIcon goIcon searchIcon voiceIcon commitIcon
  suggestionRowLayout queryBackground submitBackground buttonBarPositiveButtonStyle
  buttonBarNeutralButtonStyle buttonBarNegativeButtonStyle popupElevation actionBarPopupTheme multiArch
  touchscreenBlocksFocus windowElevation launchTaskBehindTargetAnimation launchTaskBehindSourceAnimation
  restrictionType dayOfWeekBackground dayOfWeekTextAppearance headerMonthTextAppearance
  headerDayOfMonthTextAppearance headerYearTextAppearance yearListItemTextAppearance yearListSelectorColor
  calendarTextColor recognitionService timePickerStyle timePickerDialogTheme headerTimeTextAppearance
  headerAmPmTextAppearance numbersTextColor numbersBackgroundColor numbersSelectorColor amPmTextColor
  amPmBackgroundColor searchKeyphraseRecognitionFlags checkMarkTint checkMarkTintMode popupTheme
  toolbarStyle windowClipToOutline datePickerDialogTheme showText windowReturnTransition
  windowReenterTransition windowSharedElementReturnTransition windowSharedElementReenterTransition
  resumeWhilePausing datePickerMode timePickerMode inset letterSpacing fontFeatureSettings outlineProvider
  contentAgeHint country windowSharedElementsUseOverlay reparent reparentWithOverlay ambientShadowAlpha
  spotShadowAlpha navigationIcon navigationContentDescription fragmentExitTransition
  fragmentEnterTransition fragmentSharedElementEnterTransition fragmentReturnTransition
  fragmentSharedElementReturnTransition fragmentReenterTransition fragmentAllowEnterTransitionOverlap
  fragmentAllowReturnTransitionOverlap patternPathData strokeAlpha fillAlpha windowActivityTransitions
  colorEdgeEffect resizeClip collapseContentDescription accessibilityTraversalBefore
  accessibilityTraversalAfter dialogPreferredPadding searchHintIcon revisionCode drawableTint
  drawableTintMode fraction trackTint trackTintMode start end breakStrategy hyphenationFrequency allowUndo
  windowLightStatusBar numbersInnerTextColor colorBackgroundFloating titleTextColor subtitleTextColor
  thumbPosition scrollIndicators contextClickable fingerprintAuthDrawable logoDescription
  extractNativeLibs fullBackupContent usesCleartextTraffic lockTaskMode autoVerify showForAllUsers
  supportsAssist supportsLaunchVoiceAssistFromKeyguard listMenuViewStyle subMenuArrow defaultWidth
  defaultHeight resizeableActivity supportsPictureInPicture titleMargin titleMarginStart titleMarginEnd
  titleMarginTop titleMarginBottom maxButtonHeight buttonGravity collapseIcon level contextPopupMenuStyle
  textAppearancePopupMenuHeader windowBackgroundFallback defaultToDeviceProtectedStorage directBootAware
  preferenceFragmentStyle canControlMagnification languageTag pointerIcon tickMark tickMarkTint
  tickMarkTintMode canPerformGestures externalService supportsLocalInteraction startX startY endX endY
  offset use32bitAbi bitmap hotSpotX hotSpotY version backupInForeground countDown canRecord tunerCount
  fillType popupEnterTransition popupExitTransition forceHasOverlappingRendering
  contentInsetStartWithNavigation contentInsetEndWithActions numberPickerStyle enableVrMode hash
  networkSecurityConfig shortcutId shortcutShortLabel shortcutLongLabel shortcutDisabledMessage roundIcon
  contextUri contextDescription showMetadataInPreview colorSecondary visibleToInstantApps font fontWeight
  tooltipText autoSizeTextType autoSizeStepGranularity autoSizePresetSizes autoSizeMinTextSize min
  rotationAnimation layout_marginHorizontal layout_marginVertical paddingHorizontal paddingVertical
  fontStyle keyboardNavigationCluster targetProcesses nextClusterForward colorError focusedByDefault
  appCategory autoSizeMaxTextSize recreateOnConfigChanges certDigest splitName colorMode isolatedSplits
  targetSandboxVersion canRequestFingerprintGestures alphabeticModifiers numericModifiers
  fontProviderAuthority fontProviderQuery primaryContentAlpha secondaryContentAlpha requiredFeature
  requiredNotFeature autofillHints fontProviderPackage importantForAutofill recycleEnabled isStatic
  isFeatureSplit singleLineTitle fontProviderCerts iconTint iconTintMode maxAspectRatio iconSpaceReserved
  defaultFocusHighlightEnabled persistentWhenFeatureAvailable windowSplashscreenContent
  requiredSystemPropertyName requiredSystemPropertyValue justificationMode autofilledHighlight
  showWhenLocked turnScreenOn classLoader windowLightNavigationBar navigationBarDividerColor cantSaveState
  ttcIndex fontVariationSettings dialogCornerRadius compileSdkVersion compileSdkVersionCodename
  screenReaderFocusable buttonCornerRadius versionCodeMajor versionMajor isVrOnly widgetFeatures
  appComponentFactory fallbackLineSpacing accessibilityPaneTitle firstBaselineToTopHeight
  lastBaselineToBottomHeight lineHeight accessibilityHeading outlineSpotShadowColor
  outlineAmbientShadowColor maxLongVersionCode userRestriction textFontWeight
  windowLayoutInDisplayCutoutMode packageType opticalInsetLeft opticalInsetTop opticalInsetRight
  opticalInsetBottom forceDarkAllowed supportsAmbientMode usesNonSdkApi nonInteractiveUiTimeout
  isLightTheme isSplitRequired textLocale settingsSliceUri shell interactiveUiTimeout
  supportsMultipleDisplays useAppZygote selectionDividerHeight foregroundServiceType hasFragileUserData
  minAspectRatio inheritShowWhenLocked zygotePreloadName useEmbeddedDex forceUriPermissions +96
  allowClearUserDataOnFailedRestore allowAudioPlaybackCapture secureElementName
  requestLegacyExternalStorage enforceStatusBarContrast enforceNavigationBarContrast identifier
`;
var FIRST_ID = 16842752;
var nameById = /* @__PURE__ */ new Map();
var idByName = /* @__PURE__ */ new Map();
var id = FIRST_ID;
for (const word of NAMES.trim().split(/\s+/u)) {
  if (word.startsWith("+")) {
    id += Number(word.slice(1));
  } else {
    nameById.set(id, word);
    idByName.set(word, id);
    id += 1;
  }
}
function findPlatformAttributeName(resourceId) {
  return nameById.get(resourceId);
}
function findPlatformAttributeId(name) {
  return idByName.get(name);
}

// scanner/package/axml/xml-tree.ts
var ANDROID_NAMESPACE = "http://schemas.android.com/apk/res/android";
function childElements(element2, name) {
  const found = [];
  for (const child of element2.children)
    if (child.kind === "element" && (name === void 0 || child.name === name)) found.push(child);
  return found;
}
function findAndroidAttribute(element2, name) {
  return element2.attributes.find(
    (each) => each.name === name && each.namespace === ANDROID_NAMESPACE && !each.isInert
  );
}
function findPlainAttribute(element2, name) {
  return element2.attributes.find((each) => each.name === name && each.namespace === "");
}

// scanner/package/axml/read-xml.ts
var NODE_START_ELEMENT = 258;
var NODE_END_ELEMENT = 259;
var NODE_TEXT = 260;
var NO_STRING = 4294967295;
var ATTRIBUTE_BYTES = 20;
var ELEMENT_BYTES = 20;
var MAX_DEPTH2 = 400;
var MAX_NODES = 1e6;
var MAX_ATTRIBUTES = 2e6;
function readXml(bytes, options) {
  return new XmlReader(bytes, options).read();
}
var XmlReader = class {
  #view;
  #options;
  #pool;
  #resourceIds;
  #root;
  #stack = [];
  #nodeCount = 0;
  #attributeCount = 0;
  constructor(bytes, options) {
    this.#view = new ByteView(bytes, options.code, options.file);
    this.#options = options;
  }
  read() {
    const view = this.#view;
    if (view.sizeBytes < 8) throw view.error(0, `${view.file} is too short for binary XML.`);
    if (view.u16(0) !== CHUNK_XML) {
      if (view.u8(0) === 60) throw view.error(0, `${view.file} is text XML, not the binary form.`);
      this.#note(0, "The file does not say that it is binary XML; Android does not look.");
    }
    const declaredEnd = view.u32(4);
    const end = Math.min(declaredEnd, view.sizeBytes);
    if (declaredEnd !== view.sizeBytes)
      this.#note(4, `${declaredEnd} bytes are declared, ${view.sizeBytes} there.`);
    let at = view.u16(2);
    while (at < end) {
      const chunk = findChunk(view, at, end) ?? this.#findCutChunk(at, end);
      if (chunk === void 0) {
        this.#note(at, "A chunk does not fit; the rest is ignored.");
        break;
      }
      this.#readChunk(chunk);
      at = chunk.end;
    }
    if (this.#root === void 0)
      throw view.error(Math.min(at, view.sizeBytes), `${view.file} holds no element.`);
    return this.#root;
  }
  /** Some packers declare too large a string pool or resource map; the following chunk then starts where it would. */
  #findCutChunk(at, end) {
    const view = this.#view;
    if (this.#root !== void 0 || !view.has(at, 8) || at + 8 > end) return void 0;
    const headerSizeBytes = view.u16(at + 2);
    if (headerSizeBytes < 8 || at + headerSizeBytes > end) return void 0;
    return { type: view.u16(at), offset: at, headerSizeBytes, end };
  }
  #readChunk(chunk) {
    if (chunk.type === CHUNK_STRING_POOL) {
      if (this.#root === void 0) this.#pool = new StringPool(this.#view, chunk);
    } else if (chunk.type === CHUNK_XML_RESOURCE_MAP) {
      if (this.#root === void 0) this.#resourceIds = this.#readResourceMap(chunk);
    } else if (chunk.type >= CHUNK_XML_FIRST_NODE && chunk.type <= CHUNK_XML_LAST_NODE) {
      this.#readNode(chunk);
    } else {
      this.#note(chunk.offset, `Chunk of type 0x${chunk.type.toString(16)} skipped.`);
    }
  }
  #readResourceMap(chunk) {
    const start = chunk.offset + chunk.headerSizeBytes;
    const ids = new Uint32Array(Math.floor((chunk.end - start) / 4));
    for (let index = 0; index < ids.length; index += 1) ids[index] = this.#view.u32(start + index * 4);
    return ids;
  }
  #readNode(chunk) {
    this.#nodeCount += 1;
    if (this.#nodeCount > MAX_NODES) throw this.#limit(chunk.offset, `more than ${MAX_NODES} nodes`);
    if (chunk.type === NODE_START_ELEMENT) {
      this.#open(chunk);
    } else if (chunk.type === NODE_END_ELEMENT) {
      this.#stack.pop();
    } else if (chunk.type === NODE_TEXT) {
      const parent = this.#stack.at(-1);
      const body = chunk.offset + chunk.headerSizeBytes;
      if (parent === void 0 || body + 4 > chunk.end) return;
      const text3 = this.#text(this.#view.u32(body)) ?? "";
      parent.children.push({ kind: "text", text: text3, line: this.#line(chunk) });
    }
  }
  #open(chunk) {
    const view = this.#view;
    const body = chunk.offset + chunk.headerSizeBytes;
    if (body + ELEMENT_BYTES > chunk.end) {
      this.#note(chunk.offset, "An element is cut off; Android stops here.");
      return;
    }
    if (this.#stack.length >= MAX_DEPTH2)
      throw this.#limit(chunk.offset, `elements nested deeper than ${MAX_DEPTH2}`);
    const element2 = {
      kind: "element",
      namespace: this.#text(view.u32(body)) ?? "",
      name: this.#text(view.u32(body + 4)) ?? "",
      attributes: this.#readAttributes(chunk, body),
      children: [],
      line: this.#line(chunk),
      idIndex: view.u16(body + 14),
      classIndex: view.u16(body + 16),
      styleIndex: view.u16(body + 18)
    };
    const parent = this.#stack.at(-1);
    if (parent !== void 0) parent.children.push(element2);
    else if (this.#root === void 0) this.#root = element2;
    else this.#note(chunk.offset, "A second root element; Android reads the first.");
    this.#stack.push(element2);
  }
  #readAttributes(chunk, body) {
    const view = this.#view;
    const start = body + view.u16(body + 8);
    const strideBytes = view.u16(body + 10);
    const declared = view.u16(body + 12);
    this.#attributeCount += declared;
    if (this.#attributeCount > MAX_ATTRIBUTES)
      throw this.#limit(chunk.offset, `more than ${MAX_ATTRIBUTES} attributes`);
    const attributes = [];
    for (let index = 0; index < declared; index += 1) {
      const at = start + index * strideBytes;
      if (at + ATTRIBUTE_BYTES > chunk.end) {
        this.#note(chunk.offset, `${declared} attributes do not fit in their element.`);
        break;
      }
      attributes.push(this.#readAttribute(at));
    }
    return attributes;
  }
  #readAttribute(at) {
    const view = this.#view;
    const nameIndex = view.u32(at + 4);
    const resourceId = this.#resourceIds?.[nameIndex] ?? 0;
    const platformName = resourceId === 0 ? void 0 : findPlatformAttributeName(resourceId);
    const writtenNamespace = this.#text(view.u32(at)) ?? "";
    const writtenName = this.#text(nameIndex) ?? "";
    const rawIndex = view.u32(at + 8);
    const rawText = rawIndex === NO_STRING ? void 0 : this.#text(rawIndex);
    const name = platformName ?? writtenName;
    return {
      namespace: platformName === void 0 ? writtenNamespace : ANDROID_NAMESPACE,
      name,
      resourceId,
      value: toTypedValue(view.u8(at + 15), view.u32(at + 16), this.#pool),
      isInert: resourceId === 0 && this.#resourceIds !== void 0 && writtenNamespace === ANDROID_NAMESPACE && findPlatformAttributeId(name) !== void 0,
      ...rawText === void 0 ? {} : { rawText }
    };
  }
  #line(chunk) {
    return chunk.headerSizeBytes >= 16 ? this.#view.u32(chunk.offset + 8) : 0;
  }
  #text(index) {
    return index === NO_STRING ? void 0 : this.#pool?.find(index);
  }
  #note(offsetBytes, message) {
    this.#options.anomalies?.add("BROKEN_CHUNK", message, { file: this.#options.file, offsetBytes });
  }
  #limit(offsetBytes, what) {
    return new ScanError("LIMIT_EXCEEDED", `${this.#options.file} has ${what}.`, {
      file: this.#options.file,
      offsetBytes
    });
  }
};

// scanner/package/bundle/proto-reader.ts
function* readProtoFields(bytes, file2) {
  const fail = (at2) => new ScanError("BAD_MANIFEST", `${file2} is not a well-formed protocol buffer.`, { file: file2, offsetBytes: at2 });
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at];
      if (byte === void 0) throw fail(at);
      at += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw fail(at);
  };
  while (at < bytes.byteLength) {
    const start = at;
    const tag = varint();
    const number2 = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === 0) {
      yield { kind: "number", number: number2, value: varint() };
    } else if (wireType === 2) {
      const size = varint();
      if (at + size > bytes.byteLength) throw fail(start);
      const value = bytes.subarray(at, at + size);
      at += size;
      yield { kind: "bytes", number: number2, value };
    } else if (wireType === 1 || wireType === 5) {
      const size = wireType === 1 ? 8 : 4;
      if (at + size > bytes.byteLength) throw fail(start);
      const value = asBuffer(bytes).readUIntLE(at, 4);
      at += size;
      yield { kind: "number", number: number2, value };
    } else {
      throw fail(start);
    }
  }
}
function toProtoText(bytes) {
  return asBuffer(bytes).toString("utf8");
}

// scanner/package/bundle/proto-xml.ts
var MAX_DEPTH3 = 400;
function readProtoXml(bytes, file2) {
  const node = readNode(bytes, file2, 0);
  if (node?.kind !== "element")
    throw new ScanError("BAD_MANIFEST", `${file2} holds no element.`, { file: file2, offsetBytes: 0 });
  return node;
}
function readNode(bytes, file2, depth) {
  if (depth > MAX_DEPTH3)
    throw new ScanError("LIMIT_EXCEEDED", `${file2} has elements nested deeper than ${MAX_DEPTH3}.`, { file: file2 });
  let line = 0;
  let body;
  let text3;
  for (const field of readProtoFields(bytes, file2)) {
    if (field.kind !== "bytes") continue;
    if (field.number === 1) body = field.value;
    else if (field.number === 2) text3 = toProtoText(field.value);
    else if (field.number === 3) line = findNumber(field.value, 1, file2) ?? 0;
  }
  if (body !== void 0) return readElement(body, file2, depth, line);
  return text3 === void 0 ? void 0 : { kind: "text", text: text3, line };
}
function readElement(bytes, file2, depth, line) {
  let namespace = "";
  let name = "";
  const attributes = [];
  const children = [];
  for (const field of readProtoFields(bytes, file2)) {
    if (field.kind !== "bytes") continue;
    if (field.number === 2) namespace = toProtoText(field.value);
    else if (field.number === 3) name = toProtoText(field.value);
    else if (field.number === 4) attributes.push(readAttribute(field.value, file2));
    else if (field.number === 5) {
      const child = readNode(field.value, file2, depth + 1);
      if (child !== void 0) children.push(child);
    }
  }
  return {
    kind: "element",
    namespace,
    name,
    attributes,
    children,
    line,
    idIndex: 0,
    classIndex: 0,
    styleIndex: 0
  };
}
function readAttribute(bytes, file2) {
  let namespace = "";
  let name = "";
  let rawText;
  let resourceId = 0;
  let value;
  for (const field of readProtoFields(bytes, file2)) {
    if (field.kind === "number") {
      if (field.number === 5) resourceId = field.value;
    } else if (field.number === 1) namespace = toProtoText(field.value);
    else if (field.number === 2) name = toProtoText(field.value);
    else if (field.number === 3) rawText = toProtoText(field.value);
    else if (field.number === 6) value = readItem(field.value, file2);
  }
  const platformName = findPlatformAttributeName(resourceId);
  return {
    namespace: platformName === void 0 ? namespace : ANDROID_NAMESPACE,
    name: platformName ?? name,
    resourceId,
    value: value ?? toText(rawText ?? ""),
    isInert: false,
    ...rawText === void 0 ? {} : { rawText }
  };
}
function toText(text3) {
  return { kind: "string", dataType: TYPE_STRING, data: 0, text: text3 };
}
function readItem(bytes, file2) {
  for (const field of readProtoFields(bytes, file2)) {
    if (field.kind !== "bytes") continue;
    if (field.number === 1) {
      const type = findNumber(field.value, 1, file2) === 1 ? TYPE_ATTRIBUTE : TYPE_REFERENCE;
      return toTypedValue(type, findNumber(field.value, 2, file2) ?? 0, void 0);
    }
    if (field.number === 2 || field.number === 3) {
      for (const inner of readProtoFields(field.value, file2))
        if (inner.kind === "bytes" && inner.number === 1) return toText(toProtoText(inner.value));
      return toText("");
    }
    if (field.number === 7) return readPrimitive(field.value, file2);
  }
  return void 0;
}
var PRIMITIVE_TYPES = /* @__PURE__ */ new Map([
  [3, TYPE_FLOAT],
  [6, TYPE_INT_DEC],
  [7, TYPE_INT_HEX],
  [8, TYPE_BOOLEAN],
  [9, TYPE_FIRST_COLOR],
  [10, TYPE_FIRST_COLOR + 1],
  [11, TYPE_FIRST_COLOR + 2],
  [12, TYPE_FIRST_COLOR + 3],
  [13, TYPE_DIMENSION],
  [14, TYPE_FRACTION]
]);
function readPrimitive(bytes, file2) {
  for (const field of readProtoFields(bytes, file2)) {
    if (field.kind === "bytes") return toTypedValue(TYPE_NULL, field.number === 2 ? 1 : 0, void 0);
    const type = PRIMITIVE_TYPES.get(field.number);
    if (type !== void 0)
      return toTypedValue(type, Number(BigInt.asUintN(32, BigInt(field.value))), void 0);
  }
  return void 0;
}
function findNumber(bytes, number2, file2) {
  for (const field of readProtoFields(bytes, file2))
    if (field.kind === "number" && field.number === number2) return field.value;
  return void 0;
}

// scanner/package/res/config.ts
var DEFAULT_CONFIG = {
  mcc: 0,
  mnc: 0,
  language: "",
  region: "",
  script: "",
  variant: "",
  numberingSystem: "",
  orientation: 0,
  touchscreen: 0,
  density: 0,
  keyboard: 0,
  navigation: 0,
  inputFlags: 0,
  grammaticalGender: 0,
  screenWidthPx: 0,
  screenHeightPx: 0,
  sdkVersion: 0,
  minorVersion: 0,
  screenLayout: 0,
  uiMode: 0,
  smallestScreenWidthDp: 0,
  screenWidthDp: 0,
  screenHeightDp: 0,
  screenLayout2: 0,
  colorMode: 0
};
var DENSITY_ANY = 65534;
function readConfig(view, offset, limit) {
  const declared = offset + 4 <= limit ? view.u32(offset) : 0;
  const end = Math.min(limit, offset + declared);
  const u8 = (at) => offset + at + 1 <= end ? view.u8(offset + at) : 0;
  const u16 = (at) => offset + at + 2 <= end ? view.u16(offset + at) : 0;
  const chars = (at, count) => {
    let text3 = "";
    for (let index = 0; index < count; index += 1) {
      const code = u8(at + index);
      if (code === 0) break;
      text3 += String.fromCharCode(code);
    }
    return text3;
  };
  const language = unpackLetters(u8(8), u8(9), 97);
  const region = unpackLetters(u8(10), u8(11), 48);
  return {
    mcc: u16(4),
    mnc: u16(6),
    language,
    region,
    // Byte 52 tells that the script was computed at build time.
    script: u8(52) === 0 ? chars(36, 4) : "",
    variant: chars(40, 8),
    numberingSystem: chars(53, 8),
    orientation: u8(12),
    touchscreen: u8(13),
    density: u16(14),
    keyboard: u8(16),
    navigation: u8(17),
    inputFlags: u8(18),
    grammaticalGender: u8(19),
    screenWidthPx: u16(20),
    screenHeightPx: u16(22),
    sdkVersion: u16(24),
    minorVersion: u16(26),
    screenLayout: u8(28),
    uiMode: u8(29),
    smallestScreenWidthDp: u16(30),
    screenWidthDp: u16(32),
    screenHeightDp: u16(34),
    screenLayout2: u8(48),
    colorMode: u8(49)
  };
}
function unpackLetters(first, second, base) {
  if ((first & 128) !== 0) {
    const letters = [second & 31, ((second & 224) >> 5) + ((first & 3) << 3), (first & 124) >> 2];
    return String.fromCharCode(...letters.map((letter) => letter + base));
  }
  return first === 0 ? "" : String.fromCharCode(first, second);
}
function withLocale(config, tag) {
  const parts = tag.split("-");
  const language = parts.shift() ?? "";
  let script = "";
  let region = "";
  let variant = "";
  for (const part of parts) {
    if (/^[A-Za-z]{4}$/u.test(part) && script === "")
      script = part[0]?.toUpperCase() + part.slice(1).toLowerCase();
    else if (/^(?:[A-Za-z]{2}|\d{3})$/u.test(part) && region === "") region = part.toUpperCase();
    else if (/^(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3})$/u.test(part) && variant === "")
      variant = part.toLowerCase();
    else break;
  }
  return {
    ...config,
    language: language.toLowerCase(),
    region,
    script,
    variant,
    numberingSystem: ""
  };
}
function toLanguageTag(config) {
  if (config.language === "") return "";
  const parts = [config.language];
  if (config.script !== "") parts.push(config.script);
  if (config.region !== "") parts.push(config.region);
  if (config.variant !== "") parts.push(config.variant);
  return parts.join("-");
}

// scanner/package/res/locale.ts
var likelyScripts = /* @__PURE__ */ new Map();
function findLikelyScript(language, region) {
  const key = `${language}-${region}`;
  const known = likelyScripts.get(key);
  if (known !== void 0) return known;
  const script = maximize(language, "", region)?.script ?? "";
  if (likelyScripts.size < 1e4) likelyScripts.set(key, script);
  return script;
}
function isRepresentativeRegion(language, script, region) {
  return maximize(language, script, "")?.region === region;
}
function maximize(language, script, region) {
  if (!/^[a-z]{2,3}$/u.test(language)) return void 0;
  const parts = [language];
  if (/^[A-Z][a-z]{3}$/u.test(script)) parts.push(script);
  if (/^(?:[A-Z]{2}|\d{3})$/u.test(region)) parts.push(region);
  return new Intl.Locale(parts.join("-")).maximize();
}
var PARENTS = [
  [
    "en",
    "Latn",
    "001",
    "150 AG AI AU BB BM BS BW BZ CC CK CM CX CY DG DM ER FJ FK FM GB GD GG GH GI GM GY HK IE IL IM IN IO JE JM KE KI KN KY LC LR LS MG MO MS MT MU MV MW MY NA NF NG NR NU NZ PG PK PN PW RW SB SC SD SG SH SL SS SX SZ TC TK TO TT TV TZ UG VC VG VU WS ZA ZM ZW"
  ],
  ["en", "Latn", "150", "AT BE CH DE DK FI NL SE SI"],
  ["es", "Latn", "419", "AR BO BR BZ CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE"],
  ["pt", "Latn", "PT", "AO CH CV FR GQ GW LU MO MZ ST TL"],
  ["zh", "Hant", "HK", "MO"],
  ["ar", "Arab", "015", "DZ EH LY MA TN"]
];
var parentByLocale = /* @__PURE__ */ new Map();
for (const [language, script, parent, regions] of PARENTS)
  for (const region of regions.split(" ")) parentByLocale.set(`${language}-${script}-${region}`, parent);
function regionAncestors(language, script, region) {
  const chain = [region];
  let at = region;
  while (at !== "") {
    at = parentByLocale.get(`${language}-${script}-${at}`) ?? "";
    chain.push(at);
  }
  return chain;
}
function isCloseToUsEnglish(region) {
  return !regionAncestors("en", "Latn", region).includes("001");
}
function compareRegions(left, right, requested) {
  if (left === right) return 0;
  const { language, script } = requested;
  let [mine, other] = [left, right];
  if (language === "es") {
    const special = (region) => region === "US" || region === "MX";
    if (special(mine) && !special(other)) mine = "419";
    else if (special(other) && !special(mine)) other = "419";
    if (mine === other) return 0;
  }
  const ancestors = regionAncestors(language, script, requested.region);
  const mineAt = ancestors.indexOf(mine);
  const otherAt = ancestors.indexOf(other);
  if (mineAt >= 0 && (otherAt < 0 || mineAt < otherAt)) return 1;
  if (otherAt >= 0) return -1;
  const distance = (region) => {
    const chain = regionAncestors(language, script, region);
    const meets = chain.findIndex((each) => ancestors.includes(each));
    return meets + ancestors.indexOf(chain[meets] ?? "");
  };
  const byDistance = distance(other) - distance(mine);
  if (byDistance !== 0) return byDistance;
  const mineStands = isRepresentativeRegion(language, script, mine);
  const otherStands = isRepresentativeRegion(language, script, other);
  if (mineStands !== otherStands) return mineStands ? 1 : -1;
  const order = (region) => /^\d/u.test(region) ? `1${region}` : `0${region}`;
  return order(mine) < order(other) ? 1 : -1;
}

// scanner/package/res/config-match.ts
var LAYOUT_SIZE = 15;
var LAYOUT_LONG = 48;
var LAYOUT_DIRECTION = 192;
var LAYOUT2_ROUND = 3;
var COLOR_GAMUT = 3;
var COLOR_HDR = 12;
var UI_TYPE = 15;
var UI_NIGHT = 48;
var INPUT_KEYS_HIDDEN = 3;
var INPUT_NAV_HIDDEN = 12;
var KEYS_HIDDEN_NO = 1;
var KEYS_HIDDEN_SOFT = 3;
var SIZE_NORMAL = 2;
var DENSITY_MEDIUM = 160;
function matchesConfig(mine, device) {
  return isAnyOr(mine.mcc, device.mcc) && isAnyOr(mine.mnc, device.mnc) && matchesLocale(mine, device) && isAnyOr(mine.grammaticalGender, device.grammaticalGender) && isAnyOr(mine.screenLayout & LAYOUT_DIRECTION, device.screenLayout & LAYOUT_DIRECTION) && (mine.screenLayout & LAYOUT_SIZE) <= (device.screenLayout & LAYOUT_SIZE) && isAnyOr(mine.screenLayout & LAYOUT_LONG, device.screenLayout & LAYOUT_LONG) && isAnyOr(mine.uiMode & UI_TYPE, device.uiMode & UI_TYPE) && isAnyOr(mine.uiMode & UI_NIGHT, device.uiMode & UI_NIGHT) && mine.smallestScreenWidthDp <= device.smallestScreenWidthDp && isAnyOr(mine.screenLayout2 & LAYOUT2_ROUND, device.screenLayout2 & LAYOUT2_ROUND) && isAnyOr(mine.colorMode & COLOR_GAMUT, device.colorMode & COLOR_GAMUT) && isAnyOr(mine.colorMode & COLOR_HDR, device.colorMode & COLOR_HDR) && mine.screenWidthDp <= device.screenWidthDp && mine.screenHeightDp <= device.screenHeightDp && isAnyOr(mine.orientation, device.orientation) && isAnyOr(mine.touchscreen, device.touchscreen) && matchesKeysHidden(mine.inputFlags & INPUT_KEYS_HIDDEN, device.inputFlags & INPUT_KEYS_HIDDEN) && isAnyOr(mine.inputFlags & INPUT_NAV_HIDDEN, device.inputFlags & INPUT_NAV_HIDDEN) && isAnyOr(mine.keyboard, device.keyboard) && isAnyOr(mine.navigation, device.navigation) && mine.screenWidthPx <= device.screenWidthPx && mine.screenHeightPx <= device.screenHeightPx && mine.sdkVersion <= device.sdkVersion && isAnyOr(mine.minorVersion, device.minorVersion);
}
function isAnyOr(mine, device) {
  return mine === 0 || mine === device;
}
function matchesKeysHidden(mine, device) {
  return isAnyOr(mine, device) || mine === KEYS_HIDDEN_NO && device === KEYS_HIDDEN_SOFT;
}
function matchesLocale(mine, device) {
  if (mine.language === "" && mine.region === "") return true;
  if (!areSameLanguage(mine.language, device.language)) return false;
  const mineScript = scriptOf(mine);
  const deviceScript = scriptOf(device);
  if (mineScript === "" || deviceScript === "") return mine.region === "" || mine.region === device.region;
  return mineScript === deviceScript;
}
function scriptOf(config) {
  return config.script === "" ? findLikelyScript(config.language, config.region) : config.script;
}
var SAME_LANGUAGES = /* @__PURE__ */ new Map([
  ["tl", "fil"],
  ["iw", "he"],
  ["in", "id"],
  ["ji", "yi"]
]);
function areSameLanguage(left, right) {
  return left === right || (SAME_LANGUAGES.get(left) ?? left) === (SAME_LANGUAGES.get(right) ?? right);
}
function isBetterConfig(mine, other, device) {
  return firstDecision(mine, other, device, [
    byNetwork,
    byLocale,
    byGender,
    byDirection,
    bySize,
    byScreen,
    byUiMode
  ]) ?? firstDecision(mine, other, device, [byDensity, byTouchscreen, byInput, byPixels, byVersion]) ?? false;
}
function firstDecision(mine, other, device, deciders) {
  for (const decide of deciders) {
    const decision = decide(mine, other, device);
    if (decision !== void 0) return decision;
  }
  return void 0;
}
function byPresence(mine, other, device) {
  return mine !== other && device !== 0 ? mine !== 0 : void 0;
}
var byNetwork = (mine, other, device) => byPresence(mine.mcc, other.mcc, device.mcc) ?? byPresence(mine.mnc, other.mnc, device.mnc);
var byGender = (mine, other, device) => byPresence(mine.grammaticalGender, other.grammaticalGender, device.grammaticalGender);
var byLocale = (mine, other, device) => {
  if (device.language === "") return void 0;
  if (mine.language === "" && other.language === "") return void 0;
  if (!areSameLanguage(mine.language, other.language)) {
    if (device.language === "en") {
      const isNear = device.region === "US" ? (region) => region === "" || region === "US" : isCloseToUsEnglish(device.region) ? isCloseToUsEnglish : void 0;
      if (isNear !== void 0) return mine.language === "" ? !isNear(other.region) : isNear(mine.region);
    }
    return mine.language !== "";
  }
  const byRegion = compareRegions(mine.region, other.region, {
    language: device.language,
    script: scriptOf(device),
    region: device.region
  });
  if (byRegion !== 0) return byRegion > 0;
  for (const key of ["variant", "numberingSystem", "language"]) {
    const mineFits = mine[key] === device[key];
    if (mineFits !== (other[key] === device[key])) return mineFits;
  }
  return void 0;
};
var byDirection = (mine, other, device) => {
  const [left, right] = [mine.screenLayout & LAYOUT_DIRECTION, other.screenLayout & LAYOUT_DIRECTION];
  return left !== right && (device.screenLayout & LAYOUT_DIRECTION) !== 0 ? left > right : void 0;
};
var bySize = (mine, other, device) => {
  if (mine.smallestScreenWidthDp !== other.smallestScreenWidthDp)
    return mine.smallestScreenWidthDp > other.smallestScreenWidthDp;
  let missingDp = 0;
  if (device.screenWidthDp !== 0) missingDp += other.screenWidthDp - mine.screenWidthDp;
  if (device.screenHeightDp !== 0) missingDp += other.screenHeightDp - mine.screenHeightDp;
  if (missingDp !== 0) return missingDp < 0;
  const deviceSize = device.screenLayout & LAYOUT_SIZE;
  const [left, right] = [mine.screenLayout & LAYOUT_SIZE, other.screenLayout & LAYOUT_SIZE];
  if (left !== right && deviceSize !== 0) {
    const fixed = (size) => size === 0 && deviceSize >= SIZE_NORMAL ? SIZE_NORMAL : size;
    return fixed(left) === fixed(right) ? left !== 0 : fixed(left) > fixed(right);
  }
  return byPresence(
    mine.screenLayout & LAYOUT_LONG,
    other.screenLayout & LAYOUT_LONG,
    device.screenLayout & LAYOUT_LONG
  );
};
var byScreen = (mine, other, device) => byPresence(
  mine.screenLayout2 & LAYOUT2_ROUND,
  other.screenLayout2 & LAYOUT2_ROUND,
  device.screenLayout2 & LAYOUT2_ROUND
) ?? byPresence(mine.colorMode & COLOR_GAMUT, other.colorMode & COLOR_GAMUT, device.colorMode & COLOR_GAMUT) ?? byPresence(mine.colorMode & COLOR_HDR, other.colorMode & COLOR_HDR, device.colorMode & COLOR_HDR) ?? byPresence(mine.orientation, other.orientation, device.orientation);
var byUiMode = (mine, other, device) => byPresence(mine.uiMode & UI_TYPE, other.uiMode & UI_TYPE, device.uiMode & UI_TYPE) ?? byPresence(mine.uiMode & UI_NIGHT, other.uiMode & UI_NIGHT, device.uiMode & UI_NIGHT);
var byDensity = (mine, other, device) => {
  if (mine.density === other.density) return void 0;
  const left = mine.density === 0 ? DENSITY_MEDIUM : mine.density;
  const right = other.density === 0 ? DENSITY_MEDIUM : other.density;
  if (left === right) return void 0;
  if (left === DENSITY_ANY) return true;
  if (right === DENSITY_ANY) return false;
  const wanted = device.density === 0 || device.density === DENSITY_ANY ? DENSITY_MEDIUM : device.density;
  const [high, low, mineIsHigh] = left > right ? [left, right, true] : [right, left, false];
  if (wanted >= high) return mineIsHigh;
  if (low >= wanted) return !mineIsHigh;
  return (2 * low - wanted) * high > wanted * wanted ? !mineIsHigh : mineIsHigh;
};
var byTouchscreen = (mine, other, device) => byPresence(mine.touchscreen, other.touchscreen, device.touchscreen);
var byInput = (mine, other, device) => {
  const wanted = device.inputFlags & INPUT_KEYS_HIDDEN;
  const [left, right] = [mine.inputFlags & INPUT_KEYS_HIDDEN, other.inputFlags & INPUT_KEYS_HIDDEN];
  if (left !== right && wanted !== 0) {
    if (left === 0 || right === 0) return left !== 0;
    if (wanted === left) return true;
    if (wanted === right) return false;
  }
  return byPresence(
    mine.inputFlags & INPUT_NAV_HIDDEN,
    other.inputFlags & INPUT_NAV_HIDDEN,
    device.inputFlags & INPUT_NAV_HIDDEN
  ) ?? byPresence(mine.keyboard, other.keyboard, device.keyboard) ?? byPresence(mine.navigation, other.navigation, device.navigation);
};
var byPixels = (mine, other, device) => {
  let missingPx = 0;
  if (device.screenWidthPx !== 0) missingPx += other.screenWidthPx - mine.screenWidthPx;
  if (device.screenHeightPx !== 0) missingPx += other.screenHeightPx - mine.screenHeightPx;
  return missingPx === 0 ? void 0 : missingPx < 0;
};
var byVersion = (mine, other, device) => {
  if (mine.sdkVersion !== other.sdkVersion && device.sdkVersion !== 0)
    return mine.sdkVersion > other.sdkVersion;
  return byPresence(mine.minorVersion, other.minorVersion, device.minorVersion);
};

// scanner/package/res/configured-resources.ts
var MAX_REFERENCES = 20;
var MAX_PARENTS = 100;
var ConfiguredResources = class {
  table;
  config;
  #candidates = /* @__PURE__ */ new Map();
  #found = /* @__PURE__ */ new Map();
  constructor(table, config) {
    this.table = table;
    this.config = config;
  }
  /** The best variant of a resource for this device, or undefined when there is none. References are not followed. */
  find(id2) {
    return this.#find(id2);
  }
  /** The plain value of a resource, references followed; undefined for bags, missing ids and circles. */
  findValue(id2) {
    let at = id2;
    for (let step = 0; step < MAX_REFERENCES; step += 1) {
      const found = this.#find(at);
      if (found === void 0 || found.content.kind === "bag") return void 0;
      const { value } = found.content;
      if (value.kind !== "reference" || value.id === 0)
        return { value, id: this.table.toFinalId(at), config: found.config };
      at = this.table.toAbsoluteId(value.id, found.pkg);
    }
    return void 0;
  }
  /** A value with references followed; undefined when a reference leads nowhere (or to the platform). */
  resolve(value) {
    if (value.kind !== "reference" || value.id === 0) return { value, id: 0, config: void 0 };
    return this.findValue(this.#fromApp(value.id));
  }
  /** A resource's text, or undefined when it has none. */
  findString(id2) {
    const value = this.findValue(id2)?.value;
    return value?.kind === "string" ? value.text : void 0;
  }
  /** A style, array, plural or attribute with its parents' items; undefined when the id is no bag. */
  findBag(id2) {
    const chain = [];
    const ids = [];
    let at = this.#toBagId(id2);
    while (at !== 0 && !ids.includes(at) && ids.length < MAX_PARENTS) {
      const found = this.#find(at);
      if (found === void 0 || found.content.kind !== "bag") break;
      chain.push(found);
      ids.push(at);
      at = this.table.toAbsoluteId(found.content.parentId, found.pkg);
    }
    const own = ids[0];
    if (own === void 0) return void 0;
    const parents = ids.slice(1);
    if (at !== 0 && !ids.includes(at)) parents.push(at);
    const items = /* @__PURE__ */ new Map();
    for (const variant of chain.toReversed())
      if (variant.content.kind === "bag")
        for (const item of variant.content.items) items.set(item.name, item.value);
    return { id: own, items, parents };
  }
  /** Styles may be references to styles. */
  #toBagId(id2) {
    let at = id2;
    for (let step = 0; step < MAX_REFERENCES; step += 1) {
      const found = this.#find(at);
      if (found?.content.kind !== "value" || found.content.value.kind !== "reference") return at;
      at = this.table.toAbsoluteId(found.content.value.id, found.pkg);
    }
    return 0;
  }
  #fromApp(id2) {
    const [own] = this.table.packages;
    return own === void 0 ? id2 : this.table.toAbsoluteId(id2, own);
  }
  #find(id2) {
    const finalId = this.table.toFinalId(id2);
    if (this.#found.has(finalId)) return this.#found.get(finalId);
    const index = finalId & 65535;
    let best;
    for (const candidate of this.#candidatesOf(finalId)) {
      if (!candidate.chunk.has(index)) continue;
      if (best === void 0 || isBetterConfig(candidate.chunk.config, best.chunk.config, this.config))
        best = candidate;
    }
    const content = best?.chunk.find(index, best.pkg.values);
    const found = best === void 0 || content === void 0 ? void 0 : { config: best.chunk.config, content, pkg: best.pkg };
    this.#found.set(finalId, found);
    return found;
  }
  #candidatesOf(id2) {
    const key = id2 >>> 16;
    const known = this.#candidates.get(key);
    if (known !== void 0) return known;
    const candidates = [];
    for (const { pkg, type } of this.table.partsOf(id2)) addMatching(candidates, pkg, type, this.config);
    this.#candidates.set(key, candidates);
    return candidates;
  }
};
function addMatching(candidates, pkg, type, config) {
  for (const chunk of type.chunks) if (matchesConfig(chunk.config, config)) candidates.push({ pkg, chunk });
}

// scanner/package/res/type-chunk.ts
var FLAG_SPARSE = 1;
var FLAG_OFFSET16 = 2;
var ENTRY_COMPLEX = 1;
var ENTRY_COMPACT = 8;
var NO_ENTRY = 4294967295;
var FIXED_HEADER_BYTES = 20;
var TypeChunk = class {
  typeId;
  config;
  /** One more than the highest index that may be present. */
  indexLimit;
  #view;
  #chunk;
  #isSparse;
  #isOffset16;
  #declaredCount;
  #entriesOffset;
  /** Throws BAD_RESOURCES when the header is cut off. */
  constructor(view, chunk) {
    this.#view = view;
    this.#chunk = chunk;
    const at = chunk.offset;
    if (chunk.headerSizeBytes < FIXED_HEADER_BYTES)
      throw view.error(at, "The header of a resource type is cut off.");
    this.typeId = view.u8(at + 8);
    const flags = view.u8(at + 9);
    this.#isSparse = (flags & FLAG_SPARSE) !== 0;
    this.#isOffset16 = !this.#isSparse && (flags & FLAG_OFFSET16) !== 0;
    const room = Math.floor((chunk.end - at - chunk.headerSizeBytes) / (this.#isOffset16 ? 2 : 4));
    this.#declaredCount = Math.min(view.u32(at + 12), room);
    this.#entriesOffset = at + view.u32(at + 16);
    this.config = readConfig(view, at + FIXED_HEADER_BYTES, at + chunk.headerSizeBytes);
    this.indexLimit = this.#isSparse ? this.#sparseLimit() : this.#declaredCount;
  }
  /** Indexes of the entries that are present, ascending. */
  *indexes() {
    const table = this.#tableOffset();
    for (let slot = 0; slot < this.#declaredCount; slot += 1) {
      if (this.#isSparse) yield this.#view.u16(table + slot * 4);
      else if (this.#findDense(slot) !== void 0) yield slot;
    }
  }
  /** Index of the entry's name in the package's key pool, or undefined when the entry is absent or cut off. */
  findKey(index) {
    const at = this.#findEntry(index);
    if (at === void 0) return void 0;
    return (this.#view.u16(at + 2) & ENTRY_COMPACT) !== 0 ? this.#view.u16(at) : this.#view.u32(at + 4);
  }
  has(index) {
    return this.#findEntry(index) !== void 0;
  }
  /** The entry, or undefined when it is absent or cut off. Strings come from the table's value pool. */
  find(index, values) {
    const view = this.#view;
    const at = this.#findEntry(index);
    if (at === void 0) return void 0;
    const flags = view.u16(at + 2);
    if ((flags & ENTRY_COMPACT) !== 0)
      return { kind: "value", value: toTypedValue(flags >> 8, view.u32(at + 4), values) };
    const body = at + view.u16(at);
    if ((flags & ENTRY_COMPLEX) === 0) {
      const value = this.#findValue(body, values);
      return value === void 0 ? void 0 : { kind: "value", value };
    }
    if (at + 16 > this.#chunk.end) return void 0;
    const count = view.u32(at + 12);
    const items = [];
    let item = body;
    for (let done = 0; done < count; done += 1) {
      if (item + 12 > this.#chunk.end) break;
      const value = this.#findValue(item + 4, values);
      if (value === void 0) break;
      items.push({ name: view.u32(item), value });
      item += 4 + Math.max(8, view.u16(item + 4));
    }
    return { kind: "bag", parentId: view.u32(at + 8), items };
  }
  #findValue(at, values) {
    if (at + 8 > this.#chunk.end) return void 0;
    return toTypedValue(this.#view.u8(at + 3), this.#view.u32(at + 4), values);
  }
  #findEntry(index) {
    const offset = this.#isSparse ? this.#findSparse(index) : this.#findDense(index);
    if (offset === void 0) return void 0;
    const at = this.#entriesOffset + offset;
    return at + 8 > this.#chunk.end ? void 0 : at;
  }
  #tableOffset() {
    return this.#chunk.offset + this.#chunk.headerSizeBytes;
  }
  #findDense(index) {
    if (index < 0 || index >= this.#declaredCount) return void 0;
    if (this.#isOffset16) {
      const offset2 = this.#view.u16(this.#tableOffset() + index * 2);
      return offset2 === 65535 ? void 0 : offset2 * 4;
    }
    const offset = this.#view.u32(this.#tableOffset() + index * 4);
    return offset === NO_ENTRY ? void 0 : offset;
  }
  #findSparse(index) {
    const table = this.#tableOffset();
    let low = 0;
    let high = this.#declaredCount - 1;
    while (low <= high) {
      const middle = low + high >> 1;
      const at = this.#view.u16(table + middle * 4);
      if (at === index) return this.#view.u16(table + middle * 4 + 2) * 4;
      if (at < index) low = middle + 1;
      else high = middle - 1;
    }
    return void 0;
  }
  #sparseLimit() {
    return this.#declaredCount === 0 ? 0 : this.#view.u16(this.#tableOffset() + (this.#declaredCount - 1) * 4) + 1;
  }
};

// scanner/package/res/resource-package.ts
var NAME_UNITS = 128;
var LIBRARY_ENTRY_BYTES = 4 + NAME_UNITS * 2;
var OVERLAYABLE_NAME_UNITS = 256;
var ResourcePackage = class {
  id;
  name;
  /** By type id; ids are shifted by the package's type offset, as feature splits need it. */
  types;
  values;
  keys;
  /** Names of shared libraries by the package id under which this table refers to them. */
  libraries;
  /** Staged resource ids and the final ones they became. */
  aliases;
  /** Names of the groups of resources that overlays may replace. */
  overlayables;
  /** Reads headers only. Broken chunks are noted and end the reading; throws BAD_RESOURCES without a whole header. */
  constructor(view, chunk, values, anomalies) {
    const at = chunk.offset;
    const note = (offsetBytes, message) => anomalies?.add("BROKEN_CHUNK", message, { file: view.file, offsetBytes });
    this.values = values;
    this.id = view.u32(at + 8) & 255;
    this.name = readName(view, at + 12, NAME_UNITS);
    const typeNamesAt = at + view.u32(at + 12 + NAME_UNITS * 2);
    const keysAt = at + view.u32(at + 20 + NAME_UNITS * 2);
    const typeOffset = chunk.headerSizeBytes >= 288 ? view.u32(at + 28 + NAME_UNITS * 2) : 0;
    const types = /* @__PURE__ */ new Map();
    const libraries = /* @__PURE__ */ new Map();
    const aliases = /* @__PURE__ */ new Map();
    const overlayables = [];
    let typeNames;
    let keys;
    const openType = (writtenId) => {
      const typeId = writtenId + typeOffset;
      let type = types.get(typeId);
      if (type === void 0) {
        type = { typeId, name: typeNames?.find(writtenId - 1) ?? "", entryCount: 0, chunks: [] };
        types.set(typeId, type);
      }
      return type;
    };
    let offset = at + chunk.headerSizeBytes;
    while (offset < chunk.end) {
      const inner = findChunk(view, offset, chunk.end);
      if (inner === void 0) {
        note(offset, `A chunk of package ${this.name} does not fit; the rest is ignored.`);
        break;
      }
      const body = inner.offset + inner.headerSizeBytes;
      if (inner.type === CHUNK_STRING_POOL) {
        if (inner.offset === typeNamesAt) typeNames = new StringPool(view, inner);
        else if (inner.offset === keysAt) keys = new StringPool(view, inner);
        else note(inner.offset, "A string pool that nothing points at.");
      } else if (inner.type === CHUNK_TYPE_SPEC) {
        if (inner.headerSizeBytes >= 16) {
          const type = openType(view.u8(inner.offset + 8));
          type.entryCount = Math.max(type.entryCount, Math.min(view.u32(inner.offset + 12), 65536));
        }
      } else if (inner.type === CHUNK_TYPE) {
        if (inner.headerSizeBytes < 20) {
          note(inner.offset, "The header of a resource type is cut off.");
        } else {
          const typeChunk = new TypeChunk(view, inner);
          const type = openType(typeChunk.typeId);
          type.chunks.push(typeChunk);
          type.entryCount = Math.max(type.entryCount, typeChunk.indexLimit);
        }
      } else if (inner.type === CHUNK_LIBRARY) {
        for (let entry = body; entry + LIBRARY_ENTRY_BYTES <= inner.end; entry += LIBRARY_ENTRY_BYTES)
          libraries.set(view.u32(entry) & 255, readName(view, entry + 4, NAME_UNITS));
      } else if (inner.type === CHUNK_STAGED_ALIAS) {
        for (let entry = body; entry + 8 <= inner.end; entry += 8)
          aliases.set(view.u32(entry), view.u32(entry + 4));
      } else if (inner.type === CHUNK_OVERLAYABLE) {
        if (inner.headerSizeBytes >= 8 + OVERLAYABLE_NAME_UNITS * 2)
          overlayables.push(readName(view, inner.offset + 8, OVERLAYABLE_NAME_UNITS));
      }
      offset = inner.end;
    }
    this.types = types;
    this.keys = keys;
    this.libraries = libraries;
    this.aliases = aliases;
    this.overlayables = overlayables;
  }
};
function readName(view, offset, maxUnits) {
  const text3 = asBuffer(view.slice(offset, maxUnits * 2)).toString("utf16le");
  const end = text3.indexOf("\0");
  return end < 0 ? text3 : text3.slice(0, end);
}

// scanner/package/res/resource-table.ts
var ResourceTable = class {
  /** In file order; packages of several files may share an id. */
  packages;
  #byId = /* @__PURE__ */ new Map();
  #aliases = /* @__PURE__ */ new Map();
  #idsByType = /* @__PURE__ */ new Map();
  /** Throws BAD_RESOURCES, with the offset, when a file holds no table at all. */
  constructor(files, anomalies) {
    this.packages = files.flatMap((file2) => readPackages(file2, anomalies));
    for (const pkg of this.packages) {
      const same = this.#byId.get(pkg.id);
      if (same === void 0) this.#byId.set(pkg.id, [pkg]);
      else same.push(pkg);
      for (const [staged, final] of pkg.aliases) this.#aliases.set(staged, final);
    }
  }
  /** The resources as a device so configured sees them. Keeps caches: hold on to it while the device stays the same. */
  configured(config) {
    return new ConfiguredResources(this, config);
  }
  /** Every part of the table that may hold the id: a package and its type, one for each file that has them. */
  *partsOf(id2) {
    for (const pkg of this.#byId.get(id2 >>> 24) ?? []) {
      const type = pkg.types.get(id2 >>> 16 & 255);
      if (type !== void 0) yield { pkg, type };
    }
  }
  /** The final id of a staged one; other ids as they are. */
  toFinalId(id2) {
    return this.#aliases.get(id2) ?? id2;
  }
  /**
   * An id as this table's readers use it: 0 as package means the package itself, a library's build-time id its real one.
   */
  toAbsoluteId(id2, from) {
    const packageId = id2 >>> 24;
    if (packageId === 0) return id2 === 0 ? 0 : (from.id << 24 | id2) >>> 0;
    const library = from.libraries.get(packageId);
    if (library === void 0) return id2;
    const found = this.packages.find((pkg) => pkg.name === library);
    return found === void 0 ? id2 : (found.id << 24 | id2 & 16777215) >>> 0;
  }
  /** The id of `type/name`, in the app's package or the named one; undefined when there is none. */
  findId(type, name, packageName) {
    const key = `${packageName ?? ""}:${type}`;
    let ids = this.#idsByType.get(key);
    if (ids === void 0) {
      ids = /* @__PURE__ */ new Map();
      for (const id2 of this.ids(type, packageName)) {
        const entry = this.findName(id2)?.entry;
        if (entry !== void 0 && !ids.has(entry)) ids.set(entry, id2);
      }
      this.#idsByType.set(key, ids);
    }
    return ids.get(name);
  }
  /** Names of a resource id, or undefined when the table does not hold it. */
  findName(id2) {
    for (const { pkg, type } of this.partsOf(this.toFinalId(id2))) {
      for (const chunk of type.chunks) {
        const key = chunk.findKey(id2 & 65535);
        if (key !== void 0)
          return { packageName: pkg.name, type: type.name, entry: pkg.keys?.find(key) ?? "" };
      }
    }
    return void 0;
  }
  /** Every id that has at least one value, ascending within each package; of one type or package when given. */
  *ids(typeName, packageName) {
    for (const [packageId, parts] of this.#byId) {
      const typeIds = new Set(parts.flatMap((pkg) => [...pkg.types.keys()]));
      for (const typeId of [...typeIds].sort((a, b) => a - b)) {
        const present2 = /* @__PURE__ */ new Set();
        for (const pkg of parts) {
          if (packageName !== void 0 && pkg.name !== packageName) continue;
          const type = pkg.types.get(typeId);
          if (type === void 0 || typeName !== void 0 && type.name !== typeName) continue;
          for (const chunk of type.chunks) for (const index of chunk.indexes()) present2.add(index);
        }
        for (const index of [...present2].sort((a, b) => a - b))
          yield (packageId << 24 | typeId << 16 | index) >>> 0;
      }
    }
  }
  /** Every variant of a resource, in file order. */
  variants(id2) {
    const found = [];
    for (const { pkg, type } of this.partsOf(this.toFinalId(id2))) {
      for (const chunk of type.chunks) {
        const content = chunk.find(id2 & 65535, pkg.values);
        if (content !== void 0) found.push({ config: chunk.config, content });
      }
    }
    return found;
  }
  /** Every configuration that some resource has. */
  *configs() {
    for (const pkg of this.packages)
      for (const type of pkg.types.values()) for (const chunk of type.chunks) yield chunk.config;
  }
};
function readPackages(table, anomalies) {
  const view = new ByteView(table.bytes, "BAD_RESOURCES", table.file);
  if (view.sizeBytes < 12 || view.u16(0) !== CHUNK_TABLE)
    throw new ScanError("BAD_RESOURCES", `${table.file} is not a resource table.`, {
      file: table.file,
      offsetBytes: 0
    });
  const end = Math.min(view.u32(4), view.sizeBytes);
  const packages = [];
  let values;
  let offset = view.u16(2);
  while (offset < end) {
    const chunk = findChunk(view, offset, end);
    if (chunk === void 0) {
      anomalies?.add("BROKEN_CHUNK", "A chunk does not fit; the rest of the resource table is ignored.", {
        file: table.file,
        offsetBytes: offset
      });
      break;
    }
    if (chunk.type === CHUNK_STRING_POOL) values ??= new StringPool(view, chunk);
    else if (chunk.type === CHUNK_PACKAGE) packages.push(new ResourcePackage(view, chunk, values, anomalies));
    offset = chunk.end;
  }
  return packages;
}

// scanner/package/apk-file.ts
var APK_LAYOUT = {
  prefix: "",
  manifestName: "AndroidManifest.xml",
  dexFolder: "",
  isProto: false
};
var ApkFile = class {
  /** The name in the bundle, or the sample's own file name. */
  name;
  archive;
  #layout;
  #log = new AnomalyLog();
  #manifest;
  #resources;
  constructor(name, archive, layout = APK_LAYOUT) {
    this.name = name;
    this.archive = archive;
    this.#layout = layout;
  }
  /** The APK's own bytes. For a module of an App Bundle, the whole bundle's. */
  get source() {
    return this.archive.source;
  }
  /** Grows as more of the file is read. */
  get anomalies() {
    return [...this.archive.anomalies.list, ...this.#log.list];
  }
  /** Every entry in directory order, shadowed duplicates included. */
  entries() {
    const { prefix } = this.#layout;
    if (prefix === "") return this.archive.entries;
    return this.archive.entries.filter((entry) => entry.name.startsWith(prefix));
  }
  /** By the full name as the archive has it. */
  find(name) {
    return this.archive.find(name);
  }
  /** The entry's bytes, inflated. Errors as ZipArchive.read. */
  read(entry) {
    return this.archive.read(entry);
  }
  /** `classes.dex`, `classes2.dex`, ... in the order in which Android loads them. */
  dexEntries() {
    const folder = this.#layout.prefix + this.#layout.dexFolder;
    const numbered = [];
    for (const entry of this.archive.entries) {
      if (entry.shadowed || !entry.name.startsWith(folder)) continue;
      const match = /^classes([2-9]|[1-9]\d{1,4})?\.dex$/u.exec(entry.name.slice(folder.length));
      if (match !== null) numbered.push({ number: Number(match[1] ?? 1), entry });
    }
    return numbered.sort((a, b) => a.number - b.number).map(({ entry }) => entry);
  }
  nativeLibraries() {
    const folder = `${this.#layout.prefix}lib/`;
    const found = [];
    for (const entry of this.archive.entries) {
      if (entry.shadowed || !entry.name.startsWith(folder)) continue;
      const match = /^([^/]+)\/([^/]+\.so)$/u.exec(entry.name.slice(folder.length));
      if (match?.[1] !== void 0 && match[2] !== void 0)
        found.push({ entry, abi: match[1], name: match[2] });
    }
    return found;
  }
  /** The manifest's root element. Throws NO_MANIFEST or BAD_MANIFEST, or what reading the entry throws. */
  manifest() {
    if (this.#manifest !== void 0) return this.#manifest;
    const name = this.#layout.prefix + this.#layout.manifestName;
    const entry = this.find(name);
    if (entry === void 0)
      throw new ScanError("NO_MANIFEST", `${this.name} has no ${name}.`, { file: this.name, offsetBytes: 0 });
    const bytes = this.read(entry);
    this.#manifest = this.#layout.isProto ? readProtoXml(bytes, name) : readXml(bytes, { file: name, code: "BAD_MANIFEST", anomalies: this.#log });
    return this.#manifest;
  }
  /** Any binary XML entry, e.g. a layout. Errors: BAD_RESOURCES, LIMIT_EXCEEDED, and those of reading the entry. */
  xml(entry) {
    return this.#layout.isProto ? readProtoXml(this.read(entry), entry.name) : readXml(this.read(entry), { file: entry.name, code: "BAD_RESOURCES", anomalies: this.#log });
  }
  /** The resource table of this APK alone; undefined when it has none. Throws BAD_RESOURCES. */
  resources() {
    if (this.#resources !== void 0) return this.#resources;
    const file2 = this.resourceFile();
    if (file2 !== void 0) this.#resources = new ResourceTable([file2], this.#log);
    return this.#resources;
  }
  /** The bytes of resources.arsc; undefined when there is none. */
  resourceFile() {
    const entry = this.#layout.isProto ? void 0 : this.find("resources.arsc");
    return entry === void 0 ? void 0 : { bytes: this.read(entry), file: "resources.arsc" };
  }
};

// scanner/package/bundle/open-modules.ts
function openModules(archive) {
  const modules = [];
  for (const entry of archive.entries) {
    const match = /^([^/]+)\/manifest\/AndroidManifest\.xml$/u.exec(entry.name);
    if (match?.[1] !== void 0 && !entry.shadowed) modules.push(match[1]);
  }
  const order = (name) => name === "base" ? "" : name;
  return modules.sort((a, b) => order(a) < order(b) ? -1 : 1).map(
    (name) => new ApkFile(name, archive, {
      prefix: `${name}/`,
      manifestName: "manifest/AndroidManifest.xml",
      dexFolder: "dex/",
      isProto: true
    })
  );
}

// scanner/package/byte-source.ts
function memorySource(bytes) {
  return {
    sizeBytes: bytes.byteLength,
    read: (offset, length) => bytes.subarray(offset, offset + length)
  };
}
function sliceSource(source, offsetBytes, sizeBytes) {
  return { sizeBytes, read: (offset, length) => source.read(offsetBytes + offset, length) };
}
function readExactly(source, offset, length, file2) {
  if (offset < 0 || length < 0 || offset + length > source.sizeBytes)
    throw new ScanError("TRUNCATED", `${file2} ends at ${source.sizeBytes}, before ${offset + length}.`, {
      file: file2,
      offsetBytes: Math.max(0, offset)
    });
  const bytes = source.read(offset, length);
  if (bytes.byteLength !== length)
    throw new ScanError("IO_FAILED", `${file2} gave ${bytes.byteLength} of ${length} bytes at ${offset}.`, {
      file: file2,
      offsetBytes: offset
    });
  return bytes;
}

// scanner/package/zip/zip-archive.ts
import { crc32, inflateRawSync } from "node:zlib";

// scanner/package/zip/entry-name.ts
function findNameHazard(name) {
  if (name.includes("\0")) return "contains a NUL character";
  if (name.startsWith("/") || /^[A-Za-z]:/u.test(name)) return "is an absolute path";
  if (name.includes("\\")) return "contains a backslash";
  if (name.split("/").includes("..")) return "climbs out of its folder";
  return void 0;
}

// scanner/package/zip/central-directory.ts
var CENTRAL_SIGNATURE = 33639248;
var CENTRAL_SIZE_BYTES = 46;
var METHOD_STORED = 0;
var METHOD_DEFLATED = 8;
function readCentralDirectory(source, end, file2, limits, anomalies) {
  if (end.entryCount > limits.maxEntries)
    throw new ScanError(
      "ZIP_BOMB",
      `${file2} declares ${end.entryCount} entries; the limit is ${limits.maxEntries}.`,
      {
        file: file2,
        offsetBytes: end.recordOffset
      }
    );
  if (end.directoryOffset + end.entryCount * CENTRAL_SIZE_BYTES > end.recordOffset)
    throw new ScanError("BAD_ZIP", `${file2}: ${end.entryCount} entries do not fit before the end record.`, {
      file: file2,
      offsetBytes: end.directoryOffset
    });
  const available = end.recordOffset - end.directoryOffset;
  const view = new ByteView(
    readExactly(source, end.directoryOffset, available, file2),
    "BAD_ZIP",
    file2,
    end.directoryOffset
  );
  const text3 = asBuffer(view.bytes);
  const entries = [];
  const names = /* @__PURE__ */ new Set();
  let totalBytes = 0;
  let at = 0;
  for (let index = 0; index < end.entryCount; index += 1) {
    if (!view.has(at, CENTRAL_SIZE_BYTES) || view.u32(at) !== CENTRAL_SIGNATURE) {
      if (entries.length === 0) throw view.error(at, `${file2}: the central directory holds no entry.`);
      anomalies.add(
        "FEWER_ENTRIES",
        `${end.entryCount} entries were announced, ${index} are there; Android refuses such a file.`,
        { offsetBytes: view.baseOffsetBytes + at }
      );
      break;
    }
    const nameSize = view.u16(at + 28);
    const extraSize = view.u16(at + 30);
    const commentSize = view.u16(at + 32);
    const next = at + CENTRAL_SIZE_BYTES + nameSize + extraSize + commentSize;
    if (next > view.sizeBytes)
      throw view.error(at, `${file2}: entry ${index} runs past the central directory.`);
    const name = text3.toString("utf8", at + CENTRAL_SIZE_BYTES, at + CENTRAL_SIZE_BYTES + nameSize);
    const wide = findZip64Sizes(view, at, nameSize, extraSize);
    const shadowed = names.has(name);
    names.add(name);
    const entry = {
      name,
      flags: view.u16(at + 8),
      method: view.u16(at + 10),
      dosTime: view.u16(at + 12),
      dosDate: view.u16(at + 14),
      crc32: view.u32(at + 16),
      compressedSizeBytes: wide.compressed,
      sizeBytes: wide.size,
      localHeaderOffset: wide.offset + end.shiftBytes,
      shadowed
    };
    noteOddities(entry, view.baseOffsetBytes + at, anomalies);
    totalBytes += entry.sizeBytes;
    entries.push(entry);
    at = next;
  }
  if (view.has(at, 4) && view.u32(at) === CENTRAL_SIGNATURE)
    anomalies.add(
      "HIDDEN_ENTRIES",
      "The central directory holds more entries than the end record counts; Android does not see them.",
      { offsetBytes: view.baseOffsetBytes + at }
    );
  checkTotal(totalBytes, source.sizeBytes, file2, limits);
  noteOverlaps(entries, anomalies);
  return entries;
}
function noteOddities(entry, offsetBytes, anomalies) {
  const where = { file: entry.name, offsetBytes };
  if (entry.shadowed)
    anomalies.add(
      "DUPLICATE_ENTRY",
      "A second entry of this name. Android 4.4 and later refuse the file; the first entry is read here.",
      where
    );
  const hazard = findNameHazard(entry.name);
  if (hazard !== void 0) anomalies.add("UNSAFE_ENTRY_NAME", `The entry's name ${hazard}.`, where);
  if (entry.name.includes("\uFFFD") || entry.name === "")
    anomalies.add("BAD_ENTRY_NAME", "The name is empty or not UTF-8; Android refuses the file.", where);
  if ((entry.flags & 1) !== 0)
    anomalies.add(
      "ENCRYPTION_FLAG",
      "Marked as encrypted. Android ignores the mark, so it is read as it is.",
      where
    );
  if (entry.method !== METHOD_STORED && entry.method !== METHOD_DEFLATED)
    anomalies.add(
      "UNKNOWN_COMPRESSION",
      `Compression method ${entry.method}; Android reads it as stored.`,
      where
    );
  if (entry.method === METHOD_STORED && entry.compressedSizeBytes !== entry.sizeBytes)
    anomalies.add(
      "STORED_SIZES_DIFFER",
      `Stored, yet ${entry.compressedSizeBytes} bytes hold ${entry.sizeBytes}; Android reads the latter.`,
      where
    );
}
function findZip64Sizes(view, at, nameSize, extraSize) {
  let compressed = view.u32(at + 20);
  let size = view.u32(at + 24);
  let offset = view.u32(at + 42);
  if (compressed !== 4294967295 && size !== 4294967295 && offset !== 4294967295)
    return { compressed, size, offset };
  let field = at + CENTRAL_SIZE_BYTES + nameSize;
  const end = field + extraSize;
  while (field + 4 <= end) {
    const fieldSize = view.u16(field + 2);
    if (view.u16(field) === 1) {
      let value = field + 4;
      const valueEnd = Math.min(end, value + fieldSize);
      const take = (old) => {
        if (old !== 4294967295 || value + 8 > valueEnd) return old;
        value += 8;
        return view.u64(value - 8);
      };
      size = take(size);
      compressed = take(compressed);
      offset = take(offset);
      break;
    }
    field += 4 + fieldSize;
  }
  return { compressed, size, offset };
}
function checkTotal(totalBytes, archiveBytes, file2, limits) {
  const tooMuch = totalBytes > limits.maxTotalBytes;
  const tooDense = totalBytes > limits.ratioFromBytes && totalBytes > archiveBytes * limits.maxRatio;
  if (tooMuch || tooDense)
    throw new ScanError("ZIP_BOMB", `${file2}: ${archiveBytes} bytes would unpack to ${totalBytes}.`, {
      file: file2,
      offsetBytes: 0
    });
}
function noteOverlaps(entries, anomalies) {
  const sorted = entries.toSorted((a, b) => a.localHeaderOffset - b.localHeaderOffset);
  let previous;
  for (const entry of sorted) {
    if (previous !== void 0) {
      const stored = previous.method === METHOD_DEFLATED ? previous.compressedSizeBytes : previous.sizeBytes;
      if (previous.localHeaderOffset + 30 + stored > entry.localHeaderOffset)
        anomalies.add("OVERLAPPING_ENTRIES", `Shares bytes with ${JSON.stringify(previous.name)}.`, {
          file: entry.name,
          offsetBytes: entry.localHeaderOffset
        });
    }
    previous = entry;
  }
}

// scanner/package/zip/end-record.ts
var EOCD_SIGNATURE = 101010256;
var EOCD_SIZE_BYTES = 22;
var ZIP64_LOCATOR_SIGNATURE = 117853008;
var ZIP64_EOCD_SIGNATURE = 101075792;
var MAX_COMMENT_BYTES = 65535;
var CENTRAL_SIGNATURE2 = 33639248;
function readEndRecord(source, file2, anomalies) {
  if (source.sizeBytes === 0)
    throw new ScanError("EMPTY_FILE", `${file2} is empty.`, { file: file2, offsetBytes: 0 });
  const tailOffset = Math.max(0, source.sizeBytes - EOCD_SIZE_BYTES - MAX_COMMENT_BYTES);
  const tail = new ByteView(
    readExactly(source, tailOffset, source.sizeBytes - tailOffset, file2),
    "BAD_ZIP",
    file2,
    tailOffset
  );
  const at = findEnd(tail);
  if (at < 0) throw notFound(source, file2);
  const recordOffset = tailOffset + at;
  const end = recordOffset + EOCD_SIZE_BYTES + tail.u16(at + 20);
  if (end !== source.sizeBytes)
    anomalies.add(
      "TRAILING_DATA",
      `The archive's comment ends at ${end} but the file at ${source.sizeBytes}; Android refuses such a file.`,
      { offsetBytes: recordOffset }
    );
  let entryCount = tail.u16(at + 10);
  let directorySizeBytes = tail.u32(at + 12);
  let directoryOffset = tail.u32(at + 16);
  let directoryEnd = recordOffset;
  if (entryCount === 65535 || directorySizeBytes === 4294967295 || directoryOffset === 4294967295) {
    const wide = findZip64(source, recordOffset, file2);
    if (wide !== void 0) {
      if (entryCount === 65535) entryCount = wide.entryCount;
      if (directorySizeBytes === 4294967295) directorySizeBytes = wide.directorySizeBytes;
      if (directoryOffset === 4294967295) directoryOffset = wide.directoryOffset;
      directoryEnd = wide.recordOffset;
    }
  }
  const shiftBytes = findShift(
    source,
    { entryCount, directoryOffset, directorySizeBytes, directoryEnd },
    file2
  );
  if (shiftBytes !== 0)
    anomalies.add(
      "PREPENDED_DATA",
      `${shiftBytes} bytes were put before the archive without correcting its offsets; Android refuses such a file.`,
      { offsetBytes: 0 }
    );
  return {
    entryCount,
    directoryOffset: directoryOffset + shiftBytes,
    directorySizeBytes,
    recordOffset,
    shiftBytes
  };
}
function findEnd(tail) {
  for (let at = tail.sizeBytes - EOCD_SIZE_BYTES; at >= 0; at -= 1) {
    if (tail.u8(at) === 80 && tail.u32(at) === EOCD_SIGNATURE) return at;
  }
  return -1;
}
function notFound(source, file2) {
  const head = source.sizeBytes >= 4 ? new ByteView(source.read(0, 4), "BAD_ZIP", file2).u32(0) : 0;
  if (head === 67324752)
    return new ScanError("TRUNCATED", `${file2} begins like a zip archive but its directory is missing.`, {
      file: file2,
      offsetBytes: source.sizeBytes
    });
  return new ScanError("NOT_A_ZIP", `${file2} is not a zip archive.`, { file: file2, offsetBytes: 0 });
}
function findZip64(source, recordOffset, file2) {
  const locatorOffset = recordOffset - 20;
  if (locatorOffset < 0) return void 0;
  const locator = new ByteView(readExactly(source, locatorOffset, 20, file2), "BAD_ZIP", file2, locatorOffset);
  if (locator.u32(0) !== ZIP64_LOCATOR_SIGNATURE) return void 0;
  for (const offset of [locator.u64(8), locatorOffset - 56]) {
    if (offset < 0 || offset + 56 > source.sizeBytes) continue;
    const record = new ByteView(readExactly(source, offset, 56, file2), "BAD_ZIP", file2, offset);
    if (record.u32(0) !== ZIP64_EOCD_SIGNATURE) continue;
    return {
      entryCount: record.u64(32),
      directorySizeBytes: record.u64(40),
      directoryOffset: record.u64(48),
      recordOffset: offset
    };
  }
  throw new ScanError("BAD_ZIP", `${file2}: the zip64 locator points at no zip64 record.`, {
    file: file2,
    offsetBytes: locatorOffset
  });
}
function findShift(source, claim, file2) {
  if (claim.entryCount === 0) return 0;
  if (startsDirectory(source, claim.directoryOffset)) return 0;
  const actual = claim.directoryEnd - claim.directorySizeBytes;
  if (actual > claim.directoryOffset && startsDirectory(source, actual))
    return actual - claim.directoryOffset;
  const code = actual < claim.directoryOffset ? "TRUNCATED" : "BAD_ZIP";
  throw new ScanError(code, `${file2}: there is no central directory at ${claim.directoryOffset}.`, {
    file: file2,
    offsetBytes: claim.directoryOffset
  });
}
function startsDirectory(source, offset) {
  if (offset < 0 || offset + 4 > source.sizeBytes) return false;
  return new ByteView(source.read(offset, 4), "BAD_ZIP", "").u32(0) === CENTRAL_SIGNATURE2;
}

// scanner/package/zip/limits.ts
var ZIP_LIMITS = {
  maxEntries: 4e5,
  maxEntryBytes: 1024 * 1024 * 1024,
  maxTotalBytes: 16 * 1024 * 1024 * 1024,
  maxRatio: 200,
  ratioFromBytes: 128 * 1024 * 1024
};

// scanner/package/zip/zip-archive.ts
var LOCAL_SIGNATURE = 67324752;
var LOCAL_SIZE_BYTES = 30;
var ZipArchive = class {
  source;
  file;
  end;
  /** In directory order, shadowed duplicates included. */
  entries;
  anomalies;
  #byName = /* @__PURE__ */ new Map();
  #limits;
  /** Throws EMPTY_FILE, NOT_A_ZIP, TRUNCATED, BAD_ZIP or ZIP_BOMB, with the offset. */
  constructor(source, file2, limits = ZIP_LIMITS) {
    this.source = source;
    this.file = file2;
    this.anomalies = new AnomalyLog();
    this.#limits = limits;
    this.end = readEndRecord(source, file2, this.anomalies);
    this.entries = readCentralDirectory(source, this.end, file2, limits, this.anomalies);
    for (const entry of this.entries) if (!entry.shadowed) this.#byName.set(entry.name, entry);
    if (this.end.shiftBytes === 0 && this.entries.length > 0 && !this.#startsWithLocalHeader())
      this.anomalies.add(
        "PREPENDED_DATA",
        "The file does not begin with an entry; Android refuses such a file.",
        {
          offsetBytes: 0
        }
      );
  }
  find(name) {
    return this.#byName.get(name);
  }
  /**
   * The entry's bytes, inflated. Errors: BAD_ZIP or TRUNCATED when the data cannot be had, ZIP_BOMB when it is far
   * larger than declared or than the limit. A wrong checksum or size is an anomaly: Android's resource loader does
   * not look at them.
   */
  read(entry) {
    if (entry.sizeBytes > this.#limits.maxEntryBytes) throw this.#bomb(entry, entry.sizeBytes);
    const offset = this.dataOffset(entry);
    const where = { file: entry.name, offsetBytes: entry.localHeaderOffset };
    if (entry.method !== METHOD_DEFLATED)
      return readExactly(this.source, offset, entry.sizeBytes, entry.name);
    const available = Math.min(entry.compressedSizeBytes, this.source.sizeBytes - offset);
    const packed = readExactly(this.source, offset, available, entry.name);
    const bytes = this.#inflate(entry, packed, available < entry.compressedSizeBytes);
    if (bytes.byteLength !== entry.sizeBytes)
      this.anomalies.add(
        "SIZE_DIFFERS",
        `Holds ${bytes.byteLength} bytes, ${entry.sizeBytes} were declared.`,
        where
      );
    else if (crc32(bytes) !== entry.crc32)
      this.anomalies.add("CRC_DIFFERS", "The checksum does not fit the data.", where);
    return bytes;
  }
  /** The entry as a source of its own without copying, when it is stored; undefined when it is deflated. */
  findStoredSource(entry) {
    if (entry.method === METHOD_DEFLATED) return void 0;
    const offset = this.dataOffset(entry);
    if (offset + entry.sizeBytes > this.source.sizeBytes)
      throw new ScanError("TRUNCATED", `${entry.name} runs past the end of ${this.file}.`, {
        file: entry.name,
        offsetBytes: offset
      });
    return sliceSource(this.source, offset, entry.sizeBytes);
  }
  /** Where the entry's data begins: the local header's own lengths count, as in libziparchive. */
  dataOffset(entry) {
    const at = entry.localHeaderOffset;
    const local = new ByteView(
      readExactly(this.source, at, LOCAL_SIZE_BYTES, entry.name),
      "BAD_ZIP",
      entry.name,
      at
    );
    const where = { file: entry.name, offsetBytes: at };
    if (local.u32(0) !== LOCAL_SIGNATURE)
      throw new ScanError("BAD_ZIP", `${entry.name} has no local header.`, where);
    const nameSize = local.u16(26);
    const described = (local.u16(6) & 8) !== 0;
    const name = asBuffer(readExactly(this.source, at + LOCAL_SIZE_BYTES, nameSize, entry.name)).toString(
      "utf8"
    );
    const sizesLie = !described && local.u32(18) !== 4294967295 && local.u32(22) !== 4294967295 && (local.u32(18) !== entry.compressedSizeBytes || local.u32(22) !== entry.sizeBytes);
    if (name !== entry.name || local.u16(8) !== entry.method || sizesLie)
      this.anomalies.add(
        "LOCAL_HEADER_DIFFERS",
        "The local header tells another name, method or size than the directory; the directory is believed.",
        where
      );
    return at + LOCAL_SIZE_BYTES + nameSize + local.u16(28);
  }
  #inflate(entry, packed, truncated) {
    const maxOutputLength = Math.min(this.#limits.maxEntryBytes, entry.sizeBytes * 2 + 1024 * 1024);
    const believable = Math.min(entry.sizeBytes, packed.byteLength * 1032) + 1;
    try {
      return inflateRawSync(packed, { maxOutputLength, chunkSize: Math.max(64, believable) });
    } catch (cause) {
      const code = cause instanceof Error && "code" in cause ? cause.code : "";
      if (code === "ERR_BUFFER_TOO_LARGE") throw this.#bomb(entry, maxOutputLength);
      const cut = truncated || code === "Z_BUF_ERROR";
      throw new ScanError(
        cut ? "TRUNCATED" : "BAD_ZIP",
        cut ? `The data of ${entry.name} is cut off.` : `The data of ${entry.name} is not valid deflate data.`,
        { file: entry.name, offsetBytes: entry.localHeaderOffset, cause }
      );
    }
  }
  #bomb(entry, sizeBytes) {
    return new ScanError("ZIP_BOMB", `${entry.name} unpacks to ${sizeBytes} bytes or more.`, {
      file: entry.name,
      offsetBytes: entry.localHeaderOffset
    });
  }
  #startsWithLocalHeader() {
    if (this.source.sizeBytes < 4) return false;
    return new ByteView(this.source.read(0, 4), "BAD_ZIP", this.file).u32(0) === LOCAL_SIGNATURE;
  }
};

// scanner/package/bundle/open-splits.ts
var MAX_APKS = 500;
function openSplits(bundle, budget, log) {
  const entries = chooseEntries(bundle.entries);
  if (entries.length > MAX_APKS)
    throw new ScanError(
      "LIMIT_EXCEEDED",
      `${bundle.file} holds ${entries.length} APKs; the limit is ${MAX_APKS}.`,
      {
        file: bundle.file,
        offsetBytes: 0
      }
    );
  const candidates = [];
  let firstError;
  for (const entry of entries) {
    checkBudget(budget);
    try {
      candidates.push(openCandidate(bundle, entry));
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      firstError ??= error;
      log.add("BROKEN_APK", error.message, { file: entry.name, offsetBytes: entry.localHeaderOffset });
    }
  }
  const base = candidates.find(({ split }) => split === "");
  if (base === void 0) {
    if (firstError !== void 0) throw firstError;
    if (entries.length === 0) return [];
    throw new ScanError("NO_MANIFEST", `${bundle.file} holds splits but no base APK.`, {
      file: bundle.file,
      offsetBytes: 0
    });
  }
  const chosen = /* @__PURE__ */ new Map([["", base]]);
  for (const candidate of candidates) {
    if (candidate === base) continue;
    const isOther = candidate.packageName !== base.packageName;
    if (!isOther && !chosen.has(candidate.split)) chosen.set(candidate.split, candidate);
    else
      log.add(
        "SPLIT_DIFFERS",
        isOther ? `Belongs to ${candidate.packageName}, not to ${base.packageName}; left out.` : "A variant of a split that was read already; left out.",
        { file: candidate.apk.name }
      );
  }
  return [...chosen.values()].map(({ apk }) => apk);
}
function chooseEntries(all) {
  const apks = all.filter((entry) => !entry.shadowed && /\.apk$/iu.test(entry.name));
  const splits = apks.filter((entry) => entry.name.startsWith("splits/"));
  const chosen = splits.length > 0 ? splits : apks;
  const rank = (entry) => /(^|\/)base(-master)?\.apk$/u.test(entry.name) ? 0 : 1;
  return chosen.toSorted(
    (a, b) => rank(a) - rank(b) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1)
  );
}
function openCandidate(bundle, entry) {
  const source = bundle.findStoredSource(entry) ?? memorySource(bundle.read(entry));
  const apk = new ApkFile(entry.name, new ZipArchive(source, entry.name));
  const manifest = apk.manifest();
  return {
    apk,
    split: findPlainAttribute(manifest, "split")?.rawText ?? textOf(manifest, "split"),
    packageName: textOf(manifest, "package")
  };
}
function textOf(element2, name) {
  const value = findPlainAttribute(element2, name)?.value;
  return value?.kind === "string" ? value.text : "";
}

// scanner/package/app-package.ts
var AppPackage = class {
  format;
  fileName;
  sizeBytes;
  source;
  /** The base first. */
  apks;
  base;
  #log;
  #outer;
  #resources;
  constructor(format, fileName, outer, apks, log) {
    const [base] = apks;
    if (base === void 0)
      throw new ScanError("NO_MANIFEST", `${fileName} holds no APK.`, { file: fileName, offsetBytes: 0 });
    this.format = format;
    this.fileName = fileName;
    this.sizeBytes = outer.source.sizeBytes;
    this.source = outer.source;
    this.apks = apks;
    this.base = base;
    this.#log = log;
    this.#outer = outer;
  }
  /** What was odd so far; grows as more of the sample is read. */
  get anomalies() {
    if (this.format === "apk") return [...this.base.anomalies, ...this.#log.list];
    const inner = this.apks.flatMap(
      (apk) => apk.archive === this.#outer ? [] : apk.anomalies.map((each) => ({
        ...each,
        file: each.file === void 0 ? apk.name : `${apk.name}!${each.file}`
      }))
    );
    return [...this.#outer.anomalies.list, ...this.#log.list, ...inner];
  }
  /** The resources of base and splits together; undefined when none has a table. A broken split is an anomaly. */
  resources() {
    if (this.apks.length === 1) return this.base.resources();
    if (this.#resources !== void 0) return this.#resources;
    const files = [];
    for (const apk of this.apks) {
      try {
        if (apk.resources() === void 0) continue;
        const file2 = apk.resourceFile();
        if (file2 !== void 0) files.push({ ...file2, file: `${apk.name}!${file2.file}` });
      } catch (error) {
        if (!(error instanceof ScanError) || apk === this.base) throw error;
        this.#log.add("BROKEN_RESOURCES", error.message, { file: apk.name });
      }
    }
    if (files.length > 0) this.#resources = new ResourceTable(files, this.#log);
    return this.#resources;
  }
};
function openPackage(source, fileName, budget) {
  checkBudget(budget);
  const outer = new ZipArchive(source, fileName);
  const log = new AnomalyLog();
  if (outer.find("AndroidManifest.xml") !== void 0)
    return new AppPackage("apk", fileName, outer, [new ApkFile(fileName, outer)], log);
  if (outer.find("base/manifest/AndroidManifest.xml") !== void 0)
    return new AppPackage("aab", fileName, outer, openModules(outer), log);
  const apks = openSplits(outer, budget, log);
  if (apks.length === 0)
    throw new ScanError("NO_MANIFEST", `${fileName} has no AndroidManifest.xml and holds no APK.`, {
      file: fileName,
      offsetBytes: 0
    });
  return new AppPackage(toBundleFormat(outer, fileName), fileName, outer, apks, log);
}
function toBundleFormat(outer, fileName) {
  const extension = /\.(apks|xapk|apkm)$/iu.exec(fileName)?.[1]?.toLowerCase();
  if (extension === "apks" || extension === "xapk" || extension === "apkm") return extension;
  if (outer.find("toc.pb") !== void 0) return "apks";
  if (outer.find("manifest.json") !== void 0) return "xapk";
  if (outer.find("info.json") !== void 0) return "apkm";
  return "apks";
}

// scanner/package/file-source.ts
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
var WINDOW_BYTES = 256 * 1024;
var SMALL_BYTES = 64 * 1024;
function openFileSource(path) {
  let fd;
  try {
    fd = openSync(path, "r");
  } catch (cause) {
    throw new ScanError("IO_FAILED", `Cannot open ${path}.`, { file: path, cause });
  }
  const stat = fstatSync(fd);
  if (!stat.isFile()) {
    closeSync(fd);
    throw new ScanError("IO_FAILED", `${path} is not a regular file.`, { file: path });
  }
  const readAt = (offset, length) => {
    const bytes = Buffer.allocUnsafeSlow(length);
    let done = 0;
    try {
      while (done < length) {
        const got = readSync(fd, bytes, done, length - done, offset + done);
        if (got === 0) break;
        done += got;
      }
    } catch (cause) {
      throw new ScanError("IO_FAILED", `Cannot read ${path}.`, { file: path, offsetBytes: offset, cause });
    }
    return done === length ? bytes : bytes.subarray(0, done);
  };
  let window = new Uint8Array();
  let windowOffset = 0;
  let open = true;
  return {
    sizeBytes: stat.size,
    read(offset, length) {
      if (length > SMALL_BYTES) return readAt(offset, length);
      if (offset < windowOffset || offset + length > windowOffset + window.byteLength) {
        windowOffset = offset;
        window = readAt(offset, Math.max(length, Math.min(WINDOW_BYTES, stat.size - offset)));
      }
      return window.subarray(offset - windowOffset, offset - windowOffset + length);
    },
    close() {
      if (open) closeSync(fd);
      open = false;
    }
  };
}

// scanner/package/hash-source.ts
import { createHash } from "node:crypto";
var STEP_BYTES = 1024 * 1024;
function hashSource(source, budget) {
  const sha2562 = createHash("sha256");
  const sha12 = createHash("sha1");
  const md52 = createHash("md5");
  for (let at = 0; at < source.sizeBytes; at += STEP_BYTES) {
    checkBudget(budget);
    const bytes = readExactly(source, at, Math.min(STEP_BYTES, source.sizeBytes - at), "sample");
    sha2562.update(bytes);
    sha12.update(bytes);
    md52.update(bytes);
  }
  return { sha256: sha2562.digest("hex"), sha1: sha12.digest("hex"), md5: md52.digest("hex") };
}

// scanner/package/read-sample.ts
function readSample(pkg, budget) {
  const whole = hashSource(pkg.source, budget);
  return {
    fileName: pkg.fileName,
    sizeBytes: pkg.sizeBytes,
    ...whole,
    format: pkg.format,
    apks: pkg.apks.map((apk) => ({
      name: apk.name,
      sizeBytes: apk.source.sizeBytes,
      sha256: apk.source === pkg.source ? whole.sha256 : hashSource(apk.source, budget).sha256
    }))
  };
}

// scanner/package/manifest/attribute-values.ts
var AttributeValues = class {
  resources;
  constructor(resources) {
    this.resources = resources;
  }
  /** The value with references followed; the reference itself where it leads out of the app. */
  find(element2, name) {
    const value = findAndroidAttribute(element2, name)?.value;
    if (value?.kind !== "reference") return value;
    return this.resources?.resolve(value)?.value ?? value;
  }
  text(element2, name) {
    const attribute = findAndroidAttribute(element2, name);
    if (attribute === void 0) return void 0;
    const value = this.find(element2, name);
    if (value === void 0 || value.kind === "null") return attribute.rawText;
    if (value.kind === "reference") return this.renderReference(value.id);
    if (value.kind === "float" && attribute.rawText !== void 0) return attribute.rawText;
    return renderTypedValue(value);
  }
  number(element2, name) {
    const value = this.find(element2, name);
    if (value === void 0) return void 0;
    if (value.kind === "integer") return value.value;
    if (value.kind === "boolean") return value.value ? 1 : 0;
    if (value.kind === "string" && /^-?\d{1,10}$/u.test(value.text)) return Number(value.text);
    return void 0;
  }
  boolean(element2, name) {
    const value = this.find(element2, name);
    if (value === void 0) return void 0;
    if (value.kind === "boolean") return value.value;
    if (value.kind === "integer") return value.value !== 0;
    if (value.kind === "string") return /^(?:1|true|TRUE)$/u.test(value.text);
    return void 0;
  }
  /** `@xml/paths` for a reference that the app's table names, `@0x…` otherwise. */
  renderReference(id2) {
    const name = this.resources?.table.findName(id2);
    return name === void 0 ? `@${renderResourceId(id2)}` : `@${name.type}/${name.entry}`;
  }
  /** The reference itself, not what it leads to; undefined when the attribute holds none. */
  reference(element2, name) {
    const value = findAndroidAttribute(element2, name)?.value;
    return value?.kind === "reference" && value.id !== 0 ? value.id : void 0;
  }
};
function localeTags(table, id2, toTag) {
  const tags = /* @__PURE__ */ new Set();
  const pending = [id2];
  const seen = /* @__PURE__ */ new Set();
  while (pending.length > 0 && seen.size < 50) {
    const at = pending.pop() ?? 0;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const tag of toTag(at)) tags.add(tag);
    for (const { content } of table.variants(at))
      if (content.kind === "value" && content.value.kind === "reference") pending.push(content.value.id);
  }
  return [...tags].sort();
}

// scanner/package/manifest/component-facts.ts
var KINDS = ["activity", "activity-alias", "service", "receiver", "provider"];
var DATA_ATTRIBUTES = [
  "scheme",
  "host",
  "port",
  "path",
  "pathPrefix",
  "pathPattern",
  "pathAdvancedPattern",
  "pathSuffix",
  "mimeType",
  "ssp",
  "sspPrefix",
  "sspPattern",
  "mimeGroup"
];
var PRIVATE_PROVIDERS_SDK = 17;
function readComponents(application, context) {
  const components = [];
  for (const element2 of childElements(application)) {
    const kind = KINDS.find((each) => each === element2.name);
    if (kind !== void 0) components.push(readComponent(element2, kind, context));
  }
  return components;
}
function readComponent(element2, kind, context) {
  const { values, packageName } = context;
  const written = values.text(element2, "name") ?? "";
  const intentFilters = childElements(element2, "intent-filter").map(
    (filter) => readIntentFilter(filter, values)
  );
  const process2 = values.text(element2, "process") ?? context.process;
  const permission = values.text(element2, "permission") ?? context.permission;
  const authorities = values.text(element2, "authorities");
  const target = values.text(element2, "targetActivity");
  return {
    kind,
    name: toClassName2(written, packageName),
    exported: values.boolean(element2, "exported") ?? isExportedByDefault(kind, intentFilters.length > 0, context),
    enabled: values.boolean(element2, "enabled") ?? true,
    ...process2 === void 0 || process2 === "" ? {} : { process: toProcessName(process2, packageName) },
    ...permission === void 0 || permission === "" ? {} : { permission },
    ...authorities === void 0 ? {} : { authorities: authorities.split(";").filter((each) => each !== "") },
    ...target === void 0 ? {} : { targetActivity: toClassName2(target, packageName) },
    intentFilters,
    metaData: readMetaData(element2, values),
    place: { kind: "manifest", path: `manifest/application/${kind}[${written}]` }
  };
}
function isExportedByDefault(kind, hasFilter, context) {
  return kind === "provider" ? context.targetSdk < PRIVATE_PROVIDERS_SDK : hasFilter;
}
function readIntentFilter(filter, values) {
  const names = (child) => childElements(filter, child).flatMap((each) => values.text(each, "name") ?? []);
  const data = childElements(filter, "data").map((each) => {
    const facts = {};
    for (const name of DATA_ATTRIBUTES) {
      const text3 = values.text(each, name);
      if (text3 !== void 0) facts[name] = text3;
    }
    return facts;
  });
  const priority = values.number(filter, "priority");
  return {
    actions: names("action"),
    categories: names("category"),
    data,
    ...priority === void 0 ? {} : { priority }
  };
}
function readMetaData(element2, values) {
  return childElements(element2, "meta-data").map((each) => {
    const value = values.text(each, "value");
    const resource = values.reference(each, "resource");
    return {
      name: values.text(each, "name") ?? "",
      ...value === void 0 ? {} : { value },
      ...resource === void 0 ? {} : { resource: values.renderReference(resource) }
    };
  });
}
function toClassName2(written, packageName) {
  if (written.startsWith(".")) return packageName + written;
  if (written !== "" && !written.includes(".")) return `${packageName}.${written}`;
  return written;
}
function toProcessName(written, packageName) {
  return written.startsWith(":") ? packageName + written : written;
}

// scanner/package/manifest/permission-table.ts
var PROTECTION_BASES = ["normal", "dangerous", "signature", "signatureOrSystem", "internal"];
var PROTECTION_FLAGS = [
  [16, "privileged"],
  [32, "development"],
  [64, "appop"],
  [128, "pre23"],
  [256, "installer"],
  [512, "verifier"],
  [1024, "preinstalled"],
  [2048, "setup"],
  [4096, "instant"],
  [8192, "runtime"]
];
function renderProtection(level) {
  const base = PROTECTION_BASES[level & 15] ?? `level ${level & 15}`;
  return [base, ...PROTECTION_FLAGS.filter(([bit]) => (level & bit) !== 0).map(([, name]) => name)].join("|");
}

// scanner/package/manifest/read-manifest.ts
var FACTS_CONFIG = {
  ...DEFAULT_CONFIG,
  density: 480,
  sdkVersion: 36,
  orientation: 1,
  screenLayout: 98,
  uiMode: 17,
  smallestScreenWidthDp: 360,
  screenWidthDp: 360,
  screenHeightDp: 720
};
var BITMAP_ICON_SDK = 25;
function readManifest(pkg, permissionTable) {
  const manifest = pkg.base.manifest();
  if (manifest.name !== "manifest")
    throw new ScanError("BAD_MANIFEST", `The manifest's root element is ${JSON.stringify(manifest.name)}.`, {
      file: pkg.base.name,
      offsetBytes: 0
    });
  const table = findTable(pkg);
  const values = new AttributeValues(table?.configured(FACTS_CONFIG));
  const packageName = plainText(manifest, "package") ?? "";
  const sdk = readSdk(manifest, values);
  const [application] = childElements(manifest, "application");
  const labels = readLabels(manifest, application, values, table);
  const versionCode = (values.number(manifest, "versionCodeMajor") ?? 0) * 2 ** 32 + ((values.number(manifest, "versionCode") ?? 0) >>> 0);
  const split = plainText(manifest, "split");
  const sharedUserId = values.text(manifest, "sharedUserId");
  const compileSdk = values.number(manifest, "compileSdkVersion");
  const iconFile = application === void 0 ? void 0 : findIcon(application, values, table);
  return {
    packageName,
    label: labels[""] ?? Object.values(labels)[0] ?? "",
    labels,
    versionName: values.text(manifest, "versionName") ?? "",
    versionCode,
    minSdk: sdk.minSdk,
    targetSdk: sdk.targetSdk,
    ...compileSdk === void 0 ? {} : { compileSdk },
    ...sdk.maxSdk === void 0 ? {} : { maxSdk: sdk.maxSdk },
    ...split === void 0 ? {} : { split },
    ...sharedUserId === void 0 ? {} : { sharedUserId },
    application: readApplication(application, values, packageName),
    components: readAllComponents(pkg, application, values, packageName, sdk.targetSdk),
    permissions: readPermissions(manifest, values, permissionTable),
    definedPermissions: childElements(manifest, "permission").map((element2) => ({
      name: values.text(element2, "name") ?? "",
      protection: renderProtection(values.number(element2, "protectionLevel") ?? 0)
    })),
    usesFeatures: childElements(manifest, "uses-feature").flatMap((element2) => {
      const name = values.text(element2, "name");
      return name === void 0 ? [] : [{ name, required: values.boolean(element2, "required") ?? true }];
    }),
    usesLibraries: application === void 0 ? [] : childElements(application, "uses-library").flatMap((element2) => values.text(element2, "name") ?? []),
    queriesPackages: childElements(manifest, "queries").flatMap((queries) => childElements(queries, "package")).flatMap((element2) => values.text(element2, "name") ?? []),
    ...iconFile === void 0 ? {} : { iconFile }
  };
}
function findTable(pkg) {
  try {
    return pkg.resources();
  } catch (error) {
    if (error instanceof ScanError) return void 0;
    throw error;
  }
}
function plainText(element2, name) {
  const attribute = findPlainAttribute(element2, name);
  return attribute?.value.kind === "string" ? attribute.value.text : attribute?.rawText;
}
function readSdk(manifest, values) {
  let levels = { minSdk: 1, targetSdk: 1 };
  for (const element2 of childElements(manifest, "uses-sdk")) {
    const minSdk = values.number(element2, "minSdkVersion") ?? 1;
    const maxSdk = values.number(element2, "maxSdkVersion");
    const targetSdk = values.number(element2, "targetSdkVersion") ?? minSdk;
    levels = { minSdk, targetSdk, ...maxSdk === void 0 ? {} : { maxSdk } };
  }
  return levels;
}
function readApplication(application, values, packageName) {
  if (application === void 0) return { debuggable: false, allowBackup: true, metaData: [] };
  const name = values.text(application, "name");
  const cleartext = values.boolean(application, "usesCleartextTraffic");
  const security = values.text(application, "networkSecurityConfig");
  return {
    ...name === void 0 || name === "" ? {} : { name: toClassName2(name, packageName) },
    debuggable: values.boolean(application, "debuggable") ?? false,
    allowBackup: values.boolean(application, "allowBackup") ?? true,
    ...cleartext === void 0 ? {} : { usesCleartextTraffic: cleartext },
    ...security === void 0 ? {} : { networkSecurityConfig: security },
    metaData: readMetaData(application, values)
  };
}
function readAllComponents(pkg, application, values, packageName, targetSdk) {
  const process2 = application === void 0 ? void 0 : values.text(application, "process");
  const permission = application === void 0 ? void 0 : values.text(application, "permission");
  const context = {
    values,
    packageName,
    targetSdk,
    ...process2 === void 0 ? {} : { process: process2 },
    ...permission === void 0 ? {} : { permission }
  };
  const components = application === void 0 ? [] : readComponents(application, context);
  const known = new Set(components.map(({ kind, name }) => `${kind} ${name}`));
  for (const apk of pkg.apks.slice(1)) {
    for (const element2 of childElements(findManifest(apk) ?? emptyElement, "application")) {
      for (const component2 of readComponents(element2, context)) {
        if (known.has(`${component2.kind} ${component2.name}`)) continue;
        known.add(`${component2.kind} ${component2.name}`);
        components.push(component2);
      }
    }
  }
  return components;
}
var emptyElement = {
  kind: "element",
  namespace: "",
  name: "",
  attributes: [],
  children: [],
  line: 0,
  idIndex: 0,
  classIndex: 0,
  styleIndex: 0
};
function findManifest(apk) {
  try {
    return apk.manifest();
  } catch (error) {
    if (error instanceof ScanError) return void 0;
    throw error;
  }
}
var PERMISSION_ELEMENTS = /* @__PURE__ */ new Map([
  ["uses-permission", void 0],
  ["uses-permission-sdk-23", 23],
  ["uses-permission-sdk-m", 23]
]);
function readPermissions(manifest, values, permissionTable) {
  const permissions = /* @__PURE__ */ new Map();
  for (const element2 of childElements(manifest)) {
    if (!PERMISSION_ELEMENTS.has(element2.name)) continue;
    const name = values.text(element2, "name");
    if (name === void 0 || name === "" || permissions.has(name)) continue;
    const maxSdk = values.number(element2, "maxSdkVersion");
    const minSdk = values.number(element2, "minSdkVersion") ?? PERMISSION_ELEMENTS.get(element2.name);
    const info = permissionTable.get(name);
    permissions.set(name, {
      name,
      ...maxSdk === void 0 ? {} : { maxSdk },
      ...minSdk === void 0 ? {} : { minSdk },
      ...info?.protection === void 0 ? {} : { protection: info.protection },
      ...info?.group === void 0 ? {} : { group: info.group },
      piTypes: info?.piTypes ?? [],
      place: { kind: "manifest", path: `manifest/${element2.name}[${name}]` }
    });
  }
  return [...permissions.values()];
}
function readLabels(manifest, application, values, table) {
  if (application === void 0) return {};
  const bearers = [application, ...findLaunchers(application, values), manifest];
  const bearer = bearers.find((element2) => (values.text(element2, "label") ?? "") !== "");
  if (bearer === void 0) return {};
  const id2 = values.reference(bearer, "label");
  if (id2 === void 0 || table === void 0) {
    const text3 = id2 === void 0 ? values.text(bearer, "label") : void 0;
    return text3 === void 0 ? {} : { "": text3 };
  }
  const labels = {};
  const tagsOf = (at) => table.variants(at).map(({ config }) => toLanguageTag(config));
  for (const tag of localeTags(table, id2, tagsOf)) {
    const text3 = table.configured(withLocale(FACTS_CONFIG, tag)).findString(id2);
    if (text3 !== void 0) labels[tag] = text3;
  }
  return labels;
}
function findLaunchers(application, values) {
  return childElements(application).filter(
    (element2) => (element2.name === "activity" || element2.name === "activity-alias") && childElements(element2, "intent-filter").some(
      (filter) => childElements(filter, "category").some(
        (category) => values.text(category, "name") === "android.intent.category.LAUNCHER"
      )
    )
  );
}
function findIcon(application, values, table) {
  const bearers = [application, ...findLaunchers(application, values)];
  const id2 = bearers.map((element2) => values.reference(element2, "icon")).find((each) => each !== void 0);
  if (id2 === void 0 || table === void 0) return void 0;
  const resources = table.configured({ ...FACTS_CONFIG, sdkVersion: BITMAP_ICON_SDK });
  const file2 = resources.findString(id2);
  return file2 !== void 0 && /\.(?:png|webp|jpe?g|gif)$/iu.test(file2) ? file2 : void 0;
}

// scanner/package/signing/algorithms.ts
import { constants, verify } from "node:crypto";

// scanner/package/signing/certificate.ts
import { createHash as createHash2, createPublicKey } from "node:crypto";

// scanner/package/signing/der.ts
var DER_INTEGER = 2;
var DER_OCTET_STRING = 4;
var DER_OID = 6;
var DER_SEQUENCE = 48;
var DER_SET = 49;
var MAX_DEPTH4 = 64;
function readDer(bytes, offset = 0) {
  const header = readHeader(bytes, offset);
  const end = header.size === void 0 ? findEnd2(bytes, header.start) : header.start + header.size;
  const contentEnd = header.size === void 0 ? end - 2 : end;
  return {
    tag: header.tag,
    whole: bytes.subarray(offset, end),
    content: bytes.subarray(header.start, contentEnd)
  };
}
function readDerChildren(parent) {
  const children = [];
  let at = 0;
  while (at < parent.content.byteLength) {
    const child = readDer(parent.content, at);
    children.push(child);
    at += child.whole.byteLength;
  }
  return children;
}
function expectDer(children, index, tag, what) {
  const child = children[index];
  if (child === void 0 || child.tag !== tag) throw bad(`${what} is missing`, 0);
  return child;
}
function toOid(element2) {
  const arcs = [];
  let arc = 0;
  for (const byte of element2.content) {
    arc = arc * 128 + (byte & 127);
    if (byte >= 128) continue;
    if (arcs.length === 0)
      arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join(".");
}
function toOctets(element2) {
  if ((element2.tag & 32) === 0) return element2.content;
  return Buffer.concat(readDerChildren(element2).map((piece) => piece.content));
}
function readHeader(bytes, offset) {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === void 0 || first === void 0) throw bad("an element is cut off", offset);
  if ((tag & 31) === 31) throw bad("a tag number above 30", offset);
  if (first < 128) return checked(bytes, offset, tag, offset + 2, first);
  if (first === 128) return { tag, start: offset + 2, size: void 0 };
  const count = first & 127;
  if (count > 4) throw bad("a length of more than four bytes", offset);
  let size = 0;
  for (let index = 0; index < count; index += 1) {
    const byte = bytes[offset + 2 + index];
    if (byte === void 0) throw bad("a length is cut off", offset);
    size = size * 256 + byte;
  }
  return checked(bytes, offset, tag, offset + 2 + count, size);
}
function checked(bytes, offset, tag, start, size) {
  if (start + size > bytes.byteLength) throw bad("an element is longer than its parent", offset);
  return { tag, start, size };
}
function findEnd2(bytes, start) {
  let at = start;
  let depth = 1;
  while (depth > 0) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      depth -= 1;
      at += 2;
      continue;
    }
    const header = readHeader(bytes, at);
    if (header.size === void 0) {
      depth += 1;
      if (depth > MAX_DEPTH4) throw bad("elements are nested too deep", at);
      at = header.start;
    } else {
      at = header.start + header.size;
    }
  }
  return at;
}
function bad(what, offsetBytes) {
  return new ScanError("BAD_SIGNATURE_BLOCK", `Malformed ASN.1: ${what}.`, {
    file: "signature",
    offsetBytes
  });
}

// scanner/package/signing/distinguished-name.ts
var KEYWORDS = /* @__PURE__ */ new Map([
  ["2.5.4.3", "CN"],
  ["2.5.4.4", "SURNAME"],
  ["2.5.4.5", "SERIALNUMBER"],
  ["2.5.4.6", "C"],
  ["2.5.4.7", "L"],
  ["2.5.4.8", "ST"],
  ["2.5.4.9", "STREET"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.12", "T"],
  ["2.5.4.42", "GIVENNAME"],
  ["2.5.4.43", "INITIALS"],
  ["2.5.4.44", "GENERATION"],
  ["2.5.4.46", "DNQ"],
  ["0.9.2342.19200300.100.1.1", "UID"],
  ["0.9.2342.19200300.100.1.25", "DC"],
  ["1.2.840.113549.1.9.1", "EMAILADDRESS"]
]);
function renderName(name) {
  return readDerChildren(name).map((part) => readDerChildren(part).map(renderAttribute).join(" + ")).reverse().join(", ");
}
function renderAttribute(attribute) {
  const [type, value] = readDerChildren(attribute);
  if (type === void 0 || value === void 0) return "";
  const oid = toOid(type);
  return `${KEYWORDS.get(oid) ?? `OID.${oid}`}=${quote(toText2(value))}`;
}
function toText2(value) {
  const bytes = asBuffer(value.content);
  switch (value.tag) {
    case 30: {
      const swapped = Buffer.from(bytes.subarray(0, bytes.byteLength & ~1)).swap16();
      return swapped.toString("utf16le");
    }
    case 20:
      return bytes.toString("latin1");
    case 12:
    case 19:
    case 22:
      return bytes.toString("utf8");
    default:
      return `#${asBuffer(value.whole).toString("hex")}`;
  }
}
function quote(text3) {
  const needs = /[,+=\n<>#;\\"]|^ | $| {2}/u.test(text3);
  return needs ? `"${text3.replace(/[\\"]/gu, (character) => `\\${character}`)}"` : text3;
}

// scanner/package/signing/certificate.ts
function readCertificate(bytes) {
  const outer = readDer(bytes);
  const tbs = expectDer(readDerChildren(outer), 0, DER_SEQUENCE, "the certificate body");
  const fields = readDerChildren(tbs);
  const first = fields[0]?.tag === 160 ? 1 : 0;
  const serial = expectDer(fields, first, DER_INTEGER, "the serial number");
  const issuer = expectDer(fields, first + 2, DER_SEQUENCE, "the issuer");
  const validity = expectDer(fields, first + 3, DER_SEQUENCE, "the validity");
  const subject = expectDer(fields, first + 4, DER_SEQUENCE, "the subject");
  const publicKey = expectDer(fields, first + 5, DER_SEQUENCE, "the public key");
  const [notBefore, notAfter] = readDerChildren(validity);
  const sha2562 = digest("sha256", outer.whole);
  return {
    der: outer.whole,
    sha256: sha2562,
    issuerDer: issuer.whole,
    serialDer: serial.content,
    publicKeyDer: publicKey.whole,
    facts: {
      subject: renderName(subject),
      issuer: renderName(issuer),
      serialNumber: asBuffer(serial.content).toString("hex").replace(/^(?:00)+(?=.)/u, ""),
      notBefore: toTime(notBefore),
      notAfter: toTime(notAfter),
      sha256: sha2562,
      sha1: digest("sha1", outer.whole),
      md5: digest("md5", outer.whole),
      publicKey: readKeyFacts(publicKey.whole)
    }
  };
}
function readPublicKey(publicKeyDer) {
  try {
    return createPublicKey({ key: asBuffer(publicKeyDer), format: "der", type: "spki" });
  } catch (cause) {
    throw new ScanError("BAD_SIGNATURE_BLOCK", "A public key cannot be read.", { file: "signature", cause });
  }
}
function readKeyFacts(publicKeyDer) {
  const digests = {
    sha256: digest("sha256", publicKeyDer),
    md5: digest("md5", publicKeyDer),
    sha1: digest("sha1", publicKeyDer)
  };
  let key;
  try {
    key = readPublicKey(publicKeyDer);
  } catch (error) {
    if (error instanceof ScanError) return { algorithm: "unknown", sizeBits: 0, ...digests };
    throw error;
  }
  const details = key.asymmetricKeyDetails;
  const algorithm = KEY_NAMES.get(key.asymmetricKeyType ?? "") ?? key.asymmetricKeyType ?? "unknown";
  const curveBits = Number(/(\d{3})/u.exec(CURVE_ALIASES.get(details?.namedCurve ?? "") ?? "")?.[1] ?? 0);
  const modulus = key.asymmetricKeyType === "rsa" ? key.export({ format: "jwk" }).n : void 0;
  return {
    algorithm,
    sizeBits: details?.modulusLength ?? curveBits,
    ...digests,
    ...modulus === void 0 ? {} : { modulusHex: Buffer.from(modulus, "base64url").toString("hex") }
  };
}
var KEY_NAMES = /* @__PURE__ */ new Map([
  ["rsa", "RSA"],
  ["ec", "EC"],
  ["dsa", "DSA"]
]);
var CURVE_ALIASES = /* @__PURE__ */ new Map([
  ["prime256v1", "P-256"],
  ["secp256k1", "K-256"],
  ["secp384r1", "P-384"],
  ["secp521r1", "P-521"],
  ["secp224r1", "P-224"]
]);
function digest(algorithm, bytes) {
  return createHash2(algorithm).update(bytes).digest("hex");
}
function toTime(element2) {
  const text3 = asBuffer(element2?.content ?? new Uint8Array()).toString("latin1");
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?Z$/u.exec(text3);
  if (match === null) return text3;
  const [, years = "", month, day, hour, minute, second = "00"] = match;
  const year = years.length === 4 ? years : `${Number(years) < 50 ? "20" : "19"}${years}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

// scanner/package/signing/algorithms.ts
var ALGORITHMS = /* @__PURE__ */ new Map([
  [
    257,
    {
      name: "RSASSA-PSS SHA-256",
      hash: "sha256",
      keyType: "rsa",
      pssSaltBytes: 32,
      content: "chunked-sha256"
    }
  ],
  [
    258,
    {
      name: "RSASSA-PSS SHA-512",
      hash: "sha512",
      keyType: "rsa",
      pssSaltBytes: 64,
      content: "chunked-sha512"
    }
  ],
  [259, { name: "RSA SHA-256", hash: "sha256", keyType: "rsa", content: "chunked-sha256" }],
  [260, { name: "RSA SHA-512", hash: "sha512", keyType: "rsa", content: "chunked-sha512" }],
  [513, { name: "ECDSA SHA-256", hash: "sha256", keyType: "ec", content: "chunked-sha256" }],
  [514, { name: "ECDSA SHA-512", hash: "sha512", keyType: "ec", content: "chunked-sha512" }],
  [769, { name: "DSA SHA-256", hash: "sha256", keyType: "dsa", content: "chunked-sha256" }],
  [1057, { name: "RSA SHA-256 (verity)", hash: "sha256", keyType: "rsa", content: "verity-sha256" }],
  [1059, { name: "ECDSA SHA-256 (verity)", hash: "sha256", keyType: "ec", content: "verity-sha256" }],
  [1061, { name: "DSA SHA-256 (verity)", hash: "sha256", keyType: "dsa", content: "verity-sha256" }]
]);
var STRENGTH = ["chunked-sha256", "verity-sha256", "chunked-sha512"];
function findContentDigestKind(algorithmId) {
  return ALGORITHMS.get(algorithmId)?.content;
}
function compareAlgorithms(left, right) {
  const strength = (id2) => STRENGTH.indexOf(findContentDigestKind(id2) ?? "chunked-sha256");
  const known = Number(ALGORITHMS.has(left)) - Number(ALGORITHMS.has(right));
  return known === 0 ? strength(left) - strength(right) : known;
}
function verifyWithAlgorithm(algorithmId, publicKeyDer, data, signature) {
  const algorithm = ALGORITHMS.get(algorithmId);
  if (algorithm === void 0) return false;
  const key = readPublicKey(publicKeyDer);
  if (key.asymmetricKeyType !== algorithm.keyType) return false;
  const input = { key };
  if (algorithm.pssSaltBytes !== void 0) {
    input.padding = constants.RSA_PKCS1_PSS_PADDING;
    input.saltLength = algorithm.pssSaltBytes;
  }
  return verifyQuietly(algorithm.hash, data, input, signature);
}
function verifyQuietly(hash, data, key, signature) {
  try {
    return verify(hash, data, key, signature);
  } catch {
    return false;
  }
}

// scanner/package/signing/prefixed-reader.ts
var PrefixedReader = class _PrefixedReader {
  view;
  #at = 0;
  constructor(view) {
    this.view = view;
  }
  get hasMore() {
    return this.#at < this.view.sizeBytes;
  }
  u32() {
    this.#at += 4;
    return this.view.u32(this.#at - 4);
  }
  u64() {
    this.#at += 8;
    return this.view.u64(this.#at - 8);
  }
  u8() {
    this.#at += 1;
    return this.view.u8(this.#at - 1);
  }
  /** A value preceded by its size in four bytes. */
  value() {
    const size = this.u32();
    return this.take(size);
  }
  bytes() {
    return this.value().bytes;
  }
  reader() {
    return new _PrefixedReader(this.value());
  }
  /** Length-prefixed values to the end. */
  *values() {
    while (this.hasMore) yield this.value();
  }
  rest() {
    return this.take(this.view.sizeBytes - this.#at);
  }
  take(size) {
    const part = this.view.part(this.#at, size);
    this.#at += size;
    return part;
  }
};

// scanner/package/signing/block-signer.ts
var MAX_SIGNERS = 10;
function readBlockSigners(block, hasSdkRange) {
  const signers = [];
  for (const signer2 of new PrefixedReader(block).reader().values()) {
    if (signers.length >= MAX_SIGNERS) throw block.error(0, `More than ${MAX_SIGNERS} signers.`);
    signers.push(readSigner(new PrefixedReader(signer2), hasSdkRange));
  }
  return signers;
}
function readSigner(signer2, hasSdkRange) {
  const problems = [];
  const signedData = signer2.value();
  const minSdk = hasSdkRange ? signer2.u32() : 0;
  const maxSdk = hasSdkRange ? signer2.u32() : 2147483647;
  const signatures = [...signer2.reader().values()].map((each) => {
    const reader = new PrefixedReader(each);
    return { algorithmId: reader.u32(), bytes: reader.bytes() };
  });
  const publicKeyDer = signer2.bytes();
  const best = signatures.toSorted((a, b) => compareAlgorithms(b.algorithmId, a.algorithmId))[0];
  if (best === void 0) problems.push("NO_SIGNATURE: the signer has no signature");
  else if (findContentDigestKind(best.algorithmId) === void 0)
    problems.push(`UNKNOWN_ALGORITHM: 0x${best.algorithmId.toString(16)}`);
  else if (!verifyWithAlgorithm(best.algorithmId, publicKeyDer, signedData.bytes, best.bytes))
    problems.push("SIGNATURE_MISMATCH: the signature does not fit the signed data");
  const data = new PrefixedReader(signedData);
  const digests = [...data.reader().values()].map((each) => {
    const reader = new PrefixedReader(each);
    return { algorithmId: reader.u32(), value: reader.bytes() };
  });
  const certificates = [...data.reader().values()].map((each) => readCertificate(each.bytes));
  if (hasSdkRange && (data.u32() !== minSdk || data.u32() !== maxSdk))
    problems.push("SDK_RANGE_MISMATCH: signer and signed data differ in their SDK range");
  const attributes = /* @__PURE__ */ new Map();
  if (data.hasMore)
    for (const each of data.reader().values()) {
      const reader = new PrefixedReader(each);
      attributes.set(reader.u32(), reader.rest());
    }
  const certificate = certificates[0];
  if (certificate === void 0) problems.push("NO_CERTIFICATE: the signer has no certificate");
  else if (!asBuffer(certificate.publicKeyDer).equals(publicKeyDer))
    problems.push("PUBLIC_KEY_MISMATCH: the certificate holds another key than the signer");
  const inSignatures = signatures.map(({ algorithmId }) => algorithmId);
  const inDigests = digests.map(({ algorithmId }) => algorithmId);
  if (inSignatures.join() !== inDigests.join())
    problems.push("ALGORITHMS_DIFFER: signatures and digests do not list the same algorithms");
  return {
    certificate,
    digests: digests.flatMap(({ algorithmId, value }) => {
      const kind = findContentDigestKind(algorithmId);
      return kind === void 0 ? [] : [{ kind, value }];
    }),
    attributes,
    minSdk,
    maxSdk,
    problems
  };
}
function checkDigests(signer2, computed) {
  if (signer2.digests.length === 0) return ["NO_DIGEST: the signer vouches for no known content digest"];
  return signer2.digests.flatMap(({ kind, value }) => {
    const actual = computed.get(kind);
    return actual !== void 0 && asBuffer(actual).equals(value) ? [] : [`DIGEST_MISMATCH: the ${kind} digest does not fit the APK`];
  });
}

// scanner/package/signing/content-digest.ts
import { createHash as createHash4 } from "node:crypto";

// scanner/package/signing/merkle-tree.ts
import { createHash as createHash3 } from "node:crypto";
var BLOCK_BYTES = 4096;
var DIGEST_BYTES = 32;
var MerkleTree = class {
  #salt;
  /** Levels from the leaves up; each holds a block that is being filled. */
  #levels = [];
  #open = Buffer.alloc(BLOCK_BYTES);
  #openBytes = 0;
  #sizeBytes = 0;
  constructor(salt) {
    this.#salt = salt;
  }
  get sizeBytes() {
    return this.#sizeBytes;
  }
  update(bytes) {
    this.#sizeBytes += bytes.byteLength;
    let at = 0;
    if (this.#openBytes > 0) {
      at = Math.min(BLOCK_BYTES - this.#openBytes, bytes.byteLength);
      this.#open.set(bytes.subarray(0, at), this.#openBytes);
      this.#openBytes += at;
      if (this.#openBytes < BLOCK_BYTES) return;
      this.#add(0, this.#open);
      this.#openBytes = 0;
    }
    for (; at + BLOCK_BYTES <= bytes.byteLength; at += BLOCK_BYTES)
      this.#add(0, bytes.subarray(at, at + BLOCK_BYTES));
    this.#open.set(bytes.subarray(at), 0);
    this.#openBytes = bytes.byteLength - at;
  }
  /** The root digest. The last block is padded with zeros; no more may be fed. */
  digest() {
    if (this.#openBytes > 0) {
      this.#open.fill(0, this.#openBytes);
      this.#add(0, this.#open);
      this.#openBytes = 0;
    }
    for (let index = 0; index < this.#levels.length; index += 1) {
      const level = this.#levels[index];
      if (level === void 0) break;
      if (level.count === level.filled / DIGEST_BYTES && index === this.#levels.length - 1)
        return this.#hash(level.block.fill(0, level.filled));
      if (level.filled > 0) this.#flush(index);
    }
    return this.#hash(Buffer.alloc(BLOCK_BYTES));
  }
  #add(index, block) {
    let level = this.#levels[index];
    if (level === void 0) {
      level = { block: Buffer.alloc(BLOCK_BYTES), filled: 0, count: 0 };
      this.#levels.push(level);
    }
    if (level.filled === BLOCK_BYTES) this.#flush(index);
    level.block.set(this.#hash(block), level.filled);
    level.filled += DIGEST_BYTES;
    level.count += 1;
  }
  #flush(index) {
    const level = this.#levels[index];
    if (level === void 0) return;
    this.#add(index + 1, level.block.fill(0, level.filled));
    level.filled = 0;
  }
  #hash(block) {
    return createHash3("sha256").update(this.#salt).update(block).digest();
  }
};

// scanner/package/signing/content-digest.ts
var CHUNK_BYTES = 1024 * 1024;
var VERITY_SALT = new Uint8Array(8);
function digestContent(archive, signingBlockOffset, kinds, budget) {
  const { source, end } = archive;
  const record = Buffer.from(
    readExactly(source, end.recordOffset, source.sizeBytes - end.recordOffset, archive.file)
  );
  record.writeUInt32LE(signingBlockOffset, 16);
  const sections = [
    { source, offset: 0, sizeBytes: signingBlockOffset },
    { source, offset: end.directoryOffset, sizeBytes: end.recordOffset - end.directoryOffset },
    {
      source: { sizeBytes: record.byteLength, read: (at, size) => record.subarray(at, at + size) },
      offset: 0,
      sizeBytes: record.byteLength
    }
  ];
  const chunkCount = sections.reduce((sum, section) => sum + Math.ceil(section.sizeBytes / CHUNK_BYTES), 0);
  const chunked = ["sha256", "sha512"].filter((algorithm) => kinds.has(`chunked-${algorithm}`)).map((algorithm) => ({ algorithm, top: createTop(algorithm, chunkCount) }));
  const tree = kinds.has("verity-sha256") ? new MerkleTree(VERITY_SALT) : void 0;
  const prefix = Buffer.alloc(5);
  for (const section of sections) {
    for (let at = 0; at < section.sizeBytes; at += CHUNK_BYTES) {
      checkBudget(budget);
      const size = Math.min(CHUNK_BYTES, section.sizeBytes - at);
      const bytes = readExactly(section.source, section.offset + at, size, archive.file);
      prefix[0] = 165;
      prefix.writeUInt32LE(size, 1);
      for (const { algorithm, top } of chunked)
        top.update(createHash4(algorithm).update(prefix).update(bytes).digest());
      tree?.update(bytes);
    }
  }
  const digests = /* @__PURE__ */ new Map();
  for (const { algorithm, top } of chunked) digests.set(`chunked-${algorithm}`, top.digest());
  if (tree !== void 0) {
    const total = Buffer.alloc(8);
    total.writeBigUInt64LE(BigInt(tree.sizeBytes));
    digests.set("verity-sha256", Buffer.concat([tree.digest(), total]));
  }
  return digests;
}
function createTop(algorithm, chunkCount) {
  const prefix = Buffer.alloc(5);
  prefix[0] = 90;
  prefix.writeUInt32LE(chunkCount, 1);
  return createHash4(algorithm).update(prefix);
}

// scanner/package/signing/lineage.ts
var VERSION = 1;
var MAX_CERTIFICATES = 100;
function readLineage(attribute) {
  const problems = [];
  const certificates = [];
  const reader = new PrefixedReader(attribute);
  const version = reader.u32();
  if (version !== VERSION) return { certificates, problems: [`LINEAGE_VERSION: ${version} is not known`] };
  let previous;
  for (const value of reader.reader().values()) {
    const node = new PrefixedReader(value);
    const signedData = node.value();
    node.u32();
    const algorithmId = node.u32();
    const signature = node.bytes();
    const data = new PrefixedReader(signedData);
    const certificate = readCertificate(data.bytes());
    const signedAlgorithmId = data.u32();
    if (certificates.length >= MAX_CERTIFICATES)
      throw attribute.error(0, `A lineage of more than ${MAX_CERTIFICATES} certificates.`);
    if (previous !== void 0) {
      const { publicKeyDer } = previous.certificate;
      if (!verifyWithAlgorithm(previous.algorithmId, publicKeyDer, signedData.bytes, signature))
        problems.push(
          `LINEAGE_SIGNATURE_MISMATCH: certificate ${certificates.length + 1} is not signed by the former`
        );
      if (signedAlgorithmId !== previous.algorithmId)
        problems.push(`LINEAGE_ALGORITHM_MISMATCH: at certificate ${certificates.length + 1}`);
    }
    if (certificates.some((each) => asBuffer(each.der).equals(certificate.der)))
      problems.push("LINEAGE_REPEATS: a certificate occurs twice");
    certificates.push(certificate);
    previous = { certificate, algorithmId };
  }
  return { certificates, problems };
}

// scanner/package/signing/signing-block.ts
var BLOCK_V2 = 1896449818;
var BLOCK_V3 = 4031998144;
var BLOCK_V31 = 462663009;
var FOOTER_BYTES = 24;
var MAGIC_LOW = 541806657;
var MAX_BLOCK_BYTES = 256 * 1024 * 1024;
function findSigningBlock(archive) {
  const { source, file: file2 } = archive;
  const end = archive.end.directoryOffset;
  if (end < FOOTER_BYTES + 8) return void 0;
  const footer = new ByteView(
    readExactly(source, end - FOOTER_BYTES, FOOTER_BYTES, file2),
    "BAD_SIGNATURE_BLOCK",
    file2,
    end - FOOTER_BYTES
  );
  const magic = Buffer.from(footer.slice(8, 16)).toString("latin1");
  if (footer.u32(8) !== MAGIC_LOW || magic !== "APK Sig Block 42") return void 0;
  const sizeBytes = footer.u64(0);
  const offset = end - sizeBytes - 8;
  if (sizeBytes < FOOTER_BYTES || sizeBytes > MAX_BLOCK_BYTES || offset < 0)
    throw footer.error(0, `The APK Signing Block claims ${sizeBytes} bytes.`);
  const block = new ByteView(
    readExactly(source, offset, sizeBytes + 8, file2),
    "BAD_SIGNATURE_BLOCK",
    file2,
    offset
  );
  if (block.u64(0) !== sizeBytes) throw block.error(0, "The two sizes of the APK Signing Block differ.");
  const parts = /* @__PURE__ */ new Map();
  let at = 8;
  const partsEnd = block.sizeBytes - FOOTER_BYTES;
  while (at + 8 <= partsEnd) {
    const size = block.u64(at);
    if (size < 4 || at + 8 + size > partsEnd)
      throw block.error(at, `A part of the APK Signing Block claims ${size} bytes.`);
    const id2 = block.u32(at + 8);
    if (!parts.has(id2)) parts.set(id2, block.part(at + 12, size - 4));
    at += 8 + size;
  }
  if (at !== partsEnd)
    throw new ScanError("BAD_SIGNATURE_BLOCK", "The parts of the APK Signing Block do not fill it.", {
      file: file2,
      offsetBytes: offset + at
    });
  return { offset, sizeBytes: sizeBytes + 8, parts };
}

// scanner/package/signing/block-schemes.ts
var ATTRIBUTE_STRIPPING = 3203395597;
var ATTRIBUTE_LINEAGE = 1000370060;
var ATTRIBUTE_ROTATION_MIN_SDK = 1436519170;
var MIN_V31_SDK = 33;
var SCHEMES = [
  ["v2", BLOCK_V2],
  ["v3", BLOCK_V3],
  ["v3.1", BLOCK_V31]
];
function verifyBlockSchemes(archive, budget) {
  let block;
  try {
    block = findSigningBlock(archive);
  } catch (error) {
    const problem = toProblem(error);
    return { results: [{ scheme: "v2", problems: [problem], certificates: [] }], lineage: [], digests: [] };
  }
  if (block === void 0) return { results: [], lineage: [], digests: [] };
  const open = SCHEMES.flatMap(([scheme2, id2]) => {
    const part = block.parts.get(id2);
    return part === void 0 ? [] : [openScheme(scheme2, part)];
  });
  const kinds = new Set(
    open.flatMap(({ signers }) => signers.flatMap(({ digests }) => digests.map(({ kind }) => kind)))
  );
  if (kinds.size > 0) {
    const computed = digestContent(archive, block.offset, kinds, budget);
    for (const each of open) checkContent(each, computed);
  }
  checkStripping(open);
  const lineage = checkLineages(open);
  return {
    results: open.map(({ scheme: scheme2, problems, signers }) => ({
      scheme: scheme2,
      problems,
      certificates: signers.flatMap(({ certificate }) => certificate ?? [])
    })),
    lineage,
    digests: open.findLast(({ scheme: scheme2 }) => scheme2 !== "v3.1")?.signers[0]?.digests ?? []
  };
}
function openScheme(scheme2, part) {
  try {
    const signers = readBlockSigners(part, scheme2 !== "v2");
    const problems = signers.flatMap((signer2) => [...signer2.problems]);
    if (signers.length === 0) problems.push("NO_SIGNERS: the block has no signers");
    if (scheme2 !== "v2") problems.push(...checkSdkRanges(signers));
    return { scheme: scheme2, problems, signers };
  } catch (error) {
    return { scheme: scheme2, problems: [toProblem(error)], signers: [] };
  }
}
function toProblem(error) {
  if (!(error instanceof ScanError) || error.code !== "BAD_SIGNATURE_BLOCK") throw error;
  const at = error.offsetBytes === void 0 ? "" : ` (at ${error.offsetBytes})`;
  return `MALFORMED: ${error.message}${at}`;
}
function checkContent(result, computed) {
  for (const signer2 of result.signers) result.problems.push(...checkDigests(signer2, computed));
}
function checkSdkRanges(signers) {
  const sorted = signers.toSorted((a, b) => a.minSdk - b.minSdk);
  for (const [index, signer2] of sorted.entries()) {
    const next = sorted[index + 1];
    if (signer2.minSdk > signer2.maxSdk || next !== void 0 && next.minSdk !== signer2.maxSdk + 1)
      return ["SDK_RANGES: the signers do not cover their Android versions without gap or overlap"];
  }
  return [];
}
function checkStripping(open) {
  const has = (scheme2) => open.some((each) => each.scheme === scheme2);
  const v31 = open.find(({ scheme: scheme2 }) => scheme2 === "v3.1");
  const rotationMinSdk = v31?.signers.reduce((least, { minSdk }) => Math.min(least, minSdk), 2147483647);
  for (const { scheme: scheme2, signers, problems } of open) {
    for (const { attributes } of signers) {
      const expected = scheme2 === "v2" ? attributes.get(ATTRIBUTE_STRIPPING) : void 0;
      if (expected !== void 0 && expected.u32(0) === 3 && !has("v3"))
        problems.push("STRIPPED: the v2 signer expects a v3 signature that is not there");
      const announced = scheme2 === "v3" ? attributes.get(ATTRIBUTE_ROTATION_MIN_SDK)?.u32(0) : void 0;
      if (announced !== void 0 && v31 === void 0)
        problems.push(
          `STRIPPED: the v3 signer expects a v3.1 signature from SDK ${announced} on that is not there`
        );
      else if (announced !== void 0 && announced !== rotationMinSdk)
        problems.push(
          "ROTATION_SDK_MISMATCH: v3 and v3.1 differ about the SDK from which the new key counts"
        );
    }
  }
  if (v31 === void 0) return;
  if (!has("v3")) v31.problems.push("MISSING_V3: a v3.1 signature needs a v3 signature beside it");
  if (rotationMinSdk !== void 0 && rotationMinSdk < MIN_V31_SDK)
    v31.problems.push(
      `SDK_RANGES: a v3.1 signer claims SDK ${rotationMinSdk}, which does not know the scheme`
    );
}
function checkLineages(open) {
  let newest = [];
  for (const { signers, problems } of open) {
    for (const { attributes, certificate } of signers) {
      const attribute = attributes.get(ATTRIBUTE_LINEAGE);
      if (attribute === void 0) continue;
      try {
        const lineage = readLineage(attribute);
        problems.push(...lineage.problems);
        const last2 = lineage.certificates.at(-1);
        if (last2 === void 0 || certificate === void 0 || !asBuffer(last2.der).equals(certificate.der))
          problems.push("LINEAGE_END: the lineage does not end with the signer");
        if (lineage.certificates.length >= newest.length) newest = lineage.certificates;
      } catch (error) {
        problems.push(toProblem(error));
      }
    }
  }
  return newest;
}

// scanner/package/signing/scheme-v1.ts
import { createHash as createHash6 } from "node:crypto";

// scanner/package/signing/jar-manifest.ts
var MAX_ATTRIBUTES2 = 1e3;
function readJarManifest(bytes, file2) {
  const buffer = asBuffer(bytes);
  const sections = [];
  let at = 0;
  while (at < buffer.byteLength) {
    const start = at;
    const attributes = /* @__PURE__ */ new Map();
    let current = [];
    const close = () => {
      if (current.length === 0) return;
      const line = Buffer.concat(current).toString("utf8");
      const colon = line.indexOf(": ");
      if (colon > 0) attributes.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 2));
      if (attributes.size > MAX_ATTRIBUTES2)
        throw new ScanError(
          "BAD_SIGNATURE_BLOCK",
          `A section of ${file2} has more than ${MAX_ATTRIBUTES2} attributes.`,
          {
            file: file2,
            offsetBytes: start
          }
        );
      current = [];
    };
    for (; ; ) {
      if (at >= buffer.byteLength) break;
      const end = lineEnd(buffer, at);
      const line = buffer.subarray(at, end);
      at = skipBreak(buffer, end);
      if (line.byteLength === 0) break;
      if (line[0] === 32 && current.length > 0) {
        current.push(line.subarray(1));
      } else {
        close();
        current.push(line);
      }
    }
    close();
    if (attributes.size > 0 || sections.length === 0)
      sections.push({ name: attributes.get("name") ?? "", attributes, bytes: buffer.subarray(start, at) });
  }
  return sections;
}
function lineEnd(buffer, start) {
  let at = start;
  while (at < buffer.byteLength && buffer[at] !== 10 && buffer[at] !== 13) at += 1;
  return at;
}
function skipBreak(buffer, end) {
  if (buffer[end] === 13 && buffer[end + 1] === 10) return end + 2;
  return Math.min(buffer.byteLength, end + 1);
}

// scanner/package/signing/pkcs7.ts
import { createHash as createHash5 } from "node:crypto";
var OID_SIGNED_DATA = "1.2.840.113549.1.7.2";
var OID_MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
var CONTEXT_0 = 160;
var MAX_SIGNERS2 = 10;
var DIGESTS = /* @__PURE__ */ new Map([
  ["1.2.840.113549.2.5", "md5"],
  ["1.3.14.3.2.26", "sha1"],
  ["2.16.840.1.101.3.4.2.4", "sha224"],
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"]
]);
var SIGNATURE_PREFIXES = [
  "1.2.840.113549.1.1.",
  "1.2.840.10040.4.",
  "1.2.840.10045.",
  "2.16.840.1.101.3.4.3."
];
var OID_RSA_PSS = "1.2.840.113549.1.1.10";
function verifyPkcs7(bytes, data) {
  const contentInfo = readDerChildren(readDer(bytes));
  if (toOid(expectDer(contentInfo, 0, DER_OID, "the content type")) !== OID_SIGNED_DATA)
    throw new ScanError("BAD_SIGNATURE_BLOCK", "The signature file is not PKCS#7 signed data.", {
      offsetBytes: 0
    });
  const [signedData] = readDerChildren(expectDer(contentInfo, 1, CONTEXT_0, "the signed data"));
  const fields = signedData === void 0 ? [] : readDerChildren(signedData);
  const certificates = fields.filter((field) => field.tag === CONTEXT_0).flatMap((field) => readDerChildren(field)).filter((each) => each.tag === DER_SEQUENCE).map((each) => readCertificate(each.whole));
  const signerInfos = fields.findLast((field) => field.tag === DER_SET);
  const signers = signerInfos === void 0 ? [] : readDerChildren(signerInfos);
  if (signers.length === 0)
    return { certificates: [], problems: ["NO_SIGNERS: the signature file has no signer"] };
  if (signers.length > MAX_SIGNERS2)
    return { certificates: [], problems: [`TOO_MANY_SIGNERS: ${signers.length} in one signature file`] };
  const problems = [];
  const verified = [];
  for (const signer2 of signers) {
    const outcome = verifySigner(signer2, certificates, data);
    if (typeof outcome === "string") problems.push(outcome);
    else verified.push(outcome);
  }
  return verified.length > 0 ? { certificates: verified.slice(0, 1), problems: [] } : { certificates: [], problems };
}
function verifySigner(signer2, certificates, data) {
  const fields = readDerChildren(signer2);
  const id2 = readDerChildren(expectDer(fields, 1, DER_SEQUENCE, "the issuer and serial number"));
  const issuer = expectDer(id2, 0, DER_SEQUENCE, "the issuer");
  const serial = expectDer(id2, 1, DER_INTEGER, "the serial number");
  const certificate = certificates.find(
    (each) => asBuffer(each.issuerDer).equals(issuer.whole) && asBuffer(each.serialDer).equals(serial.content)
  );
  if (certificate === void 0)
    return "NO_CERTIFICATE: the certificate of the signer is not in the signature file";
  const digestOid = oidOf(expectDer(fields, 2, DER_SEQUENCE, "the digest algorithm"));
  const hash = DIGESTS.get(digestOid);
  if (hash === void 0) return `UNKNOWN_ALGORITHM: digest ${digestOid}`;
  const signedAttributes = fields[3]?.tag === CONTEXT_0 ? fields[3] : void 0;
  const next = signedAttributes === void 0 ? 3 : 4;
  const signatureOid = oidOf(expectDer(fields, next, DER_SEQUENCE, "the signature algorithm"));
  if (signatureOid === OID_RSA_PSS || !SIGNATURE_PREFIXES.some((prefix) => signatureOid.startsWith(prefix)))
    return `UNKNOWN_ALGORITHM: signature ${signatureOid}`;
  const signature = expectDer(fields, next + 1, DER_OCTET_STRING, "the signature");
  let signed2 = data;
  if (signedAttributes !== void 0) {
    const wanted = findAttribute(signedAttributes, OID_MESSAGE_DIGEST);
    const actual = createHash5(hash).update(data).digest();
    if (wanted === void 0 || !actual.equals(toOctets(wanted)))
      return "DIGEST_MISMATCH: the signed digest does not fit the .SF file";
    const set = Buffer.from(signedAttributes.whole);
    set[0] = DER_SET;
    signed2 = set;
  }
  const key = { key: readPublicKey(certificate.publicKeyDer) };
  return verifyQuietly(hash, signed2, key, toOctets(signature)) ? certificate : "SIGNATURE_MISMATCH: the signature does not fit the .SF file";
}
function oidOf(algorithm) {
  return toOid(expectDer(readDerChildren(algorithm), 0, DER_OID, "an algorithm"));
}
function findAttribute(attributes, oid) {
  for (const attribute of readDerChildren(attributes)) {
    const [type, values] = readDerChildren(attribute);
    if (type?.tag === DER_OID && values !== void 0 && toOid(type) === oid)
      return readDerChildren(values)[0];
  }
  return void 0;
}

// scanner/package/signing/scheme-v1.ts
var MANIFEST_NAME = "META-INF/MANIFEST.MF";
var STEP_BYTES2 = 1024 * 1024;
var MAX_PROBLEMS2 = 20;
var MAX_SIGNATURE_FILES = 10;
var DIGESTS2 = [
  ["sha-512", "sha512"],
  ["sha-384", "sha384"],
  ["sha-256", "sha256"],
  ["sha1", "sha1"],
  ["sha-1", "sha1"],
  ["sha", "sha1"],
  ["md5", "md5"]
];
var SCHEME_BY_ID = /* @__PURE__ */ new Map([
  ["2", "v2"],
  ["3", "v3"]
]);
function verifySchemeV1(archive, schemesFound, budget) {
  const signatureEntries = archive.entries.filter(
    ({ name, shadowed }) => !shadowed && /^META-INF\/[^/]+\.(?:RSA|DSA|EC)$/u.test(name)
  );
  const manifestEntry = archive.find(MANIFEST_NAME);
  if (signatureEntries.length === 0 || manifestEntry === void 0)
    return signatureEntries.length === 0 ? void 0 : { scheme: "v1", problems: [`NO_MANIFEST: there is no ${MANIFEST_NAME}`], certificates: [] };
  try {
    return new JarVerifier(archive, manifestEntry, budget).verify(signatureEntries, schemesFound);
  } catch (error) {
    if (error instanceof ScanError && ENTRY_ERRORS.has(error.code))
      return { scheme: "v1", problems: [`UNREADABLE: ${error.message}`], certificates: [] };
    return { scheme: "v1", problems: [toProblem(error)], certificates: [] };
  }
}
var ENTRY_ERRORS = /* @__PURE__ */ new Set(["BAD_ZIP", "TRUNCATED", "ZIP_BOMB"]);
var JarVerifier = class {
  #archive;
  #budget;
  #manifestBytes;
  #main;
  #sections = /* @__PURE__ */ new Map();
  #problems = [];
  constructor(archive, manifestEntry, budget) {
    this.#archive = archive;
    this.#budget = budget;
    this.#manifestBytes = archive.read(manifestEntry);
    const [main, ...sections] = readJarManifest(this.#manifestBytes, MANIFEST_NAME);
    this.#main = main;
    for (const section of sections) {
      if (section.name === "") this.#note("UNNAMED_SECTION: a section of the manifest has no name");
      else if (this.#sections.has(section.name)) this.#note(`DUPLICATE_SECTION: ${section.name}`);
      else this.#sections.set(section.name, section);
    }
  }
  verify(signatureEntries, schemesFound) {
    if (signatureEntries.length > MAX_SIGNATURE_FILES)
      this.#note(`TOO_MANY_SIGNERS: ${signatureEntries.length}`);
    const signers = signatureEntries.slice(0, MAX_SIGNATURE_FILES).flatMap((entry) => this.#verifySignatureFile(entry, schemesFound) ?? []);
    const complete = signers.length === signatureEntries.length;
    if (complete && this.#problems.length === 0) this.#verifyEntries(signers);
    return {
      scheme: "v1",
      problems: this.#problems,
      certificates: signers.map(({ certificate }) => certificate)
    };
  }
  #verifySignatureFile(entry, schemesFound) {
    const sfName = entry.name.replace(/\.[^.]+$/u, ".SF");
    const sfEntry = this.#archive.find(sfName);
    if (sfEntry === void 0) {
      this.#note(`NO_SIGNATURE_FILE: ${entry.name} has no ${sfName}`);
      return void 0;
    }
    const sfBytes = this.#archive.read(sfEntry);
    const { certificates, problems } = verifyPkcs7(this.#archive.read(entry), sfBytes);
    for (const problem of problems) this.#note(`${problem} (${entry.name})`);
    const [certificate] = certificates;
    if (certificate === void 0) return void 0;
    const [main, ...sections] = readJarManifest(sfBytes, sfName);
    if (main === void 0) return void 0;
    for (const id2 of (main.attributes.get("x-android-apk-signed") ?? "").split(",")) {
      const scheme2 = SCHEME_BY_ID.get(id2.trim());
      if (scheme2 !== void 0 && !schemesFound.has(scheme2))
        this.#note(`STRIPPED: ${sfName} expects a ${scheme2} signature that is not there`);
    }
    this.#checkManifestDigest(main, sections, sfName);
    return { certificate, entryNames: new Set(sections.map(({ name }) => name)) };
  }
  /** Either the digest of the whole manifest fits, or that of each section named. */
  #checkManifestDigest(main, sections, sfName) {
    const whole = findDigest(main, "-digest-manifest");
    for (const { name } of sections)
      if (!this.#sections.has(name)) this.#note(`NO_SECTION: ${sfName} names ${name}, the manifest does not`);
    if (whole !== void 0 && whole.value === digestOf(whole.hash, this.#manifestBytes)) return;
    const mainDigest = findDigest(main, "-digest-manifest-main-attributes");
    if (mainDigest !== void 0 && mainDigest.value !== digestOf(mainDigest.hash, this.#main?.bytes ?? new Uint8Array()))
      this.#note(`DIGEST_MISMATCH: the manifest's main section does not fit ${sfName}`);
    for (const section of sections) {
      const target = this.#sections.get(section.name);
      const digest2 = findDigest(section, "-digest");
      if (target === void 0) continue;
      if (digest2 === void 0 || digest2.value !== digestOf(digest2.hash, target.bytes))
        this.#note(`DIGEST_MISMATCH: the manifest's section for ${section.name} does not fit ${sfName}`);
    }
  }
  #verifyEntries(signers) {
    const present2 = /* @__PURE__ */ new Set();
    for (const entry of this.#archive.entries) {
      checkBudget(this.#budget);
      if (this.#problems.length >= MAX_PROBLEMS2) return;
      present2.add(entry.name);
      if (entry.shadowed) this.#note(`DUPLICATE_ENTRY: ${entry.name}`);
      if (entry.name.startsWith("META-INF/") || entry.name.endsWith("/")) continue;
      const section = this.#sections.get(entry.name);
      const digest2 = section === void 0 ? void 0 : findDigest(section, "-digest");
      if (digest2 === void 0) this.#note(`NOT_IN_MANIFEST: ${entry.name}`);
      else if (!signers.every(({ entryNames }) => entryNames.has(entry.name)))
        this.#note(`NOT_SIGNED: ${entry.name} is not signed by every signer`);
      else if (this.#digestEntry(entry, digest2.hash) !== digest2.value)
        this.#note(`DIGEST_MISMATCH: ${entry.name}`);
    }
    for (const name of this.#sections.keys())
      if (!present2.has(name))
        this.#note(`MISSING_ENTRY: the manifest names ${name}, the APK does not hold it`);
  }
  /** Stored entries are digested in steps; deflated ones are inflated whole, within the archive's limits. */
  #digestEntry(entry, hash) {
    const source = this.#archive.findStoredSource(entry);
    if (source === void 0) return digestOf(hash, this.#archive.read(entry));
    const running = createHash6(hash);
    for (let at = 0; at < source.sizeBytes; at += STEP_BYTES2) {
      checkBudget(this.#budget);
      running.update(source.read(at, Math.min(STEP_BYTES2, source.sizeBytes - at)));
    }
    return running.digest("base64");
  }
  #note(problem) {
    if (this.#problems.length < MAX_PROBLEMS2) this.#problems.push(problem);
  }
};
function findDigest(section, suffix) {
  for (const [attribute, hash] of DIGESTS2) {
    const value = section.attributes.get(attribute + suffix);
    if (value !== void 0) return { hash, value: Buffer.from(value, "base64").toString("base64") };
  }
  return void 0;
}
function digestOf(hash, bytes) {
  return createHash6(hash).update(asBuffer(bytes)).digest("base64");
}

// scanner/package/signing/scheme-v4.ts
var VERSION2 = 2;
var HASH_SHA256 = 1;
var LOG2_BLOCK = 12;
var STEP_BYTES3 = 1024 * 1024;
function verifySchemeV4(idsig, apk, blocks, budget) {
  try {
    return verifyIdsig(idsig, apk, blocks, budget);
  } catch (error) {
    return { scheme: "v4", problems: [toProblem(error)], certificates: [] };
  }
}
function verifyIdsig(idsig, apk, blocks, budget) {
  const problems = [];
  const file2 = new PrefixedReader(new ByteView(idsig, "BAD_SIGNATURE_BLOCK", "idsig"));
  const version = file2.u32();
  if (version !== VERSION2)
    return { scheme: "v4", problems: [`UNKNOWN_VERSION: ${version}`], certificates: [] };
  const hashing = file2.reader();
  const hashAlgorithm = hashing.u32();
  const log2Block = hashing.u8();
  const salt = hashing.bytes();
  const rootHash = hashing.bytes();
  const signing = file2.reader();
  const apkDigest = signing.bytes();
  const certificateDer = signing.bytes();
  const additionalData = signing.bytes();
  const publicKeyDer = signing.bytes();
  const algorithmId = signing.u32();
  const signature = signing.bytes();
  if (hashAlgorithm !== HASH_SHA256 || log2Block !== LOG2_BLOCK)
    return { scheme: "v4", problems: ["UNKNOWN_ALGORITHM: other than SHA-256 over 4 KiB"], certificates: [] };
  const certificate = readCertificate(certificateDer);
  const head = Buffer.alloc(17);
  const parts = [salt, rootHash, apkDigest, certificateDer, additionalData];
  head.writeUInt32LE(17 + parts.reduce((sum, part) => sum + 4 + part.byteLength, 0), 0);
  head.writeBigUInt64LE(BigInt(apk.sizeBytes), 4);
  head.writeUInt32LE(hashAlgorithm, 12);
  head.writeUInt8(log2Block, 16);
  const signedData = Buffer.concat([head, ...parts.flatMap((part) => [sizePrefix(part), part])]);
  if (!verifyWithAlgorithm(algorithmId, publicKeyDer, signedData, signature))
    problems.push("SIGNATURE_MISMATCH: the signature does not fit the signed data");
  if (!asBuffer(certificate.publicKeyDer).equals(publicKeyDer))
    problems.push("PUBLIC_KEY_MISMATCH: the certificate holds another key than the signer");
  const tree = new MerkleTree(salt);
  for (let at = 0; at < apk.sizeBytes; at += STEP_BYTES3) {
    checkBudget(budget);
    tree.update(readExactly(apk, at, Math.min(STEP_BYTES3, apk.sizeBytes - at), "apk"));
  }
  if (!asBuffer(tree.digest()).equals(rootHash))
    problems.push("DIGEST_MISMATCH: the Merkle root does not fit the APK");
  if (!blocks.digests.some(({ value }) => asBuffer(value).equals(apkDigest)))
    problems.push("APK_DIGEST_MISMATCH: the signature is for another APK than the v2 or v3 signature here");
  const newest = blocks.results.findLast(({ scheme: scheme2 }) => scheme2 !== "v3.1");
  if (newest !== void 0 && !newest.certificates.some(({ sha256: sha2562 }) => sha2562 === certificate.sha256))
    problems.push("SIGNERS_DIFFER: the v4 signer is not the signer of the APK");
  return { scheme: "v4", problems, certificates: [certificate] };
}
function sizePrefix(bytes) {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(bytes.byteLength, 0);
  return prefix;
}

// scanner/package/signing/verify-signatures.ts
function verifySignatures(pkg, budget, idsig) {
  const base = verifyApk(pkg.base, budget, idsig);
  const splits = pkg.format === "aab" ? [] : pkg.apks.slice(1);
  const splitProblems = splits.flatMap((split) => checkSplit(split, base.results, budget));
  const results = base.results.map((result) => ({
    ...result,
    problems: [...result.problems, ...splitProblems]
  }));
  return {
    signers: toSigners(results),
    schemes: results.map(({ scheme: scheme2, problems }) => ({ scheme: scheme2, verified: problems.length === 0, problems })),
    lineage: base.lineage.map(({ sha256: sha2562 }) => sha2562)
  };
}
function verifyApk(apk, budget, idsig) {
  const blocks = verifyBlockSchemes(apk.archive, budget);
  const found = new Set(blocks.results.map(({ scheme: scheme2 }) => scheme2));
  const v1 = verifySchemeV1(apk.archive, found, budget);
  const v4 = idsig === void 0 ? void 0 : verifySchemeV4(idsig, apk.source, blocks, budget);
  const results = [...v1 === void 0 ? [] : [v1], ...blocks.results, ...v4 === void 0 ? [] : [v4]];
  return { results: checkAgreement(results, blocks.lineage), lineage: blocks.lineage };
}
function checkAgreement(results, lineage) {
  const verified = (scheme2) => results.find((each) => each.scheme === scheme2 && each.problems.length === 0);
  const [v1, v2, v3] = [verified("v1"), verified("v2"), verified("v3")];
  const oldest = lineage[0] ?? v3?.certificates[0];
  return results.map((result) => {
    const problems = [...result.problems];
    if (result === v2 && v1 !== void 0 && signersOf(v1) !== signersOf(v2))
      problems.push("SIGNERS_DIFFER: schemes v1 and v2 name different signers");
    for (const older of [v1, v2])
      if (result === v3 && older !== void 0 && signersOf(older) !== (oldest?.sha256 ?? ""))
        problems.push(`SIGNERS_DIFFER: scheme ${older.scheme} names other signers than the lineage's oldest`);
    return { ...result, problems };
  });
}
function signersOf(result) {
  return [...new Set(result.certificates.map(({ sha256: sha2562 }) => sha2562))].sort().join(" ");
}
function checkSplit(split, base, budget) {
  const { results } = verifyApk(split, budget, void 0);
  const newest = results.at(-1);
  if (newest === void 0) return [`SPLIT_UNSIGNED: ${split.name}`];
  const broken = results.flatMap(({ problems }) => problems);
  if (broken.length > 0) return [`SPLIT_DOES_NOT_VERIFY: ${split.name}: ${broken[0]}`];
  const known = new Set(base.flatMap(({ certificates }) => certificates.map(({ sha256: sha2562 }) => sha2562)));
  return newest.certificates.every(({ sha256: sha2562 }) => known.has(sha2562)) ? [] : [`SPLIT_SIGNER_DIFFERS: ${split.name}`];
}
function toSigners(results) {
  const bySha256 = /* @__PURE__ */ new Map();
  for (const { scheme: scheme2, problems, certificates } of results) {
    for (const certificate of certificates) {
      const signer2 = bySha256.get(certificate.sha256) ?? { certificate, schemes: [] };
      bySha256.set(certificate.sha256, signer2);
      if (problems.length === 0 && !signer2.schemes.includes(scheme2)) signer2.schemes.push(scheme2);
    }
  }
  return [...bySha256.values()].map(({ certificate, schemes }) => ({ schemes, ...certificate.facts }));
}

// scanner/collectors/collector.ts
function toScanInput(pkg, data, budget) {
  const kept2 = /* @__PURE__ */ new Map();
  const input = {
    pkg,
    data,
    budget,
    manifest: once(() => readManifest(pkg, data.permissions)),
    code: once(() => openCode(pkg, data, budget, input)),
    collected: (collector) => {
      const get = kept2.get(collector.slot) ?? once(() => collector.collect(input));
      kept2.set(collector.slot, get);
      return get();
    }
  };
  return input;
}
function attempt(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScanError && error.code !== "CANCELLED" && error.code !== "DEADLINE_EXCEEDED")
      return void 0;
    throw error;
  }
}
function openCode(pkg, data, budget, input) {
  const sources = pkg.apks.flatMap(
    (apk) => apk.dexEntries().map((entry) => ({
      name: apk === pkg.base ? entry.name : `${apk.name}!${entry.name}`,
      read: () => apk.read(entry)
    }))
  );
  if (sources.length === 0)
    throw new ScanError("NO_DEX", "The sample holds no dex file.", { file: pkg.fileName });
  const app = openAppCode(sources);
  const manifest = attempt(input.manifest);
  const components = manifest?.components.map((component2) => component2.name) ?? [];
  if (manifest?.application.name !== void 0) components.push(manifest.application.name);
  return {
    app,
    findings: readCode(app, data, budget),
    attributor: new Attributor(data, manifest?.packageName ?? "", components)
  };
}
function once(make) {
  let result;
  return () => {
    if (!result) {
      try {
        result = { value: make() };
      } catch (error) {
        result = { error };
      }
    }
    if ("error" in result) throw result.error;
    return result.value;
  };
}

// scanner/collectors/resource-texts.ts
var kept = /* @__PURE__ */ new WeakMap();
function findResourceTexts(table, words) {
  const known = kept.get(table);
  if (known) return known;
  const isPolicyText = toPolicyTest(words);
  const policyTexts = /* @__PURE__ */ new Set();
  const urls = /* @__PURE__ */ new Set();
  for (const pool of new Set(table.packages.map((pkg) => pkg.values))) {
    if (!pool) continue;
    for (let i = 0; i < pool.count; i++) {
      const text3 = pool.find(i);
      if (text3 === void 0 || text3.length < 4) continue;
      if (text3.includes("://")) urls.add(text3);
      if (isPolicyText(text3)) policyTexts.add(text3);
    }
  }
  const texts2 = { policyTexts: [...policyTexts], urls: [...urls] };
  kept.set(table, texts2);
  return texts2;
}

// scanner/collectors/code.ts
var MAX_HINTS = 300;
var MAX_HINT_CHARS = 200;
var RENAMED_SHARE = 0.3;
var POLICY_FILE = /(?:privacy|policy|agreement|yinsi|xieyi|隐私|协议)[^/]*\.(?:html?|txt|md|pdf)$/iu;
var codeCollector = {
  slot: "code",
  collect: (input) => {
    const reading = input.code();
    const { app, findings } = reading;
    const isAppOwn = (place2) => reading.attributor.attribute(place2.className).kind !== "library";
    const dynamicLoading = findings.codeLoads.map(toCodePlace).filter(isAppOwn);
    const hints = findHints(input, reading);
    const gaps = [...hints.gaps];
    if (findings.problems.length > 0) gaps.push(toGap("BROKEN_CODE", findings.problems.map(toFilePlace)));
    if (dynamicLoading.length > 0) gaps.push(toGap("DYNAMIC_CODE", dynamicLoading));
    if (isRenamed(reading)) gaps.push(toGap("RENAMED_CODE"));
    const value = {
      dexFiles: app.dexFiles.map((dex) => ({
        name: dex.name,
        sizeBytes: dex.bytes.length,
        version: String(dex.version).padStart(3, "0"),
        classCount: dex.classCount,
        methodCount: dex.methodCount
      })),
      nativeMethodCount: findings.nativeMethods.length,
      dynamicLoading,
      reflectionCallCount: findings.reflection.length,
      policyHints: hints.value
    };
    return { value, gaps };
  }
};
function findHints(input, { findings }) {
  const hints = /* @__PURE__ */ new Map();
  const add = (text3, place2) => {
    const short = text3.slice(0, MAX_HINT_CHARS);
    if (hints.size < MAX_HINTS && !hints.has(short)) hints.set(short, place2());
  };
  const resources = attempt(() => input.pkg.resources());
  const texts2 = resources === void 0 ? [] : findResourceTexts(resources, input.data.policyWords).policyTexts;
  for (const text3 of texts2) add(text3, () => ({ kind: "file", file: "resources.arsc" }));
  for (const use of findings.policyTexts) add(use.text, () => toCodePlace(use));
  for (const apk of input.pkg.apks)
    for (const { name } of apk.entries())
      if (POLICY_FILE.test(name)) add(name, () => ({ kind: "file", file: name }));
  const broken = resources === void 0 && input.pkg.base.find("resources.arsc") !== void 0;
  return {
    value: [...hints].map(([text3, place2]) => ({ text: text3, place: place2 })),
    gaps: broken ? [toGap("BROKEN_RESOURCES", [{ kind: "file", file: "resources.arsc" }])] : []
  };
}
function toFilePlace(problem) {
  return {
    kind: "file",
    file: problem.dex,
    ...problem.offsetBytes === void 0 ? {} : { offsetBytes: problem.offsetBytes }
  };
}
function isRenamed({ app }) {
  let short = 0;
  for (const defined of app.hierarchy.classes()) {
    const name = defined.descriptor;
    if (name.length - 2 - (name.lastIndexOf("/") + 1) < 2) short += 1;
  }
  return short > app.hierarchy.size * RENAMED_SHARE;
}

// scanner/collectors/urls.ts
var URL_PATTERN = /\b(?:https?|wss?|ftp|rtmp|rtsp|mqtts?):\/\/[^\s"'<>\\^`{|}\u0000-\u001f]+/giu;
var HOST_PATTERN = /^(?:[\p{L}\d](?:[\p{L}\d_-]*[\p{L}\d])?\.)+[\p{L}\d-]{2,}$|^localhost$|^\[[\da-f:.]+\]$/iu;
var MAX_URL_CHARS = 1e3;
var MAX_URLS_IN_TEXT = 50;
var NAME_HOSTS = /* @__PURE__ */ new Set([
  "schemas.android.com",
  "schemas.microsoft.com",
  "schemas.xmlsoap.org",
  "schemas.openxmlformats.org",
  "xmlpull.org",
  "xml.org",
  "www.xml.org",
  "java.sun.com",
  "xml.apache.org",
  "javax.xml.xmlconstants",
  "ns.adobe.com",
  "purl.org",
  "www.w3.org",
  "xmlns.com",
  "www.apache.org",
  "opensource.org",
  "www.openssl.org",
  "goo.gle",
  "issuetracker.google.com",
  "youtrack.jetbrains.com"
]);
function findUrls(text3) {
  const found = [];
  for (const [match] of text3.matchAll(URL_PATTERN)) {
    if (found.length >= MAX_URLS_IN_TEXT) break;
    const url = match.slice(0, MAX_URL_CHARS).replace(/[.,;:!?)\]，。；：！？）】」]+$/u, "");
    const host = findHost(url);
    if (host !== void 0 && !NAME_HOSTS.has(host)) found.push({ url, host });
  }
  return found;
}
function findHost(url) {
  const authority = /^[a-z]+:\/\/([^/?#]*)/iu.exec(url)?.[1] ?? "";
  const host = authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/u, "").toLowerCase();
  return HOST_PATTERN.test(host) ? host : void 0;
}

// scanner/collectors/endpoints.ts
var MAX_ENDPOINTS = 2e4;
var MAX_ASSET_BYTES = 1024 * 1024;
var MAX_ASSETS_BYTES = 16 * 1024 * 1024;
var TEXT_ASSET = /^(?:assets|res\/raw)\/.*\.(?:js|json|html?|xml|txt|properties|conf|cfg|ini|ya?ml|bundle|css)$/iu;
var endpointsCollector = {
  slot: "endpoints",
  collect: (input) => {
    const endpoints = /* @__PURE__ */ new Map();
    const add = (text3, place2, attribution2) => {
      for (const { url, host } of findUrls(text3)) {
        const sdkId = attribution2.kind === "sdk" ? attribution2.sdkId : findHostOwner(input, host);
        const owner = attribution2.kind === "sdk" ? attribution2.sdkId : attribution2.kind;
        const key = `${url} ${owner}`;
        if (endpoints.has(key) || endpoints.size >= MAX_ENDPOINTS) continue;
        endpoints.set(key, { url, host, place: place2, attribution: attribution2, ...sdkId === void 0 ? {} : { sdkId } });
      }
    };
    const reading = attempt(input.code);
    for (const use of reading?.findings.urls ?? []) {
      const place2 = toCodePlace(use);
      add(use.text, place2, reading?.attributor.attribute(place2.className) ?? { kind: "unknown" });
    }
    const resources = attempt(() => input.pkg.resources());
    if (resources !== void 0)
      for (const text3 of findResourceTexts(resources, input.data.policyWords).urls)
        add(text3, { kind: "file", file: "resources.arsc" }, { kind: "unknown" });
    readAssets(input, (text3, file2) => add(text3, { kind: "file", file: file2 }, { kind: "unknown" }));
    const gaps = endpoints.size >= MAX_ENDPOINTS ? [toGap("TOO_MUCH", [], ["endpoints"])] : [];
    if (!reading) input.code();
    return { value: [...endpoints.values()], gaps };
  }
};
function findHostOwner(input, host) {
  const rows = input.data.sdks.findByHost(host);
  return rows.length === 1 ? rows[0]?.id : void 0;
}
function readAssets(input, use) {
  let leftBytes = MAX_ASSETS_BYTES;
  for (const apk of input.pkg.apks) {
    for (const entry of apk.entries()) {
      if (entry.sizeBytes > Math.min(MAX_ASSET_BYTES, leftBytes) || !TEXT_ASSET.test(entry.name)) continue;
      const bytes = attempt(() => apk.read(entry));
      if (!bytes) continue;
      leftBytes -= bytes.length;
      const text3 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
      if (text3.includes("://")) use(text3, entry.name);
    }
  }
}

// scanner/collectors/classes-under.ts
var MAX_PLACES2 = 3;
function classesUnder(input, prefixes) {
  const reading = attempt(input.code);
  if (!reading || prefixes.length === 0) return [];
  const { hierarchy } = reading.app;
  const places2 = [];
  for (const prefix of prefixes) {
    const whole = hierarchy.findClass(toDescriptor(prefix));
    if (whole) places2.push(toClassPlace(whole));
  }
  for (const [packageName, first] of hierarchy.packages()) {
    if (places2.length >= MAX_PLACES2) break;
    if (prefixes.some((prefix) => packageName === prefix || packageName.startsWith(`${prefix}.`)))
      places2.push(toClassPlace(first));
  }
  return places2;
}

// scanner/collectors/hybrid-frameworks.ts
var MAX_PLACES3 = 5;
var hybridFrameworksCollector = {
  slot: "hybridFrameworks",
  collect: (input) => {
    const found = [];
    for (const row of input.data.hybridFrameworks) {
      const places3 = [...findEntries(input, row.files), ...classesUnder(input, row.classes)].slice(
        0,
        MAX_PLACES3
      );
      if (places3.length > 0) found.push({ id: row.id, name: row.name, places: places3 });
    }
    const places2 = found.flatMap((framework) => framework.places);
    const gaps = attempt(input.code) ? [] : [toGap("COLLECTOR_FAILED", [], ["hybridFrameworks"])];
    if (found.length > 0) gaps.push(toGap("HYBRID_CODE", places2));
    return { value: found, gaps };
  }
};
function findEntries(input, globs) {
  const test = toGlobTest(globs);
  const places2 = [];
  for (const apk of input.pkg.apks) {
    for (const { name } of apk.entries()) {
      if (test(name)) places2.push({ kind: "file", file: name });
      if (places2.length >= MAX_PLACES3) return places2;
    }
  }
  return places2;
}

// scanner/collectors/manifest.ts
var manifestCollector = {
  slot: "manifest",
  collect: (input) => ({ value: input.manifest(), gaps: [] })
};

// scanner/collectors/native-libraries.ts
import { createHash as createHash7 } from "node:crypto";
var nativeLibrariesCollector = {
  slot: "nativeLibraries",
  collect: ({ pkg, budget }) => {
    const libraries = [];
    for (const apk of pkg.apks) {
      for (const { entry, abi, name } of apk.nativeLibraries()) {
        checkBudget(budget);
        const bytes = apk.read(entry);
        libraries.push({
          file: entry.name,
          name,
          abi,
          sizeBytes: bytes.length,
          sha256: createHash7("sha256").update(bytes).digest("hex")
        });
      }
    }
    const places2 = libraries.map(({ file: file2 }) => ({ kind: "file", file: file2 }));
    return { value: libraries, gaps: libraries.length > 0 ? [toGap("NATIVE_CODE", places2)] : [] };
  }
};

// scanner/collectors/packers.ts
var MIN_COMPONENTS = 3;
var MISSING_SHARE = 0.5;
var MAX_PLACES4 = 10;
var packersCollector = {
  slot: "packers",
  collect: (input) => {
    const packers = [];
    const gaps = attempt(input.code) ? [] : [toGap("COLLECTOR_FAILED", [], ["packers"])];
    const missing = findMissingComponents(input);
    for (const row of input.data.packers) {
      const strong = [...findFiles(input, toGlobTest(row.files)), ...classesUnder(input, row.classes)];
      const weak = findFiles(input, toGlobTest(row.weakFiles));
      if (strong.length === 0 && (weak.length === 0 || missing.length === 0)) continue;
      const places2 = [...strong, ...weak].slice(0, MAX_PLACES4);
      packers.push({ id: row.id, name: row.name, places: places2 });
      gaps.push(toGap(row.hides === "all" ? "PACKED_CODE" : "PARTLY_PACKED_CODE", places2));
    }
    if (missing.length > 0 && packers.length === 0) {
      packers.push({ id: "unknown", name: "Unrecognised packer", places: missing.slice(0, MAX_PLACES4) });
      gaps.push(toGap("PACKED_CODE", missing));
    }
    return { value: packers, gaps };
  }
};
function findFiles(input, test) {
  const places2 = [];
  for (const apk of input.pkg.apks)
    for (const { name } of apk.entries())
      if (test(name.slice(name.lastIndexOf("/") + 1))) places2.push({ kind: "file", file: name });
  return places2;
}
function findMissingComponents(input) {
  const manifest = attempt(input.manifest);
  const reading = attempt(input.code);
  if (!manifest || !reading) return [];
  const components = manifest.components.filter((component2) => component2.kind !== "activity-alias");
  const missing = components.filter(
    (component2) => !reading.app.hierarchy.findClass(toDescriptor(component2.name))
  );
  const isMost = components.length >= MIN_COMPONENTS && missing.length > components.length * MISSING_SHARE;
  return isMost ? missing.map((component2) => component2.place) : [];
}

// scanner/collectors/sample.ts
var sampleCollector = {
  slot: "sample",
  collect: ({ pkg, budget }) => ({ value: readSample(pkg, budget), gaps: [] })
};

// scanner/collectors/sdk-version.ts
var VERSION3 = /^v?\d+(?:\.\d+){1,3}[\w.+-]*$/u;
function findSdkVersion(row, input) {
  const reading = attempt(input.code);
  if (!reading) return void 0;
  for (const prefix of row.prefixes) {
    const defined = reading.app.hierarchy.findClass(`L${prefix.replaceAll(".", "/")}/BuildConfig;`);
    if (!defined) continue;
    const version = attempt(() => {
      const values = defined.staticValues();
      const at = defined.staticFields.findIndex((field) => /^(?:SDK_)?VERSION_NAME$/u.test(field.ref.name));
      const value = values[at];
      return value?.kind === "string" && VERSION3.test(value.value) ? value.value : void 0;
    });
    if (version !== void 0) return version;
  }
  return void 0;
}

// scanner/collectors/sdks.ts
var MAX_MATCHES = 12;
var sdksCollector = {
  slot: "sdks",
  collect: (input) => {
    const found = new SdkFinder(input);
    found.byClasses();
    found.byManifest();
    found.byNativeLibraries();
    found.byHosts();
    const reads = readTypesBySdk(input);
    const value = [...found.sdks.values()].map((sdk) => toFacts(sdk, input, reads.get(sdk.row.id))).sort((a, b) => a.id < b.id ? -1 : 1);
    const complete = [
      input.manifest,
      () => input.collected(nativeLibrariesCollector),
      () => input.collected(endpointsCollector)
    ];
    const isComplete = complete.every((read) => attempt(read) !== void 0);
    return { value, gaps: isComplete ? [] : [toGap("COLLECTOR_FAILED", [], ["sdks"])] };
  }
};
var SdkFinder = class {
  sdks = /* @__PURE__ */ new Map();
  input;
  constructor(input) {
    this.input = input;
  }
  byClasses() {
    const { app } = this.input.code();
    const { sdks } = this.input.data;
    for (const [packageName, first] of app.hierarchy.packages()) {
      const match = sdks.findByClass(packageName);
      if (match) this.add(match.row, "package-prefix", match.prefix, toClassPlace(first));
    }
    for (const row of sdks.rows)
      for (const prefix of row.prefixes)
        if (/\.[A-Z][^.]*$/.test(prefix)) {
          const defined = app.hierarchy.findClass(`L${prefix.replaceAll(".", "/")};`);
          if (defined) this.add(row, "package-prefix", prefix, toClassPlace(defined));
        }
  }
  byManifest() {
    const manifest = attempt(this.input.manifest);
    if (!manifest) return;
    const { sdks } = this.input.data;
    for (const component2 of manifest.components) {
      const row = sdks.findByComponent(component2.name) ?? sdks.findByClass(component2.name)?.row;
      if (row) this.add(row, "component", component2.name, component2.place);
    }
    const entries = [
      ...manifest.application.metaData.map((item) => ({ item, path: "manifest/application" })),
      ...manifest.components.flatMap(
        (component2) => component2.metaData.map((item) => ({
          item,
          path: `manifest/application/${component2.kind}[${component2.name}]`
        }))
      )
    ];
    for (const { item, path } of entries) {
      const row = sdks.findByComponent(item.name);
      const place2 = { kind: "manifest", path: `${path}/meta-data[${item.name}]` };
      if (row) this.add(row, "meta-data", item.name, place2);
    }
  }
  byNativeLibraries() {
    for (const library of attempt(() => this.input.collected(nativeLibrariesCollector))?.value ?? []) {
      const rows = this.input.data.sdks.findByNativeLibrary(library.name);
      for (const row of rows)
        this.add(row, "native-library", library.name, { kind: "file", file: library.file }, rows.length > 1);
    }
  }
  byHosts() {
    for (const endpoint of attempt(() => this.input.collected(endpointsCollector))?.value ?? []) {
      const rows = this.input.data.sdks.findByHost(endpoint.host);
      for (const row of rows) this.add(row, "domain", endpoint.host, endpoint.place, rows.length > 1);
    }
  }
  add(row, by, value, place2, shared = false) {
    if (this.isOwn(row)) return;
    const known = this.sdks.get(row.id) ?? { row, matches: [], shared: true };
    this.sdks.set(row.id, known);
    known.shared &&= shared;
    const isNew = !known.matches.some((match) => match.by === by && match.value === value);
    if (isNew && known.matches.length < MAX_MATCHES) known.matches.push({ by, value, place: place2 });
  }
  /** A vendor's own app is not its own third party. */
  isOwn(row) {
    const own = attempt(this.input.manifest)?.packageName ?? "";
    return row.prefixes.some((prefix) => own === prefix || own.startsWith(`${prefix}.`));
  }
};
function toFacts({ row, matches, shared }, input, reads) {
  const version = findSdkVersion(row, input);
  return {
    id: row.id,
    name: row.name,
    ...row.nameZh === "" ? {} : { nameZh: row.nameZh },
    vendor: row.vendor,
    ...row.country === "" ? {} : { country: row.country },
    category: row.category,
    ...version === void 0 ? {} : { version },
    matches,
    confidence: toConfidence(row, matches, shared),
    declaredPiTypes: row.piTypes,
    readsPiTypes: [...reads ?? []].sort()
  };
}
function toConfidence(row, matches, shared) {
  const kinds = new Set(matches.map((match) => match.by));
  if (kinds.has("package-prefix")) return row.source === "recall" && kinds.size === 1 ? "likely" : "certain";
  if (shared || kinds.size === 1 && kinds.has("domain")) return "possible";
  return "likely";
}
function readTypesBySdk(input) {
  const reads = /* @__PURE__ */ new Map();
  for (const call of input.collected(apiCallsCollector).value) {
    const id2 = call.attribution.kind === "sdk" ? call.attribution.sdkId : call.attribution.kind === "library" ? input.data.sdks.findByClass(call.place.className)?.row.id : void 0;
    if (id2 === void 0) continue;
    const types = reads.get(id2) ?? /* @__PURE__ */ new Set();
    reads.set(id2, types.add(call.piType));
  }
  return reads;
}

// scanner/collectors/signatures.ts
var signaturesCollector = {
  slot: "signatures",
  collect: ({ pkg, budget }) => ({ value: verifySignatures(pkg, budget), gaps: [] })
};

// scanner/collectors/icon.ts
var MAX_ICON_BYTES = 512 * 1024;
function readIcon(pkg, iconFile) {
  if (iconFile === void 0) return void 0;
  for (const apk of pkg.apks) {
    const entry = apk.find(iconFile);
    if (!entry || entry.sizeBytes > MAX_ICON_BYTES) continue;
    const bytes = attempt(() => apk.read(entry));
    const extension = bytes && bytes.length <= MAX_ICON_BYTES ? findExtension(bytes) : void 0;
    if (bytes && extension) return { bytes, extension, entry: entry.name };
  }
  return void 0;
}
function findExtension(bytes) {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\n")) return "png";
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "webp";
  if (head.startsWith("\xFF\xD8\xFF")) return "jpg";
  return void 0;
}

// scanner/collectors/index.ts
var STATIC_SLOTS = [
  "sample",
  "manifest",
  "signatures",
  "code",
  "apiCalls",
  "sdks",
  "endpoints",
  "nativeLibraries",
  "packers",
  "hybridFrameworks"
];
var STATIC_COLLECTORS = {
  sample: sampleCollector,
  manifest: manifestCollector,
  signatures: signaturesCollector,
  code: codeCollector,
  apiCalls: apiCallsCollector,
  sdks: sdksCollector,
  endpoints: endpointsCollector,
  nativeLibraries: nativeLibrariesCollector,
  packers: packersCollector,
  hybridFrameworks: hybridFrameworksCollector
};

// scanner/evidence/slot.ts
function present(value) {
  return { kind: "present", value };
}

// scanner/evidence/evidence.ts
var EVIDENCE_SCHEMA_VERSION = 1;
var SLOT_NAMES = [
  "sample",
  "manifest",
  "signatures",
  "code",
  "apiCalls",
  "sdks",
  "endpoints",
  "nativeLibraries",
  "packers",
  "hybridFrameworks",
  "device",
  "scenarios",
  "piReads",
  "permissionRequests",
  "networkRequests",
  "starts",
  "consentDialogs",
  "popups",
  "attachments"
];

// scanner/evidence/canonical-json.ts
var MAX_DEPTH5 = 64;
function toCanonicalJson(value) {
  const parts = [];
  write(value, parts, 0, "");
  return parts.join("");
}
function write(value, parts, depth, path) {
  if (depth > MAX_DEPTH5) throw new ScanError("BAD_EVIDENCE", `${path} is nested too deep.`);
  if (value === null || typeof value === "boolean" || typeof value === "string") {
    parts.push(JSON.stringify(value));
  } else if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new ScanError("BAD_EVIDENCE", `${path} is not a finite number.`);
    parts.push(JSON.stringify(value));
  } else if (Array.isArray(value)) {
    parts.push("[");
    for (let i = 0; i < value.length; i++) {
      if (i > 0) parts.push(",");
      write(value[i], parts, depth + 1, `${path}[${i}]`);
    }
    parts.push("]");
  } else if (typeof value === "object") {
    writeObject(value, parts, depth, path);
  } else {
    throw new ScanError("BAD_EVIDENCE", `${path} is a ${typeof value}, which JSON cannot hold.`);
  }
}
function writeObject(value, parts, depth, path) {
  parts.push("{");
  let first = true;
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === void 0) continue;
    if (!first) parts.push(",");
    first = false;
    parts.push(JSON.stringify(key), ":");
    write(member, parts, depth + 1, `${path}.${key}`);
  }
  parts.push("}");
}

// scanner/evidence/seal.ts
function sealEvidence(evidence2, sha2562) {
  return { ...evidence2, seal: computeSeal(evidence2, sha2562) };
}
function computeSeal(evidence2, sha2562) {
  const { seal: _seal, ...rest } = evidence2;
  return sha2562(toCanonicalJson(rest));
}

// scanner/evidence/shape.ts
var text = { kind: "string" };
var number = { kind: "number" };
var boolean = { kind: "boolean" };
var texts = { kind: "array", item: text };
function oneOf(...values) {
  return { kind: "string", oneOf: values };
}
function pattern(expression) {
  return { kind: "string", pattern: expression };
}
function arrayOf(item) {
  return { kind: "array", item };
}
function recordOf(value) {
  return { kind: "record", value };
}
function unionOf(cases) {
  return { kind: "union", cases };
}
function optional(shape) {
  return { optional: shape };
}
function objectOf(fields) {
  const entries = Object.entries(fields);
  return {
    kind: "object",
    fields: Object.fromEntries(
      entries.map(([name, field]) => [
        name,
        "optional" in field ? { shape: field.optional, optional: true } : { shape: field, optional: false }
      ])
    )
  };
}
function findMisfit(value, shape, path) {
  switch (shape.kind) {
    case "string":
      if (typeof value !== "string") return { path, expected: "a text" };
      if (shape.oneOf && !shape.oneOf.includes(value))
        return { path, expected: `one of ${shape.oneOf.join(", ")}` };
      if (shape.pattern && !shape.pattern.test(value)) return { path, expected: `${shape.pattern}` };
      return void 0;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? void 0 : { path, expected: "a number" };
    case "boolean":
      return typeof value === "boolean" ? void 0 : { path, expected: "true or false" };
    case "array":
      if (!Array.isArray(value)) return { path, expected: "a list" };
      return firstOf(value, (item, i) => findMisfit(item, shape.item, `${path}[${i}]`));
    case "record":
      if (!isObject(value)) return { path, expected: "an object" };
      return firstOf(Object.keys(value), (key) => findMisfit(value[key], shape.value, `${path}.${key}`));
    case "object":
      if (!isObject(value)) return { path, expected: "an object" };
      return firstOf(Object.keys(shape.fields), (key) => fieldMisfit(value, key, shape.fields[key], path));
    case "union": {
      if (!isObject(value)) return { path, expected: "an object" };
      const tag = Object.hasOwn(value, "kind") ? value["kind"] : void 0;
      if (typeof tag !== "string" || !Object.hasOwn(shape.cases, tag))
        return { path: `${path}.kind`, expected: `one of ${Object.keys(shape.cases).join(", ")}` };
      const chosen = shape.cases[tag];
      return chosen ? findMisfit(value, chosen, path) : void 0;
    }
  }
}
function fieldMisfit(value, key, field, path) {
  if (!field) return void 0;
  if (!Object.hasOwn(value, key) || value[key] === void 0)
    return field.optional ? void 0 : { path: `${path}.${key}`, expected: "to be there" };
  return findMisfit(value[key], field.shape, `${path}.${key}`);
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function firstOf(items, find) {
  for (let i = 0; i < items.length; i++) {
    const misfit = find(items[i], i);
    if (misfit) return misfit;
  }
  return void 0;
}

// scanner/evidence/shape-parts.ts
var sha256 = pattern(/^[0-9a-f]{64}$/);
var sha1 = pattern(/^[0-9a-f]{40}$/);
var md5 = pattern(/^[0-9a-f]{32}$/);
var bounds = objectOf({ left: number, top: number, right: number, bottom: number });
var codePlace = objectOf({
  kind: { kind: "string", oneOf: ["code"] },
  className: text,
  method: text,
  descriptor: text,
  pc: number,
  line: optional(number),
  dex: text
});
var place = unionOf({
  manifest: objectOf({ path: text }),
  code: codePlace,
  file: objectOf({ file: text, offsetBytes: optional(number) }),
  event: objectOf({ eventNumber: number, scenarioId: text }),
  screenshot: objectOf({ screenshotId: text, boundsPx: optional(bounds) }),
  policy: objectOf({ documentId: text, sentence: text, offsetChars: number }),
  certificate: objectOf({ sha256: text }),
  listing: objectOf({ listingId: text, field: text })
});
var places = arrayOf(place);
var attribution = unionOf({
  app: objectOf({}),
  sdk: objectOf({ sdkId: text }),
  library: objectOf({ prefix: text }),
  unknown: objectOf({})
});
var gap = objectOf({
  code: text,
  message: objectOf({ zh: text, en: text }),
  affects: texts,
  places
});

// scanner/evidence/static-shapes.ts
var sampleShape = objectOf({
  fileName: text,
  sizeBytes: number,
  sha256,
  sha1,
  md5,
  format: oneOf("apk", "apks", "xapk", "apkm", "aab"),
  apks: arrayOf(objectOf({ name: text, sizeBytes: number, sha256 }))
});
var metaData = arrayOf(
  objectOf({ name: text, value: optional(text), resource: optional(text) })
);
var intentFilter = objectOf({
  actions: texts,
  categories: texts,
  data: arrayOf(recordOf(text)),
  priority: optional(number)
});
var component = objectOf({
  kind: oneOf("activity", "activity-alias", "service", "receiver", "provider"),
  name: text,
  exported: boolean,
  enabled: boolean,
  process: optional(text),
  permission: optional(text),
  authorities: optional(texts),
  targetActivity: optional(text),
  intentFilters: arrayOf(intentFilter),
  metaData,
  place
});
var requestedPermission = objectOf({
  name: text,
  maxSdk: optional(number),
  minSdk: optional(number),
  protection: optional(text),
  group: optional(text),
  piTypes: texts,
  place
});
var manifestShape = objectOf({
  packageName: text,
  label: text,
  labels: recordOf(text),
  versionName: text,
  versionCode: number,
  minSdk: number,
  targetSdk: number,
  compileSdk: optional(number),
  maxSdk: optional(number),
  split: optional(text),
  sharedUserId: optional(text),
  application: objectOf({
    name: optional(text),
    debuggable: boolean,
    allowBackup: boolean,
    usesCleartextTraffic: optional(boolean),
    networkSecurityConfig: optional(text),
    metaData
  }),
  components: arrayOf(component),
  permissions: arrayOf(requestedPermission),
  definedPermissions: arrayOf(
    objectOf({ name: text, protection: optional(text) })
  ),
  usesFeatures: arrayOf(objectOf({ name: text, required: boolean })),
  usesLibraries: texts,
  queriesPackages: texts,
  iconFile: optional(text)
});
var scheme = oneOf("v1", "v2", "v3", "v3.1", "v4");
var signer = objectOf({
  schemes: arrayOf(scheme),
  subject: text,
  issuer: text,
  serialNumber: text,
  notBefore: text,
  notAfter: text,
  sha256,
  sha1,
  md5,
  publicKey: objectOf({
    algorithm: text,
    sizeBits: number,
    sha256,
    md5,
    sha1,
    modulusHex: optional(text)
  })
});
var signaturesShape = objectOf({
  signers: arrayOf(signer),
  schemes: arrayOf(
    objectOf({ scheme, verified: boolean, problems: texts })
  ),
  lineage: texts
});
var apiCallsShape = arrayOf(
  objectOf({
    piType: text,
    api: text,
    channel: oneOf("api", "field", "content-uri", "property", "path", "command", "intent-action"),
    via: optional(oneOf("reflection", "wrapper", "override")),
    place: codePlace,
    attribution,
    reach: oneOf("before-consent", "after-consent", "reachable", "unreachable", "cannot-tell"),
    path: optional(arrayOf(codePlace))
  })
);
var sdksShape = arrayOf(
  objectOf({
    id: text,
    name: text,
    nameZh: optional(text),
    vendor: text,
    country: optional(text),
    category: text,
    version: optional(text),
    matches: arrayOf(
      objectOf({
        by: oneOf("package-prefix", "component", "meta-data", "native-library", "domain", "fingerprint"),
        value: text,
        place
      })
    ),
    confidence: oneOf("certain", "likely", "possible"),
    declaredPiTypes: texts,
    readsPiTypes: texts
  })
);
var endpointsShape = arrayOf(
  objectOf({ url: text, host: text, place, attribution, sdkId: optional(text) })
);
var nativeLibrariesShape = arrayOf(
  objectOf({ file: text, name: text, abi: text, sizeBytes: number, sha256 })
);
var packersShape = arrayOf(objectOf({ id: text, name: text, places }));
var hybridFrameworksShape = arrayOf(
  objectOf({
    id: oneOf(
      "flutter",
      "react-native",
      "unity",
      "cordova",
      "uni-app",
      "xamarin",
      "weex",
      "cocos",
      "capacitor",
      "mini-program"
    ),
    name: text,
    places
  })
);
var codeShape = objectOf({
  dexFiles: arrayOf(
    objectOf({
      name: text,
      sizeBytes: number,
      version: text,
      classCount: number,
      methodCount: number
    })
  ),
  nativeMethodCount: number,
  dynamicLoading: arrayOf(codePlace),
  reflectionCallCount: number,
  policyHints: arrayOf(objectOf({ text, place }))
});

// scanner/evidence/dynamic-shapes.ts
var phase = oneOf("before-consent", "after-refusal", "after-consent", "after-withdrawal", "unknown");
var state = oneOf("foreground", "silent", "background", "not-running");
var deviceShape = objectOf({
  kind: oneOf("embedded", "uiautomator2", "replay"),
  profile: text,
  androidVersion: text,
  apiLevel: number,
  screen: objectOf({ widthPx: number, heightPx: number, densityDpi: number }),
  can: texts
});
var scenariosShape = arrayOf(
  objectOf({
    scenarioId: text,
    outcome: oneOf("completed", "budget-spent", "app-crashed", "device-failed"),
    startedAtMs: number,
    endedAtMs: number,
    steps: arrayOf(
      objectOf({
        atMs: number,
        action: text,
        phase,
        screenshotId: optional(text)
      })
    )
  })
);
var piReadsShape = arrayOf(
  objectOf({
    eventNumber: number,
    scenarioId: text,
    atMs: number,
    phase,
    state,
    thread: text,
    process: text,
    piType: text,
    api: text,
    arguments: texts,
    valueMasked: optional(text),
    threw: optional(text),
    stack: arrayOf(
      objectOf({ className: text, method: text, line: optional(number), attribution })
    ),
    caller: attribution
  })
);
var permissionRequestsShape = arrayOf(
  objectOf({
    eventNumber: number,
    scenarioId: text,
    atMs: number,
    phase,
    permissions: texts,
    screen: text,
    result: oneOf("granted", "denied", "denied-forever", "no-dialog"),
    nth: number,
    purposeShown: boolean,
    caller: attribution,
    screenshotId: optional(text)
  })
);
var networkRequestsShape = arrayOf(
  objectOf({
    eventNumber: number,
    scenarioId: text,
    atMs: number,
    phase,
    state,
    method: text,
    url: text,
    host: text,
    piTypes: arrayOf(
      objectOf({ piType: text, transforms: texts, where: text })
    ),
    caller: attribution
  })
);
var startsShape = arrayOf(
  objectOf({
    eventNumber: number,
    scenarioId: text,
    atMs: number,
    phase,
    component: text,
    trigger: text,
    caller: text,
    toOtherPackage: boolean
  })
);
var elementFields = {
  text,
  description: text,
  role: text,
  boundsPx: bounds,
  clickable: boolean,
  checked: optional(boolean),
  contrast: optional(number),
  textSizeSp: optional(number)
};
var element = objectOf(elementFields);
var consentDialogsShape = arrayOf(
  objectOf({
    scenarioId: text,
    found: boolean,
    atMs: optional(number),
    style: optional(oneOf("dialog", "activity", "webview")),
    agree: optional(element),
    refuse: optional(element),
    policyLinks: arrayOf(element),
    tickBox: optional(element),
    problems: texts,
    screenshotIds: texts
  })
);
var closeMark = objectOf({
  ...elementFields,
  hotZoneDp: objectOf({ width: number, height: number }),
  visibleSinceMs: number
});
var popupsShape = arrayOf(
  objectOf({
    popupId: text,
    scenarioId: text,
    atMs: number,
    phase,
    window: objectOf({
      kind: oneOf("activity", "dialog", "popup", "overlay"),
      title: text,
      owner: text,
      boundsPx: bounds,
      coversShare: number
    }),
    closeMark: optional(closeMark),
    attempts: arrayOf(
      objectOf({
        action: text,
        atMs: number,
        closed: boolean,
        effect: text,
        beforeId: text,
        afterId: text
      })
    ),
    closable: boolean,
    reasons: texts,
    owner: attribution
  })
);
var attachmentsShape = arrayOf(
  objectOf({
    id: text,
    kind: oneOf("screenshot", "tree", "recording", "document", "icon"),
    file: text,
    sha256,
    sizeBytes: number,
    scenarioId: optional(text),
    atMs: optional(number),
    place: optional(place)
  })
);

// scanner/evidence/evidence-shape.ts
var SLOT_VALUE_SHAPES = {
  sample: sampleShape,
  manifest: manifestShape,
  signatures: signaturesShape,
  code: codeShape,
  apiCalls: apiCallsShape,
  sdks: sdksShape,
  endpoints: endpointsShape,
  nativeLibraries: nativeLibrariesShape,
  packers: packersShape,
  hybridFrameworks: hybridFrameworksShape,
  device: deviceShape,
  scenarios: scenariosShape,
  piReads: piReadsShape,
  permissionRequests: permissionRequestsShape,
  networkRequests: networkRequestsShape,
  starts: startsShape,
  consentDialogs: consentDialogsShape,
  popups: popupsShape,
  attachments: attachmentsShape
};
function slotOf(value) {
  return unionOf({
    present: { kind: "object", fields: { value: { shape: value, optional: false } } },
    failed: objectOf({ code: text, message: text }),
    unsupported: objectOf({ reason: text }),
    skipped: objectOf({ reason: text })
  });
}
var EVIDENCE_SHAPE = objectOf({
  schemaVersion: number,
  engineVersion: text,
  profile: oneOf("static", "full"),
  collectedAt: text,
  slots: objectOf({
    sample: slotOf(SLOT_VALUE_SHAPES.sample),
    manifest: slotOf(SLOT_VALUE_SHAPES.manifest),
    signatures: slotOf(SLOT_VALUE_SHAPES.signatures),
    code: slotOf(SLOT_VALUE_SHAPES.code),
    apiCalls: slotOf(SLOT_VALUE_SHAPES.apiCalls),
    sdks: slotOf(SLOT_VALUE_SHAPES.sdks),
    endpoints: slotOf(SLOT_VALUE_SHAPES.endpoints),
    nativeLibraries: slotOf(SLOT_VALUE_SHAPES.nativeLibraries),
    packers: slotOf(SLOT_VALUE_SHAPES.packers),
    hybridFrameworks: slotOf(SLOT_VALUE_SHAPES.hybridFrameworks),
    device: slotOf(SLOT_VALUE_SHAPES.device),
    scenarios: slotOf(SLOT_VALUE_SHAPES.scenarios),
    piReads: slotOf(SLOT_VALUE_SHAPES.piReads),
    permissionRequests: slotOf(SLOT_VALUE_SHAPES.permissionRequests),
    networkRequests: slotOf(SLOT_VALUE_SHAPES.networkRequests),
    starts: slotOf(SLOT_VALUE_SHAPES.starts),
    consentDialogs: slotOf(SLOT_VALUE_SHAPES.consentDialogs),
    popups: slotOf(SLOT_VALUE_SHAPES.popups),
    attachments: slotOf(SLOT_VALUE_SHAPES.attachments)
  }),
  gaps: arrayOf(gap),
  seal: optional(sha256)
});

// scanner/evidence/load-evidence.ts
function loadEvidence(text3, file2 = "evidence.json") {
  let value;
  try {
    value = JSON.parse(text3);
  } catch (cause) {
    throw new ScanError("BAD_EVIDENCE", "The file is not JSON.", { file: file2, cause });
  }
  const version = isObject2(value) ? value["schemaVersion"] : void 0;
  if (version !== EVIDENCE_SCHEMA_VERSION)
    throw new ScanError(
      "BAD_EVIDENCE",
      `Evidence of version ${JSON.stringify(version) ?? "unknown"} cannot be read; this is version ${EVIDENCE_SCHEMA_VERSION}.`,
      { file: file2 }
    );
  const misfit = findMisfit(value, EVIDENCE_SHAPE, "$");
  if (misfit)
    throw new ScanError(
      "BAD_EVIDENCE",
      `Evidence of version ${EVIDENCE_SCHEMA_VERSION} is wrong at ${misfit.path}: expected ${misfit.expected}.`,
      { file: file2 }
    );
  return value;
}
function renderEvidence(evidence2) {
  return `${toCanonicalJson(evidence2)}
`;
}
function isObject2(value) {
  return typeof value === "object" && value !== null;
}

// scanner/scan.ts
async function scanPackage(source, options) {
  const { budget, data, profile } = options;
  budget.log({ stage: "open", fraction: 0 });
  const input = toScanInput(openPackage(source, options.fileName, budget), data, budget);
  const gaps = [];
  const slots = {};
  for (const [done, name] of STATIC_SLOTS.entries()) {
    budget.log({ stage: name, fraction: (done + 1) / (STATIC_SLOTS.length + 1) });
    slots[name] = collectSlot(name, input, options, gaps);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const attachments2 = slots.manifest?.kind === "present" ? collectAttachments(input) : [];
  slots.attachments = present(attachments2.map(({ facts }) => facts));
  for (const name of SLOT_NAMES) slots[name] ??= emptySlot(profile);
  gaps.push(profile === "full" ? toGap("NO_DEVICE") : toGap("NOT_RUN"));
  const evidence2 = {
    schemaVersion: EVIDENCE_SCHEMA_VERSION,
    engineVersion: options.engineVersion,
    profile,
    collectedAt: options.collectedAt,
    slots,
    gaps
  };
  budget.log({ stage: "seal", fraction: 1 });
  return {
    evidence: sealEvidence(evidence2, (bytes) => createHash8("sha256").update(bytes).digest("hex")),
    attachments: new Map(attachments2.map(({ facts, bytes }) => [facts.file, bytes]))
  };
}
function collectSlot(name, input, options, gaps) {
  const collector = options.collectors?.[name] ?? STATIC_COLLECTORS[name];
  try {
    if (input.budget.signal.aborted) checkBudget(input.budget);
    const { value, gaps: found } = input.collected(collector);
    gaps.push(...found);
    return present(value);
  } catch (error) {
    if (error instanceof ScanError && error.code === "CANCELLED") throw error;
    const failure = toFailure(error);
    gaps.push(toGap("COLLECTOR_FAILED", [], [name]));
    options.budget.log({ stage: name, message: `${failure.code}: ${failure.message}` });
    return failure;
  }
}
function toFailure(error) {
  return error instanceof ScanError ? { kind: "failed", code: error.code, message: error.message } : { kind: "failed", code: "INTERNAL", message: "The collector failed for a reason of its own." };
}
function emptySlot(profile) {
  return profile === "full" ? { kind: "unsupported", reason: "no device in this build" } : { kind: "skipped", reason: "static profile" };
}
function collectAttachments(input) {
  const icon = readIcon(input.pkg, input.manifest().iconFile);
  if (!icon) return [];
  return [
    {
      bytes: icon.bytes,
      facts: {
        id: "icon",
        kind: "icon",
        file: `icon.${icon.extension}`,
        sha256: createHash8("sha256").update(icon.bytes).digest("hex"),
        sizeBytes: icon.bytes.length,
        place: { kind: "file", file: icon.entry }
      }
    }
  ];
}

// ../../tmp/collectors/scan.mts
import { writeFileSync } from "node:fs";
var file = process.argv[2];
var c0 = process.cpuUsage();
var t = performance.now();
var src = await openFileSource(file);
var last = performance.now();
var { evidence, attachments } = await scanPackage(src, { fileName: file.split("/").pop(), profile: "static", engineVersion: "x", collectedAt: "2026-01-01T00:00:00Z", data: loadScannerData(), budget: { ...unlimitedBudget(), log: (e) => {
  const n = performance.now();
  console.error(e.stage, e.message ?? "", (n - last).toFixed(0));
  last = n;
} } });
var c1 = process.cpuUsage(c0);
var text2 = renderEvidence(evidence);
loadEvidence(text2);
console.error("wall", performance.now() - t, "cpu", (c1.user + c1.system) / 1e3, "rss", process.memoryUsage().rss / 1e6, "max", process.resourceUsage().maxRSS / 1e3, "evidence", text2.length, [...attachments.keys()]);
writeFileSync(process.argv[3] ?? "/tmp/collectors/evidence.json", text2);
