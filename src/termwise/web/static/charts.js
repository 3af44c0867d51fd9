// The charts: drawn by the server, swapped in whole. At most one request is under way; the newest wishes win.

import { askAbout } from "./page.js";
import { byId, put } from "./server.js";

// Resolves when the browser is about to draw a frame: all events that came before it have been heard.
function frame() {
  return new Promise(requestAnimationFrame);
}

// Resolves once the browser has shown a frame with what was put into the page.
async function painted() {
  await frame();
  await new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  });
}

// Charts of one pace: "live" ones follow a slider while it is dragged, those of the "rest" follow when it rests.
class Charts {
  constructor(box, pace) {
    this.box = box;
    this.pace = pace;
    this.figures = new Map();
    this.sight = new Set();
    this.stale = new Set();
    this.wanted = null;
    this.flying = null;
    this.asking = null;
    this.owed = true; // a whole answer, which says what charts there are
    this.observer = new IntersectionObserver((found) => this.#seen(found));
    let wide = 0;
    new ResizeObserver(() => {
      if (wide && Math.abs(this.width - wide) > 8 && this.figures.size) this.redraw();
      wide = this.width;
    }).observe(box);
  }

  get width() {
    return Math.max(240, Math.min(1200, Math.round(this.box.clientWidth)));
  }

  #seen(found) {
    let missing = false;
    for (const one of found) {
      const id = one.target.parentElement.dataset.chart;
      if (!one.isIntersecting) this.sight.delete(id);
      else {
        this.sight.add(id);
        missing ||= this.stale.has(id);
      }
    }
    if (missing && !this.wanted) this.#go(null); // also while another answer is under way, which is not of them
  }

  // Draws anew: what is in sight now, the others once they come into sight. `event` is the time of what asked for it.
  redraw(event = null) {
    for (const [id, figure] of this.figures) {
      this.stale.add(id);
      if (this.pace === "rest") figure.classList.add("stale");
    }
    return this.#go(event);
  }

  // Draws all of them anew, also such as were not there before; those of the rest once one of them comes into sight.
  whole() {
    this.owed = true;
    return this.redraw();
  }

  // What is still being worked out is not waited for: somebody moves a slider again.
  giveUp() {
    this.asking?.abort();
  }

  #go(event) {
    this.wanted = { event };
    this.flying ??= this.#fly().finally(() => (this.flying = null));
    return this.flying;
  }

  // What the next request asks: a sketch of charts in sight for a dragged slider; else them, or all when that is owed.
  #request(event) {
    const dragged = event !== null && this.figures.size > 0;
    const charts = [...this.figures.keys()].filter((id) => this.sight.has(id) && this.stale.has(id));
    if (this.pace === "rest" && this.figures.size && !charts.length) return null;
    if (this.owed && !dragged) return { pace: this.pace, width: this.width };
    return { pace: this.pace, width: this.width, dragged, charts: charts.length ? charts : ["none"] };
  }

  // The next answer is of the newest setting that the frame has heard of. It is asked for once this one is painted: to work
  // out one while the other is painted would give more of them, each of them later.
  async #fly() {
    while (this.wanted) {
      const { event } = this.wanted;
      this.wanted = null;
      const request = this.#request(event);
      if (!request) break;
      this.box.setAttribute("aria-busy", "true");
      this.asking = request.dragged ? null : new AbortController(); // a sketch is soon there
      try {
        this.show(await askAbout("/draw", request, undefined, this.asking?.signal));
        if (!request.charts) this.owed = false;
        await painted();
        if (event === null) performance.mark(`charts ${this.pace}`);
        else performance.measure("slider", { start: event, end: performance.now() });
      } catch (fault) {
        if (fault.name !== "AbortError") this.fail(fault.message);
      }
      if (this.wanted) await frame();
    }
    this.box.removeAttribute("aria-busy");
  }

  // What needs no simulation, at once.
  async first() {
    try {
      const found = await askAbout("/draw", { pace: "first", width: this.width });
      if (this.owed) this.show(found);
    } catch {
      return; // the whole answer will tell
    }
  }

  show(found) {
    if (found.listed && found.listed.map((one) => one.id).join() !== [...this.figures.keys()].join()) this.build(found.listed);
    if (this.pace === "live") trouble(null);
    if (found.gist) {
      put(byId("gist"), found.gist);
      byId("gist").hidden = false;
    }
    for (const [id, svg] of Object.entries(found.charts)) {
      const figure = this.figures.get(id);
      if (!figure) continue;
      const focused = figure.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      put(figure.lastElementChild, svg);
      if (focused) [...figure.querySelectorAll("a")].find((one) => one.getAttribute("href") === focused)?.focus({ preventScroll: true });
      if (!this.wanted) this.stale.delete(id); // a newer setting is waiting: then this is already of before
      figure.classList.remove("stale");
    }
  }

  build(listed) {
    this.observer.disconnect();
    this.sight.clear();
    const before = new Map(this.figures);
    this.figures.clear();
    for (const one of listed) {
      const figure = before.get(one.id) ?? make(one);
      this.figures.set(one.id, figure);
      if (!before.has(one.id)) this.stale.add(one.id);
      this.observer.observe(figure.lastElementChild); // not its title: a chart of which no line is seen need not move
    }
    this.box.replaceChildren(...this.figures.values());
  }

  // What cannot be drawn is said; charts that are there stay, dimmed, as they are those of before.
  fail(words) {
    if (this.figures.size) {
      for (const figure of this.figures.values()) figure.classList.add("stale");
      trouble(words);
      return;
    }
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = words;
    this.box.replaceChildren(note);
  }
}

function trouble(words) {
  byId("trouble").textContent = words ?? "";
  byId("trouble").hidden = !words;
}

function make(one) {
  const figure = document.createElement("figure");
  figure.className = "chart";
  figure.id = `chart-${one.id}`;
  figure.dataset.chart = one.id;
  const caption = document.createElement("figcaption");
  const title = document.createElement("h2");
  title.textContent = one.title;
  caption.append(title);
  const drawn = document.createElement("div");
  drawn.className = "drawn";
  figure.append(caption, drawn);
  return figure;
}

const live = new Charts(byId("charts"), "live");
const rest = new Charts(byId("more-charts"), "rest");
let reached = false;

export const first = () => live.first();
export const drag = (event) => live.redraw(event);

// Everything: the live ones, then the others.
export async function redraw() {
  await follow();
  await others();
}

// The live ones, as they are without a hand on a slider.
export const follow = () => live.whole();

// The others, once somebody has come near them.
export async function others() {
  if (reached) await rest.whole();
}

// What is worked out of a setting that is no more.
export function giveUp() {
  live.giveUp();
  rest.giveUp();
}

new IntersectionObserver(
  (found) => {
    if (reached || !found.some((one) => one.isIntersecting)) return;
    reached = true;
    rest.whole();
  },
  { rootMargin: "200px" },
).observe(rest.box);
