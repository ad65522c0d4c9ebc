import { PACK_FILES } from './pack-format.ts';

/** The page in each pack that says how to check it without rorkit. */
export const FORMAT_PAGE = `# Evidence pack, format 1

Everything here can be checked with standard tools.

## Files

- \`${PACK_FILES.index}\`: what was tested, by whom, when; the runs, their attempts and the rules that judged them; the head of the chain.
- \`runs/<n>/lane-<k>/journal.ndjson\`: all that happened in a lane, one entry a line, numbered 1, 2, 3 ... (\`seq\`) without gap:
  exchanges with their TLS facts, handshakes that failed, what the connector was asked to do, how it ended. \`sha256\` of a body is
  over the bytes that travelled. Secrets were replaced by \`[sha256:...]\` when they were recorded, not at export.
- \`runs/<n>/events.ndjson\`: the attempts and the verdict of every check. Attempts are numbered without gap over all runs.
- \`runs/<n>/report.json\`, \`report.html\`: the report that was made from both.
- \`runs/<n>/inputs/\`, \`runs/<n>/output/\`: the files that the run was given, and what the connector printed.
- \`${PACK_FILES.chain}\`: the chain, one line for each line of the files that ${PACK_FILES.index} names in \`chain.files\`, in that order.
- \`${PACK_FILES.components}\`: what rorkit is made of (CycloneDX).
- \`${PACK_FILES.manifest}\`: SHA-256 of every file but itself and its signature.
- \`${PACK_FILES.signature}\`, \`${PACK_FILES.signer}\`: detached CMS signature over the manifest, and the certificates of the signer.
  Both are missing in a pack that is not signed.
- \`${PACK_FILES.timeStamp}\`: the answer of a time-stamping authority (RFC 3161) over the manifest, when the pack has one.
- \`${PACK_FILES.annex}\`, \`attestations/\`: what the vendor declares, and files that back what a person attests. Neither is tested.
  \`notScanned\` of ${PACK_FILES.index} names files that nobody looked through for personal data, since they are not text.

## Checking it

    sha256sum -c ${PACK_FILES.manifest}
    openssl cms -verify -binary -inform DER -in ${PACK_FILES.signature} -content ${PACK_FILES.manifest} -noverify -out /dev/null

A time-stamp is checked with the certificate of its authority, which comes by another way than this pack:

    openssl ts -verify -data ${PACK_FILES.manifest} -in ${PACK_FILES.timeStamp} -CAfile TSA.pem

The line with cms says that the key of the certificate in the signature signed this manifest. To check also whose certificate
that is, replace \`-noverify\` by \`-purpose any -CAfile AUTHORITY.pem\`, with an authority that reached you by another way than this pack.

## The chain

Value 0 is 32 zero bytes. Value i is SHA-256 over the 32 bytes of value i-1 followed by the UTF-8 bytes of line i, without its
line end. A line of ${PACK_FILES.chain} is the value in lower-case hexadecimal, two spaces, file, colon, number of the line in it.

    import hashlib, json
    value = bytes(32)
    for file in json.load(open('${PACK_FILES.index}'))['chain']['files']:
        for line in open(file, 'rb').read().split(b'\\n')[:-1]:
            value = hashlib.sha256(value + line).digest()
    print(value.hex())   # equals chain.head of ${PACK_FILES.index}

## What it does not prove

A missing run or attempt shows as a gap in the numbering. That a data folder was started anew, and its numbers with it, does not
show. A signature proves that nobody without the key changed the pack after it was made; it does not prove that the one who
holds the key ran the tests as the journal says, nor, without a certificate that an authority issued, who that is. The date is
the one that the maker's machine had. A nonce given by the verifier proves that the pack is not older than the nonce.
`;
