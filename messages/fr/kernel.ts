/** Texts of the kernel's findings, fr. Keys: `kernel.` + code of a finding (mev3/finding.ts). */
export const kernel = {
  'kernel.capacity.not-an-extension': 'Une capacité est une extension formée de sous-extensions.',
  'kernel.capacity.value-on-record': 'L’extension d’une capacité ne porte pas de valeur : {name} n’est pas permis.',
  'kernel.capacity.wrong-url': 'L’url de l’extension de capacité n’est pas celle qui est publiée.',
  'kernel.capacity.missing': 'La sous-extension obligatoire {attribute} est absente.',
  'kernel.capacity.repeated': 'La sous-extension {attribute} figure plusieurs fois.',
  'kernel.capacity.unknown-sub-extension': 'La sous-extension {name} n’existe pas dans cette version du guide.',
  'kernel.capacity.unknown-property': 'La propriété {name} n’est pas permise ici.',
  'kernel.capacity.wrong-type': 'La valeur de {attribute} n’a pas le type documenté.',
  'kernel.capacity.nested-extension': 'La sous-extension {attribute} ne peut pas contenir d’extension.',
  'kernel.capacity.unknown-code':
    'Le code {code} de {attribute} n’est pas dans {valueSet} ; le plus proche est {nearCode} ({nearDisplay}).',
  'kernel.capacity.retired-code':
    'Le code {code} ({display}) de {attribute} est sorti de {valueSet} le {endedOn} ; le plus proche est {nearCode} ({nearDisplay}).',
  'kernel.capacity.wrong-system': 'Le système de {attribute} n’est pas sa nomenclature {codeList}.',
  'kernel.capacity.value-set-as-system':
    'Le système de {attribute} est le jeu de valeurs {valueSet} ; un codage nomme la nomenclature {codeList}.',
  'kernel.capacity.other-display': 'Le libellé du code {code} de {attribute} n’est pas le libellé officiel.',
  'kernel.capacity.several-codings': '{attribute} contient plusieurs codages ; seul le premier est lu.',
  'kernel.capacity.negative': 'Un nombre de lits ou de places n’est pas négatif.',
  'kernel.capacity.bad-date': 'capacityUpdateDate n’est pas une date FHIR (dateTime) valide.',
  'kernel.capacity.date-without-zone': 'capacityUpdateDate porte une heure sans fuseau horaire.',
  'kernel.capacity.date-without-time': 'capacityUpdateDate donne le jour de la mise à jour, non son instant.',
  'kernel.feed.not-parameters': 'Le corps de la requête n’est pas une ressource Parameters.',
  'kernel.feed.no-operation': 'Le corps de la requête ne contient aucune opération.',
  'kernel.feed.too-many-operations': 'Le corps de la requête contient trop d’opérations.',
  'kernel.feed.not-an-operation': 'Ce paramètre n’est pas une opération.',
  'kernel.feed.unknown-part': 'L’opération a une partie inconnue {name}.',
  'kernel.feed.repeated-part': 'La partie {name} figure plusieurs fois dans l’opération.',
  'kernel.feed.missing-type': 'L’opération n’a pas de type lisible.',
  'kernel.feed.missing-path': 'L’opération n’a pas de chemin (path) lisible.',
  'kernel.feed.unknown-type': 'Le type d’opération {type} n’existe pas.',
  'kernel.feed.remove-type':
    'Le type d’opération remove était l’écriture du guide 0.6.0 ; il faut maintenant écrire delete.',
  'kernel.feed.not-value-string': 'La partie n’est pas envoyée en valueString, comme le ROR la publie.',
  'kernel.feed.missing-value': 'L’opération {type} n’a pas de partie value.',
  'kernel.feed.value-form': 'La partie value ne contient pas exactement une extension complète.',
  'kernel.feed.value-on-delete': 'L’opération delete a une partie value : elle n’est pas lue.',
  'kernel.feed.value-part-named': 'La partie contenue dans value porte un nom ; le ROR la publie sans nom.',
  'kernel.feed.several-operations':
    'Le corps de la requête contient plusieurs opérations : elles sont appliquées toutes ou aucune ; aucun exemple publié n’en a plus d’une.',
  'kernel.feed.path-unreadable': 'Le chemin n’est pas un FHIRPath lisible : faute de syntaxe au caractère {offset}.',
  'kernel.feed.path-too-long': 'Le chemin dépasse 2 000 caractères.',
  'kernel.feed.path-too-deep': 'Le chemin est trop imbriqué.',
  'kernel.feed.path-double-quotes':
    'Le chemin contient des chaînes entre guillemets doubles ; FHIRPath les écrit entre apostrophes.',
  'kernel.feed.path-not-capacity': 'Le chemin ne désigne pas des capacités.',
  'kernel.feed.path-below-record':
    'Le chemin désigne une partie d’une capacité ; une capacité est remplacée ou supprimée tout entière.',
  'kernel.feed.path-criterion-form': 'Un critère du chemin n’est pas lisible.',
  'kernel.feed.path-unknown-criterion': 'Le chemin contient un critère inconnu {detail}.',
  'kernel.feed.path-repeated-criterion': 'Le chemin contient plusieurs fois le critère {detail}.',
  'kernel.feed.path-extra-criterion':
    'Le chemin contient des critères qui n’identifient pas un indicateur et ne sont pas lus : {names}.',
  'kernel.feed.path-add-with-criteria': 'Le chemin d’un ajout (add) a des critères ; il désigne toute la collection.',
  'kernel.feed.path-other-indicator': 'La valeur est un autre indicateur que le chemin.',
  'kernel.indicator.other-nature':
    'L’indicateur {indicator} n’attend pas cette nature de capacité ; il attend : {natures}.',
  'kernel.indicator.unknown-value':
    'Les sept codes de la valeur ne sont pas un indicateur du catalogue {catalogue}. Le plus proche qui soit valide : {nearest}.',
  'kernel.indicator.unknown-path':
    'Les critères du chemin ne sont pas un indicateur du catalogue {catalogue}. Le plus proche qui soit valide : {nearest}.',
} as const;
