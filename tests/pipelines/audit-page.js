// SPDX-License-Identifier: MIT
// Runs the recount page without a browser: its own scripts, the elements that it names, and a
// clock that is turned by hand. Usage: node audit-page.js PAGE PLAN, PLAN a JSON list of
// {"at": seconds, "key": name}; prints what the page told as one JSON object.
'use strict';
const fs = require('fs');
const vm = require('vm');

const [html, plan] = [fs.readFileSync(process.argv[2], 'utf8'), JSON.parse(process.argv[3])];
const nothing = new Proxy(() => nothing, {get: () => nothing, set: () => true});

class Element {
  constructor(tag, id = '', attributes = '', text = '') {
    Object.assign(this, {tagName: tag.toUpperCase(), id, textContent: text, children: [],
                         listeners: {}, value: '', width: 960, height: 540});
    for (const name of ['disabled', 'hidden', 'required'])
      this[name] = new RegExp(`\\b${name}\\b`).test(attributes);
  }
  addEventListener(type, listener) { (this.listeners[type] ??= []).push(listener); }
  fire(type, more = {}) {
    const event = {type, target: this, preventDefault() {}, ...more};
    for (const listener of this.listeners[type] ?? []) listener(event);
  }
  append(...children) { this.children.push(...children); }
  replaceChildren(...children) { this.children = children; }
  getContext() { return nothing; }
  focus() { document.activeElement = this; }
  scrollIntoView() {}
  text() { return this.textContent + this.children.map(c => ' ' + c.text()).join(''); }
}

const elements = {};
const document = Object.assign(new Element('document'), {
  getElementById: id => elements[id] ?? null,
  createElement: tag => new Element(tag),
});
for (const [, tag, id, more] of html.matchAll(/<(\w+)[^>]*? id="([\w-]+)"([^>]*)>/g))
  elements[id] = new Element(tag, id, more);
elements.data.textContent =
  html.match(/<script type="application\/json" id="data">([\s\S]*?)<\/script>/)[1];
elements.speed.value = '1';

let now = 1000, frame = null;
const context = vm.createContext({
  document, console, Intl, performance: {now: () => now},
  requestAnimationFrame: callback => { frame = callback; },
});
for (const [, script] of html.matchAll(/<script>([\s\S]*?)<\/script>/g))
  vm.runInContext(script, context);
const state = vm.runInContext('state', context);
const press = key => document.fire('keydown', {key, target: document});

const told = {title: elements.title.textContent, interval: elements.interval.textContent,
              closed_at_first: elements.done.disabled};
press(' ');
for (const step of plan) {
  while (state.playing && state.time < step.at) {
    now += 50;
    const callback = frame;
    frame = null;
    callback(now);
  }
  press(step.key);
}
while (state.playing) {
  now += 50;
  frame(now);
}
Object.assign(told, {watched: elements.watched.textContent, open: !elements.done.disabled});
elements.counter.value = ' Mara Count ';
elements.finish.fire('submit');
Object.assign(told, {
  verdict: elements.verdict.textContent, events: elements.events.textContent,
  rows: elements.counts.children.map(row => row.children.map(cell => cell.textContent)),
  faults: elements.faults.children.map(item => item.text().trim()),
  shown: !elements.result.hidden, focus: document.activeElement?.id,
  report: elements.report.href && decodeURIComponent(elements.report.href.split(',')[1]),
});
console.log(JSON.stringify(told));
