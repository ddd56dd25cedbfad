/* Figures as people read them. Money and prices come as decimal text and stay exact: they never become binary fractions. */

const NANO_DIGITS = 9;

/* Decimal text as a whole number of 10^-9. */
function nano(text) {
  const [, minus, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const size = BigInt(whole + fraction.padEnd(NANO_DIGITS, '0'));
  return minus ? -size : size;
}

function grouped(digits) {
  return digits.replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/* A whole number of 10^-scale with so many digits, rounded half up. */
function fixed(value, scale, digits) {
  const unit = 10n ** BigInt(scale - digits);
  const size = ((value < 0n ? -value : value) + unit / 2n) / unit;
  const text = size.toString().padStart(digits + 1, '0');
  const rounded = grouped(text.slice(0, text.length - digits)) + (digits ? '.' + text.slice(text.length - digits) : '');
  return (value < 0n && size > 0n ? '\u2212' : '') + rounded;
}

export function money(text) {
  return fixed(nano(text), NANO_DIGITS, 2);
}

/* With its sign, for what is better or worse than something else. */
export function gain(text) {
  return (nano(text) > 0n ? '+' : '') + money(text);
}

export function isNegative(text) {
  return nano(text) < 0n;
}

export function withoutSign(text) {
  return text.replace('-', '');
}

/* Prices are written whole, with at least three digits so that they stand in line. */
export function price(text) {
  const [whole, fraction = ''] = text.replace('-', '\u2212').split('.');
  return whole + '.' + fraction.padEnd(3, '0');
}

export function kwh(wh) {
  return fixed(BigInt(wh), 3, 2);
}

export function sum(texts) {
  const all = texts.map(nano).reduce((one, other) => one + other, 0n);
  const size = (all < 0n ? -all : all).toString().padStart(NANO_DIGITS + 1, '0');
  return (all < 0n ? '-' : '') + size.slice(0, -NANO_DIGITS) + '.' + size.slice(-NANO_DIGITS);
}

export function day(instant) {
  return instant.slice(0, 10);
}

export function time(instant) {
  return instant.slice(11, 16);
}

/* "2026-06-15 00:00 UTC" */
export function moment(instant) {
  return `${day(instant)} ${time(instant)} UTC`;
}

/* The start of a period, with its end. */
export function span(startUtc, minutes) {
  return `${time(startUtc)}\u2013${time(new Date(Date.parse(startUtc) + minutes * 60000).toISOString())}`;
}

/* Names of the contract in words: PREPAYMENT_DEFAULT is "prepayment default". */
export function words(name) {
  return name.toLowerCase().replaceAll('_', ' ');
}

/* A credit class: A to D, or a word. */
export function className(name) {
  return name.length === 1 ? name : words(name);
}

export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}
