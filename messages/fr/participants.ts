/** Texts about files of participants, fr. Keys: `participants.…`. */
export const participants = {
  'participants.dn-or-file': 'un certificat a soit subjectDn, soit file',
  'participants.dn-malformed': 'ce n’est pas un DN de sujet, au caractère {position} : écrivez CN=…,OU=…,O=…,ST=…,C=FR',
  'participants.certificate-unreadable': '{reason} ; le DN peut être donné à la place du fichier',
  'participants.certificate-unfit': '{file} ne peut pas figurer sur la liste blanche : {reason}',
  'participants.certificate-doubt': '{file} : {reason}',
  'participants.issuer-not-trusted':
    '{file} n’a pas été émis par une autorité à laquelle ce simulateur fait confiance : il serait refusé ; donnez sa chaîne avec --trust-ca',
  'participants.twice': '{key} {value} est déjà celui du participant {first} du fichier',
  'participants.eai-region': 'un EAI régional a une région',
  'participants.no-certificates': 'il manque certificates, ou, pour une solution propriétaire, establishmentList',
  'participants.several-certificates':
    'un participant de type {kind} a un seul certificat auprès de l’ANS ; plusieurs sont acceptés ici',
  'participants.own-client-id':
    'seul un certificat de solution propriétaire a son propre client_id ; ce participant est {kind}',
  'participants.establishment-twice': '{finess} figure déjà dans cette liste',
  'participants.list-or-establishments': 'un certificat a soit establishments, soit establishmentList',
  'participants.list-or-certificates': 'un participant a soit certificates, soit establishmentList',
  'participants.list-kind':
    'une liste avec certificats est celle d’une solution propriétaire ; ce participant est {kind} : placez establishmentList sous son certificat',
  'participants.list-problem': '{file} : {problem}',
  'participants.claimed-twice': '{id} déclare {finess}, que {holder} déclare aussi',
  'participants.unknown-establishment':
    'le simulateur n’a pas d’établissement {finess}, que {id} déclare : un PATCH d’un de ses lieux reçoit un 404',
  'participants.same-name-twice': '{subjectDn} figure déjà parmi les certificats de ce participant',
  'participants.same-name':
    '{holder} et {id}, un fournisseur et un consommateur, ont le même certificat : en production l’ANS en demande deux',
  'participants.secret-profile':
    'seul le profil d’accès 0 peut avoir un secret client ; ce participant a le profil {profile}',
} as const;
