// At the step where a proxy hands a request on: what proxies call the header with the certificate.
import { PROXY_HEADER_WORDS, PROXY_HEADERS } from '../../../lessons/application/proxyHeaders.ts';
import tables from '../checks/OtherPrograms.module.css';
import styles from './Explain.module.css';

export default function ProxyHeaders() {
  return (
    <details className={styles.more}>
      <summary>{PROXY_HEADER_WORDS.title}</summary>
      <table className={tables.programs}>
        <thead>
          <tr>
            <th scope="col">{PROXY_HEADER_WORDS.program}</th>
            <th scope="col">{PROXY_HEADER_WORDS.header}</th>
          </tr>
        </thead>
        <tbody>
          {PROXY_HEADERS.map(({ program, header, remark }) => (
            <tr key={program}>
              <th scope="row">{program}</th>
              <td>
                <code>{header}</code>
                <span>{remark}</span>
              </td>
            </tr>
          ))}
        </tbody>
        <caption>{PROXY_HEADER_WORDS.read}</caption>
      </table>
    </details>
  );
}
