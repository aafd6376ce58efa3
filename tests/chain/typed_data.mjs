// SPDX-License-Identifier: Apache-2.0
// Signs every act of tests/vectors/typed_data.json with ethers and with viem, and prints what each
// made of it: [{ethers: {digest, signature, compact}, viem: {digest, signature, compact}}, …].
import { readFileSync } from "node:fs";
import { Signature, TypedDataEncoder, Wallet } from "ethers";
import { hashTypedData, parseSignature, serializeCompactSignature, signatureToCompactSignature } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const results = [];
for (const { key, typed_data } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const { domain, message, primaryType, types } = typed_data;
  const { EIP712Domain: _, ...own } = types;
  const byEthers = await new Wallet(key).signTypedData(domain, own, message);
  const byViem = await privateKeyToAccount(key).signTypedData({ domain, types, primaryType, message });
  results.push({
    ethers: {
      digest: TypedDataEncoder.hash(domain, own, message),
      signature: byEthers,
      compact: Signature.from(byEthers).compactSerialized,
    },
    viem: {
      digest: hashTypedData({ domain, types, primaryType, message }),
      signature: byViem,
      compact: serializeCompactSignature(signatureToCompactSignature(parseSignature(byViem))),
    },
  });
}
console.log(JSON.stringify(results));
