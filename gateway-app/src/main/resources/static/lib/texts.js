/* The texts of all pages, one file per language. */
const KEPT = 'gridbourse.language';
const OFFERED = ['en', 'zh'];

function wanted() {
  const chosen = localStorage.getItem(KEPT);
  if (OFFERED.includes(chosen)) {
    return chosen;
  }
  return (navigator.language || 'en').startsWith('zh') ? 'zh' : 'en';
}

export const language = wanted();
const texts = await (await fetch(`/texts/${language}.json`)).json();
document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';

/* The text of a key, with what stands in braces filled in. */
export function text(key, values = {}) {
  return Object.entries(values).reduce((made, [name, value]) => made.replaceAll(`{${name}}`, value), texts[key] ?? key);
}

export function known(key) {
  return key in texts;
}

/* Names of the contract: those of which there are few have texts, PREPAYMENT_DEFAULT is else "prepayment default"; A to D are names. */
export function named(kind, name) {
  return known(kind + name) ? text(kind + name) : name.length === 1 ? name : name.toLowerCase().replaceAll('_', ' ');
}

export function otherLanguage() {
  localStorage.setItem(KEPT, OFFERED.find((each) => each !== language));
  location.reload();
}
