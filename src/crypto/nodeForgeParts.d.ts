// What @types/node-forge leaves out: that node-forge can be loaded part by part.

declare module 'node-forge/lib/forge.js' {
  const forge: typeof import('node-forge');
  export default forge;
}
