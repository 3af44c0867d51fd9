// What if: sliders for what can be moved. While one is dragged the charts follow; at rest, everything does.

import { addScenario, askAbout, badge, move, settle } from "./page.js";
import { byId, later, put, say } from "./server.js";

const box = byId("sliders");
const moved = new Map();

export function settings() {
  return Object.fromEntries(moved);
}

export async function load() {
  try {
    const found = await askAbout("/handles", {}, {});
    if (put(box, found.html)) restore();
  } catch (fault) {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = fault.message;
    box.replaceChildren(note);
    box.shown = null;
  }
}

// Sliders that were moved stay moved when others are put in their place; those that are gone are forgotten.
function restore() {
  for (const [key, setting] of moved) {
    const row = rowOf(key);
    if (!row) moved.delete(key);
    else {
      const input = row.querySelector("input");
      input.value = placeOf(input, setting);
      moved.set(key, settingOf(input)); // another view may have other ends
      word(row);
    }
  }
  count();
}

const rowOf = (key) => box.querySelector(`.slider[data-key="${CSS.escape(key)}"]`);

const EPOCH = 719163; // the ordinal of 1970-01-01, counted from the first day of the year 1
const ordinal = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + EPOCH;
const dayOf = (number) => new Date((number - EPOCH) * 86_400_000).toISOString().slice(0, 10);

const optionsOf = (input) => input.dataset.options?.split(" ");

function placeOf(input, setting) {
  if (input.dataset.day !== undefined) return setting === "never" ? input.max : String(ordinal(setting));
  return String(optionsOf(input)?.indexOf(setting) ?? setting);
}

function settingOf(input) {
  if (input.dataset.options) return optionsOf(input)[Number(input.value)];
  if (input.dataset.day === undefined) return input.value;
  return input.value === input.max ? "never" : dayOf(Number(input.value));
}

function plain(number, digits) {
  return String(Number(number.toPrecision(digits)));
}

function wordsOf(input) {
  if (input.dataset.day !== undefined) return settingOf(input);
  const number = Number(settingOf(input));
  const per = input.dataset.per ? ` per ${input.dataset.per}` : "";
  if (input.dataset.unit === "%") return `${plain(number * 100, 6)}%${per}`;
  for (const [size, word] of [[1e12, "tn"], [1e9, "bn"], [1e6, "m"], [1e3, "k"]])
    if (Math.abs(number) >= size) return `${plain(number / size, 4)}${word} ${input.dataset.unit}${per}`;
  return `${plain(number, 6)} ${input.dataset.unit}${per}`.replace(/ +/g, " ");
}

function word(row) {
  const input = row.querySelector("input");
  const isMoved = moved.has(row.dataset.key);
  const words = isMoved ? wordsOf(input) : input.dataset.words;
  const shown = row.querySelector("output");
  if (shown.firstChild) shown.firstChild.data = words; // the same node: less is laid out anew
  else shown.textContent = words;
  input.setAttribute("aria-valuetext", words);
  row.classList.toggle("moved", isMoved);
  row.querySelector(".undo").hidden = !isMoved;
}

function count() {
  badge("[data-moved]", moved.size);
  byId("reset").disabled = moved.size === 0;
  byId("keep").disabled = moved.size === 0;
}

box.addEventListener("input", (event) => {
  const row = event.target.closest(".slider");
  if (!row) return;
  const before = moved.size;
  moved.set(row.dataset.key, settingOf(event.target));
  word(row);
  if (moved.size !== before) count();
  move(event.timeStamp);
});
box.addEventListener("change", () => settle());
box.addEventListener("click", (event) => {
  const row = event.target.closest(".undo")?.closest(".slider");
  if (!row) return;
  back(row);
  row.querySelector("input").focus();
  count();
  move();
  settle();
});

function back(row) {
  const input = row.querySelector("input");
  moved.delete(row.dataset.key);
  input.value = input.dataset.at;
  word(row);
}

export function reset(andShow = true) {
  for (const row of box.querySelectorAll(".slider.moved")) back(row);
  moved.clear();
  count();
  if (!andShow) return;
  move();
  settle();
  say("All sliders are back where the deal has them.");
}
byId("reset").addEventListener("click", () => reset());

// -- saving as a scenario ----------------------------------------------------------------------------------------------

const dialog = byId("scenario-dialog");
let found = null;

function freeName() {
  const taken = new Set([...byId("scenario").options].map((one) => one.value));
  for (let n = 1; ; n += 1) if (!taken.has(`what_if_${n}`)) return `what_if_${n}`;
}

async function preview() {
  const fault = byId("scenario-fault");
  try {
    found = await askAbout("/suppose", { name: byId("scenario-name").value || " ", title: byId("scenario-words").value });
    byId("scenario-block").textContent = found.block;
    byId("scenario-file").textContent = found.file;
    fault.hidden = true;
  } catch (refused) {
    found = null;
    fault.textContent = refused.message;
    fault.hidden = false;
  }
  byId("scenario-save").disabled = byId("scenario-type").disabled = found === null;
}
const previewSoon = later(120, preview);

byId("keep").addEventListener("click", async () => {
  byId("scenario-name").value = freeName();
  byId("scenario-words").value = "";
  await preview();
  dialog.showModal();
  byId("scenario-name").select();
});
byId("scenario-form").addEventListener("input", () => previewSoon());
byId("scenario-cancel").addEventListener("click", () => dialog.close());
byId("scenario-type").addEventListener("click", () => add(false));
byId("scenario-form").addEventListener("submit", (event) => {
  event.preventDefault();
  add(true);
});

async function add(andSave) {
  await previewSoon.now();
  if (found === null) return;
  dialog.close();
  await addScenario(found, andSave);
}
