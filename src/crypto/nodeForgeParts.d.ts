// What @types/node-forge leaves out: that node-forge can be loaded part by part, and the options of fromDer.

declare module 'node-forge/lib/forge.js' {
  const forge: typeof import('node-forge');
  export default forge;
}

declare module 'node-forge' {
  namespace asn1 {
    function fromDer(bytes: Bytes, options: { decodeBitStrings: boolean }): Asn1;
  }
}
