"""The body of a capacity PATCH: FHIRPath Patch as the ROR publishes it (it is not quite FHIR R4's)."""

import json

CAPACITY = "https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/ror-location-supported-capacity"

# The path of all capacity records of a Location: what `add` adds to, and what the ROR names when one is missing.
COLLECTION = f"Location.extension.where(url='{CAPACITY}')"

# The coded attributes: their code system (TRE, never the JDV value set) and the labels of its codes.
CODED = {
    "capacityStatus": (
        "R330-TypeStatutCapacite",
        {"01": "Installé", "02": "Disponible", "03": "Occupé", "04": "Réservé", "05": "Fermé", "06": "Supplémentaire"},
    ),
    "temporalityCapacity": (
        "R331-TemporaliteCapacite",
        {
            "01": "Courant",
            "02": "Prévisionnel 1 heure",
            "03": "Prévisionnel 24 heures",
            "04": "Prévisionnel 48 heures",
            "05": "Prévisionnel 7 jours",
        },
    ),
    "genderCapacityAvailable": (
        "R332-GenreCapacite",
        {"01": "Femme", "02": "Homme", "03": "Indifférencié", "04": "Indéterminé"},
    ),
    "capacityClosingType": (
        "R333-TypeFermetureCapacite",
        {"01": "Réactivable", "02": "Non réactivable", "03": "Indéterminé"},
    ),
    "additionalBedType": (
        "R334-TypeLitSupplementaire",
        {
            "01": "Mobilisé",
            "02": "Mobilisable sans ressources humaines",
            "03": "Mobilisable avec ressources humaines",
        },
    ),
    "crisisType": ("R336-TypeCrise", {"01": "PMIE 1", "02": "Situation sanitaire Exceptionnelle (SSE) (Plan blanc)"}),
    "temporaryAssignement": ("R337-AffectationTemporaire", {"01": "Aucune", "02": "Covid+", "03": "Covid-"}),
    "capacityType": ("R329-NatureCapacite", {"01": "Lit", "02": "Place"}),
    "capacitySourceType": (
        "R335-TypeSourceCapacite",
        {
            "01": "Saisie manuelle",
            "02": "Bed management",
            "03": "Gestion administrative du malade (GAM)",
            "04": "Dossier patient informatisé (DPI)",
        },
    ),
}

# The seven codes that tell one record of a Location from another, in the order of the ROR.
KEY = list(CODED)[:7]


def key_of(record):
    return "/".join(record[name] or "-" for name in KEY)


def replace_body(record):
    return _operation("replace", _path_of(record), [{"extension": [_extension(record)]}])


def add_body(record):
    return _operation("add", COLLECTION, [{"extension": [_extension(record)]}])


def delete_body(record):
    """Removes a record. (Sending 0 beds is something else: "full".)"""
    return _operation("delete", _path_of(record), None)


def _operation(kind, path, value):
    """One operation is one body. Mind `valueString` for the type, and a value part without a name."""
    part = [{"name": "type", "valueString": kind}, {"name": "path", "valueString": path}]
    if value is not None:
        part.append({"name": "value", "part": value})
    body = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": part}]}
    return json.dumps(body, ensure_ascii=False).encode("utf-8")


def _path_of(record):
    criteria = " and ".join(
        f"extension.where(url = '{name}' and valueCodeableConcept.coding.code = '{record[name]}')"
        for name in KEY
        if record[name] is not None
    )
    return f"{COLLECTION}.where({criteria})"


def _extension(record):
    extension = [
        {"url": "nbCapacity", "valueInteger": record["nbCapacity"]},
        {"url": "capacityUpdateDate", "valueDateTime": record["capacityUpdateDate"]},
    ]
    for name, (system, labels) in CODED.items():
        code = record[name]
        if code is None:
            continue
        coding = {"system": f"https://mos.esante.gouv.fr/NOS/TRE_{system}/FHIR/TRE-{system}", "code": code}
        if code in labels:
            coding["display"] = labels[code]
        extension.append({"url": name, "valueCodeableConcept": {"coding": [coding]}})
    if record["comment"] is not None:
        extension.append({"url": "comment", "valueString": record["comment"]})
    return {"extension": extension, "url": CAPACITY}
