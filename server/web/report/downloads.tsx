import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { renderEvidenceUrl, renderReportUrl } from '../api/client.ts';
import { useSpeech } from '../i18n/language.tsx';
import { useReport } from './context.ts';

const FORMATS = ['pdf', 'html', 'json', 'sarif', 'junit'] as const;

/** Every rendering of the report, and the evidence package. Plain links: the browser shows the download's progress. */
export function Downloads() {
  const { t, language } = useSpeech();
  const { submissionId } = useReport();
  return (
    <span className="downloads">
      <Button
        type="primary"
        icon={<DownloadOutlined />}
        href={renderReportUrl(submissionId, 'pdf', language)}
        download
        data-test="download-pdf"
      >
        {t('download.pdf')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...FORMATS.map((format) => ({
              key: format,
              label: (
                <a href={renderReportUrl(submissionId, format, language)} download>
                  {t(`download.${format}`)}
                </a>
              ),
            })),
            { type: 'divider' as const },
            {
              key: 'evidence',
              label: (
                <a href={renderEvidenceUrl(submissionId)} download>
                  {t('download.evidence')}
                </a>
              ),
            },
          ],
        }}
      >
        <Button data-test="downloads">{t('download.more')}</Button>
      </Dropdown>
    </span>
  );
}
