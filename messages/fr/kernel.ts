/** Texts of the kernel's findings, fr. Each key is the code of a finding (mev3/finding.ts). */
export const kernel = {
  'capacity.not-an-extension':
    'Une capacité est une extension formée de sous-extensions : attendu {expected}, reçu {seen}.',
  'capacity.value-on-record': 'L’extension d’une capacité ne porte pas de valeur : {seen} n’est pas permis.',
  'capacity.wrong-url': 'L’url de l’extension de capacité est {seen} ; elle doit être {expected}.',
  'capacity.missing': 'La sous-extension obligatoire {attribute} est absente.',
  'capacity.repeated': 'La sous-extension {attribute} figure plusieurs fois.',
  'capacity.unknown-sub-extension': 'La sous-extension {seen} n’existe pas. Attendu : {expected}.',
  'capacity.unknown-property': 'La propriété {name} n’est pas permise ici ; attendu {expected}.',
  'capacity.wrong-type': 'La valeur de {attribute} n’a pas le type documenté : attendu {expected}, reçu {seen}.',
  'capacity.nested-extension': 'La sous-extension {attribute} ne peut pas contenir d’extension.',
  'capacity.unknown-code':
    'Le code {code} de {attribute} n’est pas dans {valueSet} ; le plus proche est {nearCode} ({nearDisplay}).',
  'capacity.retired-code':
    'Le code {code} ({display}) de {attribute} est sorti de {valueSet} le {endedOn} ; utiliser {nearCode} ({nearDisplay}).',
  'capacity.wrong-system': 'Le système de {attribute} est {seen} ; il doit être la nomenclature {expected}.',
  'capacity.value-set-as-system':
    'Le système de {attribute} est le jeu de valeurs {valueSet} ; utiliser la nomenclature {codeList} : {expected}.',
  'capacity.other-display': 'Le libellé du code {code} de {attribute} est {seen} ; le libellé officiel est {expected}.',
  'capacity.several-codings': '{attribute} contient {seen} codages ; seul le premier est lu.',
  'capacity.negative': 'nbCapacity vaut {seen} : un nombre de lits ou de places n’est pas négatif.',
  'capacity.bad-date': 'capacityUpdateDate {seen} n’est pas une date FHIR (dateTime) valide ; attendu {expected}.',
  'capacity.date-without-zone': 'capacityUpdateDate {seen} porte une heure sans fuseau horaire ; attendu {expected}.',
  'capacity.date-without-time':
    'capacityUpdateDate {seen} ne porte pas d’heure : il donne le jour de la mise à jour, non son instant.',
  'feed.not-parameters': 'Le corps de la requête n’est pas une ressource Parameters : reçu {seen}.',
  'feed.no-operation': 'Le corps de la requête ne contient aucune opération ; attendu {expected}, reçu {seen}.',
  'feed.too-many-operations': 'Le corps de la requête contient {seen} opérations ; limite : {expected}.',
  'feed.not-an-operation': 'Ce paramètre n’est pas une opération : attendu {expected}, reçu {seen}.',
  'feed.unknown-part': 'L’opération a une partie inconnue {seen} ; les parties sont {expected}.',
  'feed.repeated-part': 'La partie {name} figure plusieurs fois dans l’opération.',
  'feed.missing-type': 'L’opération n’a pas de type lisible ; attendu {expected}.',
  'feed.missing-path': 'L’opération n’a pas de chemin (path) lisible.',
  'feed.unknown-type': 'Le type d’opération {seen} n’existe pas ; attendu {expected}.',
  'feed.remove-type': 'Le type d’opération remove était l’écriture du guide 0.6.0 ; il faut maintenant écrire delete.',
  'feed.not-value-string': 'La partie est envoyée en {seen} ; le ROR la publie en {expected}.',
  'feed.missing-value': 'L’opération {type} n’a pas de partie value.',
  'feed.value-form':
    'La partie value ne contient pas exactement une extension complète : attendu {expected}, reçu {seen}.',
  'feed.value-on-delete': 'L’opération delete a une partie value : elle n’est pas lue.',
  'feed.value-part-named': 'La partie contenue dans value porte le nom {seen} ; le ROR la publie sans nom.',
  'feed.several-operations':
    'Le corps de la requête contient {seen} opérations : elles sont appliquées toutes ou aucune ; aucun exemple publié n’en a plus d’une.',
  'feed.path-unreadable': 'Le chemin n’est pas un FHIRPath lisible : faute de syntaxe au caractère {offset} de {seen}.',
  'feed.path-too-long': 'Le chemin dépasse 2 000 caractères.',
  'feed.path-too-deep': 'Le chemin est trop imbriqué.',
  'feed.path-double-quotes':
    'Le chemin contient des chaînes entre guillemets doubles ; FHIRPath les écrit entre apostrophes.',
  'feed.path-not-capacity': 'Le chemin ne désigne pas des capacités : {seen}. Attendu {expected}, puis les critères.',
  'feed.path-below-record':
    'Le chemin désigne une partie d’une capacité : {seen}. Une capacité est remplacée ou supprimée tout entière.',
  'feed.path-criterion-form': 'Un critère du chemin n’est pas lisible : {seen}.',
  'feed.path-unknown-criterion': 'Le chemin contient un critère inconnu {detail} ; attendu {expected}.',
  'feed.path-repeated-criterion': 'Le chemin contient plusieurs fois le critère {detail}.',
  'feed.path-extra-criterion':
    'Le chemin contient des critères qui n’identifient pas un indicateur et ne sont pas lus : {names}.',
  'feed.path-add-with-criteria': 'Le chemin d’un ajout (add) a des critères ; il désigne la collection : {expected}.',
  'feed.path-other-indicator': 'La valeur est un autre indicateur que le chemin : {seen} au lieu de {expected}.',
  'indicator.other-nature': 'La nature de capacité est {seen}, que l’indicateur {indicator} n’attend pas ({natures}).',
  'indicator.unknown-value':
    'Les sept codes de la valeur ne sont pas un indicateur du catalogue {catalogue} : {seen}. Le plus proche qui soit valide : {nearest}.',
  'indicator.unknown-path':
    'Les critères du chemin ne sont pas un indicateur du catalogue {catalogue} : {seen}. Le plus proche qui soit valide : {nearest}.',
} as const;
