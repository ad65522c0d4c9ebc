/** Texts of the lists of establishments, fr. Keys: `lists.…`. */
export const lists = {
  'lists.row': 'ligne {row} :',
  'lists.cell': 'ligne {row}, colonne {column} :',
  'lists.column': 'colonne {column} :',
  'lists.file-unreadable': 'impossible de lire {file} : {reason}',
  'lists.file-too-large': 'le fichier dépasse {max} Mio : ce n’est pas une liste d’établissements',
  'lists.file-old-excel':
    'c’est un classeur de l’ancien format (.xls), ou protégé par un mot de passe : enregistrez-le en .xlsx ou CSV, sans mot de passe',
  'lists.xlsx-damaged': 'le fichier n’est pas un classeur XLSX lisible',
  'lists.xlsx-too-large': 'le classeur, décompressé, dépasse de loin une liste d’établissements : il n’est pas ouvert',
  'lists.csv-malformed': 'le fichier n’est pas un CSV bien formé ({reason}) : vérifiez les guillemets',
  'lists.too-many-rows': 'la liste a plus de {max} lignes',
  'lists.no-rows': 'la liste n’a aucun établissement',
  'lists.column-missing': 'aucune colonne n’a pour en-tête « {heading} »',
  'lists.column-twice': 'une deuxième colonne a pour en-tête « {seen} »',
  'lists.column-unused': 'la colonne « {seen} » n’est pas utilisée',
  'lists.cell-too-long': 'la cellule contient plus de {max} caractères',
  'lists.finess-missing': 'le numéro FINESS manque',
  'lists.finess-number':
    '{seen} est un nombre pour le tableur, qui supprime les zéros en tête : mettez la colonne au format texte et ressaisissez le numéro FINESS',
  'lists.finess-short':
    '« {seen} » a moins de neuf chiffres : un zéro en tête a-t-il été perdu ? Mettez la colonne au format texte',
  'lists.finess-form': '« {seen} » n’est pas un numéro FINESS : neuf chiffres ou lettres capitales',
  'lists.finess-luhn': 'le chiffre de contrôle de {seen} ne correspond pas aux autres : vérifiez le numéro',
  'lists.duplicate': '{seen} figure déjà à la ligne {first}',
  'lists.claimed-twice': '{seen} figure à la ligne {first} avec un autre certificat : un établissement n’en a qu’un',
  'lists.certificate-missing': 'ni fichier de certificat ni DN de sujet',
  'lists.certificate-elsewhere':
    '{file} n’est pas dans le dossier de la liste : placez le certificat à côté de la liste',
  'lists.certificate-unreadable': '{file} ne se lit pas comme un certificat ({reason})',
  'lists.certificate-expired': 'le certificat de {file} a expiré le {date}',
  'lists.certificate-not-auth-cli': 'le certificat de {file} n’est pas un certificat ORG AUTH_CLI ({reason})',
  'lists.certificate-other-dn': 'ce DN n’est pas celui du certificat : {seen}',
  'lists.certificate-other-establishment': 'l’OU du certificat désigne un autre établissement : {seen}',
  'lists.dn-malformed': 'ce n’est pas un DN de sujet, au caractère {position} : écrivez CN=…,OU=…,O=…,ST=…,C=FR',
  'lists.too-many-problems': 'plus de {max} problèmes : les autres ne sont pas affichés',
} as const;
