// The words of TLS 1.3 as one piece.
export { FIELDS_13 } from './fields.ts';
export { messageLesson13 } from './messages.ts';
export { operationLesson13 } from './operations.ts';
export { SECRETS_13 } from './secrets.ts';
export { REALLY_13 } from './textbook.ts';
