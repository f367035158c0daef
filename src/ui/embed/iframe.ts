// The markup by which somebody shows what is on screen in a page of their own (docs/embed.md).

/** What a frame needs; the smallest that the contract names. A mission has the lab's controls and its dock. */
const SIZE = { width: 600, height: 360 };
const MISSION_SIZE = { width: 960, height: 600 };

/** `address`: the link to what is on screen. `title` names the frame for those who can't see it. */
export function iframeFor(address: string, title: string): string {
  const src = embedAddress(address);
  const { width, height } = /[#&]mission=/.test(src) ? MISSION_SIZE : SIZE;
  return `<iframe src="${attribute(src)}" title="${attribute(title)}" width="${width}" height="${height}" style="border: 1px solid #c3cdd9" loading="lazy"></iframe>`;
}

/** The same place, the diagram alone, or the mission. What is predicted or compared is not in a frame. */
function embedAddress(address: string): string {
  const [page = '', hash = ''] = address.split('#', 2);
  const parts = hash.split('&').filter((part) => part !== '' && !/^(embed|predict|compare|tab)=/.test(part));
  return `${page}#${['embed=1', ...parts].join('&')}`;
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
