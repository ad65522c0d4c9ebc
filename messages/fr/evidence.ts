/** Texts of the evidence area, fr. Keys: `evidence.…`. */
export const evidence = {
  'evidence.help': 'réunit des exécutions dans un fichier signé que chacun peut vérifier',
  'evidence.help-first': 'numéro de la première exécution',
  'evidence.help-last':
    'numéro de la dernière ; toutes celles qui sont entre les deux y entrent (défaut : la première)',
  'evidence.help-out': 'le fichier zip (défaut : evidence-PREMIÈRE-DERNIÈRE.zip)',
  'evidence.help-key': 'clé privée qui signe, PEM, RSA ou EC',
  'evidence.help-cert': 'son certificat, PEM, avec la chaîne s’il y en a une',
  'evidence.help-password-file': 'fichier contenant le mot de passe de la clé',
  'evidence.help-p12': 'au lieu de --key et --cert : un fichier PKCS#12 (.p12), mot de passe par --password-file',
  'evidence.help-tsa-url': 'adresse d’une autorité d’horodatage (RFC 3161) ; sa réponse entre dans le dossier',
  'evidence.help-time-stamp-request':
    'écrit une demande d’horodatage (RFC 3161) à porter à une autorité, si ce poste est hors ligne',
  'evidence.help-annex':
    'ce que l’éditeur déclare, YAML : indicateurs par type d’unité, fréquence, voies, instances, hors périmètre',
  'evidence.help-attestation': 'fichier à l’appui de ce qu’une personne atteste ; peut être répété',
  'evidence.help-time-stamp': 'réponse d’une autorité d’horodatage obtenue à part (.tsr)',
  'evidence.help-tsa': 'certificats (PEM) de l’autorité d’horodatage à qui vous faites confiance',
  'evidence.usage-tsa-url': '--tsa-url : adresse http ou https attendue, constaté « {seen} »',
  'evidence.usage-tsa-credentials':
    '--tsa-url : cette adresse contient un nom ou un mot de passe avant le @ : il se retrouverait dans les journaux et dans l’historique du terminal. Donnez l’adresse seule ; pour une autorité qui demande une authentification, écrivez la demande avec --time-stamp-request et portez-la-lui',
  'evidence.time-stamp-refused': 'l’autorité d’horodatage {url} n’a pas horodaté ce dossier : {because}',
  'evidence.says-annex': 'Une annexe dit ce que l’éditeur déclare (annex.yaml) : ce n’est pas testé.',
  'evidence.not-scanned':
    'Données personnelles non recherchées, car ce n’est pas du texte : {files}. Quelqu’un doit les regarder.',
  'evidence.says-attestations':
    'Fichiers à l’appui d’attestations : {count}, sous attestations/. Ce qu’une personne atteste n’est pas jugé.',
  'evidence.proof-stamped':
    'Horodaté le {at} par {by}, à qui vous faites confiance : ce dossier existait à cet instant.',
  'evidence.proof-stamped-by':
    'Horodaté le {at} par {by}. Cela n’a pas été contrôlé : nommez l’autorité d’horodatage avec --tsa.',
  'evidence.fault-time-stamp-missing': 'l’horodatage que le dossier annonce manque',
  'evidence.fault-time-stamp-unreadable': 'l’horodatage ne peut pas être lu',
  'evidence.fault-time-stamp-refused': 'l’horodatage est un refus de l’autorité',
  'evidence.fault-time-stamp-other-content': 'l’horodatage ne porte pas sur ce manifeste',
  'evidence.fault-time-stamp-wrong-signature': 'la signature de l’horodatage est fausse',
  'evidence.fault-time-stamp-other-certificate':
    'l’horodatage ne désigne pas le certificat qui l’accompagne comme celui qui a signé',
  'evidence.fault-time-stamp-not-a-tsa':
    'le certificat de l’horodatage n’est pas celui d’une autorité d’horodatage, ou n’était pas valide à cette date',
  'evidence.fault-time-stamp-other-nonce': 'l’horodatage répond à une autre demande',
  'evidence.fault-time-stamp-not-trusted': 'horodaté par {by}, qui n’est aucune des autorités que nomme --tsa',
  'evidence.fault-time-stamp-before': 'le dossier se dit établi le {created}, après son horodatage du {at}',
  'evidence.help-product': 'nom du produit testé (défaut : celui de la configuration)',
  'evidence.help-product-version': 'sa version',
  'evidence.help-vendor': 'son éditeur',
  'evidence.help-signatory': 'qui signe',
  'evidence.help-function': 'fonction du signataire',
  'evidence.help-expires': 'nombre de jours après lequel le dossier ne fait plus foi',
  'evidence.help-nonce': 'un texte donné par le vérificateur',
  'evidence.help-allow': 'exporte malgré tout des données personnelles trouvées ; le motif figure dans le dossier',
  'evidence.help-verify': 'vérifie un dossier de preuves, hors ligne et sans ses exécutions',
  'evidence.help-pack': 'le fichier zip',
  'evidence.help-trust': 'certificats (PEM) : le signataire doit être l’un d’eux, ou émis par l’un d’eux',
  'evidence.help-verify-nonce': 'le texte que vous avez donné à l’éditeur',
  'evidence.help-verify-json': 'affiche du JSON',
  'evidence.usage-range': 'la dernière exécution précède la première',
  'evidence.usage-reason': '--allow-personal-data demande un motif',
  'evidence.usage-exists': '{file} existe déjà ; nommez un autre fichier avec --out',
  'evidence.usage-signatory': '--signatory et --function vont ensemble',
  'evidence.usage-key': '--key et --cert vont ensemble, et --p12 sans eux',
  'evidence.run-missing':
    'l’exécution {run} n’est pas dans le dossier de données ({folder}) : un dossier de preuves contient toutes les exécutions, de la première à la dernière',
  'evidence.run-damaged': '{file} ne peut pas être lu comme une exécution de cette version : {because}',
  'evidence.no-journal':
    '{folder} ne contient pas de journal : une exécution contre un simulateur tiers (--mock) ne peut pas entrer ici dans un dossier de preuves',
  'evidence.attempt-gap':
    'la tentative {attempt} manque dans les exécutions {first} à {last} : elle a été supprimée, ou elle appartient à une exécution voisine',
  'evidence.not-rebuilt':
    'le corps de l’entrée {seq} ({resource}) ne peut pas être reconstitué tel qu’il a circulé : le journal a été modifié',
  'evidence.does-not-follow':
    'l’exécution {run} ne découle pas de ses échanges : {what} (et {more} autres) ; relancez-la',
  'evidence.secret-found': 'des secrets seraient exportés, {count} endroits : {places}',
  'evidence.personal-data':
    'des données personnelles seraient exportées, {count} endroits : {places}. Utilisez des données fictives, ou donnez un motif avec --allow-personal-data MOTIF',
  'evidence.too-large':
    '{file} fait {megabytes} Mo, plus que les {limit} que verify lit d’un seul tenant : il refuserait le dossier. Exécutez moins de scénarios à la fois, ou des parties avec --shard',
  'evidence.not-a-pack': 'ce n’est pas un dossier de preuves : {because}',
  'evidence.hostile-pack': 'ce fichier zip est refusé, rien n’en a été extrait : {because}',
  'evidence.key-unreadable': 'la clé ou le certificat de signature ne peut pas être lu (PEM ou PKCS#12)',
  'evidence.key-password': 'la clé ne s’ouvre pas avec ce mot de passe (--password-file)',
  'evidence.key-ed25519':
    'une clé Ed25519 est refusée : openssl cms ne sait pas vérifier sa signature, personne ne pourrait vérifier le dossier ; utilisez RSA ou EC',
  'evidence.key-unsuited': 'la clé n’est ni RSA ni EC sur P-256, P-384 ou P-521',
  'evidence.key-too-short': 'la clé RSA fait moins de 2048 bits',
  'evidence.key-not-of-certificate': 'la clé n’est pas celle du premier certificat de --cert',
  'evidence.made': '{file} : {runs} exécutions, {attempts} tentatives',
  'evidence.made-personal':
    'des données personnelles ont été exportées, {count} endroits ; motif inscrit dans le dossier : {reason}',
  'evidence.made-unsigned':
    'NON SIGNÉ : n’importe qui peut modifier ce dossier sans que cela se voie. Signez-le avec --key et --cert.',
  'evidence.made-check': 'Une fois décompressé, à vérifier sans rorkit :',
  'evidence.unchanged': 'INCHANGÉ : chaque fichier, la chaîne et la numérotation sont tels qu’exportés',
  'evidence.changed': 'NON VALIDE : {count} constats',
  'evidence.says-product': 'Produit : {name} {version}, {vendor}',
  'evidence.says-signatory': 'Signataire : {name}, {function}',
  'evidence.says-created': 'Établi le {created}, expire le {expires}, nonce {nonce}',
  'evidence.says-personal': 'Des données personnelles ont été exportées sciemment ({count} endroits) : {reason}',
  'evidence.run-judged':
    'Exécution {run} : {entries} entrées ; {judged} tentatives jugées de nouveau avec les mêmes verdicts, {notJudged} non jugées par l’exécution',
  'evidence.run-other-rules':
    'Exécution {run} : {entries} entrées ; jugée par d’autres règles (rorkit {version}), les verdicts ne sont donc pas comparés. Pour juger de nouveau : npx rorkit@{version} verify DOSSIER',
  'evidence.proof-unsigned':
    'NON SIGNÉ : ce dossier ne prouve rien à qui ne fait pas confiance à la personne qui l’a remis.',
  'evidence.proof-no-signature': 'Aucune signature valide : rien ne dit qui a établi ce dossier.',
  'evidence.proof-self-signed':
    'Signé par un certificat auto-signé ({subject}). Cela prouve que personne sans sa clé n’a modifié le dossier depuis. Cela ne prouve ni qui détient la clé, ni quand la signature a été faite, ni que les tests ont eu lieu : comparez le certificat avec un exemplaire reçu par une autre voie (--trust).',
  'evidence.proof-not-checked':
    'Signé par {subject}, émis par {issuer}. Cela n’a pas été contrôlé : nommez l’autorité avec --trust.',
  'evidence.proof-trusted':
    'Signé par {subject}, à qui vous faites confiance. Cela prouve que personne sans sa clé n’a modifié le dossier depuis ; la date est celle du poste qui l’a établi.',
  'evidence.proof-numbering':
    'Une exécution ou une tentative supprimée laisse un trou dans la numérotation. Un dossier de données recommencé à neuf n’en laisse pas.',
  'evidence.fault-manifest-missing': 'MANIFEST.sha256 a été retiré',
  'evidence.fault-manifest-line': 'une ligne de MANIFEST.sha256 est incorrecte : {line}',
  'evidence.fault-file-changed': '{file} a été modifié',
  'evidence.fault-file-removed': '{file} a été retiré',
  'evidence.fault-file-added': '{file} a été ajouté',
  'evidence.fault-unreadable': 'exécution {run} : {file} ne peut pas être lu : {because}',
  'evidence.fault-signature-missing': 'la signature manque',
  'evidence.fault-signature-wrong': 'la signature ne porte pas sur ce manifeste',
  'evidence.fault-signature-unreadable': 'la signature ne peut pas être lue : {because}',
  'evidence.fault-other-signer': 'signé par une autre clé ({subject}) que celle que nomme le dossier',
  'evidence.fault-not-trusted': 'signé par {subject}, qui n’est aucun de ceux que nomme --trust',
  'evidence.fault-certificate-date':
    'le certificat du signataire ({from} à {to}) n’était pas valide à la date du dossier',
  'evidence.fault-expired': 'le dossier a expiré le {expires}',
  'evidence.fault-nonce': 'le nonce n’est pas le vôtre : {seen}',
  'evidence.fault-run-gap': 'l’exécution {run} manque',
  'evidence.fault-attempt-gap': 'la tentative {attempt} manque',
  'evidence.fault-chain-files': 'la chaîne ne couvre pas les fichiers de toutes les exécutions',
  'evidence.fault-chain-head': 'la fin de la chaîne n’est pas celle de pack.json',
  'evidence.fault-line-changed': '{place} a été modifié',
  'evidence.fault-swapped': '{a} et {b} ont été échangés',
  'evidence.fault-line-count':
    'les fichiers ont {found} lignes, la chaîne {chained} : des lignes ont été retirées ou ajoutées {place}',
  'evidence.fault-entry-gap': 'exécution {run}, file {lane} : l’entrée {entry} n’est pas à la place que dit son numéro',
  'evidence.fault-events-differ': 'exécution {run} : events.ndjson n’est pas celui de l’exécution que décrit pack.json',
  'evidence.fault-input': 'exécution {run} : l’entrée {file} n’est pas le fichier que l’exécution a reçu',
  'evidence.fault-body': 'exécution {run} : la réponse de {place} n’est pas celle qui a circulé',
  'evidence.fault-attempt-without-journal': 'exécution {run} : la tentative {attempt} a des verdicts et pas d’échanges',
  'evidence.fault-attempt-without-events': 'exécution {run} : la tentative {attempt} a des échanges et pas de verdicts',
  'evidence.fault-attempt-borders': 'exécution {run} : la tentative {attempt} n’est pas les entrées {from} à {to}',
  'evidence.fault-scenario':
    'exécution {run} : la tentative {attempt} est d’un scénario {scenario} que ces règles n’ont pas',
  'evidence.fault-verdicts':
    'exécution {run} : les verdicts de la tentative {attempt} ne découlent pas de ses échanges : {checks}',
  'evidence.fault-report': 'exécution {run} : le rapport ne découle pas des échanges : {parts}',
  'evidence.fault-report-missing': 'exécution {run} : le rapport a été retiré',
} as const;
