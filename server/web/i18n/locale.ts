/** The languages of the pages, as BCP 47 tags. */
export type Language = 'zh-CN' | 'en';
