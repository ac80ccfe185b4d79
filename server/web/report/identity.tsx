import type { ReactNode } from 'react';
import { renderBytes, renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useReport } from './context.ts';
import { NativeLibraries } from './facts.tsx';
import { Places } from './places.tsx';

function Pairs({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="pairs">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was scanned, who signed it, with what it was judged. */
export function IdentityTab() {
  const { t, language } = useSpeech();
  const { report } = useReport();
  const { app } = report;
  return (
    <>
      <section className="panel">
        <h3>{t('identity.package')}</h3>
        <Pairs
          rows={[
            [t('identity.label'), <span className="wrap">{app.label}</span>],
            [t('identity.packageName'), <Mono text={app.packageName} copy />],
            [t('identity.version'), `${app.versionName} (${app.versionCode})`],
            [t('identity.file'), <span className="wrap">{app.fileName}</span>],
            [t('identity.size'), `${renderBytes(app.sizeBytes)} (${app.sizeBytes} B)`],
            [t('identity.sdk'), t('identity.sdkLevels', { min: app.minSdk, target: app.targetSdk })],
            ['SHA-256', <Mono text={app.sha256} copy />],
            ['SHA-1', <Mono text={app.sha1} copy />],
            ['MD5', <Mono text={app.md5} copy />],
          ]}
        />
      </section>
      <section className="panel">
        <h3>{t('identity.signers')}</h3>
        {app.signers.length === 0 ? <EmptyState text={t('identity.noSigner')} /> : null}
        {app.signers.map((signer) => (
          <Pairs
            key={signer.sha256}
            rows={[
              [t('identity.subject'), <span className="wrap">{signer.subject}</span>],
              [t('identity.issuer'), <span className="wrap">{signer.issuer}</span>],
              [t('identity.schemes'), signer.schemes.join(', ') || t('identity.noScheme')],
              [
                t('identity.valid'),
                `${renderTime(signer.notBefore, language)} – ${renderTime(signer.notAfter, language)}`,
              ],
              [t('identity.serial'), <Mono text={signer.serialNumber} />],
              [t('identity.certSha256'), <Mono text={signer.sha256} copy />],
              [t('identity.certMd5'), <Mono text={signer.md5} copy />],
              [t('identity.key'), `${signer.publicKey.algorithm} ${signer.publicKey.sizeBits}`],
              [t('identity.keySha256'), <Mono text={signer.publicKey.sha256} copy />],
            ]}
          />
        ))}
      </section>
      <section className="panel">
        <h3>{t('identity.scan')}</h3>
        <Pairs
          rows={[
            [t('identity.when'), renderTime(report.createdAt, language)],
            [t('upload.profile'), t(`profile.${report.profile}`)],
            [t('identity.engine'), report.engine.version],
            [t('identity.rules'), `${report.engine.packId} ${report.engine.rulesVersion}`],
            [t('identity.schema'), report.schemaVersion],
            [t('identity.seal'), <Mono text={report.evidenceSeal} copy />],
          ]}
        />
      </section>
      <section className="panel">
        <h3>{t('identity.hidden')}</h3>
        <p className="quiet">{t('identity.hiddenHint')}</p>
        {report.packers.length + report.hybridFrameworks.length === 0 ? (
          <p>{t('identity.nothingHidden')}</p>
        ) : null}
        {[...report.packers, ...report.hybridFrameworks].map((one) => (
          <details key={one.id} className="fold">
            <summary>{one.name}</summary>
            <Places places={one.places} />
          </details>
        ))}
      </section>
      <section className="panel">
        <h3>{t('native.title')}</h3>
        <NativeLibraries />
      </section>
    </>
  );
}
