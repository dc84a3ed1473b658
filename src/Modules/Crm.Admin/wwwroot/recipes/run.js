// Runs the recipe while its steps are told line by line; without this script the form's answer comes when all have run.
const form = document.getElementById('recipe-run');
const report = document.getElementById('recipe-report');

function item(text, tone, label, hint) {
  const line = document.createElement('li');
  line.append(text, ' ');
  line.append(Object.assign(document.createElement('span'), { className: `badge tone-${tone}`, textContent: label }));
  if (hint) {
    line.append(Object.assign(document.createElement('span'), { className: 'form-hint d-block', textContent: hint }));
  }
  return line;
}

const tones = { done: 'good', kept: 'info', leftOut: 'warn', failed: 'bad', running: 'neutral' };
const labels = state => form.dataset[state.toLowerCase()];

function tell(steps, line) {
  if (line.stepName !== undefined) {
    const id = `step-${line.recipe}-${line.step}`;
    const shown = item(`${line.step}/${line.steps} ${line.stepName}`, tones[line.state], labels(line.state));
    shown.id = id;
    const old = document.getElementById(id);
    old ? old.replaceWith(shown) : steps.append(shown);
    return;
  }
  steps.replaceChildren(...line.steps.filter(step => step.state !== 'waiting').map(step => item(step.name, tones[step.state], labels(step.state), step.message)));
  const problems = document.createElement('ol');
  problems.className = 'recipe-problems';
  problems.append(...line.problems.map(problem => {
    const shown = item(problem.message, problem.isWarning ? 'warn' : 'bad', problem.isWarning ? '!' : '✗', `${problem.file}:${problem.line} ${problem.path}`);
    shown.dataset.line = problem.line;
    return shown;
  }));
  const words = { done: form.dataset.ended, refused: form.dataset.refused, failed: form.dataset.broken }[line.outcome];
  report.prepend(Object.assign(document.createElement('p'), { textContent: words, role: 'status' }));
  report.append(problems);
}

form?.addEventListener('submit', async event => {
  if (event.submitter?.id !== 'recipe-go') {
    return;
  }
  event.preventDefault();
  event.submitter.disabled = true;
  const steps = Object.assign(document.createElement('ol'), { className: 'recipe-steps' });
  report.replaceChildren(steps);
  report.scrollIntoView({ block: 'start' });
  try {
    const answer = await fetch(form.dataset.progress, { method: 'POST', body: new FormData(form) });
    if (!answer.ok) {
      form.requestSubmit(form.querySelector('[formaction*="Check"]'));
      return;
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split('\n');
      rest = lines.pop();
      lines.filter(line => line).forEach(line => tell(steps, JSON.parse(line)));
    }
  } catch (fault) {
    report.append(Object.assign(document.createElement('p'), { textContent: form.dataset.lost, role: 'alert' }));
    throw fault;
  } finally {
    event.submitter.disabled = false;
  }
});
