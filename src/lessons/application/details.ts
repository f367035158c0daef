// What stands beside the name of a step above TLS.
import type { OperationId } from '../../lab/recording/details.ts';
import { valueWord } from '../settings.ts';
import type { Operation } from '../types.ts';

type AboveTls = Extract<OperationId, 'proxy.handOn' | 'application.origin' | 'account.find'>;

export function applicationDetail(event: { [Id in AboveTls]: Operation<Id> }[AboveTls]): string {
  switch (event.operation) {
    case 'proxy.handOn':
      return handedOnDetail(event);
    case 'application.origin':
      return event.details.given ? 'with the secret that both have' : 'without the secret';
    case 'account.find':
      return accountDetail(event);
  }
}

function handedOnDetail({ details: { certificates, removed, passedOn } }: Operation<'proxy.handOn'>): string {
  if (passedOn > 0) return 'with the client’s own header';
  if (certificates === 0) return 'without a certificate';
  return removed > 0 ? 'with another Client-Cert' : 'with Client-Cert';
}

const accountDetail = ({ details: { by, account } }: Operation<'account.find'>): string =>
  `${account || 'nobody'}, by ${valueWord('namedBy', by)}`;
