// How the search offers the page "Why?" for what looks like an error message.
export const WHY_SEARCH = { title: 'Why?', line: 'who refused whom, and what can be behind this message' } as const;
