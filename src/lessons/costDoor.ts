// The link to the page on which kinds of keys are compared, wherever it stands.
export const COST_DOOR = 'What post-quantum certificates cost';
