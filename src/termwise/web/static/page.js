// The page of a deal: its text, its answers, its sliders. What is worked out, the server works out.

import * as charts from "./charts.js";
import * as drawer from "./drawer.js";
import * as editor from "./editor.js";
import { ask, byId, later, put, Refused, say } from "./server.js";
import * as sliders from "./sliders.js";

const body = document.body;
const field = byId("typed");
const view = byId("view");

// `text` is the key of the text as it is typed, `answered` that of the last one without errors.
const state = {
  text: body.dataset.text,
  answered: body.dataset.usable === "yes" ? body.dataset.text : null,
  current: body.dataset.file,
  main: body.dataset.file,
  files: new Map(),
};
for (const option of byId("file").options) state.files.set(option.value, { hash: option.dataset.hash, base: null, typed: null });
Object.assign(state.files.get(state.current), { base: field.defaultValue });

// -- what is looked at -------------------------------------------------------------------------------------------------

export function looking(settings = sliders.settings()) {
  const asked = { text: state.answered, status: byId("status").value, settings };
  for (const [name, id] of [["known_by", "known-by"], ["scenario", "scenario"], ["on", "on"]]) if (byId(id).value) asked[name] = byId(id).value;
  return asked;
}

// Asks about the text; if the server has forgotten it, sends it again first.
export async function askAbout(path, more = {}, settings = undefined, signal = undefined) {
  if (!state.answered) throw new Refused(422, "the text has errors, so there is no answer");
  try {
    return await ask(path, { ...looking(settings), ...more }, signal);
  } catch (fault) {
    if (fault.status !== 410) throw fault;
    await read.now();
    return await ask(path, { ...looking(settings), ...more }, signal);
  }
}

function remember() {
  const kept = {};
  for (const [name, file] of state.files) if (file.typed !== null) kept[name] = { typed: file.typed, base: file.base, hash: file.hash };
  try {
    sessionStorage.setItem("drafts", JSON.stringify(kept));
  } catch {
    return; // a full or forbidden store: what is typed lives as long as the page
  }
}

// -- reading the text --------------------------------------------------------------------------------------------------

let reading = null;
let newest = null;

// One that is overtaken by a newer one comes to what that comes to.
function readNow() {
  newest = readOnce();
  return newest;
}

async function readOnce() {
  reading?.abort();
  reading = new AbortController();
  const drafts = {};
  for (const [name, file] of state.files) if (file.typed !== null) drafts[name] = file.typed;
  let found;
  try {
    found = await ask("/read", { drafts }, reading.signal);
  } catch (fault) {
    if (fault.name === "AbortError") return newest;
    tell(fault.message);
    return false;
  }
  state.drafts = drafts;
  const changed = found.text !== state.answered;
  state.text = found.text;
  put(byId("faults"), found.diagnostics);
  state.marks = found.marks;
  mark();
  listFiles(found.files);
  byId("stale").hidden = found.usable;
  if (found.usable) {
    state.answered = found.text;
    byId("title").textContent = found.title;
    document.title = `${found.title} · Termwise`;
    choices(found);
    if (changed) await refresh();
  }
  badge("[data-faults]", found.marks.filter((one) => one.severity === "error").length);
  return true;
}
export const read = later(180, readNow);

function mark() {
  editor.mark((state.marks ?? []).filter((one) => one.file === state.current));
}

function listFiles(found) {
  const select = byId("file");
  const names = found.map((one) => one.name);
  for (const one of found) if (!state.files.has(one.name)) state.files.set(one.name, { hash: one.hash, base: null, typed: null });
  for (const [name, file] of state.files) if (file.typed !== null && !names.includes(name)) names.push(name);
  if (!names.includes(state.current)) names.push(state.current);
  const shown = names.map((name) => {
    const typed = state.files.get(name)?.typed !== null;
    return [name, typed ? `${name} •` : name];
  });
  const key = JSON.stringify(shown);
  if (select.dataset.key === key) return;
  select.dataset.key = key;
  select.replaceChildren(...shown.map(([name, words]) => new Option(words, name, false, name === state.current)));
}

function choices(found) {
  const select = byId("scenario");
  const names = ["", ...found.scenarios];
  if (names.join() !== [...select.options].map((one) => one.value).join()) {
    const chosen = select.value;
    select.replaceChildren(...names.map((name) => new Option(name || "none", name, false, name === chosen)));
  }
  for (const id of ["known-by", "on"]) {
    const input = byId(id);
    if (input.value === input.dataset.usual) input.value = found.today;
    input.dataset.usual = found.today;
  }
}

// -- the answers -------------------------------------------------------------------------------------------------------

const reached = new Set();

async function fillPart(part, settings, signal) {
  const box = byId(`part-${part}`);
  box.setAttribute("aria-busy", "true");
  try {
    const found = await askAbout("/part", { part }, settings, signal);
    keepPlace(box, () => put(box, found.html));
  } catch (fault) {
    if (fault.name !== "AbortError") {
      if (fault.status !== 410) box.replaceChildren(note(fault.message));
      box.shown = null;
    }
  }
  box.removeAttribute("aria-busy");
}

// What is open stays open, and what has the focus keeps it.
function keepPlace(box, change) {
  const shut = [...box.querySelectorAll("details")].map((one) => one.open);
  const focused = box.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  change();
  const after = [...box.querySelectorAll("details")];
  if (after.length === shut.length) after.forEach((one, n) => (one.open = shut[n]));
  if (focused) [...box.querySelectorAll("a")].find((one) => one.getAttribute("href") === focused)?.focus({ preventScroll: true });
}

function note(words) {
  const found = document.createElement("p");
  found.className = "note";
  found.textContent = words;
  return found;
}

// The parts that somebody has come near; sliders move no expectation, for those are of the text.
const wanted = () => ["summary", "terms", ...reached].filter((part) => part !== "expectations");

function fillParts() {
  const settings = sliders.settings();
  const all = wanted().map((part) => fillPart(part, settings));
  if (reached.has("expectations")) all.push(fillPart("expectations", {}));
  return Promise.all(all);
}

export async function refresh({ handles = true } = {}) {
  if (!state.answered) return;
  if (handles) await sliders.load();
  charts.redraw();
  await fillParts();
  if (byId("answer").shown) await answer();
  drawer.again();
}

let settling = null;

// What a slider changes, asked for when it comes to rest: one after the other, so that little is under way when it is
// moved again.
export const settle = later(150, async () => {
  settling?.abort();
  settling = new AbortController();
  const { signal } = settling;
  await charts.follow();
  const settings = sliders.settings();
  for (const part of wanted()) if (!signal.aborted) await fillPart(part, settings, signal);
  if (!signal.aborted && byId("answer").shown) await answer();
  if (!signal.aborted) drawer.again();
  if (!signal.aborted) await charts.others();
});

// A slider moves: what is still asked of where it was is given up. It comes to rest again, and then all of that is asked.
export function move(event) {
  settle.forget();
  settling?.abort();
  charts.giveUp();
  charts.drag(event);
}

async function answer() {
  const question = byId("question").value.trim();
  const box = byId("answer");
  if (!question) {
    put(box, "");
    return;
  }
  try {
    put(box, (await askAbout("/ask", { question })).html);
  } catch (fault) {
    box.replaceChildren(note(fault.message));
  }
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  answer();
});

const later_ = new IntersectionObserver(
  (found) => {
    for (const one of found) {
      const part = one.target.dataset.part;
      if (!one.isIntersecting || reached.has(part)) continue;
      reached.add(part);
      if (state.answered) fillPart(part, part === "expectations" ? {} : sliders.settings());
    }
  },
  { rootMargin: "300px" },
);
for (const part of document.querySelectorAll("[data-later]")) later_.observe(part);

// -- the view ----------------------------------------------------------------------------------------------------------

view.addEventListener("submit", (event) => event.preventDefault());
view.addEventListener("change", () => {
  for (const id of ["known-by", "on"]) if (!byId(id).value) byId(id).value = byId(id).dataset.usual;
  address();
  refresh();
  say("The answers are those of another view now.");
});

byId("view-button").addEventListener("click", (event) => {
  const opens = body.dataset.view !== "open";
  body.dataset.view = opens ? "open" : "";
  event.currentTarget.setAttribute("aria-expanded", String(opens));
});

function address() {
  const query = new URLSearchParams();
  const look = new URLSearchParams(location.search).get("look");
  if (byId("known-by").value !== byId("known-by").dataset.usual) query.set("known_by", byId("known-by").value);
  if (byId("status").value !== "binding") query.set("status", byId("status").value);
  if (byId("scenario").value) query.set("scenario", byId("scenario").value);
  if (byId("on").value !== byId("on").dataset.usual) query.set("on", byId("on").value);
  if (look) query.set("look", look);
  const words = query.toString();
  history.replaceState(history.state, "", words ? `/?${words}` : "/");
}

// -- the files ---------------------------------------------------------------------------------------------------------

function tell(words) {
  byId("saved").textContent = words;
}

function shown(file) {
  return file.typed ?? file.base ?? "";
}

function showState() {
  const file = state.files.get(state.current);
  byId("save").disabled = file.typed === null;
  tell(file.typed === null ? "" : "not saved");
  listFiles([...state.files.keys()].map((name) => ({ name })));
}

async function load(name) {
  const file = state.files.get(name);
  if (file.base !== null) return file;
  const found = await ask("/file", { name });
  Object.assign(file, { base: found.text, hash: found.hash });
  return file;
}

export async function open(name) {
  if (name === state.current) return;
  if (!state.files.has(name)) return;
  state.files.get(state.current).place = editor.placeOf();
  const file = await load(name);
  state.current = name;
  editor.fill(shown(file), false);
  editor.placeAt(file.place ?? { top: 0, start: 0, end: 0 });
  byId("file").value = name;
  mark();
  showState();
  notify();
}

export async function goTo(name, line, column) {
  area("text");
  await open(name);
  editor.goTo(Number(line), Number(column ?? 1));
}

field.addEventListener("input", () => {
  const file = state.files.get(state.current);
  file.typed = field.value === file.base ? null : field.value;
  editor.paint();
  showState();
  remember();
  read();
});
byId("file").addEventListener("change", (event) => open(event.target.value));
byId("save").addEventListener("click", () => save());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});
window.addEventListener("beforeunload", remember);

export async function save() {
  const name = state.current;
  const file = state.files.get(name);
  if (file.typed === null) return true;
  if (!(await read.now())) return false;
  const text = state.drafts[name]; // what was read, whatever has been typed since
  if (text === undefined) return true;
  try {
    const found = await ask("/save", { text: state.text, name, base: file.hash });
    Object.assign(file, { hash: found.hash, base: text, typed: file.typed === text ? null : file.typed });
    file.theirs = null;
    remember();
    showState();
    notify();
    if (file.typed === null) tell("saved");
    say(`${name} is saved.`);
    return true;
  } catch (fault) {
    if (fault.status === 409) await meet(name);
    else tell(fault.message);
    return false;
  }
}

// -- a file saved elsewhere --------------------------------------------------------------------------------------------

// The file on the disk is another one: without anything typed it is shown, else both are kept until one chooses.
async function meet(name) {
  const file = state.files.get(name);
  if (!file) return;
  const found = await ask("/file", { name });
  if (found.hash === file.hash) return;
  if (!found.hash) return gone(name);
  if (file.base === null) {
    file.hash = found.hash;
  } else if (file.typed === null || file.typed === found.text) {
    Object.assign(file, { base: found.text, hash: found.hash, typed: null, theirs: null });
    if (name === state.current) {
      editor.fill(found.text, true);
      say(`${name} was saved elsewhere and is shown as it is now.`);
    }
  } else {
    file.theirs = { text: found.text, hash: found.hash };
    if (name !== state.current) await open(name);
    say(`${name} was saved elsewhere while you were typing. Both are kept.`);
  }
  remember();
  showState();
  notify();
}

// The file is not there any more. Its text is, and saving writes it again; one that comes back is met like any other.
function gone(name) {
  const file = state.files.get(name);
  if (file.base === null) return;
  Object.assign(file, { typed: shown(file), base: "", hash: "" });
  remember();
  showState();
  if (name === state.current) tell("the file is gone; saving writes it again");
}

function notify() {
  const file = state.files.get(state.current);
  const box = byId("notice");
  box.hidden = !file.theirs && file.aside === undefined;
  if (box.hidden) return box.replaceChildren();
  const words = document.createElement("p");
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  const button = (label, action, primary) => {
    const found = document.createElement("button");
    found.type = "button";
    found.textContent = label;
    if (primary) found.className = "primary";
    found.addEventListener("click", action);
    buttons.append(found);
  };
  if (file.theirs) {
    words.textContent = `${state.current} was saved elsewhere while you were typing. Both texts are kept.`;
    button("Merge both", () => choose("merge"), true);
    button("Keep mine", () => choose("mine"));
    button("Take the file’s", () => choose("theirs"));
    const more = document.createElement("details");
    const title = document.createElement("summary");
    title.textContent = "See the file’s text";
    const text = document.createElement("pre");
    text.tabIndex = 0;
    text.textContent = file.theirs.text;
    more.append(title, text);
    box.replaceChildren(words, buttons, more);
  } else {
    words.textContent = file.asideWords;
    button("Put mine back", () => choose("back"));
    button("It can go", () => choose("go"));
    box.replaceChildren(words, buttons);
  }
}

async function choose(way) {
  const file = state.files.get(state.current);
  const mine = file.typed ?? file.base;
  if (way === "merge") {
    const theirs = file.theirs;
    const found = await ask("/merge", { base: file.base, mine, theirs: theirs.text });
    Object.assign(file, { base: theirs.text, hash: theirs.hash, typed: found.text, theirs: null, aside: mine });
    file.asideWords = found.clashes
      ? `Both are in the text now. Where both had changed the same lines (${found.clashes}×) the file’s stand above yours as comments. Your text alone is kept aside.`
      : "Both are in the text now. Your text alone is kept aside.";
  } else if (way === "mine") {
    Object.assign(file, { base: file.theirs.text, hash: file.theirs.hash, theirs: null });
  } else if (way === "theirs") {
    Object.assign(file, { base: file.theirs.text, hash: file.theirs.hash, typed: null, theirs: null, aside: mine });
    file.asideWords = "This is the file’s text. Yours is kept aside.";
  } else if (way === "back") {
    Object.assign(file, { typed: file.aside });
    delete file.aside;
  } else delete file.aside;
  if (file.typed === file.base) file.typed = null;
  editor.fill(shown(file), true);
  remember();
  showState();
  notify();
  field.focus({ preventScroll: true });
  await read.now();
}

// A line to the server while the page is looked at. A browser has few lines to one server, so a hidden tab gives its
// own back, and looks at every file when it is shown again.
let heard = null;

function listen() {
  heard = new EventSource("/events");
  heard.addEventListener("message", async (event) => {
    const names = Object.keys(JSON.parse(event.data));
    for (const name of names) await meet(name);
    if (names.length) await read.now();
  });
  heard.addEventListener("error", () => {
    if (heard?.readyState === EventSource.CLOSED) tell("the server has stopped; what you typed is kept in this tab");
  });
  heard.addEventListener("open", catchUp);
}

// What happened while nobody listened.
async function catchUp() {
  const before = JSON.stringify([...state.files.values()].map((file) => file.hash));
  for (const [name, file] of state.files) if (file.base !== null) await meet(name);
  if (JSON.stringify([...state.files.values()].map((file) => file.hash)) !== before) await read.now();
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    heard?.close();
    heard = null;
  } else if (heard === null) listen();
});

// What was typed in this tab before it was loaded again.
async function restore() {
  let kept = {};
  try {
    kept = JSON.parse(sessionStorage.getItem("drafts") ?? "{}");
  } catch {
    return;
  }
  for (const [name, draft] of Object.entries(kept)) {
    if (!state.files.has(name)) continue;
    const file = await load(name);
    if (draft.typed === file.base) continue;
    file.typed = draft.typed;
    if (draft.hash !== file.hash) {
      file.theirs = { text: file.base, hash: file.hash };
      Object.assign(file, { base: draft.base, hash: draft.hash });
    }
  }
  const file = state.files.get(state.current);
  if (file.typed !== null) editor.fill(file.typed, false);
  else if (field.value !== file.base) file.typed = field.value; // typed while the page was loading
  showState();
  notify();
  if ([...state.files.values()].some((one) => one.typed !== null)) await read.now();
}

// -- the areas of a narrow page ----------------------------------------------------------------------------------------

export function area(name) {
  body.dataset.area = name;
  for (const button of document.querySelectorAll("[data-show]")) {
    if (button.dataset.show === name) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => area(button.dataset.show));

export function badge(where, number) {
  const found = document.querySelector(where);
  found.hidden = !number;
  found.textContent = number || "";
}

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-line]");
  if (place) goTo(place.dataset.file, place.dataset.line, place.dataset.column);
});

// -- saving sliders as a scenario --------------------------------------------------------------------------------------

// The lines of the scenario become part of the text, the view looks through it, and the sliders are where they were.
export async function addScenario(found, andSave) {
  const file = await load(found.file);
  file.typed = found.text;
  if (state.current === found.file) editor.fill(found.text, true);
  else await open(found.file);
  sliders.reset(false);
  area("text");
  showState();
  remember();
  await read.now();
  byId("scenario").value = found.name;
  address();
  editor.goTo(field.value.slice(0, field.value.lastIndexOf(found.block.trim())).split("\n").length);
  if (andSave) await save();
  await refresh();
  say(`The scenario ${found.name} is part of the text${andSave ? " and saved" : ""}.`);
}

// ----------------------------------------------------------------------------------------------------------------------

editor.paint();
const faults = [...document.querySelectorAll("#faults .severity-error")].length;
badge("[data-faults]", faults ? faults - 1 : 0);
performance.mark("ready");
await restore();
listen();
if (state.answered) {
  drawer.fromAddress();
  await charts.first();
  await Promise.all([sliders.load(), charts.redraw()]);
}
read.now();
