// What programs say that know no ML-DSA: measured, with version and date.
import { WITHOUT_WORDS } from '../../lessons/postQuantum.ts';
import { WITHOUT_ML_DSA, WITHOUT_ML_DSA_DATE, type WithoutMlDsaCell } from '../../stacks/withoutMlDsa.ts';

export function WithoutMlDsa() {
  return (
    <section className="cost-without">
      <h2>{WITHOUT_WORDS.title}</h2>
      <p>{WITHOUT_WORDS.intro}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{WITHOUT_WORDS.program}</th>
            <th scope="col">{WITHOUT_WORDS.serverKey}</th>
            <th scope="col">{WITHOUT_WORDS.caKey}</th>
          </tr>
        </thead>
        <tbody>
          {WITHOUT_ML_DSA.map(({ program, version, serverKey, caKey }) => (
            <tr key={program}>
              <th scope="row">
                {program} <small>{version}</small>
              </th>
              <Cell cell={serverKey} name={WITHOUT_WORDS.serverKey} by={WITHOUT_WORDS.told} />
              <Cell cell={caKey} name={WITHOUT_WORDS.caKey} by={WITHOUT_WORDS.sends} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cost-caption">
        {WITHOUT_WORDS.measured} {WITHOUT_ML_DSA_DATE}. {WITHOUT_WORDS.misled}
      </p>
    </section>
  );
}

function Cell({ cell: { alert, says }, name, by }: { cell: WithoutMlDsaCell; name: string; by: string }) {
  return (
    <td data-name={name}>
      <code>{says}</code>
      <small>{alert === null ? WITHOUT_WORDS.closes : `${by} ${alert}`}</small>
    </td>
  );
}
