// The words of what is above TLS as one piece.
export { accountFind } from './account.ts';
export { applicationOrigin, insideRequest, insideResponse, proxyHandOn } from './proxy.ts';
