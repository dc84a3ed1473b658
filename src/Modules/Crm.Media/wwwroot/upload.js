// Uploads, one after the other, each with a line of its own: name, progress, what became of it. What the server refuses is said in its own words.

/** Sends the files into the folder. `taken` says what becomes of a taken name ("number"), or is left out to ask. Answers the entries written. */
export async function sendFiles(place, files, folder, taken) {
  const lines = [...files].map(file => ({ file, line: addLine(place, file) }));
  const written = [];
  for (const { file, line } of lines) {
    const entry = await sendOne(place, file, folder, line, taken);
    if (entry) written.push(entry);
  }
  return written;
}

function addLine(place, file) {
  const list = place.querySelector('.upload-lines');
  const line = place.querySelector('template').content.firstElementChild.cloneNode(true);
  line.querySelector('[data-name]').textContent = file.name;
  list.append(line);
  list.hidden = false;
  say(line, place.dataset.waiting);
  line.querySelector('[data-cancel]').addEventListener('click', () => { line.cancelled = true; line.request?.abort(); });
  return line;
}

async function sendOne(place, file, folder, line, taken) {
  if (line.cancelled) return end(line, place.dataset.skipped, 'warn');
  if (file.size > Number(place.dataset.max)) return end(line, place.dataset.large, 'bad');
  for (let answer = taken ?? 'refuse'; ;) {
    const { status, body } = await post(place, file, folder, line, answer);
    if (status === 201) { end(line, place.dataset.done, 'good'); return body; }
    if (line.cancelled) return end(line, place.dataset.skipped, 'warn');
    if (status === 409 && answer === 'refuse') {
      answer = await ask(line, body.title);
      if (answer === 'skip') return end(line, place.dataset.skipped, 'warn');
      continue;
    }
    return end(line, body?.title ?? place.dataset.cut, 'bad');
  }
}

function post(place, file, folder, line, taken) {
  return new Promise(resolve => {
    const request = line.request = new XMLHttpRequest();
    const path = folder ? `${folder}/${file.name}` : file.name;
    request.open('POST', `${place.dataset.address}?taken=${taken}&path=${encodeURIComponent(path)}`);
    request.setRequestHeader('RequestVerificationToken', document.querySelector('meta[name=request-token]').content);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', event => {
      if (!event.lengthComputable) return;
      const percent = Math.round(100 * event.loaded / event.total);
      line.querySelector('progress').value = percent;
      line.querySelector('[data-state]').textContent = `${percent} %`;
    });
    request.addEventListener('loadend', () => resolve({ status: request.status, body: read(request.responseText) }));
    request.send(file);
  });
}

function read(text) {
  try { return JSON.parse(text); } catch { return null; }
}

function ask(line, sentence) {
  say(line, sentence);
  const answers = line.querySelector('[data-answers]');
  const cancel = line.querySelector('[data-cancel]');
  [answers.hidden, cancel.hidden] = [false, true];
  answers.querySelector('button').focus();
  return new Promise(resolve => answers.addEventListener('click', event => {
    const button = event.target.closest('[data-answer]');
    if (!button) return;
    [answers.hidden, cancel.hidden] = [true, false];
    resolve(button.dataset.answer);
  }));
}

function say(line, words) {
  line.querySelector('[data-state]').textContent = words;
}

function end(line, words, tone) {
  say(line, words);
  line.classList.add(`tone-${tone}`);
  for (const gone of line.querySelectorAll('progress, [data-cancel], [data-answers]')) gone.remove();
  return null;
}
