/* A phase as a coloured word. */
import { element } from '../lib/dom.js';
import { named } from '../lib/texts.js';

export function badge(phase) {
  const kind = phase === 'CLOSED' ? 'done' : phase === 'CANCELLED' ? 'off' : 'open';
  return element('span', { class: 'badge ' + kind }, named('phase.', phase));
}
