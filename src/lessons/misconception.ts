// What learners get wrong: `Many think that …. In fact ….` A text of another form is a plain remark.

/** Whether a text may stand under “Common misconception”. */
export const isMisconception = (text: string): boolean =>
  /^Many think (that )?(?:[^.?!]|\.\d)+\. In fact,? \S.*\.$/.test(text);
