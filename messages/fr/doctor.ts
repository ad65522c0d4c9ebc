/** Texts of the doctor area, fr. Keys: `doctor.…`; `doctor.fault-…` and `doctor.mend-…` for each thing that can be wrong. */
export const doctor = {
  'doctor.help':
    'chercher ce qui empêcherait un essai d’être jugé : certificat, hôtes, horloge, ports, démarrage du connecteur',
  'doctor.help-certificate': 'certificat du connecteur, PEM (par défaut : celui du fournisseur dans la PKI de test)',
  'doctor.help-key': 'clé de ce certificat, PEM',
  'doctor.fine': 'Rien à redire à l’installation.',
  'doctor.found': '{count} points de l’installation sont à corriger.',
  'doctor.mend': 'Correction',
  'doctor.look': 'À regarder',
  'doctor.key-needed': '--certificate et --key vont ensemble',
  'doctor.cause-node-version': 'version de Node',
  'doctor.cause-key': 'clé privée',
  'doctor.cause-chain': 'émetteur du certificat',
  'doctor.cause-usage': 'usage du certificat',
  'doctor.cause-clock': 'dates du certificat',
  'doctor.cause-subject-dn': 'DN du sujet sur la liste blanche',
  'doctor.cause-host-names': 'noms d’hôte',
  'doctor.cause-server-trust': 'fichier de confiance',
  'doctor.cause-identifiers': 'unités de « mapping »',
  'doctor.cause-establishments': 'liste des établissements',
  'doctor.cause-ports': 'ports',
  'doctor.cause-connector-start': 'démarrage du connecteur',
  'doctor.fault-node-too-old': 'Node {seen} exécute rorkit ; il faut {expected} ou plus récent.',
  'doctor.mend-node-too-old':
    'Installer un Node plus récent, ou lancer rorkit par npm (npx rorkit …), qui en apporte un.',
  'doctor.fault-key-unreadable': 'La clé {file} ne peut pas être lue ({reason}).',
  'doctor.mend-key-unreadable':
    'Indiquer le fichier de la clé, et donner le droit de le lire à l’utilisateur qui lance ceci.',
  'doctor.fault-key-encrypted': 'La clé {file} demande un mot de passe.',
  'doctor.mend-key-encrypted': 'L’écrire sans mot de passe pour l’essai : openssl pkey -in CLÉ -out CLÉ.pem.',
  'doctor.fault-key-malformed': '{file} n’est pas une clé privée au format PEM.',
  'doctor.mend-key-malformed': 'La convertir : openssl pkey -inform DER -in CLÉ -out CLÉ.pem, ou l’extraire du .p12.',
  'doctor.fault-key-of-another': 'La clé {file} n’est pas celle du certificat de {subject}.',
  'doctor.mend-key-of-another': 'Utiliser la clé avec laquelle ce certificat a été demandé.',
  'doctor.fault-self-signed': 'Le certificat est émis par lui-même : {issuer}.',
  'doctor.mend-self-signed': 'Présenter le certificat que l’autorité a délivré, pas celui fait pour le demander.',
  'doctor.fault-unknown-issuer': 'Le serveur de jetons ne connaît pas l’autorité {issuer}.',
  'doctor.mend-unknown-issuer':
    'Présenter un certificat de la PKI de test, ou donner à --pki le dossier du simulateur interrogé.',
  'doctor.fault-revoked': 'Le certificat de numéro de série {serial} est révoqué.',
  'doctor.mend-revoked': 'Présenter son successeur ; rorkit certs issue en fait un.',
  'doctor.fault-wrong-usage': 'Le certificat n’est pas fait pour un client : {seen}.',
  'doctor.mend-wrong-usage':
    'Demander un certificat ORG AUTH_CLI ; un certificat de serveur ou de signature est refusé.',
  'doctor.fault-not-yet-valid':
    'Selon l’horloge de cette machine ({now}), le certificat n’est valide qu’à partir du {from}.',
  'doctor.mend-not-yet-valid': 'Mettre l’horloge à l’heure, ou attendre que le certificat soit valide.',
  'doctor.fault-expired': 'Selon l’horloge de cette machine ({now}), le certificat a pris fin le {to}.',
  'doctor.mend-expired': 'Renouveler le certificat avec le même DN, ou mettre l’horloge à l’heure.',
  'doctor.fault-dn-not-listed': 'Le DN {seen} n’est pas sur la liste blanche ; y figurent : {listed}.',
  'doctor.mend-dn-not-listed': 'Faire inscrire exactement ce DN par l’ANS (rorkit certs dn FICHIER l’affiche).',
  'doctor.fault-dn-near': 'Le DN {seen} n’est pas sur la liste blanche ; presque identique : {near}.',
  'doctor.mend-dn-near':
    'Donner à l’ANS le DN tel que rorkit certs dn FICHIER l’affiche : l’ordre, les espaces et l’orthographe comptent.',
  'doctor.fault-host-unknown': 'L’hôte {host} est introuvable.',
  'doctor.mend-host-unknown':
    'Corriger l’adresse, ou inscrire le nom dans le DNS ou le fichier hosts de cette machine.',
  'doctor.fault-host-of-another': 'Le certificat du serveur de {host} est celui d’un autre hôte.',
  'doctor.mend-host-of-another':
    'Utiliser le nom que porte le certificat ; rorkit mock --public-host NOM en fait un pour NOM.',
  'doctor.fault-host-silent': 'Rien ne répond à {host} ({reason}).',
  'doctor.mend-host-silent': 'Y démarrer le simulateur, ou ouvrir le port sur le chemin.',
  'doctor.fault-server-not-trusted': 'Le fichier de confiance ne contient pas l’autorité de {host} ({reason}).',
  'doctor.mend-server-not-trusted':
    'Donner au connecteur le fichier de confiance qu’affiche rorkit mock (ROR_CA_FILE) ; ne jamais couper la vérification.',
  'doctor.fault-server-out-of-date': 'Le certificat du serveur de {host} n’est pas en cours de validité ({reason}).',
  'doctor.mend-server-out-of-date':
    'Mettre l’horloge à l’heure, ou renouveler le certificat du serveur : rorkit certs init.',
  'doctor.fault-identifier-form': '{seen} dans « mapping.units » n’est pas un identifiant du ROR.',
  'doctor.mend-identifier-form': 'Écrire IdNatStruct/code, comme 199A000014/MED-A.',
  'doctor.fault-identifier-unknown':
    'Le simulateur ne connaît pas ces unités de « mapping » : {seen}. Il connaît : {known}.',
  'doctor.mend-identifier-unknown':
    'Corriger les identifiants ; un seul peut être inconnu, pour le scénario de l’unité inconnue.',
  'doctor.fault-no-establishment': 'Le certificat de {subject} n’a aucun établissement sur sa liste.',
  'doctor.mend-no-establishment': 'Faire inscrire les établissements sur la liste de ce certificat par l’ANS.',
  'doctor.fault-establishment-not-listed':
    'Des établissements du fichier du connecteur ne sont pas sur la liste du certificat : {seen} ; y figurent : {listed}.',
  'doctor.mend-establishment-not-listed':
    'Corriger les numéros FINESS, ou faire inscrire les établissements par l’ANS.',
  'doctor.fault-port-taken': 'Un programme écoute déjà à {target}, où le connecteur doit écouter.',
  'doctor.mend-port-taken':
    'L’arrêter, le plus souvent un démarrage précédent du connecteur, ou donner un autre port au connecteur.',
  'doctor.fault-cannot-start': 'Le connecteur ne peut pas être démarré : {detail}.',
  'doctor.mend-cannot-start': 'Corriger « command » et « cwd » dans le fichier du connecteur. Il a dit : {output}',
  'doctor.fault-not-ready': 'Le connecteur n’est pas prêt à temps : {detail}.',
  'doctor.mend-not-ready':
    'Corriger « ready » ou augmenter « timeoutMs » dans le fichier du connecteur. Il a dit : {output}',
  'doctor.fault-stopped-running': 'Le connecteur s’est arrêté de lui-même : {detail}.',
  'doctor.mend-stopped-running':
    '« start » est pour celui qui reste en marche ; celui qui s’arrête va sous « stimulus ». Il a dit : {output}',
  'doctor.note-ends-abnormally':
    'La commande du connecteur a fini par {detail} avec une entrée vide. C’est peut-être juste : le contrat dit seulement comment elle finit quand elle reçoit quelque chose.',
  'doctor.look-ends-abnormally':
    'rien n’est à corriger si elle refuse une entrée vide ; sinon, ce qu’elle a dit l’explique : {output}',
  'doctor.fault-no-such-credential':
    'Une instance du fichier du connecteur nomme une identité qui n’existe pas : {detail}.',
  'doctor.mend-no-such-credential': 'Utiliser un des noms entre parenthèses.',
  'doctor.fault-hangs': 'La commande du connecteur ne finit pas quand son entrée finit ({detail} ms).',
  'doctor.mend-hangs':
    'Elle doit finir avec son entrée ; celle qui reste en marche va sous « start ». Elle a dit : {output}',
  'doctor.fault-output-limit': 'Le connecteur écrit plus de {detail} octets.',
  'doctor.mend-output-limit': 'Le faire écrire moins, ou augmenter « output.maxBytes » dans le fichier du connecteur.',
  'doctor.fault-bad-template': 'Un modèle du fichier du connecteur ne peut pas être rempli : {detail}.',
  'doctor.mend-bad-template': 'Le corriger ; docs/connector-file.md dit ce qu’un modèle connaît.',
} as const;
