// The words of what is above TLS as one piece.
export { accountFind } from './account.ts';
export { applicationDetail } from './details.ts';
export { applicationOrigin, decideByHeader, insideRequest, insideResponse, proxyHandOn } from './proxy.ts';
