/* Forms that say at the field what is wrong, and lose nothing of what was typed. */
import { element } from './dom.js';
import { known, text } from './texts.js';

/* What a problem says: as the pages have it, else as the instance says it in the language of the page. */
export function told(problem) {
  const key = 'problem.' + problem.code;
  return known(key) ? text(key) : problem.message;
}

export function field(name, label, attributes = {}) {
  return element('label', {}, label, element('input', { name, ...attributes }));
}

export function choice(name, label, options, chosen) {
  return element('label', {}, label, element('select', { name }, ...options.map(([value, words]) =>
    element('option', value === chosen ? { value, selected: '' } : { value }, words))));
}

/* A button whose work is done once at a time, however often it is pressed. */
export function button(words, work, kind = '') {
  const made = element('button', { type: 'button', class: kind }, words);
  made.addEventListener('click', async () => {
    if (made.getAttribute('aria-busy') !== 'true') {
      made.setAttribute('aria-busy', 'true');
      try {
        await work();
      } finally {
        made.removeAttribute('aria-busy');
      }
    }
  });
  return made;
}

/* Where a page says what became of something. */
export function notice() {
  return element('p', { class: 'said', role: 'status', 'aria-live': 'polite' });
}

/* Does something and says how it ended; the field that a problem names is found by mark. */
export async function attempt(said, work, mark = () => null) {
  said.className = 'said';
  try {
    const words = await work();
    said.replaceChildren(...(words ? [words] : []));
  } catch (problem) {
    if (problem.status === undefined) {
      throw problem; // a fault of the page itself
    }
    said.className = 'said bad';
    said.textContent = told(problem);
    const wrong = problem.field ? mark(problem.field) : null;
    if (wrong) {
      wrong.setAttribute('aria-invalid', 'true');
      wrong.focus();
    }
  }
}

/* A form whose work is done once at a time, however often it is sent. */
export function form(submitWords, work, ...children) {
  const said = notice();
  const submit = element('button', {}, submitWords);
  const made = element('form', { novalidate: '' }, ...children, element('p', { class: 'buttons' }, submit), said);
  made.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (submit.disabled) {
      return;
    }
    submit.disabled = true;
    made.querySelectorAll('[aria-invalid]').forEach((each) => each.removeAttribute('aria-invalid'));
    const empty = [...made.querySelectorAll('[required]')].find((each) => each.value.trim() === '');
    if (empty) {
      said.className = 'said bad';
      said.textContent = text('form.empty');
      empty.setAttribute('aria-invalid', 'true');
      empty.focus();
    } else {
      await attempt(said, () => work(Object.fromEntries(new FormData(made)), made), (name) => made.querySelector(`[name="${CSS.escape(name)}"]`));
    }
    submit.disabled = false;
  });
  return made;
}

/* What was filled in, without what was left empty. */
export function filled(typed) {
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''));
}
