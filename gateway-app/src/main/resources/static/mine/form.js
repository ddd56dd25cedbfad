/* Forms that say at the field what is wrong, and lose nothing of what was typed. */
import { element } from '/lib/dom.js';
import { known, text } from './texts.js';

/* What a problem says, in the person's language where it is known there. */
export function told(problem) {
  const key = 'problem.' + problem.code;
  return known(key) ? text(key) : problem.message;
}

export function field(name, label, attributes = {}) {
  return element('label', {}, label, element('br', {}), element('input', { name, ...attributes }));
}

export function choice(name, label, options, chosen) {
  return element('label', {}, label, element('br', {}), element('select', { name }, ...options.map(([value, title]) =>
    element('option', value === chosen ? { value, selected: '' } : { value }, title))));
}

export function button(title, work, kind = '') {
  const made = element('button', { type: 'button', class: kind }, title);
  made.addEventListener('click', work);
  return made;
}

/* A form whose work is done once at a time, however often it is sent. */
export function form(submitTitle, work, ...children) {
  const said = element('p', { class: 'said', role: 'status', 'aria-live': 'polite' });
  const submit = element('button', {}, submitTitle);
  const made = element('form', { novalidate: '' }, ...children, submit, said);
  made.addEventListener('submit', async (event) => {
    event.preventDefault();
    submit.disabled = true;
    said.className = 'said';
    made.querySelectorAll('[aria-invalid]').forEach((each) => each.removeAttribute('aria-invalid'));
    try {
      said.textContent = (await work(Object.fromEntries(new FormData(made)))) || '';
    } catch (problem) {
      said.className = 'said bad';
      said.textContent = told(problem);
      const wrong = problem.field && made.querySelector(`[name="${CSS.escape(problem.field)}"]`);
      if (wrong) {
        wrong.setAttribute('aria-invalid', 'true');
        wrong.focus();
      }
    } finally {
      submit.disabled = false;
    }
  });
  return made;
}
