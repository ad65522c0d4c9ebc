/** Texts of the mock area, fr. Keys: `mock.…`. */
export const mock = {
  'mock.http.malformed': 'La requête n’est pas une requête HTTP valide.',
  'mock.http.timeout': 'La requête n’est pas arrivée dans le temps imparti.',
  'mock.http.aborted': 'La requête n’est pas arrivée en entier.',
  'mock.http.target-too-long': 'L’URL est trop longue.',
  'mock.http.headers-too-large': 'Les en-têtes de la requête sont trop volumineux.',
  'mock.http.body-too-large': 'Le corps de la requête est trop volumineux.',
  'mock.http.too-busy': 'Trop de requêtes simultanées.',
  'mock.http.expectation': 'Cet en-tête Expect n’est pas pris en charge.',
  'mock.http.unknown-path': 'Il n’y a rien à cette adresse.',
  'mock.fault.answered': 'Une panne programmée dans le simulateur répond à cet appel.',
  'mock.http.disk-limit':
    'Le simulateur a atteint la limite de disque fixée à son démarrage : cet échange n’est pas enregistré et n’a rien modifié.',
  'mock.http.bug': 'Erreur interne du simulateur (la requête n’est pas en cause).',
  'mock.http.bearer-missing': 'Authentification requise : le jeton d’accès est absent.',
  'mock.http.bearer-invalid': 'Le jeton d’accès n’est pas valide.',
  'mock.http.bearer-expired': 'Le jeton d’accès a expiré.',
  'mock.trust.setting-mtls-refusal':
    'Comment un mauvais certificat client est refusé : par une réponse du point d’accès aux jetons, par celle d’un nginx placé devant, ou dès la négociation TLS',
  'mock.trust.setting-client-trust':
    'Quelles autorités de certificats clients sont reconnues : celles de la PKI, ou aucune (tout certificat vient alors d’une autorité inconnue)',
  'mock.trust.setting-dn-match':
    'Comment les DN sont comparés à la liste blanche : comme des noms (RFC 4514), ou lettre à lettre avec la forme de l’ANS',
  'mock.trust.setting-proprietary-clients':
    'Ce qu’est une solution propriétaire pour le point d’accès des jetons : un client_id avec les DN de toutes ses instances, ou un par DN',
  'mock.trust.setting-rights-check':
    'Quand un changement de droits prend effet : à la requête suivante, ou au jeton suivant',
  'mock.token.setting-lifetime': 'Durée de vie d’un jeton d’accès, en secondes',
  'mock.token.setting-dialect':
    'Quelles réponses donne le point d’accès aux jetons : celles de Keycloak depuis la version 20, ou celles d’avant',
  'mock.token.setting-binding':
    'Si les jetons sont liés au certificat client (RFC 8705) : l’API le demande alors et en refuse un autre',
  'mock.feed.content-type': 'Le Content-Type d’un PATCH capacitaire est application/fhir+json ; constaté : {seen}',
  'mock.feed.body-too-large': 'Le corps de la requête est plus grand que ce que le simulateur accepte.',
  'mock.feed.body-empty': 'Le corps de la requête est vide ; une ressource Parameters est attendue.',
  'mock.feed.body-not-utf8': 'Le corps de la requête n’est pas de l’UTF-8 valide.',
  'mock.feed.body-not-json': 'Le corps de la requête n’est pas du JSON valide : {seen}',
  'mock.feed.body-too-deep': 'Le JSON du corps est trop imbriqué ({seen} niveaux).',
  'mock.feed.body-duplicate-key':
    'Le nom « {seen} » figure deux fois dans un même objet JSON : la demande est ambiguë.',
  'mock.feed.ror-header':
    'Les en-têtes Ror-* ne doivent pas être présents sur un PATCH capacitaire ; constaté : {seen}',
  'mock.feed.query-malformed': 'La chaîne de requête ne peut pas être décodée : {seen}',
  'mock.feed.parameter-unknown': "Le paramètre '{seen}' n’est pas pris en charge : seul identifier l’est.",
  'mock.feed.identifier-missing':
    'Le paramètre identifier est absent ou vide : Location?identifier=<IdNatStruct>/<code>',
  'mock.feed.identifier-repeated': 'Le paramètre identifier figure {seen} fois ; une seule valeur est attendue.',
  'mock.feed.identifier-form':
    "L’identifiant '{seen}' porte un système ou plusieurs valeurs ; <IdNatStruct>/<code> seul est attendu.",
  'mock.feed.role': 'Ce client_id est consommateur : seul un fournisseur peut envoyer un PATCH capacitaire.',
  'mock.feed.establishment-not-listed':
    'Le client {client} n’a pas le droit d’écrire pour l’établissement {establishment}.',
  'mock.feed.region-route':
    "La région {region} est alimentée par son EAI : une alimentation directe pour l'établissement {establishment} n'est pas acceptée.",
  'mock.feed.if-match': 'If-Match désigne la version {seen} ; la version en vigueur est {present}.',
  'mock.setting.strictness':
    'Si ce qui est interdit sans réponse publiée est relevé (documented) ou refusé (strict) : rorHeaders, ifMatch, regionRoute, replaceOtherKey, libraryForms, severalOperations ; une valeur donnée pour l’un d’eux l’emporte',
  'mock.setting.ror-headers': 'Effet d’un en-tête Ror-* sur un PATCH capacitaire : une remarque au journal, ou un 400',
  'mock.setting.identifier-match':
    'À quoi l’identifiant est comparé : à l’identifiant enregistré entier, ou aussi au code seul au sein de l’établissement',
  'mock.setting.location-expression': 'Graphie de Location dans l’expression du 404 et du 412',
  'mock.setting.region-route':
    'Ce qu’entraîne une alimentation directe pour une région alimentée par son EAI : un constat au journal, ou un 403',
  'mock.setting.if-match': 'If-Match est ignoré, ou vérifié (412)',
  'mock.setting.other-path-status': 'Statut quand le chemin désigne autre chose que des capacités',
  'mock.setting.remove-operation':
    'L’opération remove est lue comme delete : selon la version du guide, toujours, ou jamais',
  'mock.setting.replace-other-key':
    'Effet d’un replace dont la valeur est un autre indicateur que son chemin : une remarque, ou un 400',
  'mock.setting.library-forms':
    'Effet des formes de corps des bibliothèques FHIR (valueCode, partie value nommée, jeu de valeurs comme système) : une remarque, ou un 400',
  'mock.setting.several-operations': 'Effet de plusieurs opérations dans un même corps : une remarque, ou un 400',
  'mock.setting.delete-missing': 'Réponse à un delete qui ne trouve rien : 404, ou 200 sans changement',
  'mock.setting.add-duplicate': 'Effet d’un add quand l’enregistrement existe déjà : refus (400), ou ajout d’un second',
  'mock.setting.indicator-expression':
    'L’expression du 404 d’un indicateur est un texte nu, comme publié, ou un tableau',
  'mock.setting.consistency-rules-off':
    'Règles de cohérence entre enregistrements (N1 à N5, C1 à C11) qui ne donnent pas de remarque au journal ; aucune ne refuse',
  'mock.setting.success-body': 'Contenu du corps d’un 200 : la Location entière, ou ses identifiants',
  'mock.setting.missing-ror-header-status': 'Statut quand un en-tête Ror-* manque sur une lecture',
  'mock.read.ror-header-missing': 'L’en-tête {seen} est obligatoire pour cette lecture.',
  'mock.read.role': 'Ce client_id est fournisseur : seul un consommateur peut lire.',
  'mock.read.not-acceptable':
    'Aucun des formats demandés n’est servi ({seen}) ; application/fhir+json et application/fhir+xml le sont.',
  'mock.read.format-unknown': "Le format '{seen}' n’est pas servi ; json et xml le sont.",
  'mock.read.query-malformed': 'La chaîne de requête ne peut pas être décodée : {seen}',
  'mock.read.not-found': "Il n’y a pas de {type} d’identifiant technique '{seen}'.",
  'mock.read.method': 'Seuls GET et HEAD sont servis ici.',
  'mock.read.unknown-path': 'La consultation ne sert rien à cette adresse ; attendu : {expected}',
  'mock.http.wrong-method': 'Cette méthode n’est pas prise en charge à cette adresse.',
  'mock.print.help': 'lance le simulateur du ROR national, jusqu’à Ctrl-C',
  'mock.print.help-port':
    'port du point d’accès aux jetons ; l’API prend le suivant, l’API de pilotage celui d’après ; 0 : ports libres quelconques',
  'mock.print.help-listen': 'adresse d’écoute des deux services TLS (l’API de pilotage reste en boucle locale)',
  'mock.print.help-public-host':
    'nom ou adresse sous lequel un connecteur d’une autre machine atteint le simulateur (inscrit dans le certificat serveur)',
  'mock.print.help-pki': 'dossier des certificats de test, créé s’il manque',
  'mock.print.help-data-dir':
    'dossier qui conserve journal, ressources et clé de signature d’un démarrage à l’autre (par défaut : rien n’est conservé)',
  'mock.print.help-retain-entries':
    'conserve ce nombre d’entrées récentes du journal (1000 au moins) ; les échanges et connexions plus anciens sont supprimés, avec les versions qu’eux seuls citent (par défaut : tout est conservé)',
  'mock.print.help-max-data-mb':
    'taille maximale du dossier de données, en Mo (16 au moins) ; un échange qui n’y tient pas est refusé par une erreur 500 (par défaut : sans limite)',
  'mock.print.max-data-alone': '--max-data-mb limite le dossier de données : il manque --data-dir.',
  'mock.print.help-seed-size':
    'génère un pays fictif de ce nombre de Location, de 10 à 100000, à la place de celui de rorkit',
  'mock.print.help-seed': 'avec --seed-size : le même nombre donne les mêmes données (par défaut 1)',
  'mock.print.bad-seed': '{option} ne peut pas être « {seen} » ; un nombre entier de {min} à {max} est attendu.',
  'mock.print.seed-alone': '--seed dit quelles données sont générées, et sans --seed-size il n’y en a pas.',
  'mock.print.seed-hint': 'Exemple : rorkit mock --seed-size 1000 --seed 7',
  'mock.print.help-seed-file':
    'vos propres établissements, unités et enregistrements : .csv, .yaml, ou un Bundle FHIR en .json (docs/seed-file.md)',
  'mock.print.seed-twice': '--seed-file ne va ni avec --seed-size ni avec --seed : les données sont celles du fichier.',
  'mock.print.bad-seed-file': '{file} : {where} : {because}',
  'mock.print.seed-bundle': 'un Bundle FHIR dont chaque entrée porte une ressource est attendu',
  'mock.print.seed-other-type':
    '{type} n’a pas sa place ici ; sont admis Organization, Location, HealthcareService, Practitioner, PractitionerRole',
  'mock.print.seed-fault': 'attendu : {expected} ; constaté : {seen}',
  'mock.print.help-catalogue':
    'current, published-examples, permissive, ou un fichier contenant votre propre liste (JSON ou YAML)',
  'mock.print.help-set': 'valeur d’un réglage au démarrage ; peut être répété ; voir --settings',
  'mock.print.help-settings-file': 'valeurs de réglages (YAML, nom : valeur), relues sur SIGHUP ; --set l’emporte',
  'mock.print.reloaded': 'Configuration relue : {changed}.',
  'mock.print.reload-nothing': 'rien n’a changé',
  'mock.print.reload-settings': 'réglages {names}',
  'mock.print.reload-participants': 'participants {ids}',
  'mock.print.reload-catalogue': 'catalogue {name}',
  'mock.print.reload-refused': 'La configuration n’a pas été relue, et rien n’a changé : {reason}',
  'mock.print.help-settings': 'liste les réglages et s’arrête',
  'mock.print.title': 'Le simulateur du ROR national est en marche. Ctrl-C l’arrête.',
  'mock.print.token-endpoint': 'Point d’accès aux jetons (TLS mutuel)',
  'mock.print.feed': 'Alimentation capacitaire (PATCH)',
  'mock.print.read': 'Consultation (GET)',
  'mock.print.control': 'API de pilotage',
  'mock.print.control-token': 'son jeton est dans',
  'mock.print.trust': 'Confiance de votre connecteur (PEM, magasin Java, DER)',
  'mock.print.password': 'mot de passe : {password}',
  'mock.print.supplier': 'Fournisseur',
  'mock.print.consumer': 'Consommateur',
  'mock.print.certificate': 'certificat',
  'mock.print.key': 'clé',
  'mock.print.client-id': 'client_id',
  'mock.print.subject-dn': 'DN du sujet',
  'mock.print.establishments': 'peut écrire pour',
  'mock.print.try-token': 'À essayer : obtenir un jeton',
  'mock.print.try-patch': 'À essayer : envoyer {count} lits pour {location} (prend lui-même son jeton)',
  'mock.print.public-host-hint':
    'Écoute sur {address} : indiquez --public-host NOM pour que le certificat serveur porte le nom qu’utilise votre connecteur.',
  'mock.print.stopped': 'Le simulateur est arrêté.',
  'mock.print.settings-title': 'Réglages du simulateur (à changer par --set nom=valeur)',
  'mock.print.settings-value': 'valeur : {value} (par défaut {default}) ; possibles : {values}',
  'mock.print.settings-source': 'question {question}, {evidence}, {requirement}',
  'mock.print.bad-port':
    '--port {seen} : un nombre entier de 1 à 65533 est attendu, ou 0 pour des ports libres quelconques',
  'mock.print.bad-set': '--set {seen} : nom=valeur est attendu',
  'mock.print.bad-address': 'adresse refusée : {detail}',
  'mock.print.port-in-use': 'port déjà utilisé : {detail}',
  'mock.print.port-hint': 'un autre simulateur tourne peut-être ; choisissez d’autres ports avec --port',
  'mock.print.unknown-setting': 'réglage inconnu : {detail}',
  'mock.print.bad-setting': 'valeur de réglage refusée : {detail}',
  'mock.print.settings-hint': 'rorkit mock --settings en donne la liste',
  'mock.print.data-dir': 'le dossier de données ne peut pas être utilisé : {detail}',
  'mock.print.certificate-not-held': 'absent d’ici : le vôtre, ou rorkit certs issue --subject {dn}',
  'mock.print.more-credentials': '{count} de plus : voir /v1/participants de l’API de pilotage',
  'mock.print.no-sample':
    'Aucun fournisseur ne peut écrire pour un établissement du simulateur qui a une capacité : rien à essayer tel quel.',
  'mock.print.help-participants': 'fichier de vos propres participants (YAML), à la place de ceux du simulateur',
  'mock.print.help-trust-ca':
    'fichier d’autorités (PEM, DER, PKCS#7) dont les certificats clients sont aussi acceptés, comme la chaîne IGC-Santé TEST ; peut être répété',
  'mock.print.warning': 'attention : {text}',
  'mock.print.more-warnings': '{count} avertissements de plus',
} as const;
