/* Figures as people of a language read them. Money and prices come as decimal text and stay exact: they never become binary fractions. */
import { language, text } from './texts.js';

const NANO_DIGITS = 9;
const FIGURES = language === 'zh' ? 'zh-CN' : 'en-GB';
const MINUS = '\u2212';

function shown(decimal, options) {
  return new Intl.NumberFormat(FIGURES, { roundingMode: 'halfExpand', signDisplay: 'negative', ...options }).format(decimal).replace('-', MINUS);
}

/* Decimal text as a whole number of 10^-9. */
export function nano(decimal) {
  const [, minus, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  const size = BigInt(whole + fraction.padEnd(NANO_DIGITS, '0'));
  return minus ? -size : size;
}

export function money(decimal) {
  return shown(decimal, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/* With its currency, as the language writes it. */
export function cash(decimal, currency) {
  return currency ? shown(decimal, { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 2 }) : money(decimal);
}

/* With its sign, for what is better or worse than something else. */
export function gain(decimal) {
  return shown(decimal, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' });
}

export function isNegative(decimal) {
  return nano(decimal) < 0n;
}

export function withoutSign(decimal) {
  return decimal.replace('-', '');
}

/* Prices are written whole, with at least three digits so that they stand in line. */
export function price(decimal) {
  return shown(decimal, { minimumFractionDigits: 3, maximumFractionDigits: 6 });
}

export function kwh(wh, most = 3) {
  return shown(wh / 1000, { minimumFractionDigits: 2, maximumFractionDigits: most });
}

export function sum(decimals) {
  const all = decimals.map(nano).reduce((one, other) => one + other, 0n);
  const size = (all < 0n ? -all : all).toString().padStart(NANO_DIGITS + 1, '0');
  return (all < 0n ? '-' : '') + size.slice(0, -NANO_DIGITS) + '.' + size.slice(-NANO_DIGITS);
}

/* Points of credit, with their sign. */
export function points(decimal) {
  return shown(decimal, { minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'exceptZero' });
}

export function count(number) {
  return shown(number, {});
}

function written(instant, options) {
  return new Intl.DateTimeFormat(FIGURES, options).format(new Date(instant));
}

export function day(instant) {
  return written(instant, { dateStyle: 'medium' });
}

export function time(instant) {
  return written(instant, { timeStyle: 'short', hourCycle: 'h23' });
}

export function clock(instant) {
  return written(instant, { timeStyle: 'medium', hourCycle: 'h23' });
}

/* Date and time where the reader is. */
export function moment(instant) {
  return written(instant, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
}

export function end(startUtc, minutes) {
  return new Date(Date.parse(startUtc) + minutes * 60000).toISOString();
}

/* A period by its start and end. */
export function span(startUtc, minutes) {
  return `${time(startUtc)}\u2013${time(end(startUtc, minutes))}`;
}

/* The zone in which all times of a page stand. */
export function zone() {
  return text('time.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}
