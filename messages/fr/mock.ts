/** Texts of the mock area, fr. Keys: `mock.…`. */
export const mock = {
  'mock.http.malformed': "La requête n'est pas une requête HTTP valide.",
  'mock.http.timeout': "La requête n'est pas arrivée dans le temps imparti.",
  'mock.http.aborted': "La requête n'est pas arrivée en entier.",
  'mock.http.target-too-long': "L'URL est trop longue.",
  'mock.http.headers-too-large': 'Les en-têtes de la requête sont trop volumineux.',
  'mock.http.body-too-large': 'Le corps de la requête est trop volumineux.',
  'mock.http.too-busy': 'Trop de requêtes simultanées.',
  'mock.http.expectation': "Cet en-tête Expect n'est pas pris en charge.",
  'mock.http.unknown-path': "Il n'y a rien à cette adresse.",
  'mock.http.bug': "Erreur interne du simulateur (la requête n'est pas en cause).",
  'mock.http.bearer-missing': "Authentification requise : le jeton d'accès est absent.",
  'mock.http.bearer-invalid': "Le jeton d'accès n'est pas valide.",
  'mock.http.bearer-expired': "Le jeton d'accès a expiré.",
  'mock.trust.setting-mtls-refusal':
    "Comment un mauvais certificat client est refusé : par une réponse du point d'accès aux jetons, ou dès la négociation TLS",
  'mock.trust.setting-dn-match':
    "Comment les DN sont comparés à la liste blanche : comme des noms (RFC 4514), ou lettre à lettre avec la forme de l'ANS",
  'mock.trust.setting-rights-check':
    'Quand un changement de droits prend effet : à la requête suivante, ou au jeton suivant',
  'mock.token.setting-lifetime': "Durée de vie d'un jeton d'accès, en secondes",
} as const;
