import { Input } from 'antd';

const mostChars = 4000;

/** A person's words that are kept with their name and the time. */
export function ReasonField({
  label,
  value,
  rows,
  testName,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly testName: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label>
      <span className="quiet">{label}</span>
      <Input.TextArea
        rows={rows}
        maxLength={mostChars}
        value={value}
        data-test={testName}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
