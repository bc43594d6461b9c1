import { printableLine } from './printable.js';

/** A line in which the words of a search are marked. */
export function Highlight({ text, query }: { readonly text: string; readonly query: string }) {
  const shown = printableLine(text);
  const words = query.split(/\s+/).filter(Boolean);
  if (words.length === 0) return <>{shown}</>;
  const pattern = new RegExp(`(${words.map(escape).join('|')})`, 'gi');
  return (
    <>
      {shown.split(pattern).map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
    </>
  );
}

function escape(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
