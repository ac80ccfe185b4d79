import { Input } from 'antd';
import { useState } from 'react';

/** A search that runs when it is asked for, not at every letter. */
export function SearchBox({
  value,
  placeholder,
  onSearch,
}: {
  readonly value: string;
  readonly placeholder: string;
  readonly onSearch: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  return (
    <Input.Search
      allowClear
      value={typed}
      placeholder={placeholder}
      aria-label={placeholder}
      maxLength={200}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(text) => onSearch(text.trim())}
    />
  );
}
