// A worksheet, or its answer sheet, as one HTML file: no script, nothing to load, and made to be printed.
import type { SheetCell, SheetPart, Worksheet } from '../exercises/worksheet/sheet.ts';
import { asksText, goesOnText, WORKSHEET_WORDS } from '../lessons/worksheet.ts';

export const TICKED = '☒';
const EMPTY = '☐';

export function worksheetHtml(sheet: Worksheet, answers: boolean): string {
  const words = WORKSHEET_WORDS;
  const kind = answers ? words.answers : words.title;
  const cell = (parts: SheetCell) => parts.map((part) => `<span>${partHtml(part, answers)}</span>`).join(' ');
  const { columns, dutyColumns } = words;
  const rows = sheet.rows.map(
    ({ number, who, what, how, belief }) =>
      `<tr><td>${number}</td><td>${cell(who)}</td><td>${cell(what)}</td><td>${cell(how)}</td><td>${cell(belief)}</td></tr>`,
  );
  const ends = sheet.end.map(({ label, cell: own }) => `<p>${escaped(label)}: ${cell(own)}</p>`);
  const questions = sheet.questions.map(({ number, text, many, choices, row, why }) => {
    const items = choices.map(
      ({ letter, label, detail, right }) =>
        `<li>${answers && right ? TICKED : EMPTY} ${letter}) <b>${escaped(label)}</b>${detail === '' ? '' : `, ${escaped(detail)}`}</li>`,
    );
    return `<section><p><b>${number}. ${escaped(text)}</b> <i>${many ? words.many : words.one}</i> ${cell(row)}</p><ul>${items.join('')}</ul>${answers ? `<p class="why">${escaped(why)}</p>` : ''}</section>`;
  });
  const duties = sheet.duties.map(
    ({ who, what, behalf, row, state }) =>
      `<tr><td>${cell(who)}</td><td>${escaped(what)}</td><td>${escaped(behalf)}</td><td>${cell(row)}</td><td>${cell(state)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(`${kind} ${sheet.variant}: ${sheet.title}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><p><b>${kind}</b> · ${words.variant} ${sheet.variant}</p>${answers ? '' : `<p>${words.name} ____________________ ${words.date} __________</p>`}</header>
<h1>${escaped(sheet.title)}</h1>
<p>${escaped(sheet.line)}</p>
<p class="small">${escaped(sheet.settings)}</p>
<h2>${words.rows}</h2>
<p class="small">${words.intro}</p>
${table(Object.values(columns), rows)}
${sheet.goesOnTo === null ? '' : `<p class="small">${goesOnText(sheet.goesOnTo)}</p>`}
${ends.length === 0 ? '' : `<h2>${words.end}</h2>${ends.join('\n')}`}
${questions.length === 0 ? '' : `<h2>${words.questions}</h2>${questions.join('\n')}`}
<h2>${words.duties}</h2>
${table(Object.values(dutyColumns), duties)}
</body>
</html>
`;
}

const table = (heads: readonly string[], rows: readonly string[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;

function partHtml(part: SheetPart, answers: boolean): string {
  switch (part.kind) {
    case 'given':
      return escaped(part.text);
    case 'asked':
      return `<i>${asksText(part.question)}</i>`;
    case 'ticks':
      return `${number(part)}${part.options
        .map((option, i) => `<span>${answers && i === part.answer ? TICKED : EMPTY} ${escaped(option)}</span>`)
        .join(' ')}`;
    case 'blank':
    case 'row':
      return `${part.label === '' ? '' : `${escaped(part.label)} `}${number(part)}${
        answers ? `<b>${escaped(part.answer)}</b>` : `<u class="${part.kind}"></u>`
      }`;
  }
}

const number = (part: { readonly number: number }): string => `<sup>${part.number}</sup>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
@page { margin: 14mm; }
body { max-width: 190mm; margin: 0 auto; padding: 4mm; background: #fff; color: #000; font: 10pt/1.35 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; }
h1 { margin: 2mm 0 1mm; font-size: 15pt; }
h2 { margin: 4mm 0 1mm; font-size: 11pt; break-after: avoid; }
p, ul { margin: 1mm 0; }
ul { padding: 0; list-style: none; columns: 2; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.7mm 1.5mm; border: 0.3mm solid #777; text-align: left; vertical-align: top; }
th { font-size: 8.5pt; }
thead { display: table-header-group; }
tr, section, li { break-inside: avoid; }
td > span, td > span > span { display: inline-block; margin-right: 1.5mm; }
sup { margin-right: 0.7mm; color: #333; font-size: 7pt; line-height: 1; }
u { display: inline-block; width: 34mm; height: 4.4mm; border-bottom: 0.3mm solid #000; text-decoration: none; vertical-align: bottom; }
u.row { width: 12mm; }
.small, .why { color: #333; font-size: 8.5pt; }
@media print { body { max-width: none; padding: 0; } }
`;
