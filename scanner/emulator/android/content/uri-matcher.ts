import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString } from '../../machine/index.ts';
import type { Uri } from '../net/uri.ts';

type MatcherState = {
  readonly root: number;
  readonly rules: {
    readonly authority: string;
    readonly segments: readonly string[];
    readonly code: number;
  }[];
};
type Matcher = JavaObject<MatcherState>;

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');

function fits(pattern: string, segment: string): boolean {
  return pattern === '*' || (pattern === '#' ? /^\d+$/.test(segment) : pattern === segment);
}

/** android.content.UriMatcher: `#` stands for a number, `*` for any segment. */
export const uriMatcher: ClassModel = defineClass({
  name: 'android/content/UriMatcher',
  methods: {
    '<init>(I)V': (_vm, self: Matcher, root: number) => {
      self.peer = { root, rules: [] };
    },
    'addURI(Ljava/lang/String;Ljava/lang/String;I)V': (
      vm,
      self: Matcher,
      authority: JavaString,
      path: JavaString | null,
      code: number,
    ) => {
      self.peer.rules.push({ authority: vm.text(authority), segments: segmentsOf(path?.value ?? ''), code });
    },
    'match(Landroid/net/Uri;)I': (_vm, self: Matcher, uri: Uri) => {
      const segments = segmentsOf(uri.peer.path ?? '').map((segment) => decodeSegment(segment));
      const authority = uri.peer.authority ?? '';
      const rule = self.peer.rules.find(
        (candidate) =>
          candidate.authority === authority &&
          candidate.segments.length === segments.length &&
          candidate.segments.every((pattern, index) => fits(pattern, segments[index] ?? '')),
      );
      return rule?.code ?? self.peer.root;
    },
  },
});

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A malformed escape stays as it was written: no pattern of a provider has one.
    return segment;
  }
}
