import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface VirtualListProps<T> {
  readonly items: readonly T[];
  readonly rowHeight: number;
  /** Index of the item that must be in sight. */
  readonly focus: number;
  readonly label: string;
  /** Id of the element of the focused item. */
  readonly activeId: string | undefined;
  readonly render: (item: T, index: number) => ComponentChildren;
}

/** Rows rendered beyond what is in sight, so that scrolling shows no gaps. */
const OVERSCAN = 8;

/** A tree of any length, of which only what is in sight is rendered. */
export function VirtualList<T>({ items, rowHeight, focus, label, activeId, render }: VirtualListProps<T>) {
  const viewport = useRef<HTMLDivElement>(null);
  const [{ top, height }, setScroll] = useState({ top: 0, height: 800 });

  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null) return undefined;
    const measure = (): void => {
      setScroll({ top: element.scrollTop, height: element.clientHeight });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null || focus < 0) return;
    const above = focus * rowHeight;
    if (above < element.scrollTop) element.scrollTop = above;
    // The lines under the focused one belong to it.
    else if (above + 2 * rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = above + 2 * rowHeight - element.clientHeight;
  }, [focus, rowHeight]);

  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + OVERSCAN);
  return (
    <div
      class="list"
      ref={viewport}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={activeId}
    >
      <div role="none" style={{ height: `${items.length * rowHeight}px`, position: 'relative' }}>
        <div role="none" style={{ transform: `translateY(${first * rowHeight}px)` }}>
          {items.slice(first, last).map((item, index) => render(item, first + index))}
        </div>
      </div>
    </div>
  );
}
