"""The capacity feed: for each record `replace`; `add` only when the ROR says that it does not hold this record yet."""

import email.utils
import http.client
import json
import ssl
import time
import urllib.parse

from capacity_body import COLLECTION, add_body, delete_body, key_of, replace_body

TIMEOUT_S = 10
TRIES = 4
FIRST_WAIT_S = 1
LONGEST_WAIT_S = 30

# A token is renewed when less than this remains (or half of a very short life), so that it never ends on its way.
TOKEN_MARGIN_S = 10

# What a refusal means for whom: only `record` lets the other records of the unit go on.
MEANING = {
    400: ("the ROR does not accept this indicator: tell the GRADeS, the establishment and our support", "record"),
    401: ("the ROR refuses a fresh token: tell ANS and the GRADeS", "credential"),
    403: ("this establishment is not on the list of our certificate: ask ANS to add it, tell the GRADeS", "unit"),
    404: ("the ROR does not know this unit: ask the GRADeS to give it this code in the ROR", "unit"),
    412: ("several units of the ROR have this code: tell the GRADeS and the establishment", "unit"),
}


class Refused(Exception):
    """The ROR said no: trying the same again cannot help, a person must act."""

    def __init__(self, message, scope):
        super().__init__(message)
        self.scope = scope


class Unavailable(Exception):
    """The ROR could not answer now (429, 5xx, no connection)."""

    def __init__(self, message, retry_after_s=0.0):
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Feed:
    def __init__(self, world):
        self._world = world
        self._tokens = {}
        self._api = ssl.create_default_context(cafile=world["caFile"])
        self._connection = None

    def send(self, unit, upsert, remove, accepted):
        """Sends the records of one unit, one PATCH a record, and gives what went wrong in plain words.

        `accepted` is told each record that the ROR took.
        """
        wanted = unit["establishment"]["credential"]
        credential = next((one for one in self._world["credentials"] if one["id"] == wanted), None)
        if credential is None:
            return [f"no credential named {wanted}"]
        problems = []
        for record, work in [(one, self._upsert) for one in upsert] + [(one, self._remove) for one in remove]:
            try:
                with_patience(lambda: work(credential, unit, record))
                accepted(record)
            except (Refused, Unavailable) as error:
                problems.append(f"{unit['identifier']} ({unit['name']}), record {key_of(record)}: {error}")
                # What refuses the unit or our identity would refuse its other records too: do not insist.
                if isinstance(error, Unavailable) or error.scope != "record":
                    break
        return problems

    def _upsert(self, credential, unit, record):
        status, text = self._patch(credential, unit, replace_body(record))
        if status == 404 and says_record_is_missing(text):
            status, text = self._patch(credential, unit, add_body(record))
        if status != 200:
            raise refusal(status, text)

    def _remove(self, credential, unit, record):
        status, text = self._patch(credential, unit, delete_body(record))
        # A record that is already gone is what was wanted.
        if status != 200 and not (status == 404 and says_record_is_missing(text)):
            raise refusal(status, text)

    def _patch(self, credential, unit, body):
        """One PATCH, with exactly the two headers that the ROR documents. A token that is refused is renewed once."""
        status, text, retry_after = self._send(credential, unit, body)
        if status == 401:
            self._tokens.pop(credential["id"], None)
            status, text, retry_after = self._send(credential, unit, body)
        if status == 429 or status >= 500:
            raise Unavailable(f"the ROR answered {status}", retry_after)
        return status, text

    def _send(self, credential, unit, body):
        token = self._access_token(credential)
        identifier = urllib.parse.quote(unit["identifier"], safe="")
        path = f"{self._world['feedPath']}/Location?identifier={identifier}"
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/fhir+json"}
        if self._connection is None:
            self._connection = connection_to(self._world["apiBase"], self._api)
        try:
            return call(self._connection, "PATCH", path, headers, body, "the ROR")
        except Exception:
            # A connection that failed half-way is not used again.
            self._connection.close()
            self._connection = None
            raise

    def _access_token(self, credential):
        held = self._tokens.get(credential["id"])
        if held is not None and time.monotonic() < held[1]:
            return held[0]
        context = ssl.create_default_context(cafile=self._world["caFile"])
        context.load_cert_chain(credential["cert"], credential["key"])
        form = urllib.parse.urlencode({"client_id": credential["clientId"], "grant_type": "client_credentials"})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        url = urllib.parse.urlsplit(self._world["tokenUrl"])
        connection = connection_to(self._world["tokenUrl"], context)
        try:
            status, text, retry_after = call(connection, "POST", url.path, headers, form.encode(), "the token endpoint")
        finally:
            connection.close()
        if status == 429 or status >= 500:
            raise Unavailable(f"the token endpoint answered {status}", retry_after)
        if status != 200:
            raise Refused(
                f"no token for client_id {credential['clientId']}: HTTP {status} {text[:300]}. Nothing was sent to the "
                "ROR. Check that our certificate is valid and that ANS has listed exactly its subject DN for this "
                "client_id (monserviceclient.ror@esante.gouv.fr); tell the GRADeS that this feed is stopped.",
                "credential",
            )
        answer = json.loads(text)
        life = answer.get("expires_in", 60)
        self._tokens[credential["id"]] = (
            answer["access_token"],
            time.monotonic() + life - min(TOKEN_MARGIN_S, life / 2),
        )
        return answer["access_token"]


def connection_to(address, context):
    url = urllib.parse.urlsplit(address)
    return http.client.HTTPSConnection(url.hostname, url.port or 443, timeout=TIMEOUT_S, context=context)


def call(connection, method, path, headers, body, whose):
    """One request and its whole answer: status, text, seconds to wait. Only Host and Content-Length are added."""
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        return response.status, text, asked_wait_s(response.getheader("Retry-After"))
    except ssl.SSLError as error:
        # A certificate problem does not go away by itself. Never "solve" it by switching the verification off.
        raise Refused(f"{whose}: TLS failed ({error}). Check trust file, host name and certificate.", "credential")
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable(f"{whose} gave no answer ({error!r})")


def asked_wait_s(value):
    """`Retry-After` is a number of seconds or a date."""
    if value is None:
        return 0.0
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return 0.0


def with_patience(work):
    """Tries again, from `replace` on, what failed only for now; a lost answer may have been a success."""
    for tried in range(1, TRIES + 1):
        try:
            return work()
        except Unavailable as error:
            pause = max(FIRST_WAIT_S * 2 ** (tried - 1), error.retry_after_s)
            if tried == TRIES or pause > LONGEST_WAIT_S:
                raise
            time.sleep(pause)


def issues_of(text):
    try:
        issues = json.loads(text).get("issue", [])
        return [one for one in issues if isinstance(one, dict)]
    except (ValueError, AttributeError):
        return []


def says_record_is_missing(text):
    """The one 404 after which `add` is right. A 404 about the Location itself is another matter."""
    for issue in issues_of(text):
        expression = issue.get("expression")
        # Published as a bare string, while FHIR says an array: take both.
        if isinstance(expression, list):
            expression = ",".join(str(one) for one in expression)
        if issue.get("code") == "not-found" and expression == COLLECTION:
            return True
    return False


def refusal(status, text):
    advice, scope = MEANING.get(status, ("tell our support and the GRADeS", "record"))
    said = " | ".join(str(issue.get("diagnostics")) for issue in issues_of(text)) or "nothing more"
    return Refused(f"HTTP {status}, {advice}. The ROR says: {said}", scope)
