// A table of places as a map: <figure data-module="…/map.js" data-map="world|france" data-source="…" hidden>, and rows <tr data-place="FR" data-people="12"> whose link opens the people.
// The table says all that the map says, so that the map is for the eye alone. The darker, the more: each step holds as many places as the next, so that places of one size are told apart however large the largest is.
const Steps = 5;
const Svg = 'http://www.w3.org/2000/svg';

// Each map: its size, its shapes by place, and the shapes that a place of the table fills.
const maps = {
  async world(source) {
    const { promise, resolve } = Promise.withResolvers();
    // The file hands its shapes to whoever bears this name.
    globalThis.jsVectorMap = { addMap: (_, map) => resolve(map) };
    await import(source);
    const { width, height, paths } = await promise;
    return { viewBox: `0 0 ${width} ${height}`, shapes: Object.entries(paths).map(([id, { path }]) => ({ id, path })), filledBy: place => [place] };
  },
  async france(source) {
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
    const root = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml').documentElement;
    // Both halves of Corsica share the beginning of their post codes.
    return { viewBox: root.getAttribute('viewBox'), shapes: [...root.querySelectorAll('path')].map(path => ({ id: path.id, path: path.getAttribute('d') })), filledBy: place => place === '20' ? ['2A', '2B'] : [place] };
  },
};

export async function start(figure) {
  const lines = [...document.querySelectorAll('tr[data-place]')].map(row => ({ place: row.dataset.place, people: Number(row.dataset.people), href: row.querySelector('a').href, said: row.querySelector('a').ariaLabel, label: row.cells[0].innerText }));
  const { viewBox, shapes, filledBy } = await maps[figure.dataset.map](figure.dataset.source);
  const sizes = lines.map(line => line.people).sort((a, b) => a - b);
  const stepOf = people => lines.length === 1 ? Steps - 1 : Math.round((Steps - 1) * sizes.indexOf(people) / (sizes.length - 1));
  const filled = new Map(lines.flatMap(line => filledBy(line.place).map(id => [id, line])));
  const drawn = element('svg', { viewBox, 'aria-hidden': 'true' });
  for (const { id, path } of shapes) {
    const line = filled.get(id);
    const shape = element('path', { d: path, class: line ? `step-${stepOf(line.people)}` : 'nobody' });
    drawn.append(line ? linked(line, shape) : shape);
  }
  figure.querySelector('[data-drawn]').replaceChildren(drawn);
  figure.querySelector('[data-legend]').replaceChildren(...legend(sizes, stepOf));
  const known = new Set(shapes.map(shape => shape.id));
  const left = lines.filter(line => !filledBy(line.place).some(id => known.has(id)));
  const said = figure.querySelector('[data-left]');
  said.hidden = left.length === 0;
  said.querySelector('span').textContent = left.map(line => `${line.label} (${number(line.people)})`).join(', ');
  figure.hidden = false;
}

function linked(line, shape) {
  const link = element('a', { href: line.href, tabindex: '-1' });
  const title = element('title', {});
  title.textContent = line.said;
  shape.append(title);
  link.append(shape);
  return link;
}

function* legend(sizes, stepOf) {
  for (let step = 0; step < Steps; step++) {
    const held = sizes.filter(size => stepOf(size) === step);
    if (held.length === 0) continue;
    const item = document.createElement('li');
    item.className = `step-${step}`;
    item.textContent = held[0] === held.at(-1) ? number(held[0]) : `${number(held[0])}–${number(held.at(-1))}`;
    yield item;
  }
}

function element(name, attributes) {
  const made = document.createElementNS(Svg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const number = value => value.toLocaleString(document.documentElement.lang);
