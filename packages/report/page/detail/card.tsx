import type { ComponentChildren } from 'preact';
import { type IconName, Icon } from '../shell/icons.js';

interface CardProps {
  readonly title: ComponentChildren;
  readonly tone?: 'bad' | 'odd' | 'good' | 'dull';
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

/** A part of the page with a title, in the colour of what it says. */
export function Card({ title, tone = 'dull', icon, children }: CardProps) {
  return (
    <section class={`card ${tone}`}>
      <h3>
        {icon !== undefined && <Icon name={icon} />}
        {title}
      </h3>
      <div class="card-body">{children}</div>
    </section>
  );
}
