// Where the caret stands in a JSON text that may be unfinished: the open containers, what is written before, and whether a name or a value is due.
export function placeAt(text, caret) {
  const open = [];
  let i = 0, string = null, due = 'value', name = null;
  const top = () => open[open.length - 1];
  const seen = value => {
    const container = top();
    if (container?.kind === 'object' && name !== null) {
      container.members[name] = value;
      name = null;
    }
    due = 'separator';
  };
  while (i < caret) {
    const c = text[i];
    if (string !== null) {
      if (c === '\\') {
        i++;
      } else if (c === '"') {
        const value = text.slice(string, i);
        if (due === 'name') {
          name = value;
          top().members[name] ??= null;
          due = 'colon';
        } else {
          seen(value);
        }
        string = null;
      }
    } else if (c === '/' && text[i + 1] === '/') {
      i = text.indexOf('\n', i) < 0 ? caret : text.indexOf('\n', i);
    } else if (c === '/' && text[i + 1] === '*') {
      i = text.indexOf('*/', i) < 0 ? caret : text.indexOf('*/', i) + 1;
    } else if (c === '"') {
      string = i + 1;
    } else if (c === '{' || c === '[') {
      open.push({ kind: c === '{' ? 'object' : 'array', name, index: 0, members: {} });
      name = null;
      due = c === '{' ? 'name' : 'value';
    } else if (c === '}' || c === ']') {
      const closed = open.pop();
      name = closed?.name ?? null;
      seen(null);
    } else if (c === ',') {
      if (top()) {
        top().index++;
      }
      due = top()?.kind === 'object' ? 'name' : 'value';
    } else if (c === ':') {
      due = 'value';
    } else if (/[\w.+-]/.test(c) && due === 'value') {
      seen(null);
    }
    i++;
  }
  return { open, due, name, inString: string !== null, from: string ?? caret, typed: string === null ? '' : text.slice(string, caret) };
}

const member = (schema, name) => {
  const key = Object.keys(schema?.properties ?? {}).find(known => known.toLowerCase() === name.toLowerCase());
  return key ? schema.properties[key] : typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : null;
};

// The schema of the container at the caret, below the step it stands in.
function schemaAt(place, steps) {
  const [, list, step, ...below] = place.open;
  if (list?.name !== 'steps' || !step) {
    return { isStepsList: list?.name === 'steps', schema: null };
  }
  const stepName = String(step.members.name ?? '').toLowerCase();
  let schema = Object.entries(steps).find(([name]) => name.toLowerCase() === stepName)?.[1] ?? { properties: { name: {} } };
  for (const container of below) {
    schema = container.name === null ? schema?.items : member(schema, container.name);
  }
  return { isStep: below.length === 0, schema };
}

const shape = type => ({ array: ['[ ]', 2], object: ['{ }', 2], string: ['""', 1], boolean: ['true', 0], integer: ['0', 0], number: ['0', 0] })[Array.isArray(type) ? type[0] : type] ?? ['""', 1];

function names(place, schema, quote) {
  const present = Object.keys(place.open.at(-1).members).map(name => name.toLowerCase());
  return Object.entries(schema?.properties ?? {}).filter(([name]) => !present.includes(name.toLowerCase()) || name.toLowerCase() === place.typed.toLowerCase()).map(([name, rule]) => {
    const [value, back] = name === 'name' ? ['""', 1] : shape(rule.type);
    return { label: name, hint: rule.description ?? '', insert: `${quote}${name}": ${value}`, back };
  });
}

function values(place, rule, lists, quote) {
  if (rule?.type === 'boolean' && !place.inString) {
    return ['true', 'false'].map(value => ({ label: value, hint: '', insert: value, back: 0 }));
  }
  const allowed = rule?.const !== undefined ? [rule.const] : (rule?.enum ?? lists[rule?.['x-suggest'] ?? rule?.items?.['x-suggest']] ?? []);
  return allowed.filter(value => typeof value === 'string').map(value => ({ label: value, hint: '', insert: `${quote}${value}"`, back: 0 }));
}

export function suggest(place, steps, lists) {
  if (place.open.length === 0) {
    return [];
  }
  const quote = place.inString ? '' : '"';
  const { isStepsList, isStep, schema } = schemaAt(place, steps);
  let found;
  if (place.due === 'name') {
    found = place.open.length === 1 ? names(place, recipe, quote) : isStepsList ? [] : names(place, schema, quote);
  } else if (place.due !== 'value') {
    found = [];
  } else if (isStep && place.name === 'name') {
    found = Object.entries(steps).map(([name, step]) => ({ label: name, hint: Object.keys(step.properties ?? {}).filter(key => key !== 'name').slice(0, 4).join(', '), insert: `${quote}${name}"`, back: 0 }));
  } else {
    const container = place.open.at(-1);
    const rule = container.kind === 'array' ? { ...schema?.items, 'x-suggest': schema?.items?.['x-suggest'] ?? schema?.['x-suggest'] } : place.name === null ? null : member(schema, place.name);
    found = isStepsList && container.kind === 'array' ? [{ label: '{ "name": … }', hint: '', insert: '{ "name": "" }', back: 3 }] : values(place, rule, lists, quote);
  }
  const typed = place.typed.toLowerCase();
  return found.filter(one => one.label.toLowerCase().includes(typed)).sort((a, b) => Number(b.label.toLowerCase().startsWith(typed)) - Number(a.label.toLowerCase().startsWith(typed)));
}

const text = { type: 'string' };
const recipe = {
  properties: {
    name: text, displayName: text, description: text, author: text, website: text, version: text, issetuprecipe: { type: 'boolean' },
    categories: { type: 'array' }, tags: { type: 'array' }, variables: { type: 'object' }, steps: { type: 'array' },
  },
};
