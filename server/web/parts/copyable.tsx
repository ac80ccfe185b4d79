import { Typography } from 'antd';

/** Text from an app in a fixed-width face that wraps anywhere, with a button that copies it. */
export function Mono({ text, copy = false }: { readonly text: string; readonly copy?: boolean }) {
  if (!copy) return <code className="mono">{text}</code>;
  return (
    <Typography.Text className="mono" copyable={{ text, tooltips: false }}>
      {text}
    </Typography.Text>
  );
}
