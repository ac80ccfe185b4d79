import { useEffect, type ReactNode } from 'react';

/** A page's title (also the browser tab's), one line on what it is for, and its main actions. */
export function PageHead({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
}) {
  usePageTitle(title);
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        {lead === undefined ? null : <p className="quiet">{lead}</p>}
      </div>
      {children === undefined ? null : <div className="page-actions">{children}</div>}
    </div>
  );
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · appgov`;
  }, [title]);
}
