/** Texts about files of participants, en. Keys: `participants.…`. */
export const participants = {
  'participants.dn-or-file': 'a certificate has either subjectDn or file',
  'participants.dn-malformed': 'this is not a subject DN, at character {position}: write CN=…,OU=…,O=…,ST=…,C=FR',
  'participants.certificate-unreadable': '{reason}; the subject DN can be given instead of the file',
  'participants.certificate-unfit': '{file} cannot stand on the white list: {reason}',
  'participants.certificate-doubt': '{file}: {reason}',
  'participants.issuer-not-trusted':
    '{file} was not issued by an authority that this mock trusts: it would be refused; give its chain with --trust-ca',
  'participants.twice': '{key} {value} is already that of participant {first} of the file',
  'participants.eai-region': 'a regional EAI has a region',
  'participants.no-certificates': 'missing: certificates, or for a proprietary product establishmentList',
  'participants.several-certificates':
    'a participant of kind {kind} has one certificate at ANS; several are accepted here',
  'participants.own-client-id':
    'only a certificate of a proprietary product has a client_id of its own; this participant is {kind}',
  'participants.establishment-twice': '{finess} already stands in this list',
  'participants.list-or-establishments': 'a certificate has either establishments or establishmentList',
  'participants.list-or-certificates': 'a participant has either certificates or establishmentList',
  'participants.list-kind':
    'a list with certificates is that of a proprietary product; this participant is {kind}: put establishmentList under its certificate',
  'participants.list-problem': '{file}: {problem}',
  'participants.claimed-twice': '{id} lists {finess}, which {holder} lists too',
  'participants.unknown-establishment':
    'the mock holds no establishment {finess}, which {id} lists: a PATCH for one of its Locations is answered with 404',
  'participants.same-name-twice': '{subjectDn} already stands among the certificates of this participant',
  'participants.same-name':
    '{holder} and {id}, a supplier and a consumer, have the same certificate: in production ANS asks for two',
  'participants.secret-profile': 'only access profile 0 may have a client secret; this participant has {profile}',
} as const;
