// What @types/node-forge leaves out: that node-forge can be loaded part by part, the options of fromDer, and pbe.

declare module 'node-forge/lib/forge.js' {
  const forge: typeof import('node-forge');
  export default forge;
}

declare module 'node-forge' {
  namespace asn1 {
    function fromDer(bytes: Bytes, options: { decodeBitStrings: boolean }): Asn1;
    function fromDer(bytes: util.ByteBuffer, options: { decodeBitStrings: boolean; strict: boolean }): Asn1;
  }
  namespace pbe {
    /** A null password has no octets at all, an empty one those of its terminating zero. */
    function generatePkcs12Key(
      password: string | null,
      salt: util.ByteBuffer,
      id: number,
      iterations: number,
      length: number,
      digest: md.MessageDigest,
    ): util.ByteBuffer;
    function getCipher(
      oid: string,
      parameters: asn1.Asn1,
      password: string | null,
    ): { update(input: util.ByteBuffer): boolean; finish(): boolean; readonly output: util.ByteBuffer };
  }
}
