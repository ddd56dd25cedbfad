/* The texts of these pages, one file per language; numbers and times as the language has them. */
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
const texts = await (await fetch(`/mine/texts-${language}.json`)).json();
document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';

/* The text of a key, with what stands in braces filled in. */
export function text(key, values = {}) {
  return Object.entries(values).reduce((made, [name, value]) => made.replaceAll(`{${name}}`, value), texts[key] ?? key);
}

export function known(key) {
  return key in texts;
}

export function otherLanguage() {
  localStorage.setItem(KEPT, OFFERED.find((each) => each !== language));
  location.reload();
}

export function money(decimal) {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Number(decimal));
}

export function kwh(wh) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(wh / 1000);
}

export function time(utc) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(utc));
}
