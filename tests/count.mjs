// What a run of all tests did, told from the reports of xunit: what failed and why, each project's time, and how many tests ran on each database.
// A test bears its database in its arguments; one without has a tenant on SQLite or none.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const databases = { Sqlite: 0, Postgres: 0 };
let others = 0;
const projects = [];
const failures = [];
for (const file of readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.xunit.xml'))) {
  const report = readFileSync(join(folder, file), 'utf8');
  const assembly = report.match(/<assembly [^>]*>/)[0];
  projects.push({
    name: assembly.match(/ name="([^"]*)"/)[1].split('/').pop().replace(/\.dll$/, ''),
    seconds: (Date.parse(assembly.match(/ finish-rtf="([^"]*)"/)[1]) - Date.parse(assembly.match(/ start-rtf="([^"]*)"/)[1])) / 1000,
    tests: Number(assembly.match(/ total="(\d+)"/)[1]),
  });
  for (const [, test, fault] of report.matchAll(/<test ([^>]*?\bresult="Fail"[^>]*)>([\s\S]*?)<\/test>/g)) {
    failures.push([read(test.match(/ ?\bname="([^"]*)"/)[1]), inside(fault, 'message').slice(0, 4000), inside(fault, 'stack-trace').split('\n').slice(0, 6).join('\n')].join('\n'));
  }

  for (const [, name] of report.matchAll(/<test [^>]*?\bname="([^"]*)"/g)) {
    const named = Object.keys(databases).filter(database => new RegExp(`&quot;${database}\\\\?&quot;`).test(name));
    named.forEach(database => databases[database]++);
    others += named.length === 0 ? 1 : 0;
  }
}

// Last in the log, where a reader who is given only its end still sees them.
failures.forEach(failure => console.log(`failed: ${failure.trimEnd()}\n`));
for (const project of projects.sort((a, b) => b.seconds - a.seconds)) {
  console.log(`${project.name.padEnd(24)} ${project.seconds.toFixed(0).padStart(4)} s ${String(project.tests).padStart(5)} tests`);
}

console.log(`by database: ${databases.Sqlite} on SQLite by name, ${databases.Postgres} on PostgreSQL by name, ${others} that name none (SQLite, or no database)`);

function inside(xml, tag) {
  const found = xml.match(new RegExp(`<${tag}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${tag}>`));
  return found ? read(found[1]) : '';
}

function read(text) {
  const names = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|quot|apos|amp));/gi, (_, hex, number, name) => name ? names[name] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number)));
}
