/** rorkit.dossier.yaml as `rorkit dossier init` writes it: every key, commented, nothing invented. */
export const DOSSIER_TEMPLATE = `# Chemin vers le ROR national / Path to the national ROR.  rorkit dossier
# yaml-language-server: $schema=SCHEMA
format: 1

# saas | regional-eai (un certificat, une liste / one certificate, one list) | proprietary (un certificat par instance / one an instance)
solution: saas

# direct | regional-eai (région avec EAI : le GRADeS est le contact / the GRADeS is the contact)
route: direct

# true: le produit lit aussi le ROR, un second certificat / the product reads too, a second certificate
reads: false

# Liste des établissements, CSV ou XLSX / list of establishments
# establishments: etablissements.csv

certificates: {}
#  test: test.pem
#  supplier: production-alimentation.pem
#  consumer: production-consultation.pem

production: {}
#  tokenUrl: https://auth-api.ror.esante.gouv.fr/auth/realms/ror/protocol/openid-connect/token
#  apiBase: https://api-fhir.ror.esante.gouv.fr
#  supplierClientId: (donné par l’ANS / given by ANS)
#  consumerClientId: (donné par l’ANS / given by ANS)

# evidence: evidence-1-3.zip
# firstFeedReadBack: 2027-01-31

# todo | in-progress | done | not-applicable.  rorkit dossier set 01 done --note "..."
steps: {}
`;
