import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { ServerError } from '../errors.ts';

const selector = z.string().min(1).max(500);
const field = z
  .union([
    selector.transform((select) => ({ select })),
    z.strictObject({
      select: selector,
      /** An attribute in place of the text. */
      attribute: z.string().max(60).optional(),
      /** A regular expression whose first group is the value. */
      pattern: z.string().max(300).optional(),
    }),
  ])
  .pipe(z.object({ select: z.string(), attribute: z.string().optional(), pattern: z.string().optional() }));

/** How the pages of a store are read; docs/listings.md tells every key. */
export const recipeSchema = z.strictObject({
  /** Address of an app's page; `{package}` stands for its package name. */
  page: z
    .string()
    .max(2000)
    .refine((text) => text.includes('{package}'), 'needs {package}'),
  packages: z
    .array(z.string().regex(/^[A-Za-z][\w.]{0,254}$/u))
    .max(10_000)
    .optional(),
  /** A page that links to the apps; the pattern's first group is the package name. */
  index: z
    .strictObject({ address: z.string().max(2000), links: selector, pattern: z.string().max(300) })
    .optional(),
  /** Wait until this is there before reading. */
  ready: selector.optional(),
  fields: z.strictObject({
    name: field.optional(),
    developer: field.optional(),
    versionName: field.optional(),
    versionCode: field.optional(),
    size: field.optional(),
    updated: field.optional(),
    filingNumber: field.optional(),
    policy: field.optional(),
  }),
  permissions: z
    .strictObject({ each: selector, name: selector.optional(), purpose: selector.optional() })
    .optional(),
  download: field.optional(),
});
export type Recipe = z.output<typeof recipeSchema>;
export type RecipeField = NonNullable<Recipe['download']>;

/** Reads a recipe. Throws INVALID_INPUT naming what is wrong with it. */
export function readRecipe(yaml: string): Recipe {
  let value: unknown;
  try {
    value = parseYaml(yaml, { maxAliasCount: 20 });
  } catch (cause) {
    throw new ServerError(
      'INVALID_INPUT',
      `recipe: ${cause instanceof Error ? cause.message.split('\n')[0] : ''}`,
      {
        cause,
      },
    );
  }
  const parsed = recipeSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ServerError('INVALID_INPUT', `recipe: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { packages, index, fields, download } = parsed.data;
  if (packages === undefined && index === undefined)
    throw new ServerError('INVALID_INPUT', 'recipe: it names packages, or an index page that links to them');
  const patterns = [index?.pattern, download?.pattern, ...Object.values(fields).map((one) => one?.pattern)];
  for (const pattern of patterns) if (pattern !== undefined) toPattern(pattern);
  return parsed.data;
}

export function toPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (cause) {
    throw new ServerError('INVALID_INPUT', `recipe: ${pattern} is no regular expression`, { cause });
  }
}
