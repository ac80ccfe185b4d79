import type { Page } from 'puppeteer-core';
import { z } from 'zod';
import { sha256Of } from '../blobs/sha256-of.ts';
import { ServerError } from '../errors.ts';
import { checkShrink } from './check-shrink.ts';
import { shoot } from './listing-browser.ts';
import type { ListingSource, ReadContext, ReadListing, SourceRead, Validators } from './listing-source.ts';
import { readRecipe, toPattern } from './recipe.ts';
import type { Recipe, RecipeField } from './recipe.ts';

export const pageConfig = z.object({ recipe: z.string().min(1).max(20_000) });

const MOST_LINKS = 10_000;
const MOST_TEXT_CHARS = 2000;

type PageMark = { readonly etag?: string; readonly lastModified?: string; readonly sha256: string };

/** A store that has pages only: each is read by a recipe of selectors, in a browser, and a picture is kept. */
export class PageSource implements ListingSource {
  readonly covers: readonly string[];
  readonly #recipe: Recipe;

  constructor({ recipe }: z.output<typeof pageConfig>) {
    this.#recipe = readRecipe(recipe);
    const { fields, permissions } = this.#recipe;
    this.covers = [
      ...(fields.name ? ['name'] : []),
      ...(fields.versionName ? ['version'] : []),
      ...(fields.size ? ['size'] : []),
      ...(fields.developer ? ['developer'] : []),
      ...(fields.updated ? ['updated'] : []),
      ...(fields.filingNumber ? ['filing-number'] : []),
      ...(fields.policy ? ['policy'] : []),
      ...(permissions ? ['permissions'] : []),
      ...(permissions?.purpose ? ['purposes'] : []),
    ];
  }

  async read(known: Validators | undefined, context: ReadContext): Promise<SourceRead> {
    const packages = await this.#listPackages(context);
    checkShrink(known, packages.length);
    const marks = (known?.['pages'] ?? {}) as Readonly<Record<string, PageMark>>;
    const next: Record<string, PageMark> = {};
    const listings: ReadListing[] = [];
    const unchanged: string[] = [];
    for (const packageName of packages) {
      context.signal.throwIfAborted();
      const address = this.#recipe.page.replaceAll('{package}', encodeURIComponent(packageName));
      const mark = marks[packageName];
      // Asked without a browser first: most pages have not changed since the last time.
      const document = await context.fetch(address, mark);
      const sha256 = document === 'unchanged' ? (mark?.sha256 ?? '') : sha256Of(document.bytes);
      next[packageName] =
        document === 'unchanged'
          ? { ...mark, sha256 }
          : {
              sha256,
              ...(document.etag === undefined ? {} : { etag: document.etag }),
              ...(document.lastModified === undefined ? {} : { lastModified: document.lastModified }),
            };
      if (document === 'unchanged' || mark?.sha256 === sha256) {
        unchanged.push(packageName);
        continue;
      }
      const browser = await context.browser();
      listings.push(
        await browser.visit(address, this.#recipe.ready, (page) =>
          this.#readPage(page, packageName, address),
        ),
      );
    }
    if (listings.length === 0 && known !== undefined && unchanged.length === Number(known['count'] ?? -1))
      return { kind: 'unchanged' };
    return { kind: 'read', listings, unchanged, validators: { pages: next, count: packages.length } };
  }

  async #listPackages(context: ReadContext): Promise<readonly string[]> {
    const { packages = [], index } = this.#recipe;
    if (index === undefined) return packages;
    const pattern = toPattern(index.pattern);
    const browser = await context.browser();
    const links = await browser.visit(index.address, undefined, (page) =>
      page.$$eval(index.links, (found) => found.map((one) => one.getAttribute('href') ?? '')),
    );
    const linked = links.slice(0, MOST_LINKS).flatMap((link) => pattern.exec(link)?.[1] ?? []);
    const all = [...new Set([...packages, ...linked])];
    if (all.length === 0)
      throw new ServerError('FEED_INVALID', `${index.address} links to no app by ${index.links}.`);
    return all;
  }

  async #readPage(page: Page, packageName: string, address: string): Promise<ReadListing> {
    const { fields, download, permissions } = this.#recipe;
    const text = async (field: RecipeField | undefined): Promise<string | undefined> =>
      field === undefined ? undefined : findText(page, field);
    const versionCode = Number((await text(fields.versionCode)) ?? Number.NaN);
    const size = toSizeBytes(await text(fields.size));
    const policy = await text(fields.policy);
    const link = await text(download);
    const given = {
      name: await text(fields.name),
      developer: await text(fields.developer),
      versionName: await text(fields.versionName),
      updated: await text(fields.updated),
      filingNumber: await text(fields.filingNumber),
    };
    const shown = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    // A page on which nothing of the recipe is found is another page: a notice, a login, a new design.
    if (Object.keys(shown).length === 0)
      throw new ServerError('FEED_INVALID', `${address} shows nothing that the recipe names.`);
    return {
      packageName,
      address,
      ...(shown as Partial<Record<keyof typeof given, string>>),
      ...(Number.isSafeInteger(versionCode) ? { versionCode } : {}),
      ...(size === undefined ? {} : { sizeBytes: size }),
      ...(policy !== undefined && URL.canParse(policy, address)
        ? { policyUrl: new URL(policy, address).href }
        : {}),
      ...(permissions === undefined ? {} : { permissions: await listPermissions(page, permissions) }),
      ...(link !== undefined && URL.canParse(link, address)
        ? { download: { address: new URL(link, address).href } }
        : {}),
      screenshot: await shoot(page),
    };
  }
}

async function findText(
  page: Page,
  { select, attribute, pattern }: RecipeField,
): Promise<string | undefined> {
  const [found] = await page.$$eval(
    select,
    (elements, name) =>
      elements.map((one) => (name === '' ? (one.textContent ?? '') : (one.getAttribute(name) ?? ''))),
    attribute ?? '',
  );
  const text = found?.replace(/\s+/gu, ' ').trim().slice(0, MOST_TEXT_CHARS);
  const value =
    pattern === undefined || text === undefined ? text : toPattern(pattern).exec(text)?.[1]?.trim();
  return value === '' ? undefined : value;
}

async function listPermissions(
  page: Page,
  { each, name, purpose }: NonNullable<Recipe['permissions']>,
): Promise<NonNullable<ReadListing['permissions']>> {
  const rows = await page.$$eval(
    each,
    (elements, nameAt, purposeAt) =>
      elements.slice(0, 1000).map((one) => ({
        name: (nameAt === '' ? one : one.querySelector(nameAt))?.textContent ?? '',
        purpose: purposeAt === '' ? '' : (one.querySelector(purposeAt)?.textContent ?? ''),
      })),
    name ?? '',
    purpose ?? '',
  );
  const clean = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, MOST_TEXT_CHARS);
  return rows
    .map((row) => ({ name: clean(row.name), purpose: clean(row.purpose) }))
    .filter((row) => row.name !== '')
    .map((row) => ({ name: row.name, ...(row.purpose === '' ? {} : { purpose: row.purpose }) }));
}

const UNITS: Readonly<Record<string, number>> = { B: 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** `6.1 MB`, `35.2M`, `1,234 KB` in bytes. */
export function toSizeBytes(text: string | undefined): number | undefined {
  const match = /([\d.,]+)\s*([BKMG])/iu.exec(text ?? '');
  const value = Number(match?.[1]?.replaceAll(',', '') ?? Number.NaN);
  const unit = UNITS[match?.[2]?.toUpperCase() ?? ''];
  return Number.isFinite(value) && unit !== undefined ? Math.round(value * unit) : undefined;
}
