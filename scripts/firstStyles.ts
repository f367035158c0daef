// Cuts the page's styles in two: what the prerendered markup needs comes before it, the styles of parts that are drawn
// later and those for paper behind it. Apart from the latter the order of rules stays, and with it what wins over what.

interface Cut {
  readonly first: string;
  readonly rest: string;
}

/**
 * Cuts behind the last rule that may concern `markup`: one that names a class of it, or none at all. What is for paper alone
 * comes later in any case, and wins there over what it stood before.
 */
export function cutStyles(css: string, markup: string): Cut {
  const used = new Set([...markup.matchAll(/\bclass="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/)));
  const concerns = (rule: string): boolean => {
    const classes = [...rule.matchAll(/\.(-?[_a-z][\w-]*)/gi)].map(([, name = '']) => name);
    // Motions are only named by rules: those that follow here.
    return classes.length === 0 ? !/^(@keyframes|$)/.test(rule) : classes.some((name) => used.has(name));
  };
  const rules = topRules(css);
  const bare = rules.map((rule) => rule.replaceAll(/\/\*.*?\*\//gs, '').trim());
  const onPaper = (at: number): boolean => /^@media print\b/.test(bare[at] ?? '');
  const end = bare.findLastIndex((rule, at) => !onPaper(at) && concerns(rule)) + 1;
  const comesFirst = (at: number): boolean => at < end && !onPaper(at);
  return {
    first: rules.filter((_, at) => comesFirst(at)).join(''),
    rest: rules.filter((_, at) => !comesFirst(at)).join(''),
  };
}

/** The rules of a style sheet with their blocks; joined, they are the sheet. */
function topRules(css: string): string[] {
  const rules: string[] = [];
  let start = 0;
  let depth = 0;
  for (const { 0: token, index } of css.matchAll(/\/\*.*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[{};]/gs)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth > 0 || (token !== '}' && token !== ';')) continue;
    rules.push(css.slice(start, index + 1));
    start = index + 1;
  }
  const end = css.slice(start);
  return end.trim() === '' ? rules : [...rules, end];
}
