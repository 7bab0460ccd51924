// SPDX-License-Identifier: MIT
// The page: plays the clip, takes the count, shows the comparison.
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const element = id => document.getElementById(id);
const pad = 5; // seconds of a step back or on
const state = {time: 0, playing: false, before: 0, hand: [],
               watched: new Set(), seconds: Math.ceil(data.seconds)};
const format = zone => new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'medium',
                                                         timeZone: zone});
const zone = isKnown(data.zone) ? data.zone : 'UTC';
const shown = format(zone);
const clock = seconds => shown.format(new Date(data.start + seconds * 1000));

// Browsers know fewer names of time zones than the config's reader.
function isKnown(name) {
  try {
    return Boolean(format(name));
  } catch {
    return false;
  }
}

// The last frame up to a time, or -1. Frames: [seconds, [x, y, w, h, seen], ...], 0...1.
function frameAt(seconds) {
  let low = 0, high = data.frames.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (data.frames[middle][0] <= seconds + 1e-6) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const people = index => (index < 0 ? [] : data.frames[index].slice(1));

// Seconds in which nobody was seen need no eyes.
function markEmpty() {
  const busy = new Set();
  for (const frame of data.frames)
    if (frame.length > 1) busy.add(Math.floor(frame[0]));
  for (let second = 0; second < state.seconds; second++)
    if (!busy.has(second)) state.watched.add(second);
}

// --- the picture

function drawLine(context, width, height) {
  const at = ([x, y]) => [x * width, y * height];
  context.strokeStyle = context.fillStyle = '#ffd23f';
  context.lineWidth = 3;
  context.beginPath();
  data.points.forEach((point, i) => context[i ? 'lineTo' : 'moveTo'](...at(point)));
  context.stroke();
  const [a, b] = data.arrow.map(at), angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
  const end = [a[0] + 46 * Math.cos(angle), a[1] + 46 * Math.sin(angle)];
  context.beginPath();
  context.moveTo(...a);
  context.lineTo(...end);
  for (const turn of [2.6, -2.6]) {
    context.moveTo(...end);
    context.lineTo(end[0] + 14 * Math.cos(angle + turn), end[1] + 14 * Math.sin(angle + turn));
  }
  context.stroke();
  context.font = '16px sans-serif';
  context.textAlign = 'center';
  context.fillText('in', end[0] + 16 * Math.cos(angle), end[1] + 16 * Math.sin(angle) + 5);
}

function drawPeople(context, width, height, boxes) {
  context.lineWidth = 2;
  for (const [x, y, w, h, seen] of boxes) {
    context.strokeStyle = seen ? '#7fc4ff' : '#6b7683';
    context.setLineDash(seen ? [] : [5, 5]);
    context.strokeRect(x * width, y * height, w * width, h * height);
    context.fillStyle = context.strokeStyle;
    context.beginPath();
    context.arc((x + w * data.foot[0]) * width, (y + h * data.foot[1]) * height, 5, 0, 7);
    context.fill();
  }
  context.setLineDash([]);
}

function draw() {
  const canvas = element('picture'), context = canvas.getContext('2d');
  const index = frameAt(state.time), here = index >= 0 ? data.frames[index][0] : -Infinity;
  context.clearRect(0, 0, canvas.width, canvas.height);
  drawPeople(context, canvas.width, canvas.height, people(index));
  drawLine(context, canvas.width, canvas.height);
  if (state.time - here > 2) {
    context.fillStyle = '#ffffff';
    context.textAlign = 'center';
    context.fillText('no frames here', canvas.width / 2, 30);
  }
  element('position').value = state.time;
  element('clock').textContent = clock(state.time);
  element('watched').textContent =
    `watched ${Math.floor(100 * state.watched.size / state.seconds)} %`;
  element('play').textContent = state.playing ? 'Pause' : 'Play';
}

// --- playing

function seek(seconds) {
  state.time = Math.min(Math.max(seconds, 0), data.seconds);
  draw();
}

function tick(now) {
  if (!state.playing) return;
  // A page in the background gets no frames: what was not shown was not watched.
  const step = Math.min((now - state.before) / 1000, 0.25) * Number(element('speed').value);
  state.before = now;
  for (let second = Math.floor(state.time); second <= state.time + step; second++)
    if (second < state.seconds) state.watched.add(second);
  state.time = Math.min(state.time + step, data.seconds);
  if (state.time >= data.seconds) state.playing = false;
  draw();
  openComparison();
  requestAnimationFrame(tick);
}

function play() {
  if (state.time >= data.seconds) state.time = 0;
  state.playing = !state.playing;
  state.before = performance.now();
  draw();
  requestAnimationFrame(tick);
}

// To a second before the next one that somebody is seen in and that was not watched yet.
function next() {
  const found = data.frames.find(frame => frame.length > 1 && frame[0] > state.time
                                 && !state.watched.has(Math.floor(frame[0])));
  if (found) seek(Math.floor(found[0]));
}

// --- counting

function showCounts(last) {
  for (const direction of recount.DIRECTIONS)
    element('count-' + direction).textContent =
      state.hand.filter(c => c.direction === direction).length;
  element('last').textContent = last;
}

function count(direction) {
  state.hand.push({time: state.time, direction});
  showCounts(`${direction} at ${clock(state.time)}`);
}

function undo() {
  const last = state.hand.pop();
  showCounts(last ? `${last.direction} at ${clock(last.time)} taken back` : '');
}

function openComparison() {
  const all = state.watched.size >= state.seconds;
  element('done').disabled = !all;
  element('hint').hidden = all;
}

// --- the comparison

function row(name, figures) {
  const cells = [name, figures.hand, figures.ours, figures.error,
                 (100 * figures.accuracy).toFixed(1) + ' %'];
  const line = document.createElement('tr');
  for (const cell of cells) {
    const td = document.createElement('td');
    td.textContent = cell;
    line.append(td);
  }
  return line;
}

function fault(words, crossing) {
  const item = document.createElement('li'), button = document.createElement('button');
  button.textContent = `${words} ${crossing.direction} at ${clock(crossing.time)}`;
  button.addEventListener('click', () => {
    seek(crossing.time - 2);
    element('picture').scrollIntoView();
  });
  item.append(button);
  return item;
}

function compare(submit) {
  submit.preventDefault();
  if (element('done').disabled || !element('counter').value.trim()) return;
  state.playing = false;
  const report = recount.report(data, state.hand, element('counter').value.trim(), new Date());
  const {right, wrong, missed} = recount.compare(state.hand, data.ours);
  element('verdict').textContent =
    `Counted with an accuracy of ${(100 * report.counts.both.accuracy).toFixed(1)} %`;
  element('counts').replaceChildren(row('in', report.counts.in), row('out', report.counts.out),
                                    row('both', report.counts.both));
  element('events').textContent = `Crossings that agree within ${recount.TOLERANCE} s: ${right}; `
    + `only by hand: ${missed.length}; only by Aisle: ${wrong.length}.`;
  element('faults').replaceChildren(...missed.map(c => fault('only by hand:', c)),
                                    ...wrong.map(c => fault('only by Aisle:', c)));
  const text = JSON.stringify(report, null, 1) + '\n';
  element('report').href = 'data:application/json;charset=utf-8,' + encodeURIComponent(text);
  for (const id of ['in', 'out', 'undo', 'done']) element(id).disabled = true;
  element('result').hidden = false;
  element('verdict').focus();
}

// --- keys and buttons

const actions = {
  play, next, undo, back: () => seek(state.time - pad), on: () => seek(state.time + pad),
  in: () => count('in'), out: () => count('out'),
};
const keys = {' ': 'play', ArrowLeft: 'back', ArrowRight: 'on', i: 'in', o: 'out', n: 'next',
              Backspace: 'undo'};

function onKey(event) {
  const name = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const tag = event.target.tagName, writes = event.target.id === 'counter' || tag === 'SELECT';
  if (!name || writes || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === ' ' && tag === 'BUTTON') return; // it presses the button
  if (element(name) && element(name).disabled) return;
  event.preventDefault();
  if (!event.repeat || name === 'back' || name === 'on') actions[name]();
}

function start() {
  element('title').textContent = `Recount of "${data.line}", camera "${data.camera}"`;
  element('interval').textContent = `${clock(0)} to ${clock(data.seconds)} (${zone})`;
  element('picture').height = Math.round(element('picture').width / data.aspect);
  element('position').max = data.seconds;
  element('position').addEventListener('input', () => seek(Number(element('position').value)));
  for (const name of Object.keys(actions))
    if (element(name)) element(name).addEventListener('click', actions[name]);
  element('finish').addEventListener('submit', compare);
  document.addEventListener('keydown', onKey);
  markEmpty();
  openComparison();
  draw();
}

start();
