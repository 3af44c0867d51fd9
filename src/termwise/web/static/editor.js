// The text: a plain text field on top of the same lines in colour, so that both wrap and scroll as one.

import { byId } from "./server.js";

const KEYWORDS = new Set(
  ("deal party asset field territory body event driver clause amendment source scenario interest claim expect include " +
    "currency period today calendar months known grows varies jumps likely from until through while unless requires " +
    "overrides says untranslated change end remove effective withdraws signed reported proposed announced").split(" "),
);
const TOKEN =
  /(?<comment>#.*$)|(?<string>"(?:\\.|[^"\\])*"?)|(?<number>\b\d[\d.,]*(?:-\d{2})*(?:-\d{2})?(?:%|bp|k|m|bn|tn)?(?![\w]))|(?<word>[A-Za-z_][\w.]*)/g;

const field = byId("typed");
const lines = byId("lines");
const frame = byId("editor");
let shown = [];
let marks = [];

function tokens(text) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    const first = !text.slice(0, match.index).trim();
    if (kind === "word" && !(first && KEYWORDS.has(match[0]))) continue;
    const name = kind === "word" ? (match.index === 0 ? "directive" : "keyword") : kind;
    found.push([match.index, match.index + match[0].length, `t-${name}`]);
  }
  return found;
}

function draw(line, text, faults) {
  const cuts = new Set([0, text.length]);
  const spans = tokens(text);
  for (const [start, end] of spans) cuts.add(start).add(end);
  for (const fault of faults) cuts.add(fault.start).add(fault.end);
  const at = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  const pieces = [];
  for (let n = 0; n + 1 < at.length; n += 1) {
    const [start, end] = [at[n], at[n + 1]];
    const names = spans.filter((one) => one[0] <= start && end <= one[1]).map((one) => one[2]);
    const fault = faults.find((one) => one.start <= start && end <= one.end);
    if (fault) names.push("t-fault", `t-${fault.severity}`);
    const words = text.slice(start, end);
    if (!names.length) pieces.push(words);
    else {
      const span = document.createElement("span");
      span.className = names.join(" ");
      span.textContent = words;
      pieces.push(span);
    }
  }
  line.replaceChildren(...pieces, ...(text ? [] : ["\u200b"]));
  if (faults.length) line.dataset.fault = faults.some((one) => one.severity === "error") ? "error" : faults[0].severity;
  else delete line.dataset.fault;
}

function faultsOf(number, length) {
  return marks
    .filter((mark) => mark.line <= number && number <= mark.end_line)
    .map((mark) => {
      const start = mark.line === number ? mark.column - 1 : 0;
      const end = mark.end_line === number ? mark.end_column - 1 : length;
      const wide = end > start ? end : Math.min(length, start + 1);
      return { start: Math.min(start, Math.max(0, length - 1)), end: Math.min(wide, length), severity: mark.severity };
    });
}

// Lines in colour: only those that are others than before are drawn again.
export function paint() {
  const now = field.value.split("\n");
  let top = 0;
  while (top < now.length && top < shown.length && now[top] === shown[top]) top += 1;
  let bottom = 0;
  while (bottom < now.length - top && bottom < shown.length - top && now[now.length - 1 - bottom] === shown[shown.length - 1 - bottom])
    bottom += 1;
  const gone = shown.length - bottom - top;
  for (let n = 0; n < gone; n += 1) lines.children[top].remove();
  const before = lines.children[top] ?? null;
  for (let n = top; n < now.length - bottom; n += 1) {
    const line = document.createElement("div");
    line.className = "line";
    draw(line, now[n], []);
    lines.insertBefore(line, before);
  }
  shown = now;
  // As wide as the number of the last line, so that all of them stand below each other.
  lines.dataset.digits = String(Math.max(2, String(now.length).length));
}

export function mark(found) {
  const touched = new Set();
  for (const one of [...marks, ...found]) for (let n = one.line; n <= Math.min(one.end_line, one.line + 50); n += 1) touched.add(n);
  marks = found;
  for (const number of touched) {
    const line = lines.children[number - 1];
    const text = shown[number - 1];
    if (line && text !== undefined) draw(line, text, faultsOf(number, text.length));
  }
}

// Another text in the field. The place and what is selected stay where they were, as far as the text is the same.
export function fill(text, keep) {
  const before = field.value;
  if (before === text) return;
  const place = { top: frame.scrollTop, start: field.selectionStart, end: field.selectionEnd };
  field.value = text;
  marks = [];
  paint();
  if (!keep) return;
  let head = 0;
  while (head < before.length && head < text.length && before[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < text.length - head && before[before.length - 1 - tail] === text[text.length - 1 - tail])
    tail += 1;
  const moved = (at) => (at <= head ? at : at >= before.length - tail ? at + text.length - before.length : head);
  field.setSelectionRange(moved(place.start), moved(place.end));
  frame.scrollTop = place.top;
}

export function placeOf() {
  return { top: frame.scrollTop, start: field.selectionStart, end: field.selectionEnd };
}

export function placeAt(place) {
  field.setSelectionRange(place.start, place.end);
  frame.scrollTop = place.top;
}

export function goTo(number, column = 1) {
  const wanted = Math.max(1, Math.min(number, shown.length));
  const start = shown.slice(0, wanted - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const at = start + Math.max(0, Math.min(column - 1, shown[wanted - 1].length));
  field.focus({ preventScroll: true });
  field.setSelectionRange(at, at);
  const line = lines.children[wanted - 1];
  frame.scrollTop = line.offsetTop - frame.clientHeight / 3;
  line.classList.remove("reached");
  void line.offsetWidth;
  line.classList.add("reached");
}

// A new line begins where the one before it began.
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const indentation = /^ */.exec(field.value.slice(start, field.selectionStart))[0];
  if (!indentation) return;
  event.preventDefault();
  document.execCommand("insertText", false, `\n${indentation}`);
});
